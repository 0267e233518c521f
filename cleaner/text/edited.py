"""A text that is changed in several goes, and the edits that make all of them at once."""

from __future__ import annotations

from collections.abc import Iterable

from cleaner.text.edits import Edit, Joined, Replaced, Span, joined


class EditedText:
    """A text as it is after some edits, and what they come to on the text before the first.

    A step that goes over its text several times tells by it what it did to the one it was given.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._spans: list[Span] = []
        self._reasons: list[tuple[str, ...]] = []

    def edit(self, edits: Iterable[Edit]) -> None:
        """Make edits of the text as it is, in order, which must not overlap.

        >>> text = EditedText("a tale")
        >>> text.edit([Edit(2, 3, "T", "capital")])
        >>> text.edit([Edit(0, 3, "t", "article")])
        >>> text.text, [(edit.start, edit.end, edit.reason) for edit in text.edits()]
        ('tale', [(0, 3, 'capital'), (0, 3, 'article')])
        """
        ordered = list(edits)
        pieces: list[str] = []
        at = 0
        for edit in ordered:
            pieces += (self.text[at : edit.start], edit.replacement)
            at = edit.end
        ranges = [Replaced(edit.start, edit.end, len(edit.replacement)) for edit in ordered]
        found = joined(self._spans, ranges)
        self._reasons = [self._reasons_of(one, ordered) for one in found]
        self._spans = [one.span for one in found]
        self.text = "".join((*pieces, self.text[at:]))

    def edits(self) -> tuple[Edit, ...]:
        """Return what makes the text from what it was: of each range, an edit for each reason.

        Those of one range have the same replacement, which stands for all of them; what is put in
        between two characters has one reason.
        """
        return tuple(
            Edit(span.start, span.end, self.text[span.at : span.at + span.length], reason)
            for span, reasons in zip(self._spans, self._reasons, strict=True)
            for reason in (reasons if span.start < span.end else reasons[:1])
        )

    def _reasons_of(self, one: Joined, edits: list[Edit]) -> tuple[str, ...]:
        earlier = [reason for number in one.before for reason in self._reasons[number]]
        return tuple(dict.fromkeys((*earlier, *(edits[number].reason for number in one.ranges))))

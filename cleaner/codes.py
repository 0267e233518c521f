"""Codes: what a checking command calls the findings of a step, and tells of them."""

from __future__ import annotations

import msgspec


class Code(msgspec.Struct, frozen=True):
    """A kind of finding, as a plugin lists it in its ``CODES``.

    ``reason`` is that of the edits, changes or drops that it stands for; one that ends in ``*``
    stands for all reasons that begin so. ``message`` says what is wrong and what to do, with
    ``{reason}``, ``{line}`` (of what a removed copy repeats), ``{twin}`` and ``{similarity}``
    where there are any. ``once`` has many places in a file told at the first of them. ``why``,
    ``before``, ``after`` and ``allow`` are for those who ask to have it explained.
    """

    code: str
    reason: str
    message: str
    why: str
    before: str = ""
    after: str = ""
    allow: str = ""
    fixable: bool = True
    once: bool = False

    def fits(self, reason: str) -> bool:
        """Tell whether it stands for a reason.

        >>> Code("E101", "not UTF-8*", "", "").fits("not UTF-8: cp1252")
        True
        """
        if self.reason.endswith("*"):
            return reason.startswith(self.reason[:-1])
        return reason == self.reason

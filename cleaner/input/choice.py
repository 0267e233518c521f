"""Choose the format of a source: by what the user said, by its content, and by its name."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from cleaner.errors import CleanerError
from cleaner.input.formats import HEAD_BYTES, Format, Sign, looks_like_text, maybe
from cleaner.input.selection import Selection
from cleaner.input.source import Source
from cleaner.options import nearest

_SMALL_BYTES = 1 << 16


class Choice:
    """Formats by name, the first of a name or suffix counts, and what the user said of them.

    Raises:
        CleanerError: the user named a format that there is not.
    """

    def __init__(self, formats: Iterable[Format], selection: Selection) -> None:
        self._formats: dict[str, Format] = {}
        self._by_suffix: dict[str, Format] = {}
        for format_ in formats:
            self._formats.setdefault(format_.name, format_)
            for suffix in format_.suffixes:
                self._by_suffix.setdefault(suffix, format_)
        known = self._formats.values()
        self._signs = [(format_.name, format_.sign) for format_ in known]
        # What tells beginnings that some format may be certain of, and whose sign is always asked.
        self._beginnings = tuple(start for format_ in known for start in format_.certain or ())
        self._any_beginning = [
            format_.sign for format_ in known if format_.certain is None and format_.sign != maybe
        ]
        self._selection = selection
        for _, name in selection.format_patterns:
            if name not in self._formats:
                why = nearest(name, self._formats)
                raise CleanerError(f"--format {name}: there is no such format{why}")

    def __call__(self, source: Source) -> Source | None:
        """Return the source with its format; None where nobody reads such a source.

        Raises:
            CleanerError: its content is not what its name says, nor anything that is known.
            OSError: it cannot be read.
        """
        if source.format:
            return source
        decided = self._selection.format_of(source.name, source.label)
        suffix = source.suffix
        by_name = self._by_suffix.get(suffix)
        if not decided and by_name is None and suffix and not source.given:
            return None
        data = _beginning(source.path) if _is_small(source) else b""
        if data and len(data) <= _SMALL_BYTES:
            # A small file is read once: to open it takes longer than all else.
            head = data[:HEAD_BYTES]
            if by_name is not None and not decided and self._is_as_named(by_name, head):
                return replace(source, data=data, format=by_name.name)
            source = replace(source, data=data)
        else:
            source, head = _peek(source)
        signs = {name: sign(head) for name, sign in self._signs}
        certain = ""
        if Sign.CERTAIN in signs.values():
            certain = next(name for name, sign in signs.items() if sign == Sign.CERTAIN)
        if decided and self._may_be(self._formats[decided], certain, source):
            return replace(source, format=decided)
        name = self._by_content(source, head, by_name, signs, certain)
        return replace(source, format=name) if name else None

    def _is_as_named(self, by_name: Format, head: bytes) -> bool:
        """Tell, by as few signs as will do, whether a content is what its name says."""
        if head.lstrip().startswith(self._beginnings) or by_name.sign(head) == Sign.NO:
            return False
        return all(sign(head) != Sign.CERTAIN for sign in self._any_beginning)

    def _may_be(self, decided: Format, certain: str, source: Source) -> bool:
        """Tell whether the user's word is of this source, not of what lies inside or around it."""
        if decided.container and source.around:
            return False
        container = bool(certain) and self._formats[certain].container
        return not container or certain in (decided.name, decided.within)

    def _by_content(
        self,
        source: Source,
        head: bytes,
        by_name: Format | None,
        signs: Mapping[str, Sign],
        certain: str,
    ) -> str:
        if by_name is not None and (not head or _agree(by_name, signs, certain)):
            return by_name.name
        if certain:
            return certain
        formats = self._formats.values()
        if source.is_standard_input and not source.around:
            return next((format_.name for format_ in formats if format_.piped), "")
        fallback = next((format_.name for format_ in formats if format_.fallback), "")
        found = next((name for name, sign in signs.items() if sign == Sign.LIKELY), fallback)
        if by_name is not None and found == fallback and not looks_like_text(head):
            suffix = source.suffix
            raise CleanerError(f"its content is not what {suffix} says, nor of any known format")
        return found


def _peek(source: Source) -> tuple[Source, bytes]:
    """Return the first bytes of a source, and a source of which they can be read again."""
    if not source.is_stream and not _is_pipe(source):
        with source.open() as file:
            return source, file.read(HEAD_BYTES)
    stream = source.open()
    if not isinstance(stream, io.BufferedReader):
        raise TypeError(f"{source.name}: its stream is no io.BufferedReader")
    if source.stream is None and not source.is_standard_input:
        source = replace(source, stream=stream)
    return source, stream.peek(HEAD_BYTES)[:HEAD_BYTES]


def _is_small(source: Source) -> bool:
    """Tell whether a source is a whole file that was small when it was walked past."""
    is_whole = source.data is None and not source.start and source.end is None
    if source.is_stream:
        return False  # a member of an archive has a size, too
    return is_whole and 0 < source.size <= _SMALL_BYTES


def _beginning(path: str) -> bytes:
    """Read a small file, or more of another than a small one has, without a file object."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return os.read(descriptor, _SMALL_BYTES + 1)
    finally:
        os.close(descriptor)


def _is_pipe(source: Source) -> bool:
    # A folder is walked past pipes; one that was named is read, and what is read of it is gone.
    return source.given and source.data is None and not os.path.isfile(source.path)


def _agree(by_name: Format, signs: Mapping[str, Sign], certain: str) -> bool:
    """Tell whether the content does not speak against the name."""
    if certain:
        # What is written in another format shows that one's sign as well.
        return certain in (by_name.name, by_name.within) and signs[by_name.name] > Sign.NO
    return signs[by_name.name] > Sign.NO

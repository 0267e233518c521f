"""A finding: what is wrong, where, and what to do; and what would mend it."""

from __future__ import annotations

import hashlib

import msgspec

from cleaner.text.trace import Change


class Finding(msgspec.Struct, frozen=True, order=True):
    """One thing that is wrong; lines and columns count from 1, in characters of the file.

    ``excerpt`` is the text that it is about, ``fixable`` whether it can be mended in place, and
    ``step`` the step that found it. ``in_text`` says that the place is one of the text that was
    taken out of the file, which the message tells, and that the file has none to show. They sort by
    their place.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    end_line: int
    end_column: int
    step: str
    excerpt: str = ""
    fixable: bool = False
    in_text: bool = False

    @property
    def shown(self) -> str:
        """The path, with line and column where the file has them."""
        return self.path if self.in_text else f"{self.path}:{self.line}:{self.column}"

    @property
    def fingerprint(self) -> str:
        """What stays the same of it when lines are added elsewhere in the file."""
        data = f"{self.path}\0{self.code}\0{self.excerpt}"
        return hashlib.sha256(data.encode("utf-8", "backslashreplace")).hexdigest()[:16]


class Mend(msgspec.Struct, frozen=True):
    """A change that would mend something: what the finding of that code in that line tells of."""

    code: str
    line: int
    change: Change

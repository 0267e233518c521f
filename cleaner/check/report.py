"""What a check has to report: findings, failures, gates, and the codes that they are called by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from cleaner.check.finding import Finding
from cleaner.codes import Code


class Failure(msgspec.Struct, frozen=True):
    """A file, or a part of one, that could not be looked at, and why.

    ``line`` is that of a part which is a line.
    """

    path: str
    step: str
    error: str
    part: str = ""
    line: int = 0

    @property
    def shown(self) -> str:
        """The path and its place there: a line, or a part as ids have it."""
        if self.line:
            return f"{self.path}:{self.line}:1"
        return f"{self.path}#{self.part}" if self.part else self.path


class Report(msgspec.Struct, frozen=True):
    """What is printed. ``quiet`` counts findings that the baseline knows.

    ``gates`` are those that were passed over, in words.
    """

    findings: Sequence[Finding]
    failures: Sequence[Failure] = ()
    gates: Sequence[str] = ()
    quiet: int = 0
    documents: int = 0
    codes: Mapping[str, Code] = {}

    @property
    def fixable(self) -> int:
        """How many findings can be mended in place."""
        return sum(finding.fixable for finding in self.findings)

    def by_path(self) -> dict[str, list[Finding]]:
        """Return the findings of each file that has some."""
        found: dict[str, list[Finding]] = {}
        for finding in self.findings:
            found.setdefault(finding.path, []).append(finding)
        return found


def plural(count: int, word: str) -> str:
    """Return a count with its word.

    >>> plural(1, "finding"), plural(2, "finding")
    ('1 finding', '2 findings')
    """
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"

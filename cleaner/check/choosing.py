"""Which findings are wanted: codes by prefix, files by pattern, and those that a baseline knows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pathspec import PathSpec

from cleaner.check.finding import Finding
from cleaner.errors import CleanerError

ALL = "ALL"


class Choice:
    """The codes that are wanted, and those that are not in some files.

    ``per_file`` maps patterns, as in .gitignore, to codes that are ignored in the files that they
    match. The longest prefix of a code decides; one that is ignored as well as selected is ignored.
    """

    def __init__(
        self,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        per_file: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._select = tuple(select) or (ALL,)
        self._ignore = tuple(ignore)
        self._per_file = [
            (PathSpec.from_lines("gitignore", [pattern]), tuple(codes))
            for pattern, codes in (per_file or {}).items()
        ]

    def wants(self, finding: Finding) -> bool:
        """Tell whether a finding is to be reported."""
        selected = _longest(finding.code, self._select)
        if selected < 0 or _longest(finding.code, self._ignore) >= max(selected, 0):
            return False
        return not any(
            _longest(finding.code, codes) >= 0 and spec.match_file(finding.path)
            for spec, codes in self._per_file
        )


def _longest(code: str, prefixes: Iterable[str]) -> int:
    """Return the length of the longest prefix that a code begins with; -1: with none of them."""
    found = [0 if prefix == ALL else len(prefix) for prefix in prefixes if _fits(code, prefix)]
    return max(found, default=-1)


def _fits(code: str, prefix: str) -> bool:
    return prefix == ALL or code.startswith(prefix)


class Baseline:
    """The findings that were there when a project began to check, by file, code and text.

    Lines may come and go around them; another one of the same text in the same file is new.
    """

    def __init__(self, known: Mapping[str, int] | None = None) -> None:
        self._known = Counter(known or {})

    @classmethod
    def load(cls, path: Path) -> Baseline:
        """Read a baseline.

        Raises:
            CleanerError: it cannot be read, or is no baseline.
        """
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            known = {str(key): int(count) for key, count in content["findings"].items()}
        except OSError as error:
            raise CleanerError(f"{path}: it cannot be read: {error.strerror}") from error
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise CleanerError(
                f"{path}: it is no baseline; --update-baseline writes one anew"
            ) from error
        return cls(known)

    def new(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings that it does not know."""
        left = Counter(self._known)
        found = []
        for finding in findings:
            if left[finding.fingerprint] > 0:
                left[finding.fingerprint] -= 1
            else:
                found.append(finding)
        return found

    @staticmethod
    def write(path: Path, findings: Iterable[Finding]) -> int:
        """Write a baseline that knows these findings; return how many.

        Raises:
            CleanerError: it cannot be written.
        """
        known = Counter(finding.fingerprint for finding in findings)
        content = {"version": 1, "findings": dict(sorted(known.items()))}
        try:
            path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
        except OSError as error:
            raise CleanerError(f"{path}: it cannot be written: {error.strerror}") from error
        return known.total()

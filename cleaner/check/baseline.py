"""A baseline: the findings that were there when a project began to check."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from cleaner.check.finding import Finding
from cleaner.check.places import place_from
from cleaner.errors import CleanerError

_VERSION = 2
# A file from the folder of the baseline, a code, and the digest of the text that it is about.
_Key: TypeAlias = tuple[str, str, str]


class Baseline:
    """The findings that are known, by file, code and text.

    Lines may come and go around them; another one of the same text in the same file is new. Files
    are named from the folder of the baseline, so that it holds wherever a check is begun.
    """

    def __init__(self, path: Path, known: Mapping[_Key, int] | None = None) -> None:
        self._path = path
        self._folder = os.path.realpath(path.parent)
        self._known = Counter(known or {})

    @classmethod
    def load(cls, path: Path) -> Baseline:
        """Read a baseline.

        Raises:
            CleanerError: it cannot be read, or is no baseline.
        """
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            known = {
                (str(file), str(code), str(digest)): int(count)
                for file, codes in content["findings"].items()
                for code, digests in codes.items()
                for digest, count in digests.items()
            }
        except OSError as error:
            raise CleanerError(f"{path}: it cannot be read: {error.strerror}") from error
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise CleanerError(
                f"{path}: it is no baseline; --update-baseline writes one anew"
            ) from error
        return cls(path, known)

    def new(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings that it does not know."""
        left = Counter(self._known)
        found = []
        for finding in findings:
            key = self._key(finding)
            if left[key] > 0:
                left[key] -= 1
            else:
                found.append(finding)
        return found

    def updated(
        self, findings: Iterable[Finding], looked_for: Callable[[str, str], bool]
    ) -> Baseline:
        """Return one that knows these findings, and still what was not looked for this time.

        ``looked_for`` tells so of a real path and a code.
        """
        kept = Counter(
            {
                key: count
                for key, count in self._known.items()
                if not looked_for(os.path.normpath(os.path.join(self._folder, key[0])), key[1])
            }
        )
        # Of a file that is known in part, what is found again is no other one.
        found = Counter(self._key(finding) for finding in findings)
        return Baseline(self._path, kept | found)

    def write(self) -> int:
        """Write it; return how many findings it knows.

        Raises:
            CleanerError: it cannot be written.
        """
        findings: dict[str, dict[str, dict[str, int]]] = {}
        for (file, code, digest), count in sorted(self._known.items()):
            findings.setdefault(file, {}).setdefault(code, {})[digest] = count
        content = {"version": _VERSION, "findings": findings}
        try:
            self._path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
        except OSError as error:
            raise CleanerError(f"{self._path}: it cannot be written: {error.strerror}") from error
        return self._known.total()

    def _key(self, finding: Finding) -> _Key:
        data = finding.excerpt.encode("utf-8", "backslashreplace")
        digest = hashlib.sha256(data).hexdigest()[:16]
        return place_from(self._folder, finding.path), finding.code, digest

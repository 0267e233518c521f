"""A code quality report of GitLab: an array in the form of Code Climate.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec

from cleaner.check.report import Report


def render(report: Report) -> str:
    """Return an issue for each finding, each with a fingerprint of its own."""
    seen: Counter[str] = Counter()
    issues: list[dict[str, Any]] = []
    for found in report.findings:
        seen[found.fingerprint] += 1
        issues.append(
            {
                "type": "issue",
                "check_name": found.code,
                "description": found.message,
                "categories": ["Duplication" if "duplicate" in found.message else "Style"],
                # Two alike in one file are two issues all the same.
                "fingerprint": f"{found.fingerprint}{seen[found.fingerprint]:x}",
                "severity": "minor",
                "location": {
                    "path": found.path,
                    # It has to have a line, though not every file does.
                    "lines": {"begin": 1}
                    if found.in_text
                    else {"begin": found.line, "end": found.end_line},
                },
            }
        )
    issues += [
        {
            "type": "issue",
            "check_name": "failed",
            "description": f"{failed.step} failed: {failed.error}",
            "fingerprint": f"{failed.shown} {failed.step}",
            "severity": "major",
            "location": {"path": failed.path, "lines": {"begin": failed.line or 1}},
        }
        for failed in report.failures
    ]
    return msgspec.json.format(msgspec.json.encode(issues)).decode() + "\n"

"""One JSON object: for programs of one's own."""

from __future__ import annotations

from typing import Any

import msgspec

from cleaner.check.finding import Finding
from cleaner.check.report import Report


def render(report: Report) -> str:
    """Return the findings, failures and sums as JSON."""
    found = [_finding(finding) for finding in report.findings]
    content = {
        "documents": report.documents,
        "findings": found,
        "failures": report.failures,
        "gates": report.gates,
        "known": report.quiet,
    }
    return msgspec.json.format(msgspec.json.encode(content)).decode() + "\n"


def _finding(found: Finding) -> dict[str, Any]:
    fields = msgspec.structs.asdict(found) | {"fingerprint": found.fingerprint}
    if fields.pop("in_text"):
        fields |= dict.fromkeys(("line", "column", "end_line", "end_column"))
    return fields

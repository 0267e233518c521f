"""One JSON object: for programs of one's own."""

from __future__ import annotations

import msgspec

from cleaner.check.report import Report


def render(report: Report) -> str:
    """Return the findings, failures and sums as JSON."""
    found = [
        msgspec.structs.asdict(finding) | {"fingerprint": finding.fingerprint}
        for finding in report.findings
    ]
    content = {
        "documents": report.documents,
        "findings": found,
        "failures": report.failures,
        "gates": report.gates,
        "known": report.quiet,
    }
    return msgspec.json.format(msgspec.json.encode(content)).decode() + "\n"

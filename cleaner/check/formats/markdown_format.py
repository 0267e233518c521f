"""Markdown, for a job's summary or a comment on a pull request."""

from __future__ import annotations

import re

from cleaner.check.formats.text_format import summary
from cleaner.check.report import Report

_MARKS = re.compile(r"([\\`*_{}\[\]<>|#])")


def render(report: Report) -> str:
    """Return a table of the findings below their sum."""
    lines = [f"**cleaner**: {summary(report)}", ""]
    if report.findings:
        lines += ["| place | code | |", "|---|---|---|"]
        lines += [
            f"| {_plain(found.shown)} | {found.code} | {_plain(found.message)} |"
            for found in report.findings
        ]
        lines.append("")
    told = [f"{failed.shown}: {failed.step} failed: {failed.error}" for failed in report.failures]
    lines += [f"- {_plain(text)}" for text in (*told, *report.gates)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _plain(text: str) -> str:
    """Have no sign of a text mean anything to Markdown."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))

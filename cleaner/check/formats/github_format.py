"""Annotations of GitHub Actions, as workflow commands.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from collections.abc import Mapping

from cleaner.check.formats.text_format import summary
from cleaner.check.report import Report


def render(report: Report) -> str:
    """Return a command for each finding, which GitHub shows in the files that a change touches."""
    lines = []
    for found in report.findings:
        place = {
            "file": found.path,
            "line": found.line,
            "col": found.column,
            "endLine": found.end_line,
            "endColumn": max(found.end_column, found.column),
            "title": f"cleaner {found.code}",
        }
        if found.end_line != found.line:
            # GitHub takes columns of one line only.
            del place["col"], place["endColumn"]
        if found.in_text:
            place = {"file": found.path, "title": place["title"]}
        lines.append(_command("warning", place, found.message))
    for failed in report.failures:
        where: dict[str, object] = {"file": failed.path, "title": "cleaner"}
        if failed.line:
            where["line"] = failed.line
        lines.append(_command("error", where, f"{failed.step} failed: {failed.error}"))
    lines += [_command("error", {"title": "cleaner"}, gate) for gate in report.gates]
    lines.append(summary(report))
    return "\n".join(lines) + "\n"


def _command(name: str, properties: Mapping[str, object], message: str) -> str:
    shown = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {shown}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

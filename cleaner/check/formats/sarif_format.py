"""SARIF 2.1.0, which code scanning of GitHub and many editors read.

OASIS (2020), "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import msgspec

from cleaner import __version__
from cleaner.check.finding import Finding
from cleaner.check.report import Report
from cleaner.codes import Code

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


def render(report: Report) -> str:
    """Return a log with one run: its rules are the codes, its results the findings."""
    names = sorted(report.codes)
    numbers = {name: number for number, name in enumerate(names)}
    driver = {
        "name": "cleaner",
        "version": __version__,
        "rules": [_rule(report.codes[name]) for name in names],
    }
    run: dict[str, Any] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(found, numbers[found.code]) for found in report.findings],
        "invocations": [_invocation(report)],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(log)).decode() + "\n"


def _rule(code: Code) -> dict[str, Any]:
    return {
        "id": code.code,
        "name": code.reason.rstrip("*: ") or code.code,
        "shortDescription": {"text": code.why.partition(". ")[0].rstrip(".") + "."},
        "fullDescription": {"text": code.why},
        "defaultConfiguration": {"level": "warning"},
    }


def _result(found: Finding, rule: int) -> dict[str, Any]:
    region = {"startLine": found.line, "startColumn": found.column, "endLine": found.end_line}
    if (found.end_line, found.end_column) > (found.line, found.column):
        region["endColumn"] = found.end_column
    location: dict[str, Any] = {"artifactLocation": {"uri": quote(found.path)}}
    if not found.in_text:
        location["region"] = region
    return {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": "warning",
        "message": {"text": found.message},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"cleaner/v1": found.fingerprint},
    }


def _invocation(report: Report) -> dict[str, Any]:
    told = [
        {
            "level": "error",
            "message": {"text": f"{failed.shown}: {failed.step} failed: {failed.error}"},
        }
        for failed in report.failures
    ]
    told += [{"level": "error", "message": {"text": gate}} for gate in report.gates]
    return {"executionSuccessful": not report.failures, "toolExecutionNotifications": told}

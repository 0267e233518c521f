"""A line for each finding, as linters print them, and a sum."""

from __future__ import annotations

from cleaner.check.report import Report, plural


def render(report: Report) -> str:
    """Return ``path:line:column: CODE message`` lines, and what they add up to."""
    lines = [
        f"{found.path}:{found.line}:{found.column}: {found.code} {found.message}"
        for found in report.findings
    ]
    lines += [f"{failed.path}: {failed.step} failed: {failed.error}" for failed in report.failures]
    lines += report.gates
    lines.append(summary(report))
    return "\n".join(lines) + "\n"


def summary(report: Report) -> str:
    """Return the sum in one line."""
    parts = [
        f"{plural(len(report.findings), 'finding')} in {plural(len(report.by_path()), 'file')}"
    ]
    if report.findings:
        places = plural(len(report.by_path()), "file")
        parts = [f"{plural(len(report.findings), 'finding')} in {places}"]
    else:
        parts = [f"{plural(report.documents, 'document')} looked at, nothing found"]
    if report.fixable:
        parts.append(f"{report.fixable:,} can be mended with --fix")
    if report.quiet:
        parts.append(f"{report.quiet:,} known to the baseline")
    if report.failures:
        parts.append(f"{len(report.failures):,} failed")
    return "; ".join(parts)

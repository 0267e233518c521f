"""A line for each finding, as linters print them, and a sum."""

from __future__ import annotations

import re
from collections.abc import Callable

from cleaner.check.finding import Finding
from cleaner.check.report import Report, plural

_RESET = "\x1b[0m"
_BOLD, _RED, _GREEN, _CYAN, _BOLD_RED = "\x1b[1m", "\x1b[31m", "\x1b[32m", "\x1b[36m", "\x1b[1;31m"
# What a name of a file may hold, and a terminal would take for a command or another line.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_Paint = Callable[[str, str], str]


def render(report: Report) -> str:
    """Return ``path:line:column: CODE message`` lines, and what they add up to."""
    return _rendered(report, lambda text, _color: text)


def render_colored(report: Report) -> str:
    """Return the same for a terminal: with the files, places and codes in colours."""
    return _rendered(report, lambda text, color: f"{color}{text}{_RESET}")


def _rendered(report: Report, paint: _Paint) -> str:
    colon = paint(":", _CYAN)
    lines = [
        f"{paint(_escaped(found.path), _BOLD)}{colon}{_place(found, colon)}"
        f" {paint(found.code, _BOLD_RED)} {_escaped(found.message)}"
        for found in report.findings
    ]
    for failed in report.failures:
        what = paint(f"{failed.step} failed", _BOLD_RED)
        shown = paint(_escaped(failed.shown), _BOLD)
        lines.append(f"{shown}{colon} {what}{colon} {_escaped(failed.error)}")
    lines += [paint(gate, _RED) for gate in report.gates]
    is_clean = not (report.findings or report.failures or report.gates)
    lines.append(paint(summary(report), _GREEN if is_clean else _BOLD))
    return "\n".join(lines) + "\n"


def _place(found: Finding, colon: str) -> str:
    """Return line and column; nothing where the file has none, which the message tells."""
    return "" if found.in_text else f"{found.line}{colon}{found.column}{colon}"


def _escaped(text: str) -> str:
    r"""Return a text in one line that can be printed.

    >>> _escaped("odd\nname")
    'odd\\nname'
    """
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def summary(report: Report) -> str:
    """Return the sum in one line."""
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

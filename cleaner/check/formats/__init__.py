"""The formats in which findings are printed, a module each."""

from __future__ import annotations

import importlib
from collections.abc import Callable

from cleaner.check.report import Report

# Each module has `render(report)`; they are imported when they are asked for.
NAMES = ("text", "json", "github", "gitlab", "sarif", "junit", "markdown")


def renderer(name: str) -> Callable[[Report], str]:
    """Return the function that renders a report in a format."""
    module = importlib.import_module(f"cleaner.check.formats.{name}_format")
    found: Callable[[Report], str] = module.render
    return found


def colored(report: Report) -> str:
    """Render a report as text for a terminal that has colours."""
    from cleaner.check.formats.text_format import render_colored  # noqa: PLC0415 (as the others)

    return render_colored(report)

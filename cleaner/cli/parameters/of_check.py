"""The parameters of `cleaner check` that are there whatever the plugins."""

from __future__ import annotations

import click

from cleaner.check.formats import NAMES
from cleaner.cli.parameters.shared import chain, option, selection, text_field, workers
from cleaner.cli.values import Names


def check_parameters() -> list[click.Parameter]:
    """Make the parameters of `cleaner check`."""
    return [
        click.Argument(["paths"], nargs=-1, metavar="PATH...", required=True),
        *_reporting(),
        *_leaving_out(),
        *_mending(),
        *selection(),
        *chain(),
        text_field(),
        *workers(),
        option("-q", "--quiet", is_flag=True, help="Print findings only."),
    ]


def _reporting() -> list[click.Parameter]:
    return [
        option(
            "--output-format",
            type=click.Choice(NAMES),
            default="text",
            show_default=True,
            help="How findings are printed.",
        ),
        option("--report", metavar="FILE", help="Write them to a file."),
        _codes("--select", "Codes to report, by prefix.  [default: all]"),
        _codes("--ignore", "Codes to leave out, by prefix."),
        option(
            "--max",
            multiple=True,
            metavar="STEP=N|N%",
            help="Allow so many documents, or percent of them: near-duplicates=1%.",
        ),
    ]


def _leaving_out() -> list[click.Parameter]:
    return [
        option("--baseline", metavar="FILE", help="Leave out the findings that it knows."),
        option("--update-baseline", is_flag=True, help="Have the baseline know all of today's."),
        option(
            "--changed-since",
            metavar="REV",
            help="Report files that differ from a git revision, compared with all others.",
        ),
        option(
            "--changed-only",
            is_flag=True,
            help="With --changed-since: read no other files; an index knows them.",
        ),
        option(
            "--untracked/--no-untracked",
            default=True,
            help="With --changed-since: report files that git does not know.  [default: on]",
        ),
        option(
            "--stdin-filename",
            metavar="NAME",
            help="What standard input (PATH -) is called, and by its suffix read as.",
        ),
    ]


def _codes(name: str, text: str) -> click.Option:
    return option(name, type=Names(), default=(), metavar="CODE,...", help=text)


def _mending() -> list[click.Parameter]:
    return [
        option("--fix", is_flag=True, help="Mend in place what can be mended."),
        option("--diff", is_flag=True, help="Show what --fix would change, and change nothing."),
    ]

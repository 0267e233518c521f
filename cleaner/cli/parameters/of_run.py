"""The parameters of `cleaner run` that are there whatever the plugins."""

from __future__ import annotations

import click

from cleaner.cli.parameters.shared import (
    chain,
    id_field,
    lock_file,
    option,
    selection,
    text_field,
    trace,
    workers,
    writing,
)
from cleaner.cli.values import Share


def run_parameters() -> list[click.Parameter]:
    """Make the parameters, in the order in which the help lists them."""
    return [
        click.Argument(["paths"], nargs=-1, metavar="PATH..."),
        *_files(),
        *selection(),
        *chain(),
        *_engine(),
        *_telling(),
        option("--locked", is_flag=True, help="Refuse to run where the lock was made otherwise."),
        lock_file(),
        option("-q", "--quiet", is_flag=True, help="Print errors only."),
    ]


def _files() -> list[click.Parameter]:
    return [
        option(
            "-o", "--output", required=True, metavar="OUT", help="Output; - is standard output."
        ),
        *writing(),
        option(
            "--rejected",
            metavar="FILE",
            help="Rejected documents.  [default: OUT.rejected.jsonl]",
        ),
        option("--failed", metavar="FILE", help="Failed documents.  [default: OUT.failed.jsonl]"),
        option(
            "--retry", metavar="FAILED", help="Run the documents of a failed file, and no PATH."
        ),
        text_field(),
        id_field(),
    ]


def _engine() -> list[click.Parameter]:
    return [
        *workers(),
        option(
            "--on-error",
            type=click.Choice(["continue", "stop"]),
            default="continue",
            show_default=True,
            help="What to do when a document fails.",
        ),
        option(
            "--max-failed",
            type=Share(),
            metavar="SHARE",
            help="Stop where a step fails on more than this share of its documents: 0.05, 5%.",
        ),
        option("--resume", is_flag=True, help="Go on with a run of this output that was killed."),
        trace(),
    ]


def _telling() -> list[click.Parameter]:
    return [
        option("--profile", is_flag=True, help="Print where the time went."),
        option("--log-file", metavar="FILE", help="Append what happens, as JSON Lines."),
    ]

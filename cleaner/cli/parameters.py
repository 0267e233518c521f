"""The parameters of `cleaner run` that are there whatever the plugins."""

from __future__ import annotations

import re
from typing import Any

import click

_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}


class Size(click.ParamType[int]):
    """A number of bytes, with a unit if one likes: ``500M``, ``2G``."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the bytes."""
        found = re.fullmatch(r"(\d+) *([KMGT]?)B?", str(value).upper())
        if found is None:
            self.fail(f"{value!r} is not allowed; it must be a size such as 500M or 2G", param, ctx)
        return int(found[1]) * _UNITS[found[2]]


def run_parameters() -> list[click.Parameter]:
    """Make the parameters, in the order in which the help lists them."""
    return [
        click.Argument(["paths"], nargs=-1, metavar="PATH..."),
        *_files(),
        *_chain(),
        *_engine(),
        _option("-q", "--quiet", is_flag=True, help="Print errors only."),
    ]


def _option(*names: str, **fields: Any) -> click.Option:
    return click.Option(list(names), **fields)


def _files() -> list[click.Parameter]:
    return [
        _option(
            "-o", "--output", required=True, metavar="OUT", help="Output; - is standard output."
        ),
        _option(
            "--rejected",
            metavar="FILE",
            help="Rejected documents.  [default: OUT.rejected.jsonl]",
        ),
        _option("--failed", metavar="FILE", help="Failed documents.  [default: OUT.failed.jsonl]"),
        _option(
            "--retry", metavar="FAILED", help="Run the documents of a failed file, and no PATH."
        ),
        _option(
            "--text-field",
            metavar="NAME",
            help="Field of JSON objects with the text.  [default: text]",
        ),
        _option("--id-field", metavar="NAME", help="Field of JSON objects to take ids from."),
    ]


def _chain() -> list[click.Parameter]:
    return [
        _option("--steps", metavar="A,B,...", help="The steps of the chain, in order."),
        _option(
            "-p",
            "--plugin",
            "files",
            multiple=True,
            metavar="FILE.py|no:NAME",
            help="A plugin in a file of its own, or one to leave out; may be repeated.",
        ),
        _option(
            "--config",
            type=click.Path(),
            metavar="FILE",
            help="Configuration.  [default: cleaner.toml, or pyproject.toml, found upwards]",
        ),
    ]


def _engine() -> list[click.Parameter]:
    return [
        _option(
            "-j",
            "--jobs",
            type=click.IntRange(min=1),
            metavar="N",
            help="Worker processes; 1 starts none.  [default: the CPUs one may use]",
        ),
        _option(
            "--memory-limit",
            type=Size(),
            metavar="SIZE",
            help="Have no more work under way than fits: 500M, 2G.",
        ),
        _option(
            "--step-timeout",
            type=click.FloatRange(min=0.1),
            default=60.0,
            show_default=True,
            metavar="SECONDS",
            help="Fail a document that a step takes longer for.",
        ),
        _option(
            "--on-error",
            type=click.Choice(["continue", "stop"]),
            default="continue",
            show_default=True,
            help="What to do when a document fails.",
        ),
        _option("--resume", is_flag=True, help="Go on with a run of this output that was killed."),
        _option("--trace", is_flag=True, help="Have records say what was changed where, and why."),
        _option("--profile", is_flag=True, help="Print where the time went."),
        _option("--log-file", metavar="FILE", help="Append what happens, as JSON Lines."),
    ]

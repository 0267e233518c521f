"""The parameters of `cleaner run` that are there whatever the plugins."""

from __future__ import annotations

from typing import Any

import click

from cleaner.cli.values import Names, ShardSize, Share, Size


def run_parameters() -> list[click.Parameter]:
    """Make the parameters, in the order in which the help lists them."""
    return [
        click.Argument(["paths"], nargs=-1, metavar="PATH..."),
        *_files(),
        *_selection(),
        *_chain(),
        *_engine(),
        *_telling(),
        _option("--locked", is_flag=True, help="Refuse to run where the lock was made otherwise."),
        _lock_file(),
        _option("-q", "--quiet", is_flag=True, help="Print errors only."),
    ]


def check_parameters() -> list[click.Parameter]:
    """Make the parameters of `cleaner check`."""
    engine = [option for option in _engine() if option.name in _OF_A_CHECK]
    field = next(option for option in _files() if option.name == "text_field")
    return [
        click.Argument(["paths"], nargs=-1, metavar="PATH...", required=True),
        *_reporting(),
        *_mending(),
        *_selection(),
        *_chain(),
        field,
        *engine,
        _option("-q", "--quiet", is_flag=True, help="Print findings only."),
    ]


def lock_parameters() -> list[click.Parameter]:
    """Make the parameters of `cleaner lock`."""
    fields = [option for option in _files() if option.name in ("text_field", "id_field")]
    trace = [option for option in _engine() if option.name == "trace"]
    return [_lock_file(), *_selection(), *_chain(), *fields, *trace]


def _lock_file() -> click.Option:
    return _option(
        "--lock-file",
        default="cleaner.lock",
        show_default=True,
        metavar="FILE",
        help="Where the lock is.",
    )


_OF_A_CHECK = ("jobs", "memory_limit", "step_timeout")


def _reporting() -> list[click.Parameter]:
    formats = ["text", "json", "github", "gitlab", "sarif", "junit", "markdown"]
    return [
        _option(
            "--output-format",
            type=click.Choice(formats),
            default="text",
            show_default=True,
            help="How findings are printed.",
        ),
        _option("--report", metavar="FILE", help="Write them to a file."),
        _codes("--select", "Codes to report, by prefix.  [default: all]"),
        _codes("--ignore", "Codes to leave out, by prefix."),
        _option(
            "--max",
            multiple=True,
            metavar="STEP=N|N%",
            help="Allow so many documents, or percent of them: near-duplicates=1%.",
        ),
        _option("--baseline", metavar="FILE", help="Leave out the findings that it knows."),
        _option("--update-baseline", is_flag=True, help="Have the baseline know all of today's."),
        _option(
            "--changed-since",
            metavar="REV",
            help="Report files that differ from a git revision, compared with all others.",
        ),
        _option(
            "--changed-only",
            is_flag=True,
            help="With --changed-since: read no other files; an index knows them.",
        ),
    ]


def _codes(name: str, text: str) -> click.Option:
    return _option(name, type=Names(), default=(), metavar="CODE,...", help=text)


def _mending() -> list[click.Parameter]:
    return [
        _option("--fix", is_flag=True, help="Mend in place what can be mended."),
        _option("--diff", is_flag=True, help="Show what --fix would change, and change nothing."),
    ]


def _option(*names: str, **fields: Any) -> click.Option:
    return click.Option(list(names), **fields)


def _files() -> list[click.Parameter]:
    return [
        _option(
            "-o", "--output", required=True, metavar="OUT", help="Output; - is standard output."
        ),
        _option(
            "--output-format",
            "written_as",
            metavar="NAME",
            help="jsonl, jsonl.gz, jsonl.zst, parquet ...  [default: as OUT ends]",
        ),
        _option(
            "--shard-size",
            type=ShardSize(),
            metavar="N|SIZE",
            help="Make OUT a folder of files of so many documents, or bytes of JSON Lines: 100MB.",
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
            help="Field or column with the text.  [default: text]",
        ),
        _option("--id-field", metavar="NAME", help="Field or column to take ids from."),
    ]


def _selection() -> list[click.Parameter]:
    return [
        _option(
            "--format",
            "formats",
            multiple=True,
            metavar="[PATTERN=]NAME",
            help="Read as this format, whatever the name says; may be repeated.",
        ),
        _option(
            "--include",
            multiple=True,
            metavar="PATTERN",
            help="Read only files that one such pattern fits (rules of gitignore).",
        ),
        _option("--exclude", multiple=True, metavar="PATTERN", help="Read no files that it fits."),
        _option("--hidden/--no-hidden", default=None, help="Read hidden files as well."),
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
        _option(
            "--max-failed",
            type=Share(),
            metavar="SHARE",
            help="Stop where a step fails on more than this share of its documents: 0.05, 5%.",
        ),
        _option("--resume", is_flag=True, help="Go on with a run of this output that was killed."),
        _option("--trace", is_flag=True, help="Have records say what was changed where, and why."),
    ]


def _telling() -> list[click.Parameter]:
    return [
        _option("--profile", is_flag=True, help="Print where the time went."),
        _option("--log-file", metavar="FILE", help="Append what happens, as JSON Lines."),
    ]

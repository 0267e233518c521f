"""Parameters that several commands have: what is read, and by which chain."""

from __future__ import annotations

from typing import Any

import click

from cleaner.cli.values import ShardSize, Size


def option(*names: str, **fields: Any) -> click.Option:
    """Make an option."""
    return click.Option(list(names), **fields)


def selection() -> list[click.Parameter]:
    """Make those that say which files are read, and as what."""
    return [
        option(
            "--format",
            "formats",
            multiple=True,
            metavar="[PATTERN=]NAME",
            help="Read as this format, whatever the name says; may be repeated.",
        ),
        option(
            "--include",
            multiple=True,
            metavar="PATTERN",
            help="Read only files that one such pattern fits (rules of gitignore).",
        ),
        option("--exclude", multiple=True, metavar="PATTERN", help="Read no files that it fits."),
        option("--hidden/--no-hidden", default=None, help="Read hidden files as well."),
    ]


def chain() -> list[click.Parameter]:
    """Make those that say by which steps, and how they are set."""
    return [
        option("--steps", metavar="A,B,...", help="The steps of the chain, in order."),
        option(
            "-p",
            "--plugin",
            "files",
            multiple=True,
            metavar="FILE.py|no:NAME",
            help="A plugin in a file of its own, or one to leave out; may be repeated.",
        ),
        option(
            "--config",
            type=click.Path(),
            metavar="FILE",
            help="Configuration.  [default: cleaner.toml, or pyproject.toml, found upwards]",
        ),
    ]


def writing() -> list[click.Parameter]:
    """Make those that say as what the output is written."""
    return [
        option(
            "--output-format",
            "written_as",
            metavar="NAME",
            help="jsonl, jsonl.gz, jsonl.zst, parquet ...  [default: as OUT ends]",
        ),
        option(
            "--shard-size",
            type=ShardSize(),
            metavar="N|SIZE",
            help="Make OUT a folder of files of so many documents, or bytes of JSON Lines: 100MB.",
        ),
    ]


def text_field() -> click.Option:
    """Make the option that names the field with the text."""
    return option(
        "--text-field",
        metavar="NAME",
        help="Field or column with the text.  [default: text]",
    )


def id_field() -> click.Option:
    """Make the option that names the field with the ids."""
    return option("--id-field", metavar="NAME", help="Field or column to take ids from.")


def workers() -> list[click.Parameter]:
    """Make those that say how much of the machine is used, and how long a step may take."""
    return [
        option(
            "-j",
            "--jobs",
            type=click.IntRange(min=0),
            metavar="N",
            help="Worker processes; 0 starts none.  [default: the CPUs one may use]",
        ),
        option(
            "--memory-limit",
            # What a run over next to nothing takes.
            type=Size(least="100M"),
            metavar="SIZE",
            help="Have no more work under way than fits: 500M, 2G; at least 100M.",
        ),
        option(
            "--step-timeout",
            type=click.FloatRange(min=0.1),
            default=60.0,
            show_default=True,
            metavar="SECONDS",
            help="Fail a document that a step takes longer for.",
        ),
    ]


def trace() -> click.Option:
    """Make the option that asks for traces."""
    return option("--trace", is_flag=True, help="Have records say what was changed where, and why.")


def lock_file() -> click.Option:
    """Make the option that names the lock."""
    return option(
        "--lock-file",
        default="cleaner.lock",
        show_default=True,
        metavar="FILE",
        help="Where the lock is.",
    )

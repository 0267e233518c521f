"""`cleaner sites`: learn the names of sites from the titles of each folder."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import click
import msgspec

from cleaner import CleanerError
from cleaner_titles.sites import Titles, folder_of, written


class _Meta(msgspec.Struct):
    title: str = ""


class _Record(msgspec.Struct):
    source: str = ""
    meta: _Meta = msgspec.field(default_factory=_Meta)


@click.command("sites", context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("path", nargs=-1, required=True, type=click.UNPROCESSED)
@click.option("-o", "--output", required=True, metavar="FILE", help="File for the names.")
@click.pass_context
def sites(context: click.Context, path: tuple[str, ...], output: str) -> None:
    """Learn the names of sites that the titles of a folder share.

    Reads the documents below PATH as `cleaner run` does, whose options are taken as well, and
    writes FILE. `cleaner run --titles-sites-from FILE` leaves the names out of meta.title.
    """
    target = Path(output)
    if not target.absolute().parent.is_dir():
        raise CleanerError(f"{output}: its folder is not there")
    with tempfile.TemporaryDirectory(prefix="cleaner-sites-") as folder:
        titles = Path(folder, "titles.jsonl")
        # The names are learned from whole titles, whatever the configuration leaves out of them.
        own = ["--steps", "encoding,articles,titles", "--no-titles-strip-site"]
        own += ["--titles-sites-from", "", "--quiet", "-o", str(titles)]
        # A process of its own, whose workers are no copies of this one with its folder.
        done = subprocess.run(
            [sys.executable, "-m", "cleaner", "run", *path, *context.args, *own], check=False
        )
        if not titles.exists():
            context.exit(done.returncode)
        learned = _learn(titles)
    unfinished = target.with_name(target.name + ".unfinished")
    unfinished.write_text(written({name: one.names() for name, one in learned.items()}), "utf-8")
    os.replace(unfinished, target)
    for name, one in sorted(learned.items()):
        found = one.names()
        told = ", ".join((*found.sites, *(f"{section} (section)" for section in found.sections)))
        click.echo(f"{name}: {told or 'no name that its titles share'}")


def _learn(path: Path) -> dict[str, Titles]:
    """Take in the titles of a run's output by the folders of their sources."""
    folders: dict[str, Titles] = {}
    record = msgspec.json.Decoder(_Record)
    with path.open("rb") as lines:
        for line in lines:
            found = record.decode(line)
            if found.meta.title:
                folders.setdefault(folder_of(found.source), Titles()).add(found.meta.title)
    return folders

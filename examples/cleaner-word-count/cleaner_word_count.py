"""Drop documents with too few or too many words, and count the words of files."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import click

from cleaner import Document, Drop, hookimpl, option

# Han, hiragana and katakana are written without spaces: each character counts as a word.
_WRITTEN_WITHOUT_SPACES = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff]")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


@dataclasses.dataclass(frozen=True)
class Options:
    """How many words a document may have.

    The default of ``least`` is the lower bound of the quality filter of Gopher (Rae et al. 2021,
    "Scaling Language Models", appendix A.1.1), whose upper bound is 100,000.
    """

    least: int = option(50, "fewest words that a document may have", min=0)
    most: int | None = option(None, "most words that a document may have", min=1)
    note: bool = option(False, "write the number of words to meta.words")


@hookimpl
def clean(text: str, document: Document, options: Options) -> Drop | Document | None:
    """Drop the document if its words are too few or too many."""
    words = count_words(text)
    if words < options.least:
        return Drop(f"fewer than {options.least} words")
    if options.most is not None and words > options.most:
        return Drop(f"more than {options.most} words")
    return document.note(words=words) if options.note else None


@hookimpl
def register_commands(cli: click.Group) -> None:
    """Add the command ``cleaner count-words``."""
    cli.add_command(count_words_of_files)


@click.command("count-words")
@click.argument(
    "paths",
    metavar="PATH...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
def count_words_of_files(paths: tuple[Path, ...]) -> None:
    """Print the number of words of each UTF-8 file, to find a good bound for the step."""
    for path in paths:
        words = count_words(path.read_text("utf-8", errors="replace"))
        click.echo(f"{words}\t{path}")


def count_words(text: str) -> int:
    """Count what stands between spaces and has a letter or a digit in it.

    >>> count_words("Don't count - or | draw -- dashes.")
    5
    >>> count_words("時計台 and tower")
    5
    """
    spaced, unspaced = _WRITTEN_WITHOUT_SPACES.subn(" ", text)
    return unspaced + sum(1 for piece in spaced.split() if _LETTER_OR_DIGIT.search(piece))

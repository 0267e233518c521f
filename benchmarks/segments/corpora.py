"""Make what is measured on, from texts of our own and a seed."""

import random
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
UNSPACED = {"ja", "zh"}


def sentences(folder: str = "sentences") -> dict[str, list[str]]:
    """Return each language's sentences."""
    return {
        path.stem: path.read_text("utf-8").splitlines()
        for path in sorted((HERE / folder).glob("*.txt"))
    }


def topics() -> list[list[str]]:
    """Return the paragraphs of each topic."""
    return [
        part.strip().split("\n") for part in (HERE / "topics.txt").read_text("utf-8").split("\n\n")
    ]


def joined(language: str, lines: list[str]) -> tuple[str, list[int]]:
    """Return lines as running text, and where all but the last end in it."""
    between = "" if language in UNSPACED else " "
    ends = []
    at = 0
    for line in lines[:-1]:
        at += len(line) + len(between)
        ends.append(at)
    return between.join(lines), ends


def prose(size: int, seed: int = 1) -> str:
    """Return about ``size`` characters of English paragraphs."""
    chance = random.Random(seed)
    pool = sentences()["en"] + [line for topic in topics() for line in topic]
    paragraphs = []
    length = 0
    while length < size:
        paragraphs.append(" ".join(chance.choices(pool, k=chance.randint(3, 12))))
        length += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)


def wrapped(text: str) -> str:
    """Return a text with its lines wrapped at 72 columns."""
    return "\n\n".join(textwrap.fill(paragraph, 72) for paragraph in text.split("\n\n"))


SHAPES: dict[str, Callable[[str], str]] = {
    "paragraphs": lambda text: text,
    "a line each": lambda text: text.replace("\n\n", "\n"),
    "one line": lambda text: text.replace("\n\n", " "),
    "wrapped": wrapped,
}


def one_thing(size: int) -> dict[str, Callable[[], str]]:
    """Return what makes texts of about that many characters, normal ones first."""

    def long() -> str:
        text = prose(min(size, 10_000_000)) + "\n\n"
        return text * (size // len(text))

    return {
        "prose": long,
        "one line": lambda: long().replace("\n\n", " "),
        "no spaces": lambda: "".join(long().split()),
        "newlines": lambda: "\n" * size,
        "a letter": lambda: "a" * size,
        "words": lambda: "all work and no play " * (size // 21),
    }


def glued(count: int, seed: int = 2) -> Iterator[tuple[str, list[int]]]:
    """Return texts glued of paragraphs of topics, and where the topics change in each."""
    chance = random.Random(seed)
    pool = topics()
    for _ in range(count):
        parts = []
        for topic in chance.sample(pool, chance.randint(4, min(7, len(pool)))):
            first = chance.randint(0, 4)
            lines = topic[first : first + chance.randint(5, 8)]
            parts.append("".join(f"{line}\n\n" for line in lines))
        ends = [len("".join(parts[: index + 1])) for index in range(len(parts) - 1)]
        yield "".join(parts), ends

"""Make a corpus with exact truth: documents, and the similarity of every pair that is alike.

    python corpus.py 100000 folder [--seed 1]        (needs numpy)

writes ``folder/corpus.jsonl`` (id, text) and ``folder/pairs.jsonl`` (two ids and their exact
Jaccard similarity over word 5-grams, for every pair of 0.3 and more). The texts are made of words
that are drawn from a seed, as long and as often as English words are; 30 of 100 documents have
relatives: copies with words replaced, passages appended or cut off, or typed differently.
Documents of different families share next to nothing, but for a line of boilerplate in some.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import json
import random
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np

GRAM = 5
BLOCK = 1000
COMMON = """
the of and to in a is that for it as was with be by on not he i this are or his from at which
but have an had they you were their one all we can her has there been if more when will would
who so no out up said what its about into than them only other time new some could these two may
first then do any like my now over such our man me even most made after also did many off before
must well back through years where much your way down should because long each just state those
people too mr how little good world make very year still see own work men day get here old life
both between being under never know same last another while us might great go come since against
right came take used himself few house use place during high without again home around small
found thought went say part once general upon school every don't it's café naïve
""".split()  # noqa: SIM905 (a list would have a line a word)
ONSETS = (
    "b bl br c ch cl cr d dr f fl fr g gl gr h j k l m n p pl pr qu r s sc sh sl sp st t th tr v w"
)
VOWELS = "a e i o u ai ea ee ie oa ou"
CODAS = "b ck d ft g l ll m n nd nt p r rd rm s ss st t th x"


@functools.cache
def vocabulary() -> tuple[list[str], np.ndarray]:
    """Return the words by frequency, the same for every seed, and the sums of their frequencies."""
    chance = random.Random(5)
    onsets, vowels, codas = ONSETS.split(), VOWELS.split(), CODAS.split()
    words = dict.fromkeys(COMMON)
    while len(words) < 40_000:
        syllables = chance.choices((1, 2, 3, 4), (2, 5, 3, 1))[0]
        word = "".join(chance.choice(onsets) + chance.choice(vowels) for _ in range(syllables))
        words[word + chance.choice(codas) * (chance.random() < 0.6)] = None
    # Zipf and Mandelbrot: the frequency of the word of rank r falls as 1 / (r + 2.7).
    sums = np.cumsum(1 / (np.arange(len(words)) + 2.7))
    return list(words), sums / sums[-1]


def boilerplate(number: int) -> list[str]:
    """Return a line that stands in many documents."""
    return Writer(-1 - number).tokens(30)


class Writer:
    """Writes one document, from a seed of its own."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def tokens(self, count: int) -> list[str]:
        """Return sentences as words with their punctuation."""
        words, sums = vocabulary()
        # 128 bits: with 32, two of 100,000 families would be the same.
        seed = [self.chance.getrandbits(32) for _ in range(4)]
        places = np.random.RandomState(seed).random_sample(count)
        drawn = [words[place] for place in np.searchsorted(sums, places).tolist()]
        at = 0
        while at < count:
            drawn[at] = drawn[at].capitalize()
            end = min(at + self.chance.randrange(5, 28), count) - 1
            if end - at > 8:
                drawn[at + (end - at) // 2] += ","
            drawn[end] += self.chance.choices((".", "?", "!", ".”"), (7, 1, 1, 1))[0]
            at = end + 1
        return drawn

    def original(self) -> list[str]:
        """Return a new document."""
        count = int(min(max(self.chance.lognormvariate(5.87, 0.55), 20), 5000))
        made = self.tokens(count)
        if self.chance.random() < 0.1:
            made += boilerplate(self.chance.randrange(20))
        return made

    def relative(self, tokens: list[str]) -> list[str]:
        """Return a document at a similarity drawn from 0.5 to 1, or an exact copy."""
        if self.chance.random() < 0.1:
            return list(tokens)
        similarity = self.chance.uniform(0.5, 1)
        kind = self.chance.choice(("words", "words", "appended", "cut", "typed"))
        if kind == "typed":
            return [token.upper() if self.chance.random() < 0.1 else token for token in tokens]
        if kind == "appended":
            return tokens + self.tokens(round(len(tokens) * (1 / similarity - 1)))
        if kind == "cut":
            return tokens[: max(round(len(tokens) * similarity), 20)]
        # A share p of the words replaced leaves (1 - p)**5 of the n-grams.
        shared = 2 * similarity / (1 + similarity)
        rate = 1 - shared ** (1 / GRAM)
        new = iter(self.tokens(len(tokens)))
        return [next(new) if self.chance.random() < rate else token for token in tokens]


def set_in_paragraphs(tokens: list[str]) -> str:
    """Return the text of a document."""
    breaks = range(0, len(tokens), 97)
    return "\n\n".join(" ".join(tokens[at : at + 97]) for at in breaks)


def grams(tokens: list[str]) -> set[tuple[str, ...]]:
    """Return the word 5-grams, case and punctuation aside."""
    words = [word for token in tokens for word in _words(token)]
    return set(zip(*(words[at:] for at in range(GRAM)), strict=False))


def _words(token: str) -> list[str]:
    kept = "".join(c if c.isalnum() else " " for c in token.casefold())
    return kept.split()


class Member(NamedTuple):
    """Which document of which family stands at a place of the corpus."""

    family: int
    number: int
    size: int


def plan(count: int, seed: int) -> list[Member]:
    """Make families of ``count`` documents, and spread them over the corpus."""
    chance = random.Random(seed)
    members: list[Member] = []
    for family in itertools.count():
        if len(members) >= count:
            break
        size = min(chance.choices((1, 2, 3, 5), (710, 80, 30, 10))[0], count - len(members))
        members += [Member(family, number, size) for number in range(size)]
    chance.shuffle(members)
    return members


def document(seed: int, family: int, number: int) -> list[str]:
    """Make a document again, whoever asks."""
    first = Writer(hash((seed, family))).original()
    return Writer(hash((seed, family, number))).relative(first) if number else first


def make_block(job: tuple[int, list[Member]]) -> tuple[str, str]:
    """Return the lines of a block of the corpus, and the pairs of the families that begin there."""
    seed, members = job
    lines, pairs = [], []
    for member in members:
        name = f"{member.family}-{member.number}"
        text = set_in_paragraphs(document(seed, member.family, member.number))
        lines.append(json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n")
        if member.number == 0 and member.size > 1:
            pairs += family_pairs(seed, member)
    return "".join(lines), "".join(pairs)


def family_pairs(seed: int, first: Member) -> list[str]:
    """Return the pairs of a family with their similarity."""
    sets = [grams(document(seed, first.family, number)) for number in range(first.size)]
    pairs = []
    for one, other in itertools.combinations(range(first.size), 2):
        shared = len(sets[one] & sets[other])
        similarity = shared / (len(sets[one]) + len(sets[other]) - shared)
        if similarity >= 0.3:
            names = [f"{first.family}-{number}" for number in (one, other)]
            pairs.append(json.dumps([*names, similarity]) + "\n")
    return pairs


def make(count: int, folder: Path, seed: int = 1) -> None:
    """Write the corpus and its pairs, unless they are there."""
    if (folder / "pairs.jsonl").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    members = plan(count, seed)
    jobs = [(seed, members[at : at + BLOCK]) for at in range(0, count, BLOCK)]
    with ProcessPoolExecutor() as pool, (folder / "corpus.jsonl").open("w") as corpus:
        pairs = []
        for lines, alike in pool.map(make_block, jobs):
            corpus.write(lines)
            pairs.append(alike)
    (folder / "pairs.jsonl").write_text("".join(pairs))


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    make(given.count, given.folder, given.seed)


if __name__ == "__main__":
    main()

"""Count how often languages set which letter behind which, in translated messages.

Writes the table of plugins/cleaner_encoding/language_models.py, given a folder with the packages:

    mkdir packages && cd packages
    pip download --no-deps django==5.2.19 sphinx==9.0.4
    apt-get download iso-codes $(apt-cache pkgnames libreoffice-l10n-)    # of Debian 12
    cd .. && python benchmarks/encoding/count_pairs.py packages

A pair's probability is its share behind its first letter, smoothed with that of the second letter
anywhere (Witten and Bell, 1991, method C, but never less than ``LEAST``).
"""

from __future__ import annotations

import sys
from collections import Counter
from encodings.aliases import aliases
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
from catalogues import EAST_ASIAN, messages

from cleaner_encoding.language_models import FOREIGN, PER_NAT
from cleaner_encoding.single_bytes import single_bytes
from cleaner_encoding.symbols import (
    BAD,
    COMMON,
    DRAWN,
    LETTER,
    NUMBER,
    SIGN,
    symbol,
    symbol_class,
)

TARGET = Path(__file__).parents[2] / "plugins" / "cleaner_encoding" / "language_models.npz"
# The share of pairs that is kept for those that were never counted.
LEAST = 0.1
# Letters that are rarer come from names and loan words.
RARE = 2e-5
# Messages hardly have the signs of prose: each has at least this share. Other signs are many, of
# which each has its part. Both are estimates. Only a few languages write ordinals so.
SIGN_AT_LEAST = 3e-4
ORDINALS = "ºª"
MANY = 100
HARDLY_SEEN = 1e-6
HIGHEST = 255
Counted = tuple[Counter[str], Counter[tuple[str, str]]]


def main() -> None:
    """Count, and write the table."""
    texts = messages(Path(sys.argv[1]))
    east = {name: texts.pop(name) for name in EAST_ASIAN}
    counted = {name: count(lines) for name, lines in sorted(texts.items())}
    classes, class_pairs = count_classes(list(counted.values()))
    stored: dict[str, list[npt.NDArray[np.uint8]]] = {"pairs": [], "letters": []}
    alphabets: list[str] = []
    for letters, pairs in counted.values():
        alphabet = letters_of(letters)
        shares = shares_of(letters, alphabet)
        alphabets.append(alphabet)
        stored["letters"].append(costs(shares))
        stored["pairs"].append(costs(smooth(alphabet, shares, pairs, classes, class_pairs)))
    ideographs, ideograph_costs = count_ideographs(list(east.values()))
    np.savez_compressed(
        TARGET,
        allow_pickle=False,
        names=np.array(list(counted)),
        alphabets=np.array(alphabets),
        classes=np.array(classes),
        class_pairs=costs(class_pairs),
        pairs=np.concatenate(stored["pairs"]),
        letters=np.concatenate(stored["letters"]),
        ideographs=np.array(ideographs),
        ideograph_costs=ideograph_costs,
    )
    print(len(alphabets), "languages,", TARGET.stat().st_size, "bytes")


def count(lines: list[str]) -> Counted:
    """Count the symbols of a language, and its pairs of symbols."""
    letters: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for line in lines:
        symbols = " " + "".join(map(symbol, line)) + " "
        letters.update(symbols)
        pairs.update(pairwise(symbols))
    return letters, pairs


def writable() -> frozenset[str]:
    """Return the symbols that any encoding of single bytes has."""
    tables = filter(None, map(single_bytes, sorted(set(aliases.values()))))
    return frozenset(symbol(character) for table in tables for character in table)


WRITABLE = writable()


def letters_of(letters: Counter[str]) -> str:
    """Return the letters of a language, the commonest first."""
    least = max(2.0, RARE * letters.total())
    return "".join(
        letter
        for letter, seen in letters.most_common()
        if seen >= least and letter in WRITABLE and symbol_class(letter) == LETTER
    )


def shares_of(letters: Counter[str], alphabet: str) -> npt.NDArray[np.float64]:
    """Return each letter's share among the letters; none as rare as what is no letter of it."""
    seen = np.array([letters[letter] + 0.5 for letter in alphabet])
    return np.maximum(seen / seen.sum(), np.exp(1 - FOREIGN / PER_NAT))


def count_classes(counted: list[Counted]) -> tuple[str, npt.NDArray[np.float64]]:
    """Return the classes, and how probable one is behind another, all languages alike."""
    classes = "".join(sorted({symbol_class(each) for each in WRITABLE} | {LETTER, BAD}))
    place = {name: at for at, name in enumerate(classes)}
    shares = np.zeros((len(classes), len(classes)))
    for _, pairs in counted:
        found = np.zeros_like(shares)
        for (one, other), seen in pairs.items():
            if symbol_class(one) in place and symbol_class(other) in place:
                found[place[symbol_class(one)], place[symbol_class(other)]] += seen
        shares += found / found.sum() / len(counted)
    shares[place[BAD]] = shares[:, place[BAD]] = 0
    least = [0.0 if each in ORDINALS else SIGN_AT_LEAST for each in classes]
    overall = np.maximum(shares.sum(axis=0), least)
    seen = shares.sum(axis=1, keepdims=True)
    kept = np.maximum(LEAST, HARDLY_SEEN / (seen + HARDLY_SEEN))
    smoothed = (1 - kept) * shares / np.maximum(seen, HARDLY_SEEN) + kept * overall
    smoothed[:, [place[each] for each in (SIGN, NUMBER, DRAWN)]] /= MANY
    return classes, smoothed


def smooth(
    alphabet: str,
    shares: npt.NDArray[np.float64],
    pairs: Counter[tuple[str, str]],
    classes: str,
    class_pairs: npt.NDArray[np.float64],
) -> npt.NDArray[np.float64]:
    """Return how probable each symbol of a language is behind each other."""
    own = COMMON + alphabet
    place = {each: at for at, each in enumerate(own)}
    seen = np.zeros((len(own), len(own)))
    for (one, other), times in pairs.items():
        if one in place and other in place:
            seen[place[one], place[other]] += times
    kinds = [classes.index(symbol_class(each)) for each in own]
    anywhere = class_pairs[np.ix_(kinds, kinds)] * np.concatenate((np.ones(len(COMMON)), shares))
    total, different = seen.sum(axis=1, keepdims=True), (seen > 0).sum(axis=1, keepdims=True)
    kept = np.maximum(LEAST, np.where(total > 0, different / np.maximum(1, total + different), 1))
    return np.asarray((1 - kept) * seen / np.maximum(1, total) + kept * anywhere)


def count_ideographs(languages: list[list[str]]) -> tuple[list[str], npt.NDArray[np.uint8]]:
    """Return the characters beyond ASCII of each language of East Asia, and their costs."""
    characters: list[str] = []
    found: list[npt.NDArray[np.uint8]] = []
    for lines in languages:
        seen = Counter(each for line in lines for each in line if not each.isascii())
        common = {each: times for each, times in seen.most_common() if each <= "\uffff"}
        characters.append("".join(common))
        found.append(costs(np.array(list(common.values())) / seen.total()))
    return characters, np.concatenate(found)


def costs(probabilities: npt.NDArray[np.float64]) -> npt.NDArray[np.uint8]:
    """Return the negative logarithms as the table has them: whole, one behind another."""
    exact = -np.log(np.maximum(probabilities, 1e-30)) * PER_NAT
    return np.minimum(np.rint(exact), HIGHEST).astype(np.uint8).ravel()


if __name__ == "__main__":
    main()

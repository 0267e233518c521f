"""What a run's options mean for sketches and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner_near_duplicates.minhash import SCHEME, SEED, Bands, bands
from cleaner_near_duplicates.normal import TOKENISER
from cleaner_near_duplicates.shingles import BYTES, CHARACTERS

if TYPE_CHECKING:
    from cleaner_near_duplicates import Options

_REPORT_PERMUTATIONS = 256


def permutations(options: Options) -> int:
    """Return how many permutations bands may be chosen from."""
    if lowest(options) == options.threshold:
        return options.permutations
    # With 128, bands for the lowest threshold have two rows, and most candidates are in vain.
    return max(options.permutations, _REPORT_PERMUTATIONS)


def lowest(options: Options) -> float:
    """Return the least similarity of the pairs that are to be found."""
    if options.report_pairs is None:
        return options.threshold
    return min(options.threshold, options.report_lowest)


def cut(options: Options) -> Bands:
    """Return the bands of a run."""
    return bands(lowest(options), permutations(options))


def differences(there: dict[str, Any], here: dict[str, Any]) -> str:
    """Say in what an index and a run differ; empty where they do not."""
    keys = {**there, **here}
    different = [key for key in keys if there.get(key) != here.get(key)]
    return "; ".join(f"{key} is {there.get(key)} there, {here.get(key)} here" for key in different)


def of_index(options: Options) -> dict[str, Any]:
    """Return what must be the same for documents of two runs to be compared."""
    chosen = cut(options)
    return {
        "scheme": SCHEME,
        "seed": SEED,
        "permutations": permutations(options),
        "bands": f"{chosen.number} of {chosen.rows} rows",
        "ngram": options.ngram,
        "shingles": f"words, or {CHARACTERS} characters, or the whole; {BYTES} bytes",
        "tokeniser": TOKENISER,
    }

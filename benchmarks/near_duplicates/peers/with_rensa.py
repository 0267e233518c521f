"""rensa: its deduplicator, with bands."""

from multiprocessing import Pool

from common import BANDS, PERMUTATIONS, THRESHOLD, arguments, grams, read, write
from rensa import RMinHash, RMinHashDeduplicator


def sign(record: dict[str, str]) -> RMinHash:
    """Return the signature of a document."""
    signature = RMinHash(num_perm=PERMUTATIONS, seed=42)
    signature.update(grams(record["text"]))
    return signature


if __name__ == "__main__":
    corpus, output, jobs = arguments()
    records = read(corpus)
    index = RMinHashDeduplicator(THRESHOLD, PERMUTATIONS, use_lsh=True, num_bands=BANDS)
    kept = []
    with Pool(jobs) as pool:
        signatures = pool.imap(sign, records, 100) if jobs > 1 else map(sign, records)
        for record, signature in zip(records, signatures, strict=True):
            if index.add(record["id"], signature):
                kept.append(record)
    write(output, kept)

"""datasketch in a loop: a document is kept where no kept one shares a band with it."""

from multiprocessing import Pool

from common import BANDS, PERMUTATIONS, ROWS, arguments, grams, read, write
from datasketch import MinHash, MinHashLSH


def sign(record: dict[str, str]) -> MinHash:
    """Return the signature of a document."""
    signature = MinHash(PERMUTATIONS)
    signature.update_batch([gram.encode() for gram in grams(record["text"])])
    return signature


if __name__ == "__main__":
    corpus, output, jobs = arguments()
    records = read(corpus)
    index = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS))
    kept = []
    with Pool(jobs) as pool:
        signatures = pool.imap(sign, records, 100) if jobs > 1 else map(sign, records)
        for record, signature in zip(records, signatures, strict=True):
            if not index.query(signature):
                index.insert(record["id"], signature)
                kept.append(record)
    write(output, kept)

"""gaoya: everything into its index, then every document asked for, on as many threads."""

import os

from common import BANDS, ROWS, THRESHOLD, arguments, read, write

if __name__ == "__main__":
    corpus, output, jobs = arguments()
    os.environ["RAYON_NUM_THREADS"] = str(jobs)
    from gaoya.minhash import MinHashStringIndex

    records = read(corpus)
    texts = [record["text"] for record in records]
    index = MinHashStringIndex(
        hash_size=32,
        jaccard_threshold=THRESHOLD,
        num_bands=BANDS,
        band_size=ROWS,
        analyzer="word",
        lowercase=True,
        ngram_range=(5, 5),
        id_container="smallvec",
    )
    index.par_bulk_insert_docs(list(range(len(texts))), texts)
    kept: set[int] = set()
    for number, alike in enumerate(index.par_bulk_query(texts)):
        if kept.isdisjoint(other for other in alike if other < number):
            kept.add(number)
    write(output, (records[number] for number in sorted(kept)))

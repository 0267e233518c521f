"""daft: its normalisation and its MinHash; a document is kept where no kept one shares a band."""

import shutil
import tempfile
from pathlib import Path

import daft
import numpy as np
from common import BANDS, GRAM, PERMUTATIONS, ROWS, arguments
from daft import col
from daft import functions as f

if __name__ == "__main__":
    corpus, output, _ = arguments()
    table = daft.read_json(str(corpus))
    text = f.normalize(col("text"), remove_punct=True, lowercase=True, white_space=True)
    signed = table.with_column(
        "signature", f.minhash(text, num_hashes=PERMUTATIONS, ngram_size=GRAM)
    ).collect()
    whole = signed.to_arrow()
    values = whole["signature"].combine_chunks().flatten().to_numpy()
    bands = np.ascontiguousarray(values.reshape(-1, BANDS, ROWS)).view(f"V{4 * ROWS}")[:, :, 0]
    seen: list[set[bytes]] = [set() for _ in range(BANDS)]
    kept = np.zeros(len(bands), bool)
    for number, row in enumerate(bands.tolist()):
        if any(key in band for key, band in zip(row, seen, strict=True)):
            continue
        kept[number] = True
        for key, band in zip(row, seen, strict=True):
            band.add(key)
    left = whole.select(["id", "text"]).filter(kept)
    with tempfile.TemporaryDirectory(dir=output.parent) as folder:
        daft.from_arrow(left).write_json(folder)
        with output.open("wb") as whole:
            for part in sorted(Path(folder).rglob("*.json")):
                with part.open("rb") as some:
                    shutil.copyfileobj(some, whole)

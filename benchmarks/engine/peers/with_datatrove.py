"""datatrove: its ftfy formatter and the four stages of its MinHash, as its examples show them.

python with_datatrove.py corpus.jsonl kept.jsonl workers
"""

import sys
import tempfile
from pathlib import Path

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.dedup import MinhashDedupSignature
from datatrove.pipeline.dedup.minhash import (
    MinhashConfig,
    MinhashDedupBuckets,
    MinhashDedupCluster,
    MinhashDedupFilter,
)
from datatrove.pipeline.formatters import FTFYFormatter
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers.jsonl import JsonlWriter


def divide(corpus: Path, folder: Path, parts: int) -> str:
    """Write a file for each worker: each reads files of its own."""
    folder.mkdir()
    lines = corpus.read_bytes().splitlines(keepends=True)
    for part in range(parts):
        share = lines[part * len(lines) // parts : (part + 1) * len(lines) // parts]
        (folder / f"{part}.jsonl").write_bytes(b"".join(share))
    return str(folder)


def main() -> None:
    """Run the stages one after the other; texts are mended once, and written for the last stage."""
    corpus, output, workers = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    config = MinhashConfig()
    with tempfile.TemporaryDirectory(dir=output.parent) as made:
        reader = JsonlReader(divide(corpus, Path(made) / "parts", workers))
        fixed, signatures, buckets, remove, kept = (
            f"{made}/{name}" for name in ("fixed", "signatures", "buckets", "remove", "kept")
        )
        plain = {"compression": None, "output_filename": "${rank}.jsonl"}
        stages = (
            (
                [
                    reader,
                    FTFYFormatter(),
                    JsonlWriter(fixed, **plain),
                    MinhashDedupSignature(signatures, config),
                ],
                workers,
            ),
            ([MinhashDedupBuckets(signatures, buckets, config=config)], config.num_buckets),
            ([MinhashDedupCluster(buckets, remove, config=config)], 1),
            ([JsonlReader(fixed), MinhashDedupFilter(remove), JsonlWriter(kept, **plain)], workers),
        )
        for number, (pipeline, tasks) in enumerate(stages):
            logs = f"{made}/logs/{number}"
            LocalPipelineExecutor(pipeline, tasks=tasks, workers=workers, logging_dir=logs).run()
        with output.open("wb") as joined:
            for part in sorted(Path(kept).glob("*.jsonl")):
                joined.write(part.read_bytes())


if __name__ == "__main__":
    main()

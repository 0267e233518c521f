"""datatrove: its four stages, one after the other, with its own tokeniser."""

import tempfile
from pathlib import Path

from common import BANDS, ROWS, arguments
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.dedup import MinhashDedupSignature
from datatrove.pipeline.dedup.minhash import (
    MinhashConfig,
    MinhashDedupBuckets,
    MinhashDedupCluster,
    MinhashDedupFilter,
)
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers.jsonl import JsonlWriter

if __name__ == "__main__":
    corpus, output, jobs = arguments()
    config = MinhashConfig(n_grams=5, num_buckets=BANDS, hashes_per_bucket=ROWS)
    with tempfile.TemporaryDirectory(dir=output.parent) as made:
        folder = Path(made)
        parts = folder / "parts"
        parts.mkdir()
        lines = corpus.read_text().splitlines(keepends=True)
        for part in range(jobs):
            share = lines[part * len(lines) // jobs : (part + 1) * len(lines) // jobs]
            (parts / f"{part}.jsonl").write_text("".join(share))
        reader = JsonlReader(str(parts))
        stages = (
            ([reader, MinhashDedupSignature(f"{folder}/signatures", config)], jobs),
            (
                [MinhashDedupBuckets(f"{folder}/signatures", f"{folder}/buckets", config=config)],
                BANDS,
            ),
            ([MinhashDedupCluster(f"{folder}/buckets", f"{folder}/remove", config=config)], 1),
            (
                [
                    reader,
                    MinhashDedupFilter(f"{folder}/remove"),
                    JsonlWriter(f"{folder}/kept", compression=None),
                ],
                jobs,
            ),
        )
        for pipeline, tasks in stages:
            LocalPipelineExecutor(pipeline, tasks=tasks, workers=jobs).run()
        with output.open("wb") as kept:
            for path in sorted((folder / "kept").glob("*.jsonl")):
                kept.write(path.read_bytes())

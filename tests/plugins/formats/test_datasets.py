"""The `datasets` library loads whatever is written; it is heavy, so these run where it is there."""

import json
from pathlib import Path

import pytest

from cleaner.chain import Recipe
from cleaner.runner import Run, run
from cleaner.runner.shards import ShardSize

TEXTS = ["One text.", "", "Zwei\nZeilen, é \0 \u2028.", "漢字 \U0001f600"] * 3


@pytest.mark.filterwarnings("default")  # what it warns of is not ours to mend
@pytest.mark.parametrize("sharded", [False, True], ids=["one-file", "shards"])
@pytest.mark.parametrize(
    ("format_", "builder"),
    [("jsonl", "json"), ("jsonl.gz", "json"), ("jsonl.zst", "json"), ("parquet", "parquet")],
)
def test_datasets_loads_it(tmp_path: Path, format_: str, builder: str, sharded: bool) -> None:
    datasets = pytest.importorskip("datasets")
    lines = [json.dumps({"text": text, "number": n}) for n, text in enumerate(TEXTS)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines))
    output = tmp_path / (f"out.{format_}" if not sharded else "out")
    shards = ShardSize(documents=5) if sharded else None
    paths = (str(tmp_path / "in.jsonl"),)
    run(Run(Recipe(()), paths, str(output), format=format_, shards=shards))
    files = sorted(map(str, output.iterdir())) if sharded else str(output)
    cache = str(tmp_path / "cache")
    loaded = datasets.load_dataset(builder, data_files=files, split="train", cache_dir=cache)
    assert list(loaded["text"]) == TEXTS
    assert loaded.column_names == ["id", "text", "source", "meta"]
    metas = [json.loads(meta) if isinstance(meta, str) else meta for meta in loaded["meta"]]
    assert metas == [{"number": number} for number in range(len(TEXTS))]

"""Outputs in shards: bounded, complete, with a manifest, and never in place of other files."""

import hashlib
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaner.chain import Recipe
from cleaner.cli import make_cli
from cleaner.errors import CleanerError
from cleaner.runner import Run, run
from cleaner.runner.shards import ShardSize


def shard(folder: Path, count: int, size: ShardSize, name: str = "out", **fields) -> None:
    lines = [json.dumps({"text": f"number {number}"}) for number in range(count)]
    (folder / "in.jsonl").write_text("\n".join(lines))
    run(Run(Recipe(()), (str(folder / "in.jsonl"),), str(folder / name), shards=size, **fields))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine
@given(
    lines=st.lists(st.integers(1, 50), max_size=40),
    documents=st.integers(0, 9),
    most=st.integers(0, 200),
)
def test_shards_are_all_lines_in_order_and_within_the_bound(lines, documents, most) -> None:
    data = b"".join(b"x" * (length - 1) + b"\n" for length in lines)
    size = ShardSize(documents=documents, bytes=most)
    cuts = list(size.cut(io.BytesIO(data)))
    assert sum(count for _, _, count in cuts) == len(lines)
    assert [cuts[0][0], *(end for _, end, _ in cuts)] == [
        *(start for start, _, _ in cuts),
        len(data),
    ]
    for start, end, count in cuts:
        assert data[start:end].count(b"\n") == count
        assert not documents or count <= documents
        assert not most or count <= 1 or end - start <= most
    assert all(count for _, _, count in cuts) or not lines


@pytest.mark.parametrize("format_", ["", "jsonl.gz", "parquet"])
def test_the_manifest_tells_what_lies_there(tmp_path: Path, format_: str) -> None:
    shard(tmp_path, 25, ShardSize(documents=10), format=format_)
    manifest = json.loads((tmp_path / "out.manifest.json").read_text())
    assert [one["documents"] for one in manifest["shards"]] == [10, 10, 5]
    assert (manifest["folder"], manifest["documents"]) == ("out", 25)
    found = sorted((tmp_path / "out").iterdir())
    assert [path.name for path in found] == [one["name"] for one in manifest["shards"]]
    for path, told in zip(found, manifest["shards"], strict=True):
        data = path.read_bytes()
        assert path.name.endswith(f".{format_ or 'jsonl'}")
        assert (len(data), hashlib.sha256(data).hexdigest()) == (told["bytes"], told["sha256"])
    assert manifest["bytes"] == sum(one["bytes"] for one in manifest["shards"])
    assert not list(tmp_path.glob(".*.run"))


def test_an_earlier_set_of_shards_is_replaced_whole(tmp_path: Path) -> None:
    shard(tmp_path, 25, ShardSize(documents=1))
    shard(tmp_path, 4, ShardSize(documents=3))
    assert len(list((tmp_path / "out").iterdir())) == 2
    assert json.loads((tmp_path / "out.manifest.json").read_text())["documents"] == 4


def test_what_is_no_folder_of_shards_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    with pytest.raises(CleanerError, match=r"out: it holds notes\.txt, which is no shard"):
        shard(tmp_path, 2, ShardSize(documents=1))
    with pytest.raises(CleanerError, match="it is no folder, and shards need one"):
        shard(tmp_path, 2, ShardSize(documents=1), "file")
    assert (tmp_path / "out" / "notes.txt").read_text() == (tmp_path / "file").read_text() == "mine"


def test_shards_that_are_read_are_not_replaced(tmp_path: Path) -> None:
    shard(tmp_path, 4, ShardSize(documents=2))
    given = (str(tmp_path / "out" / "shard-00000.jsonl"),)
    with pytest.raises(CleanerError, match="would be lost with it"):
        run(Run(Recipe(()), given, str(tmp_path / "out"), shards=ShardSize(documents=1)))
    paths = (str(tmp_path / "out"),)
    with pytest.raises(CleanerError, match="would be"):
        run(Run(Recipe(()), paths, *paths, shards=ShardSize(documents=1)))
    assert len(list((tmp_path / "out").iterdir())) == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["-o", "-", "--shard-size", "10"], "shards need the name of a folder, not a stream"),
        (["-o", "/dev/stdout", "--shard-size", "10"], "shards need the name of a folder"),
        (["-o", "out", "--shard-size", "0"], "must be a number of documents, or a size"),
        (["-o", "out", "--shard-size", "ten"], "must be a number of documents, or a size"),
        (["-o", "."], "it is a folder; name a file, or give --shard-size"),
    ],
    ids=["stdout", "dev-stdout", "zero", "word", "folder"],
)
def test_refused(tmp_path: Path, monkeypatch, arguments: list[str], told: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in.txt").write_text("text")
    result = CliRunner().invoke(make_cli(), ["run", "in.txt", *arguments])
    assert told in f"{result.output} {result.exception}"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.txt"]


@pytest.mark.parametrize(
    ("size", "expected"),
    [("2", [2, 2, 1]), ("1KB", [5]), ("100B", [1, 1, 1, 1, 1]), ("1k", [5])],
)
def test_sizes(tmp_path: Path, monkeypatch, size: str, expected: list[int]) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in.jsonl").write_text('{"text": "one two three"}\n' * 5)
    command = ["run", "in.jsonl", "-o", "out", "--steps", "encoding", "--shard-size", size]
    CliRunner().invoke(make_cli(), command, catch_exceptions=False)
    manifest = json.loads(Path("out.manifest.json").read_text())
    assert [one["documents"] for one in manifest["shards"]] == expected

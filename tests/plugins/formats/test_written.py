"""What is written, in whatever format, reads back as the same documents."""

import gzip
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import cleaner_compressed
import cleaner_parquet
import cleaner_parquet.writing
from cleaner import CleanerError, Target
from cleaner.chain import Recipe
from cleaner.runner import Run, run
from cleaner.runner.shards import ShardSize

FORMATS = ["jsonl", "jsonl.gz", "jsonl.bz2", "jsonl.xz", "jsonl.zst", "parquet"]

CHARACTERS = st.characters(exclude_categories=["Cs"])
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**80), 2**80)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(CHARACTERS, max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(CHARACTERS), inner),
    max_leaves=8,
)
KEYS = st.text(CHARACTERS, max_size=6).filter(lambda key: key != "text")
DOCUMENTS = st.lists(
    st.tuples(st.text(CHARACTERS), st.dictionaries(KEYS, VALUES, max_size=4)), max_size=6
)


def write(folder: Path, lines: list[str], name: str, **fields: Any) -> tuple[int, int, int]:
    (folder / "in.jsonl").write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    order = Run(
        Recipe(()),
        (str(folder / "in.jsonl"),),
        str(folder / name),
        failed=str(folder / "failed.jsonl"),
        **fields,
    )
    summary = run(order)
    return summary.read, summary.written, summary.failed


def read_back(path: Path) -> list[tuple[str, dict[str, Any]]]:
    """Read what was written; the record of a document is the metadata of what is read of it."""
    again = path.parent / "again.jsonl"
    summary = run(Run(Recipe(()), (str(path),), str(again)))
    assert summary.failed == 0, summary.failures
    found = [json.loads(line) for line in again.read_text(encoding="utf-8").split("\n")[:-1]]
    return [(record["text"], record["meta"]) for record in found]


@pytest.mark.parametrize("sharded", [False, True], ids=["one-file", "shards"])
@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents=DOCUMENTS, size=st.integers(1, 3))
@example(documents=[], size=1)
@example(documents=[("", {}), ("\0\u2028\ufeff\U0010ffff", {"": {"": [None]}})], size=1)
def test_documents_read_back_are_equal(
    tmp_path_factory, name: str, sharded: bool, documents: list[Any], size: int
) -> None:
    folder = tmp_path_factory.mktemp("written")
    shards = ShardSize(documents=size) if sharded else None
    lines = [json.dumps({**meta, "text": text}) for text, meta in documents]
    assert write(folder, lines, f"out.{name}", shards=shards) == (len(lines), len(lines), 0)
    found = read_back(folder / f"out.{name}")
    assert [(text, record["meta"]) for text, record in found] == documents
    assert [record["id"] for _, record in found] == [
        f"in.jsonl#{number}" for number in range(1, len(lines) + 1)
    ]
    if sharded:
        told = json.loads((folder / f"out.{name}.manifest.json").read_text(encoding="utf-8"))
        shards_told = {one["name"]: (one["bytes"], one["sha256"]) for one in told["shards"]}
        there = {path.name: path.read_bytes() for path in (folder / f"out.{name}").iterdir()}
        assert shards_told == {
            shard: (len(data), hashlib.sha256(data).hexdigest()) for shard, data in there.items()
        }
        assert sum(one["documents"] for one in told["shards"]) == told["documents"] == len(lines)


@pytest.mark.parametrize("name", FORMATS)
def test_a_lone_surrogate_fails_alone_in_every_format(tmp_path: Path, name: str) -> None:
    lines = [
        '{"text": "a"}',
        '{"text": "\\ud800"}',
        '{"text": "b", "m": "\\udfff"}',
        '{"text": "c"}',
    ]
    assert write(tmp_path, lines, f"out.{name}") == (4, 2, 2)
    assert [text for text, _ in read_back(tmp_path / f"out.{name}")] == ["a", "c"]


@pytest.mark.parametrize("name", FORMATS)
def test_the_number_of_workers_changes_no_byte(tmp_path: Path, monkeypatch, name: str) -> None:
    monkeypatch.setattr(cleaner_compressed, "_PIECE_BYTES", 1000)
    monkeypatch.setattr(cleaner_parquet.writing, "_GROUP_BYTES", 1000)
    lines = [json.dumps({"text": f"text {number} " * 20}) for number in range(200)]
    for jobs in (1, 2, 3):
        write(tmp_path, lines, f"{jobs}.{name}", jobs=jobs)
    first, *others = [(tmp_path / f"{jobs}.{name}").read_bytes() for jobs in (1, 2, 3)]
    assert all(other == first for other in others)
    assert len(read_back(tmp_path / f"2.{name}")) == 200


def test_gzip_tells_no_time_and_any_tool_reads_it(tmp_path: Path) -> None:
    write(tmp_path, ['{"text": "a"}'], "out.jsonl.gz")
    data = (tmp_path / "out.jsonl.gz").read_bytes()
    assert data[4:8] == bytes(4)
    write(tmp_path, ['{"text": "a"}'], "out.jsonl")
    assert gzip.decompress(data) == (tmp_path / "out.jsonl").read_bytes()


def test_the_schema_of_parquet(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    write(tmp_path, ['{"text": "a", "n": {"b": [1]}}'], "out.parquet")
    table = parquet.read_table(tmp_path / "out.parquet")
    assert [(field.name, str(field.type)) for field in table.schema] == [
        ("id", "string"),
        ("text", "large_string"),
        ("source", "string"),
        ("meta", "string"),
    ]
    assert json.loads(table.column("meta")[0].as_py()) == {"n": {"b": [1]}}


def test_traces_are_columns_of_parquet(tmp_path: Path) -> None:
    lines = ['{"text": "caf\\u00c3\\u00a9"}', '{"text": "plain"}']
    (tmp_path / "in.jsonl").write_text("\n".join(lines))
    recipe, paths = Recipe(("encoding",), traces=True), (str(tmp_path / "in.jsonl"),)
    for name in ("out.parquet", "out.jsonl"):
        run(Run(recipe, paths, str(tmp_path / name)))
    packed, plain = (read_back(tmp_path / name) for name in ("out.parquet", "out.jsonl"))
    # A column that a record has nothing for is empty.
    filled = [(text, {k: v for k, v in meta.items() if v is not None}) for text, meta in packed]
    assert filled == plain
    assert [text for text, _ in packed] == ["café", "plain"]
    assert packed[0][1]["trace"]


def test_row_groups_are_bounded(tmp_path: Path, monkeypatch) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    monkeypatch.setattr(cleaner_parquet.writing, "_GROUP_ROWS", 7)
    write(tmp_path, ['{"text": "a"}'] * 20, "out.parquet")
    file = parquet.ParquetFile(tmp_path / "out.parquet")
    assert [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)] == [7, 7, 6]


@pytest.mark.parametrize(
    ("name", "module", "extra"),
    [("out.parquet", "pyarrow", "parquet"), ("out.jsonl.zst", "zstandard", "zst")],
)
def test_a_missing_library_is_told_before_anything_is_read(
    tmp_path: Path, monkeypatch, name: str, module: str, extra: str
) -> None:
    monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(CleanerError) as caught:
        write(tmp_path, ['{"text": "a"}'], name)
    assert str(caught.value).endswith(
        f'{name}: it needs {module}, which is not installed: python -m pip install ".[{extra}]"'
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl"]


@pytest.mark.parametrize("name", ["out.rejected.jsonl.gz", "rejected.parquet"])
def test_what_is_left_out_is_plain_and_says_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(CleanerError, match=r"written as JSON Lines; name it \.jsonl"):
        write(tmp_path, ['{"text": "a"}'], "out.jsonl", rejected=str(tmp_path / name))


@pytest.mark.parametrize(
    ("target", "suffix"),
    [
        (Target("a.JSONL.GZ"), ".jsonl.gz"),
        (Target("-", "jsonl.zst"), ".jsonl.zst"),
        (Target("a.gz", "jsonl"), None),
        (Target("a.parquet"), None),
        (Target("gz"), None),
    ],
    ids=str,
)
def test_who_compresses_what(target: Target, suffix: str | None) -> None:
    finisher = cleaner_compressed.finish(target, cleaner_compressed.Options())
    assert (finisher.suffix if finisher else None) == suffix


def test_an_error_while_compressing_ends_it(monkeypatch) -> None:
    def fail(data: bytes) -> bytes:
        raise OSError("no room")

    compressed = cleaner_compressed.Compressed(".x", fail)
    with pytest.raises(OSError, match="no room"):
        compressed.finish(io.BytesIO(b"a" * 100), io.BytesIO(), 2)

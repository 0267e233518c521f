"""Large files are cut into pieces for the workers; the pieces give what the whole gives."""

import csv
import gzip
import io
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

import cleaner.chain
import cleaner.input.choice
import cleaner.runner.splits
import cleaner_csv
import cleaner_csv.cutting
import cleaner_parquet.groups
from cleaner import Failed, Source
from cleaner.building import build_chain
from cleaner.chain import Recipe
from cleaner.input.walk import Walk
from cleaner.runner import Run, run

Found = tuple[list[dict[str, Any]], list[str]]


def read(path: Path, jobs: int = 1, **fields: Any) -> Found:
    """Return the documents and the failures of a file."""
    out, failed = path.with_name("out.jsonl"), path.with_name("failed.jsonl")
    summary = run(Run(Recipe(()), (str(path),), str(out), failed=str(failed), jobs=jobs, **fields))
    kept = [json.loads(line) for line in out.read_text(encoding="utf-8").split("\n")[:-1]]
    assert summary.read == len(kept) + summary.failed
    return kept, [f"{failure.id}: {failure.error}" for failure in summary.failures]


def cut(monkeypatch: pytest.MonkeyPatch, path: Path, module: Any, size: int) -> Found:
    """Do the same with the file cut into small pieces."""
    with monkeypatch.context() as patch:
        patch.setattr(cleaner.chain, "WORTH_SPLITTING", 0)
        patch.setattr(cleaner.input.choice, "_SMALL_BYTES", 0)
        patch.setattr(module, "_PIECE_BYTES", size)
        return read(path)


CELLS = st.text(st.sampled_from('ab,;"\r\n\t é'), max_size=6)
ROWS = st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=12)
LINES = st.text(st.sampled_from('ab,"\r\n '), max_size=60)


def table(rows: list[list[str]], quoting: int) -> str:
    written = io.StringIO(newline="")
    csv.writer(written, quoting=quoting).writerows([["text", "other"], *rows])
    return written.getvalue()


def told(sources: Iterable[Source]) -> list[Any]:
    """Return the number, the text and the lines of all rows, and what fails."""
    items = [
        item
        for one in sources
        for item in cleaner_csv.read(one, cleaner_csv.Options(), lambda _: None)
    ]
    return [
        (item.part, item.error)
        if isinstance(item, Failed)
        else (item.part, item.lines, f"{item.text}|{item.meta['other']}")
        for item in items
    ]


@pytest.mark.parametrize("size", [1, 40, 300], ids=lambda size: f"pieces-of-{size}")
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), tail=LINES)
@example(rows=[["a\nb", "c"]] * 9, quoting=csv.QUOTE_MINIMAL, tail='x","y\nz,z\n')
@example(rows=[["a", "c"]] * 9, quoting=csv.QUOTE_ALL, tail='"never closed\n\n')
@example(rows=[["a", "c"]] * 9, quoting=csv.QUOTE_ALL, tail='"closed"too early,a\nb,c\n')
def test_a_table_in_pieces_is_the_same_table(
    tmp_path: Path, monkeypatch, size: int, rows: list[Any], quoting: int, tail: str
) -> None:
    monkeypatch.setattr(cleaner_csv.cutting, "_PIECE_BYTES", size)
    data = ("\ufeff" + table(rows, quoting) + tail).encode()
    path = tmp_path / "table.csv"
    path.write_bytes(data)
    source = Source(str(path), "table.csv", len(data), format="csv")
    stream = source.inside(io.BufferedReader(io.BytesIO(data)), format="csv")
    whole = told([source])
    assert told(cleaner_csv.cutting.pieces(source, ",") or ()) == whole
    assert told(cleaner_csv.cutting.pieces(stream, ",") or ()) == whole
    if not tail:
        assert [row for *_, row in whole] == ["|".join(row) for row in rows]


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gz"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_large_table_is_read_by_all_workers(
    tmp_path: Path, monkeypatch, pack: Callable[[bytes], bytes], jobs: int
) -> None:
    rows = [[f'text "{number}"\n' * 3, str(number)] for number in range(200)]
    path = tmp_path / ("table.csv.gz" if pack is gzip.compress else "table.csv")
    path.write_bytes(pack(table(rows, csv.QUOTE_MINIMAL).encode()))
    monkeypatch.setattr(cleaner.chain, "WORTH_SPLITTING", 0)
    monkeypatch.setattr(cleaner.input.choice, "_SMALL_BYTES", 0)
    monkeypatch.setattr(cleaner.runner.splits, "TASK_BYTES", 1)
    monkeypatch.setattr(cleaner_csv.cutting, "_PIECE_BYTES", 1000)
    kept, failures = read(path, jobs=jobs)
    assert [[one["text"], one["meta"]["other"]] for one in kept] == rows
    assert [one["id"] for one in kept] == [f"{path.name}#{n}" for n in range(1, 201)]
    assert failures == []


def test_a_cut_table_has_its_lines_in_its_errors(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "table.csv"
    path.write_text("text,other\n" + '"a\nb",c\n' * 9 + '"d"e,f\n' + "g,h\n" * 50)
    kept, failures = cut(monkeypatch, path, cleaner_csv.cutting, 20)
    assert len(kept) == 9
    assert failures == [
        "table.csv#end: row 10 (line 20): ',' expected after '\"'; nothing behind it is read"
    ]


def groups(path: Path, rows: int, size: int) -> None:
    texts = [f"text {number} " * 9 for number in range(rows)]
    parquet.write_table(pa.table({"text": texts}), path, row_group_size=size)


@pytest.mark.parametrize(
    ("size", "piece_bytes", "is_cut"),
    [(1, 1, True), (7, 1, True), (7, 300, True), (7, 10**6, False), (100, 1, False)],
)
def test_row_groups_are_read_by_several_workers(
    tmp_path: Path, monkeypatch, size: int, piece_bytes: int, is_cut: bool
) -> None:
    path = tmp_path / "rows.parquet"
    groups(path, 40, size)
    whole = read(path)
    assert [one["id"] for one in whole[0]] == [f"rows.parquet#{n}" for n in range(1, 41)]
    with monkeypatch.context() as patch:
        patch.setattr(cleaner.chain, "WORTH_SPLITTING", 0)
        patch.setattr(cleaner.input.choice, "_SMALL_BYTES", 0)
        patch.setattr(cleaner_parquet.groups, "_PIECE_BYTES", piece_bytes)
        patch.setattr(cleaner.runner.splits, "TASK_BYTES", 1)
        chain = build_chain(Recipe(()))
        (source,) = Walk([str(path)])
        pieces = list(chain.split(source))
        assert (len(pieces) > 1) == is_cut
        assert [piece.start for piece in pieces[1:]] == [piece.end for piece in pieces[:-1]]
        for jobs in (1, 3):
            assert read(path, jobs=jobs) == whole


def test_a_damaged_row_group_costs_only_itself(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "rows.parquet"
    groups(path, 40, 10)
    column = parquet.ParquetFile(path).metadata.row_group(1).column(0)
    data = bytearray(path.read_bytes())
    start = column.dictionary_page_offset or column.data_page_offset
    data[start : start + column.total_compressed_size] = b"\xff" * column.total_compressed_size
    path.write_bytes(data)
    kept, failures = read(path)
    assert [one["id"] for one in kept] == [
        f"rows.parquet#{number}" for number in (*range(1, 11), *range(21, 41))
    ]
    assert len(failures) == 1
    assert failures[0].startswith("rows.parquet#11: rows 11 to 20 are damaged and not read: ")
    assert cut(monkeypatch, path, cleaner_parquet.groups, 1) == (kept, failures)


def test_a_missing_column_is_told_once(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "rows.parquet"
    groups(path, 40, 10)
    with monkeypatch.context() as patch:
        patch.setattr(cleaner.chain, "WORTH_SPLITTING", 0)
        kept, failures = read(path, text_field="body")
    assert (kept, failures) == (
        [],
        ["rows.parquet: it has no column 'body'; its columns are: text"],
    )

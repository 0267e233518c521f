"""Large files are cut into pieces for the workers; the pieces give what the whole gives."""

import csv
import gzip
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import cleaner.chain
import cleaner_csv.cutting
from cleaner.chain import Recipe
from cleaner.runner import Run, run

Found = tuple[list[dict[str, Any]], list[str]]


@pytest.fixture(params=[1, 40, 300], ids=lambda size: f"pieces-of-{size}")
def piece_bytes(request) -> int:
    return request.param


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
        patch.setattr(module, "_PIECE_BYTES", size)
        return read(path)


CELLS = st.text(st.sampled_from('ab,;"\r\n\t é\0'), max_size=6)
ROWS = st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=12)
LINES = st.text(st.sampled_from('ab,"\r\n '), max_size=60)
FAST = settings(
    max_examples=60, deadline=None, suppress_health_check=list(HealthCheck)
)


def table(rows: list[list[str]], quoting: int) -> str:
    written = io.StringIO(newline="")
    csv.writer(written, quoting=quoting).writerows([["text", "other"], *rows])
    return written.getvalue()


def without_lines(found: Found) -> Found:
    return found[0], [re.sub(r" \(line \d+\)", "", failure) for failure in found[1]]


@FAST
@given(rows=ROWS, quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), tail=LINES)
@example(rows=[["a\nb", "c"]] * 9, quoting=csv.QUOTE_MINIMAL, tail='x","y\nz,z\n')
@example(rows=[["a", "c"]] * 9, quoting=csv.QUOTE_ALL, tail='"never closed\n\n')
@example(rows=[["a", "c"]] * 9, quoting=csv.QUOTE_ALL, tail='"closed"too early,a\nb,c\n')
def test_a_table_in_pieces_is_the_same_table(
    tmp_path_factory, monkeypatch, piece_bytes: int, rows: list[Any], quoting: int, tail: str
) -> None:
    folder = tmp_path_factory.mktemp("table")
    data = ("\ufeff" + table(rows, quoting) + tail).encode()
    plain, packed = folder / "table.csv", folder / "packed" / "table.csv.gz"
    plain.write_bytes(data)
    packed.parent.mkdir()
    packed.write_bytes(gzip.compress(data))
    whole = read(plain)
    assert cut(monkeypatch, plain, cleaner_csv.cutting, piece_bytes) == whole
    whole = read(packed)
    found = cut(monkeypatch, packed, cleaner_csv.cutting, piece_bytes)
    assert without_lines(found) == without_lines(whole)
    if not tail:
        assert [[one["text"], one["meta"]["other"]] for one in whole[0]] == rows

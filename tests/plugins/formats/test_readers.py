"""One file of each format: what is read of it, and what becomes of a broken one."""

import email.message
import io
import json
import mailbox
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.building import build_chain
from cleaner.chain import Recipe
from cleaner.input.selection import Selection
from cleaner.runner import Run, run

Records = list[dict[str, Any]]


def read(folder: Path, name: str, data: bytes, **fields: Any) -> tuple[Records, dict[str, str]]:
    (folder / "in").mkdir(exist_ok=True)
    (folder / "in" / name).write_bytes(data)
    options = fields.pop("options", {})
    formats = fields.pop("formats", ())
    recipe = Recipe(("encoding",), values=options, selection=Selection(formats=formats))
    outputs = [str(folder / f"{kind}.jsonl") for kind in ("kept", "rejected", "failed")]
    summary = run(Run(recipe, (str(folder / "in"),), *outputs, **fields), chain=build_chain(recipe))
    kept, _, failed = (
        [json.loads(line) for line in Path(output).read_bytes().splitlines()] for output in outputs
    )
    assert summary.adds_up
    assert summary.read == len(kept) + len(failed) + summary.rejected
    return kept, {record["id"]: record["error"] for record in failed}


def parquet(rows: Records) -> bytes:
    data = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), data, row_group_size=2)
    return data.getvalue()


def csv_of(rows: Records, delimiter: str = ",") -> bytes:
    quote = '"'
    cells = [list(rows[0])] + [[str(row[key]) for key in rows[0]] for row in rows]
    lines = (
        delimiter.join(quote + cell.replace(quote, quote * 2) + quote for cell in line)
        for line in cells
    )
    return "\r\n".join(lines).encode()


WRITE: Mapping[str, Callable[[Records], bytes]] = {
    "a.jsonl": lambda rows: "\n".join(map(json.dumps, rows)).encode(),
    "a.json": lambda rows: json.dumps(rows).encode(),
    "a.csv": csv_of,
    "a.tsv": lambda rows: csv_of(rows, "\t"),
    "a.parquet": parquet,
}
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


@pytest.mark.parametrize("name", WRITE)
class TestTables:
    @settings(max_examples=8, deadline=None)
    @given(rows=st.lists(st.fixed_dictionaries({"text": TEXT, "u": TEXT}), min_size=1, max_size=5))
    def test_what_is_written_is_read(
        self, tmp_path_factory: pytest.TempPathFactory, name: str, rows: Records
    ) -> None:
        recipe = Recipe(())
        folder = tmp_path_factory.mktemp("t")
        (folder / name).write_bytes(WRITE[name](rows))
        output = str(folder / "kept.out")
        run(Run(recipe, (str(folder / name),), output), chain=build_chain(recipe))
        found = [json.loads(line) for line in Path(output).read_bytes().splitlines()]
        assert [{"text": each["text"], **each["meta"]} for each in found] == rows
        assert [each["id"] for each in found] == [f"{name}#{n}" for n in range(1, len(rows) + 1)]

    def test_a_column_of_another_name_and_ids(self, tmp_path: Path, name: str) -> None:
        data = WRITE[name]([{"body": "b", "key": "k1"}, {"body": "c", "key": "k2"}])
        kept, failed = read(tmp_path, name, data, text_field="body", id_field="key")
        assert [(each["id"], each["text"]) for each in kept] == [("k1", "b"), ("k2", "c")]
        assert failed == {}

    def test_without_the_column(self, tmp_path: Path, name: str) -> None:
        kept, failed = read(tmp_path, name, WRITE[name]([{"other": "x"}]))
        assert kept == []
        (error,) = failed.values()
        assert "'text'" in error

    @settings(max_examples=8, deadline=None)
    @given(at=st.floats(0, 0.999), flip=st.integers(0, 255))
    def test_damage_never_crashes(
        self, tmp_path_factory: pytest.TempPathFactory, name: str, at: float, flip: int
    ) -> None:
        data = bytearray(WRITE[name]([{"text": f"row {n}", "n": str(n)} for n in range(30)]))
        place = int(at * len(data))
        data[place:] = b"" if not flip else bytes((data[place] ^ flip,)) + data[place + 1 :]
        read(tmp_path_factory.mktemp("d"), name, bytes(data))


class TestBroken:
    def test_a_json_array_that_is_cut_is_read_up_to_there(self, tmp_path: Path) -> None:
        data = json.dumps([{"text": f"t{n}"} for n in range(5)]).encode()[:-20]
        kept, failed = read(tmp_path, "a.json", data)
        assert [each["text"] for each in kept] == ["t0", "t1", "t2", "t3"][: len(kept)]
        assert len(kept) >= 3
        assert "it is not JSON" in failed["a.json#end"]

    def test_what_comes_behind_a_json_array_is_not_lost_in_silence(self, tmp_path: Path) -> None:
        kept, failed = read(tmp_path, "a.json", b'[{"text": "t0"}]\n{"text": "t1"}')
        assert [row["text"] for row in kept] == ["t0"]
        assert "behind item 1: it is not JSON" in failed["a.json#end"]

    @pytest.mark.parametrize("number", ["1e999", "-1e400", "1" * 400 + ".5", "-" + "1" * 5000])
    def test_a_number_out_of_range_costs_its_item(self, tmp_path: Path, number: str) -> None:
        data = f'[{{"text": "a"}}, {{"text": "b", "n": [{number}]}}, {{"text": "c", "n": 1e9}}]'
        kept, failed = read(tmp_path, "a.json", data.encode())
        assert [each["text"] for each in kept] == ["a", "c"]
        assert failed == {"a.json#2": "item 2 has a number out of range"}

    @pytest.mark.parametrize("number", ["1e99999999999999999999"])
    def test_a_number_that_nobody_reads_is_told(self, tmp_path: Path, number: str) -> None:
        kept, failed = read(tmp_path, "a.json", f'[{{"text": "a"}}, {{"n": {number}}}]'.encode())
        assert [each["text"] for each in kept] == ["a"]
        told = "behind item 1: it is not JSON (a number with too many digits)"
        assert failed == {"a.json#end": told}

    def test_digits_in_a_text_are_no_number(self, tmp_path: Path) -> None:
        rows = [{"text": '\\"' + "1" * 100_000, "n": 10**600}, {"text": "\\" + "2" * 700}]
        kept, failed = read(tmp_path, "a.json", json.dumps(rows).encode())
        assert [each["text"] for each in kept] == [each["text"] for each in rows]
        assert (kept[0]["meta"]["n"], failed) == (10**600, {})

    @pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
    @pytest.mark.parametrize("number", [2**63, 2**70, -(10**400), 0.1, 1e22, 1.5e-320])
    def test_numbers_come_back(self, tmp_path: Path, name: str, number: float) -> None:
        line = f'{{"text": "a", "n": {number!r}}}'
        (kept,), failed = read(
            tmp_path, name, (line if name == "a.jsonl" else f"[{line}]").encode()
        )
        assert (kept["meta"]["n"], failed) == (number, {})

    def test_a_json_array_too_deep(self, tmp_path: Path) -> None:
        data = b'[{"text": "a"}, {"text": "b", "x": ' + b"[" * 100_000
        kept, failed = read(tmp_path, "a.json", data)
        assert [each["text"] for each in kept] == ["a"]
        assert "more than 100 deep" in failed["a.json#end"]

    def test_broken_quoting(self, tmp_path: Path) -> None:
        kept, failed = read(tmp_path, "a.csv", b'text,n\nfine,1\n"bro"ken,2\nlost,3\n')
        assert [each["text"] for each in kept] == ["fine"]
        assert "row 2 (line 3)" in failed["a.csv#end"]

    def test_a_row_with_another_number_of_cells(self, tmp_path: Path) -> None:
        kept, failed = read(tmp_path, "a.csv", b"text,n\na,1\nb\nc,3\n")
        assert [each["text"] for each in kept] == ["a", "c"]
        assert failed == {"a.csv#2": "row 2 has 1 cells, not 2"}

    def test_a_cell_too_long(self, tmp_path: Path) -> None:
        data = b"text\n" + b"x" * 500
        _, failed = read(tmp_path, "a.csv", data, options={"csv": {"max-cell": 100}})
        assert "a cell has more than 100 characters" in failed["a.csv#end"]

    def test_a_parquet_file_that_is_cut(self, tmp_path: Path) -> None:
        _, failed = read(tmp_path, "a.parquet", parquet([{"text": "a"}] * 9)[:-9])
        assert "it is damaged or cut" in failed["a.parquet"]

    def test_legacy_cells_are_decoded(self, tmp_path: Path) -> None:
        data = "text\nDie Straße führt über den Fluss nach Süden.\n".encode("cp1252")
        kept, _ = read(tmp_path, "a.csv", data)
        assert [each["text"] for each in kept] == ["Die Straße führt über den Fluss nach Süden."]

    def test_a_missing_library_is_told_with_the_line_that_installs_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
        _, failed = read(tmp_path, "a.parquet", b"PAR1")
        assert failed == {
            "a.parquet": "it needs pyarrow, which is not installed:"
            ' python -m pip install ".[parquet]"'
        }


class TestMail:
    def message(
        self, subject: str, text: str, subtype: str = "plain"
    ) -> email.message.EmailMessage:
        message = email.message.EmailMessage()
        message["Subject"], message["From"] = subject, "a@example.org"
        message.set_content(text, subtype=subtype, charset="iso-8859-15")
        return message

    def test_a_message(self, tmp_path: Path) -> None:
        data = self.message("Käse", "Fünf Euro: 5 €\n").as_bytes()
        (kept,), failed = read(tmp_path, "a.eml", data)
        assert (kept["id"], kept["text"]) == ("a.eml", "Fünf Euro: 5 €\n")
        assert kept["meta"]["title"] == "Käse"
        assert failed == {}

    def test_many(self, tmp_path: Path) -> None:
        box = mailbox.mbox(tmp_path / "made.mbox")
        for number in range(3):
            box.add(self.message(f"No. {number}", f"From here on: {number}\n"))
        box.add(self.message("page", "<html><body><p>A page of text.</p></body></html>", "html"))
        box.close()
        kept, failed = read(tmp_path, "a.mbox", (tmp_path / "made.mbox").read_bytes())
        assert [each["id"] for each in kept] == [f"a.mbox#{number}" for number in range(1, 5)]
        assert [each["text"].strip() for each in kept[:3]] == [
            f"From here on: {number}" for number in range(3)
        ]
        assert "A page of text." in kept[3]["text"]
        assert kept[3]["meta"]["title"] == "page"
        assert failed == {}


PAGE = """<!DOCTYPE html><html lang="nl"><head><meta charset="{charset}"><title>Ons zout</title>
<link rel="canonical" href="https://example.org/zout">
<meta property="article:published_time" content="2024-05-06">
<script>var secret = "script";</script><style>.secret {{ }}</style></head>
<body><!-- secret comment --><nav><a href="/">Home</a> <a href="/x">More</a></nav>
<article><h1>Ons zout</h1><p>{text}</p><p>{text}</p></article></body></html>"""


class TestHtml:
    def test_main_text_and_what_the_head_says(self, tmp_path: Path) -> None:
        text = "Het zout wordt in de zomer geschept, en wie café zegt, zegt zee. " * 5
        data = PAGE.format(charset="iso-8859-1", text=text).encode("latin-1")
        (kept,), failed = read(tmp_path, "a.html", data)
        assert text.strip() in kept["text"]
        assert "secret" not in kept["text"]
        found = {key: kept["meta"][key] for key in ("title", "language", "date", "url")}
        assert found == {
            "title": "Ons zout",
            "language": "nl",
            "date": "2024-05-06",
            "url": "https://example.org/zout",
        }
        assert failed == {}

    def test_a_page_too_deep(self, tmp_path: Path) -> None:
        _, failed = read(tmp_path, "a.html", b"<html>" + b"<div>" * 100_000)
        assert "more than 1,000 deep" in failed["a.html"]

    def test_a_name_that_lies(self, tmp_path: Path) -> None:
        data = PAGE.format(charset="utf-8", text="Tekst. " * 30).encode()
        (kept,), _ = read(tmp_path, "a.txt", data)
        assert "<" not in kept["text"]


def test_a_format_can_be_said(tmp_path: Path) -> None:
    kept, _ = read(tmp_path, "a.dat", b"text,n\na,1\n", formats=("*.dat=csv",))
    assert [each["text"] for each in kept] == ["a"]


@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
@pytest.mark.parametrize("data", [b'[{"text": "a"}]', b'{"text": "a"}\n{"text": "b"}\n'])
def test_a_table_that_is_json_is_read_as_such(tmp_path: Path, name: str, data: bytes) -> None:
    kept, failed = read(tmp_path, name, data)
    assert (kept[0]["id"], kept[0]["text"], failed) == (f"{name}#1", "a", {})

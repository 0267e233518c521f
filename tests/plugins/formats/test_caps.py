"""What is too much of one thing: as much as is allowed is read, and a byte more is told by name."""

import io
import json
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

PAGE = b"<!DOCTYPE html><html><head></head><body><p>Some words of a page.</p></body></html>"
ITEM = json.dumps([{"text": "a"}, {"text": "b" * 90, "name": "x" * 20}, {"text": "c"}]).encode()
# Names and texts have characters; braces, and what has none, count as one each.
ITEM_SIZE = 90 + 20 + len("textname") + 2


def nested(depth: int) -> bytes:
    inner = "[" * depth + "]" * depth
    return f'[{{"text": "a"}}, {{"text": "b", "deep": {inner}}}]'.encode()


def deep(depth: int) -> bytes:
    return b"<html>" + b"<div>" * (depth - 1) + b"Words." + b"</div>" * (depth - 1) + b"</html>"


CASES = {
    "a text file": ("a.txt", b"x" * 50, "text", "max-file", 50, 0, "larger than 49 bytes"),
    "a page": ("a.html", PAGE, "html", "max-page", len(PAGE), 0, f"than {len(PAGE) - 1} bytes"),
    "elements in each other": ("a.html", deep(30), "html", "max-nesting", 30, 0, "than 29 deep"),
    "an item": (
        "a.json", ITEM, "json-array", "max-item", ITEM_SIZE, 2,
        f"an item has more than {ITEM_SIZE - 1} characters",
    ),
    "values in each other": (
        "a.json", nested(9), "json-array", "max-nesting", 10, 1, "more than 9 deep",
    ),
    "a cell of CSV": (
        "a.csv", b"text\na\n" + b"b" * 90 + b"\n", "csv", "max-cell", 90, 1,
        "row 2 (line 3): a cell has more than 89 characters",
    ),
    "a line of JSON Lines": (
        "a.jsonl", b'{"text": "a"}\n{"text": "bcd"}\n', "jsonl", "max-line", 16, 1,
        "longer than 15 bytes",
    ),
    "a message": (
        "a.eml", b"Subject: a\nFrom: b\n\nText.\n", "mail", "max-message", 26, 0,
        "larger than 25 bytes",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", CASES)
def test_caps_hold_to_the_byte(read: Any, kind: str) -> None:
    name, data, plugin, option, most, left, told = CASES[kind]
    whole = read(name, data, options={plugin: {option: most}})
    assert whole.failed == {}
    found = read(name, data, options={plugin: {option: most - 1}})
    assert len(found.kept) == left < len(whole.kept)
    (error,) = found.failed.values()
    assert told in error
    assert f"({plugin} {option})" in error


def test_what_is_too_large_from_standard_input_is_told_as_well(read_stream: Any) -> None:
    found = read_stream(PAGE * 10, "html", options={"html": {"max-page": 100}})
    assert "larger than 100 bytes" in found.failed["stdin"]
    found = read_stream(b"words " * 100, "text", options={"text": {"max-file": 100}})
    assert "larger than 100 bytes" in found.failed["stdin"]


def test_an_item_that_has_no_end_is_not_held(read_stream: Any) -> None:
    data = b'[{"text": "a"}, {"text": "' + b"b" * 5_000_000
    found = read_stream(data, "json", options={"json-array": {"max-item": 1000}})
    assert [record["text"] for record in found.kept] == ["a"]
    assert "an item has more than 1,000 characters" in found.failed["stdin#end"]


def parquet(texts: list[str]) -> bytes:
    data = io.BytesIO()
    pq.write_table(pa.table({"text": texts}), data, row_group_size=2, compression="none")
    return data.getvalue()


@pytest.mark.parametrize("less", [0, 1], ids=["as long as is allowed", "one character more"])
def test_a_cell_of_parquet_costs_its_row(read: Any, less: int) -> None:
    data = parquet(["a", "b" * 90, "c", "d"])
    found = read("a.parquet", data, options={"parquet": {"max-cell": 90 - less}})
    assert len(found.kept) == 4 - less
    told = "row 2: its cell in 'text' is longer than 89 (parquet max-cell)"
    assert found.failed == ({"a.parquet#2": told} if less else {})


@pytest.mark.parametrize("less", [0, 1], ids=["as large as is allowed", "one byte more"])
def test_a_row_group_costs_its_rows(read: Any, less: int) -> None:
    data = parquet(["a", "b", "c" * 500, "d", "e"])
    size = pq.ParquetFile(io.BytesIO(data)).metadata.row_group(1).total_byte_size
    found = read("a.parquet", data, options={"parquet": {"max-group": size - less}})
    assert [record["text"][0] for record in found.kept] == list("abe" if less else "abcde")
    told = f"rows 3 to 4: they have more than {size - 1:,} bytes (parquet max-group)"
    assert found.failed == ({"a.parquet#3": told} if less else {})

"""Tables as they are found: names twice, legacy encodings, zeros, streams that break."""

import csv
import gzip
import io
import json
from typing import Any

import pytest

import cleaner_csv
import cleaner_jsonl
from cleaner import CleanerError, Failed, Source, read_up_to_damage

STREET = "Die Stra\u00dfe f\u00fchrt \u00fcber den Flu\u00df nach S\u00fcden, sagte der Wirt."


def test_columns_of_one_name_are_all_kept(read: Any) -> None:
    (kept,) = read("a.csv", b"text,a,a,text,,\n1,2,3,4,5,6\n").kept
    assert kept["text"] == "1"
    assert kept["meta"] == {"a": "2", "a (2)": "3", "text (2)": "4", "": "5", " (2)": "6"}


class TestLegacy:
    @pytest.mark.parametrize("codec", ["cp1252", "cp1250", "mac_roman"])
    def test_a_row_is_decoded_as_one(self, read: Any, codec: str) -> None:
        rows = [["text", "where", "who"], [STREET, "K\u00f6ln\nM\u00fcnchen", "J\u00fcrgen"]]
        written = io.StringIO(newline="")
        csv.writer(written).writerows(rows)
        (kept,) = read("a.csv", written.getvalue().encode(codec)).kept
        assert kept["text"] == STREET
        assert (kept["meta"]["where"], kept["meta"]["who"]) == tuple(rows[1][1:])

    def test_ids_and_names_of_columns(self, read: Any) -> None:
        table = f"stra\u00dfenname,text\nM\u00fcller,{STREET.replace(',', '')}\n"
        (kept,) = read("a.csv", table.encode("cp1252"), id_field="stra\u00dfenname").kept
        assert kept["id"] == "M\u00fcller"

    def test_a_text_of_utf8_beside_a_cell_that_is_not(self, read: Any) -> None:
        data = b"text,n\n" + STREET.replace(",", "").encode() + b",caf\xe9\n"
        (kept,) = read("a.csv", data).kept
        assert kept["text"] == STREET.replace(",", "")
        assert kept["meta"]["n"].startswith("caf")

    def test_without_a_step_that_decodes_other_cells_are_replaced(self, read: Any) -> None:
        (kept,) = read("a.csv", b"text,n\nplain,caf\xe9\n", steps=()).kept
        assert (kept["text"], kept["meta"]["n"]) == ("plain", "caf\ufffd")


def test_a_zero_in_a_table_does_not_make_it_another_format(read: Any) -> None:
    found = read("a.csv", b"text,n\n" + b"some words,1\n" * 9 + b"a\0b,2\nlast,3\n", steps=())
    assert [record["text"] for record in found.kept] == ["some words"] * 9 + ["a\0b", "last"]
    assert found.failed == {}


class Breaking(io.BytesIO):
    """Raises where its bytes end."""

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as there is something."""
        count = super().readinto(buffer)
        if not count:
            raise CleanerError("it breaks")
        return count


ROWS = ["a", 'b "quoted" b', "c, c", "d", "\u00e9 \u00e9", "f" * 30]


def _csv_rows() -> list[bytes]:
    written = []
    for row in ["text", *ROWS]:
        line = io.StringIO(newline="")
        csv.writer(line).writerow([row])
        written.append(line.getvalue().encode())
    return written


FILES: Any = {
    "csv": (_csv_rows(), cleaner_csv, 1),
    "jsonl": ([json.dumps({"text": row}).encode() + b"\n" for row in ROWS], cleaner_jsonl, 0),
}


@pytest.mark.parametrize("size", [1, 20, 1000], ids=lambda size: f"pieces-of-{size}")
@pytest.mark.parametrize("name", FILES)
def test_what_is_whole_before_a_stream_breaks_is_read(
    monkeypatch: pytest.MonkeyPatch, name: str, size: int
) -> None:
    rows, module, header = FILES[name]
    place = cleaner_csv.cutting if name == "csv" else cleaner_jsonl
    monkeypatch.setattr(place, "_PIECE_BYTES", size)
    data = b"".join(rows)
    for at in range(len(data)):
        whole = sum(at >= len(b"".join(rows[:count])) for count in range(1, len(rows) + 1))
        stream = io.BufferedReader(Breaking(data[:at]), 16)
        source = Source("x", "x", stream=stream, format=name)
        found, error = _read(module, source)
        # A line end may be one byte of two.
        assert found in (ROWS[: max(whole - header, 0)], ROWS[: max(whole + 1 - header, 0)])
        assert len(found) == max(whole - header, 0) or data[at - 1 : at] == b"\r"
        assert error == "it breaks"


def _read(module: Any, source: Source) -> tuple[list[str], str]:
    """Return the texts of a stream, and what ended it."""
    texts: list[str] = []
    more = [lambda _: None] if module is cleaner_csv else []
    try:
        for piece in module.split(source, module.Options()):
            for item in module.read(piece, module.Options(), *more):
                assert not isinstance(item, Failed)
                texts.append(item.text)
    except CleanerError as error:
        return texts, str(error)
    return texts, ""


def test_a_text_is_read_up_to_where_it_breaks(read: Any) -> None:
    text = "".join(f"Line {number * 7919 % 10007} of a text.\n" for number in range(9000))
    found = read("a.txt.gz", gzip.compress(text.encode())[:-30])
    (kept,) = found.kept
    assert text.startswith(kept["text"])
    assert len(kept["text"]) > len(text) - 2000
    assert list(found.failed.values()) == ["gzip: it ends too early"]


@pytest.mark.parametrize("size", [1, 7, 16, 50, 100])
def test_reading_up_to_damage_loses_nothing(size: int) -> None:
    data = bytes(range(50))
    stream = io.BufferedReader(Breaking(data), 16)
    parts: list[bytes] = []

    def read_on() -> None:
        while True:
            parts.append(read_up_to_damage(stream, size))

    with pytest.raises(CleanerError, match="it breaks"):
        read_on()
    assert b"".join(parts) == data

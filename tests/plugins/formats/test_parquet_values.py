"""What cells of Parquet become: every moment in full, every name once, every row read."""

import io
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cleaner import distinct
from cleaner_parquet import moments

NEVER = 253_402_214_400  # 9999-12-31, in seconds
LARGE = (1 << 63) - 1


def parquet(columns: Any, **options: Any) -> bytes:
    data = io.BytesIO()
    pq.write_table(pa.table(columns), data, **options)
    return data.getvalue()


def cells(read: Any, column: Any, **options: Any) -> list[Any]:
    texts = [f"text {number}" for number in range(len(column))]
    found = read("a.parquet", parquet({"text": texts, "x": column}, **options))
    assert found.failed == {}
    return [record["meta"]["x"] for record in found.kept]


MOMENTS = {
    "nanoseconds": (pa.timestamp("ns"), 1, "1970-01-01T00:00:00.000000001"),
    "before 1970": (pa.timestamp("ns"), -1, "1969-12-31T23:59:59.999999999"),
    "microseconds": (pa.timestamp("us"), 1_500_000, "1970-01-01T00:00:01.500000"),
    "milliseconds": (pa.timestamp("ms"), 1, "1970-01-01T00:00:00.001000"),
    "no fraction": (pa.timestamp("ms"), NEVER * 1000, "9999-12-31T00:00:00"),
    "behind Python's last year": (
        pa.timestamp("ms"), (NEVER + 86_400) * 1000, "+10000-01-01T00:00:00",
    ),
    "before Python's first year": (pa.timestamp("ms"), -(1 << 46), "-0260-02-07T22:37:02.336000"),
    "the last there is": (pa.timestamp("us"), LARGE, "+294247-01-10T04:00:54.775807"),
    "in UTC": (pa.timestamp("us", "UTC"), 0, "1970-01-01T00:00:00Z"),
    "in a zone": (pa.timestamp("ns", "+05:30"), 1, "1970-01-01T05:30:00.000000001+05:30"),
    "in a zone of a place": (pa.timestamp("us", "Europe/Berlin"), 0, "1970-01-01T01:00:00+01:00"),
    "in a zone that nobody knows": (pa.timestamp("us", "Mars/Base"), 0, "1970-01-01T00:00:00Z"),
    "in a zone, out of range": (
        pa.timestamp("us", "+05:30"), LARGE, "+294247-01-10T04:00:54.775807Z",
    ),
    "a day": (pa.date32(), 19_849, "2024-05-06"),
    "a day out of range": (pa.date32(), -(1 << 31), "-5877641-06-23"),
    "a day in milliseconds": (pa.date64(), 86_400_000, "1970-01-02"),
    "a time of day": (pa.time64("ns"), 3_723_000_000_001, "01:02:03.000000001"),
    "a time in milliseconds": (pa.time32("ms"), 1, "00:00:00.001000"),
    "a duration": (pa.duration("ns"), -90_500_000_001, "-PT90.500000001S"),
    "a long duration": (pa.duration("s"), LARGE, "P106751991167300DT55807S"),
}  # fmt: skip


@pytest.mark.parametrize("case", MOMENTS)
def test_moments_are_iso_8601_in_full(read: Any, case: str) -> None:
    kind, value, shown = MOMENTS[case]
    column = pa.array([value, None], pa.int64() if kind.bit_width == 64 else pa.int32()).view(kind)
    assert cells(read, column) == [shown, None]


def test_moments_within_other_values(read: Any) -> None:
    kind = pa.list_(pa.struct([("at", pa.timestamp("ns")), ("by", pa.map_("string", "date32"))]))
    column = pa.array([[{"at": 1, "by": [("k", 0)]}, None], None, []], kind)
    at = {"at": "1970-01-01T00:00:00.000000001", "by": [["k", "1970-01-01"]]}
    assert cells(read, column) == [[at, None], None, []]


@pytest.mark.parametrize(
    ("unit", "value", "shown"),
    [
        ("ns", 1, "1970-01-01T00:00:00.000000001"),
        ("ns", -1, "1969-12-31T23:59:59.999999999"),
        ("us", NEVER * 1_000_000, "9999-12-31T00:00:00"),
        ("us", NEVER * 1_000_000 + 1, "9999-12-31T00:00:00.000001"),
    ],
)
def test_moments_of_96_bits_do_not_overflow(read: Any, unit: str, value: int, shown: str) -> None:
    options = {"use_deprecated_int96_timestamps": True}
    column = pa.array([[value], None], pa.list_(pa.timestamp(unit)))
    assert cells(read, column, **options) == [[shown], None]
    column = pa.array([value, None], pa.timestamp(unit))
    assert cells(read, column, **options) == [shown, None]


@given(value=st.integers(-(1 << 63) + 1, LARGE), unit=st.sampled_from(["s", "ms", "us", "ns"]))
@example(value=-62_167_219_201, unit="s")
@settings(deadline=None)
def test_moments_are_those_of_numpy(value: int, unit: str) -> None:
    whole, _, fraction = str(np.datetime64(value, unit)).partition(".")
    shown = moments.timestamp(value, unit).partition(".")
    # ISO 8601 has four digits in a year at least; numpy counts a sign among them.
    behind_the_year = len("-12-31T23:59:59")
    assert shown[0][-behind_the_year:] == whole[-behind_the_year:]
    assert int(shown[0][:-behind_the_year]) == int(whole[:-behind_the_year])
    assert float(f"0.{shown[2]}0") == float(f"0.{fraction}0")


@pytest.mark.parametrize("where", ["text", "meta", "nested"])
def test_what_is_no_utf8_costs_no_row(read: Any, where: str) -> None:
    columns = {"text": ["one", "two"], "meta": ["m", "n"], "nested": [["p"], ["q"]]}
    columns[where] = [["t\u00e9n"], ["q"]] if where == "nested" else ["t\u00e9n", "two"]
    data = parquet(columns, compression="none").replace("\u00e9".encode(), b"\xff\xe9")
    found = read("a.parquet", data)
    assert found.failed == {}
    assert [record["id"] for record in found.kept] == ["a.parquet#1", "a.parquet#2"]
    meta = found.kept[0]["meta"]
    if where == "meta":
        assert meta["meta"] == "t\ufffd\ufffdn"
    if where == "nested":
        assert meta["nested"] == ["t\ufffd\ufffdn"]
    if where == "text":
        assert "encoding" in meta


def test_columns_of_one_name_are_all_kept(read: Any) -> None:
    inner = pa.StructArray.from_arrays([pa.array([1]), pa.array([2])], names=["k", "k"])
    columns = [pa.array([value]) for value in ("t", "u", 1, 2, 3)]
    names = ["text", "text", "a", "a (2)", "a", "s"]
    found = read("a.parquet", parquet(pa.Table.from_arrays([*columns, inner], names)))
    (kept,) = found.kept
    assert kept["text"] == "t"
    assert kept["meta"] == {
        "text (2)": "u", "a": 1, "a (2)": 2, "a (3)": 3, "s": {"k": 1, "k (2)": 2},
    }  # fmt: skip


@given(st.lists(st.sampled_from(["a", "a (2)", "a (3)", "b", ""])))
def test_distinct_names_are_each_there_once(names: list[str]) -> None:
    found = distinct(names)
    assert len(set(found)) == len(found) == len(names)
    assert all(other.startswith(name) for name, other in zip(names, found, strict=True))
    assert [name for name in found if name in names] == list(dict.fromkeys(names))

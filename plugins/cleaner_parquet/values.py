"""What cells of a column hold, as JSON has it."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from typing import Any

from cleaner import distinct, require
from cleaner_parquet import moments


def values(column: Any) -> list[Any]:
    """Return the cells of a column; moments and durations as ISO 8601, each in full.

    What is no UTF-8 in a text is replaced: a cell is too short to tell its encoding.
    """
    if _is_plain(column.type):
        try:
            plain: list[Any] = column.to_pylist()
        except UnicodeDecodeError:
            pass
        else:
            return plain
    return [_value(cell) for cell in column]


def texts(column: Any) -> list[Any]:
    """Return the cells of the column with the text; what is no UTF-8 as bytes, to be decoded."""
    try:
        return values(column) if not _is_text(column.type) else list(column.to_pylist())
    except UnicodeDecodeError:
        return [_text_or_bytes(cell) for cell in column]


def finer(coarse: Any, fine: Any) -> Any:
    """Return a value with its nanoseconds, where these did not overflow.

    >>> finer(["2024-05-06T00:00:00", "9999-12-31T00:00:00"],
    ...       ["2024-05-06T00:00:00.000000001", "1816-03-29T05:56:08.066277376"])
    ['2024-05-06T00:00:00.000000001', '9999-12-31T00:00:00']
    """
    if isinstance(coarse, dict):
        return {key: finer(value, fine[key]) for key, value in coarse.items()}
    if isinstance(coarse, list):
        return [finer(*pair) for pair in zip(coarse, fine, strict=True)]
    is_same = isinstance(coarse, str) and fine.startswith(coarse)
    return fine if is_same else coarse


@functools.cache
def _types() -> Any:
    return require("pyarrow", "parquet").types


def _is_text(kind: Any) -> bool:
    types = _types()
    found: bool = types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind)
    return found


def _is_plain(kind: Any) -> bool:
    """Tell whether the library itself makes of a type what JSON has."""
    if _types().is_dictionary(kind):
        return _is_plain(kind.value_type)
    return not (_types().is_nested(kind) or _types().is_temporal(kind))


def _value(cell: Any) -> Any:
    if not cell.is_valid:
        return None
    types, kind = _types(), cell.type
    if types.is_temporal(kind):
        return _moment(cell)
    if types.is_dictionary(kind):
        return _value(cell.value)
    if types.is_nested(kind):
        return _nested(cell)
    if not _is_text(kind):
        return cell.as_py()
    found = _text_or_bytes(cell)
    return found.decode("utf-8", "replace") if isinstance(found, bytes) else found


def _nested(cell: Any) -> dict[str, Any] | list[Any]:
    types, kind = _types(), cell.type
    if types.is_struct(kind):
        names = distinct(kind.field(number).name for number in range(kind.num_fields))
        return {name: _value(cell[number]) for number, name in enumerate(names)}
    if types.is_map(kind):
        return [[_value(pair[0]), _value(pair[1])] for pair in cell.values]
    return [_value(item) for item in cell.values]


def _text_or_bytes(cell: Any) -> str | bytes | None:
    try:
        found: str | None = cell.as_py()
    except UnicodeDecodeError:
        data: bytes = cell.as_buffer().to_pybytes()
        return data
    return found


def _moment(cell: Any) -> str:
    types, kind, value = _types(), cell.type, cell.value
    if types.is_date32(kind):
        return moments.date(value)
    if types.is_date64(kind):
        return moments.date(value // 86_400_000)
    if types.is_timestamp(kind) and kind.tz is not None:
        return moments.timestamp_in(_zone(kind.tz), value, kind.unit)
    show: Callable[[int, str], str] = moments.time
    if types.is_timestamp(kind):
        show = moments.timestamp
    elif types.is_duration(kind):
        show = moments.duration
    return show(value, kind.unit)


@functools.cache
def _zone(name: str) -> dt.tzinfo | None:
    """Return a zone by its name; None where there is none of that name here."""
    try:
        found: dt.tzinfo = require("pyarrow", "parquet").lib.string_to_tzinfo(name)
    except (ValueError, LookupError, OSError):
        return None
    return found

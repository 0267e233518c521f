"""The kinds of values that parameters of the command line take."""

from __future__ import annotations

import re
from typing import Any

import click

_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}


class Size(click.ParamType[int]):
    """A number of bytes, with a unit if one likes: ``500M``, ``2G``; not less than ``least``."""

    name = "size"

    def __init__(self, least: str) -> None:
        self._least = least

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the bytes."""
        size = _bytes(str(value))
        if size is None:
            self.fail(f"{value!r} is not allowed; it must be a size such as 500M or 2G", param, ctx)
        if size < (_bytes(self._least) or 0):
            self.fail(f"{value!r} is not allowed; it must be at least {self._least}", param, ctx)
        return size


def _bytes(text: str) -> int | None:
    found = re.fullmatch(r"(\d+) *([KMGT]?)B?", text.upper())
    return None if found is None else int(found[1]) * _UNITS[found[2]]


class Share(click.ParamType[float]):
    """A share from 0 to 1, or in percent: ``0.05``, ``5%``."""

    name = "share"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the share."""
        text = str(value).strip()
        try:
            share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
        except ValueError:
            share = -1.0
        if not 0 <= share <= 1:
            self.fail(
                f"{value!r} is not allowed; it must be a share such as 0.05 or 5%", param, ctx
            )
        return share


class ShardSize(click.ParamType[tuple[int, int]]):
    """A number of documents, or of bytes with a unit: ``10000``, ``100MB``."""

    name = "shard size"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Return the documents and the bytes; one of them is 0."""
        found = re.fullmatch(r"0*([1-9]\d*) *([KMGT]?B|[KMGT])?", str(value).upper())
        if found is None:
            what = "a number of documents, or a size such as 100MB"
            self.fail(f"{value!r} is not allowed; it must be {what}", param, ctx)
        if found[2] is None:
            return int(found[1]), 0
        return 0, int(found[1]) * _UNITS[found[2].removesuffix("B")]


class Names(click.ParamType[tuple[str, ...]]):
    """Names with commas between them."""

    name = "names"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Return the names."""
        del param, ctx
        if isinstance(value, tuple):
            return value
        return tuple(name.strip() for name in value.split(",") if name.strip())

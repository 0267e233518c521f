"""Read a folder of labelled files: ``<encoding>/...``, ``binary/...``, and ``truth.json``.

A folder's name is the encoding of the files in it, as Python knows it. ``truth.json`` gives for
files that are in no one encoding the texts that count as right: ``{"folder/file": ["text"]}``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from corpora import PREFIXES, Item

# Labels say less than what the files hold: these read all that the label's encoding reads.
_WIDER = {
    "ascii": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "cp950",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "iso8859-8": "cp1255",
    "euc_jp": "euc_jis_2004",
    "iso2022_jp": "iso2022_jp_ext",
}
_C1 = re.compile("[\x80-\x9f]")


def read(folder: Path, *, prefixes: bool = True) -> Iterator[Item]:
    """Yield the files of a folder as items, and their beginnings."""
    truth_file = folder / "truth.json"
    truth = json.loads(truth_file.read_text("utf-8")) if truth_file.exists() else {}
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder).as_posix()
        if path == truth_file or not path.is_file() or "/" not in place:
            continue
        label, data = place.split("/")[0], path.read_bytes()
        row = f"{folder.name}: files"
        if place in truth:
            yield Item(row, label, data, tuple(truth[place]))
        elif label == "binary":
            yield Item(row, label, data, ())
        else:
            yield Item(row, label, data, tuple(_readings(data, label)))
            if prefixes:
                yield from _beginnings(folder.name, data, label)


def _readings(data: bytes, label: str) -> Iterator[str]:
    """Yield the label's reading, and that of the wider encoding where the former falls short."""
    narrow = _decoded(data, label)
    if narrow is not None:
        yield narrow.removeprefix("\ufeff")
    if label in _WIDER and (narrow is None or _C1.search(narrow)):
        wide = _decoded(data, _WIDER[label])
        if wide is not None:
            yield wide.removeprefix("\ufeff")
    if narrow is None and label not in _WIDER:
        yield data.decode(label, "replace")


def _decoded(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeError:
        return None


def _beginnings(name: str, data: bytes, label: str) -> Iterator[Item]:
    for size in PREFIXES:
        if len(data) <= size:
            continue
        for cut in range(8):
            texts = tuple(_readings(data[: size - cut], label))
            if texts and (cut == 7 or "\ufffd" not in texts[0]):
                marked = tuple(text + "\ufffd" for text in texts)
                yield Item(f"{name}: first {size}", label, data[:size], texts + marked)
                break

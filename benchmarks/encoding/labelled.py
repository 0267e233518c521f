"""Read a folder of labelled files: ``<encoding>/...``, ``binary/...``, and ``truth.json``.

A folder's name is the encoding of the files in it, as Python knows it. ``truth.json`` gives for
damaged files the texts that count as right: ``{"folder/file": ["text"]}``. A folder of such
folders is read set by set; a set whose name begins with "short" is of short strings.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from pathlib import Path

from corpora import BINARY, DAMAGED, PREFIX, PREFIXES, SHORT, WHOLE, Item

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
_TRUTH = "truth.json"
_C1 = re.compile("[\x80-\x9f]")


def read(folder: Path) -> Iterator[Item]:
    """Yield the files of a folder as items, or of each folder in it that holds such folders."""
    sets = [each for each in sorted(folder.iterdir()) if each.is_dir()]
    if any(_is_label(each.name) for each in sets) or (folder / _TRUTH).exists():
        sets = [folder]
    for each in sets:
        yield from _set(each)


def _is_label(name: str) -> bool:
    try:
        return name == BINARY or bool(codecs.lookup(name))
    except LookupError:
        return False


def _set(folder: Path) -> Iterator[Item]:
    truth_file = folder / _TRUTH
    truth = json.loads(truth_file.read_text("utf-8")) if truth_file.exists() else {}
    is_short = folder.name.startswith(SHORT)
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder).as_posix()
        if path == truth_file or not path.is_file() or "/" not in place:
            continue
        label, data = place.split("/")[0], path.read_bytes()
        if place in truth:
            yield Item(DAMAGED, f"{folder.name}: {label}", data, tuple(truth[place]))
        elif label == BINARY:
            yield Item(WHOLE, f"{folder.name}: {BINARY}", data, ())
        else:
            group = SHORT if is_short else WHOLE
            yield Item(group, folder.name, data, tuple(_readings(data, label)))
            if not is_short:
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
                kind = f"{name}: first {size}"
                yield Item(PREFIX, kind, data[:size], texts + marked)
                break

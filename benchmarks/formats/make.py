"""The same documents in every format, from the corpus maker of `near_duplicates`."""

from __future__ import annotations

import bz2
import csv
import gzip
import html
import itertools
import json
import lzma
import shutil
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from email.message import EmailMessage
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

sys.path.append(str(Path(__file__).parent.parent / "near_duplicates"))
import corpus

Documents = Iterable[dict[str, str]]
# Rows of a group of Parquet, some 6 MB of text.
GROUP_ROWS = 2_000
_NOTHING = {"id": "", "text": ""}


def make(name: str, count: int, folder: Path, times: int = 1) -> Path:
    """Return the file or folder of so many documents, all of them so many times; made at need.

    Nothing is held: what makes a large file must not seem large beside what reads it.
    """
    place = folder / str(count)
    corpus.make(count, place)
    path = place / f"corpus.{name}" if times == 1 else place / f"{times}-times.{name}"
    if not path.exists():
        begun = path.with_name(f"begun.{name}")
        MAKERS[name](_documents(place / "corpus.jsonl", times), begun)
        begun.rename(path)
    return path


def remove(path: Path) -> None:
    """Take away what was made."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def _documents(path: Path, times: int) -> Iterator[dict[str, str]]:
    for number in range(times):
        with path.open(encoding="utf-8") as lines:
            for one in map(json.loads, lines):
                yield {"id": f"{one['id']}-{number}" if number else one["id"], "text": one["text"]}


def _lines(opened: Callable[[Path], AbstractContextManager[Any]]) -> Callable[..., None]:
    """Write lines of JSON to whatever a path is opened as."""

    def write(documents: Documents, path: Path) -> None:
        with opened(path) as file:
            for one in documents:
                file.write((json.dumps(one, ensure_ascii=False) + "\n").encode())

    return write


def _zstandard(path: Path) -> AbstractContextManager[BinaryIO]:
    import zstandard  # noqa: PLC0415 (an extra)

    return zstandard.open(path, "wb")


def _array(documents: Documents, path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        for number, one in enumerate(documents):
            file.write((", " if number else "[") + json.dumps(one, ensure_ascii=False))
        file.write("]")


def _table(delimiter: str) -> Callable[..., None]:
    def write(documents: Documents, path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, delimiter=delimiter)
            table.writerow(("id", "text"))
            table.writerows((one["id"], one["text"]) for one in documents)

    return write


def _parquet(documents: Documents, path: Path, rows: int = GROUP_ROWS) -> None:
    import pyarrow as pa  # noqa: PLC0415 (an extra)
    from pyarrow import parquet  # noqa: PLC0415

    rest = iter(documents)
    schema = pa.schema([(name, pa.large_string()) for name in _NOTHING])
    with parquet.ParquetWriter(path, schema) as writer:
        while group := list(itertools.islice(rest, rows)):
            writer.write_table(pa.Table.from_pylist(group, schema), row_group_size=rows)


def _warc(documents: Documents, path: Path) -> None:
    """Write conversions, plain text as in WET files: so nobody has to find the text in a page."""
    with path.open("wb") as file:
        for number, one in enumerate(documents):
            body = one["text"].encode()
            head = f"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: {len(body)}\r\n"
            head += f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
            head += "WARC-Date: 2026-01-01T00:00:00Z\r\nContent-Type: text/plain\r\n"
            head += f"WARC-Target-URI: https://example.org/{one['id']}\r\n"
            head += "WARC-Identified-Payload-Type: text/plain\r\n\r\n"
            file.write(head.encode() + body + b"\r\n\r\n")


def _message(one: dict[str, str]) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = one["id"], "a@example.org"
    message.set_content(one["text"], cte="8bit")
    return message.as_bytes()


def _mbox(documents: Documents, path: Path) -> None:
    with path.open("wb") as file:
        for one in documents:
            lines = _message(one).replace(b"\nFrom ", b"\n>From ")
            file.write(b"From a@example.org Thu Jan  1 00:00:00 2026\n" + lines + b"\n\n")


def _page(one: dict[str, str]) -> bytes:
    parts = (f"<p>{html.escape(part)}</p>" for part in one["text"].split("\n\n"))
    head = f"<head><title>{one['id']}</title></head>"
    return f"<html>{head}<body>{''.join(parts)}</body></html>".encode()


def _text(one: dict[str, str]) -> bytes:
    return one["text"].encode()


def _files(suffix: str, content: Callable[[dict[str, str]], bytes]) -> Callable[..., None]:
    """Write a file for each document, a thousand to a folder."""

    def write(documents: Documents, path: Path) -> None:
        for number, one in enumerate(documents):
            folder = path / f"{number // 1000:05}"
            if number % 1000 == 0:
                folder.mkdir(parents=True)
            (folder / f"{one['id']}{suffix}").write_bytes(content(one))

    return write


def _zip(documents: Documents, path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in documents:
            archive.writestr(f"{one['id']}.txt", _text(one))


def _tar(mode: str, **options: Any) -> Callable[..., None]:
    def write(documents: Documents, path: Path) -> None:
        with tarfile.open(path, mode, **options) as archive:
            for one in documents:
                data = _text(one)
                entry = tarfile.TarInfo(f"{one['id']}.txt")
                entry.size = len(data)
                archive.addfile(entry, BytesIO(data))
                archive.members.clear()

    return write


MAKERS: dict[str, Callable[..., None]] = {
    "jsonl": _lines(partial(open, mode="wb")),
    "jsonl.gz": _lines(partial(gzip.open, mode="wb", compresslevel=6)),
    "jsonl.bz2": _lines(partial(bz2.open, mode="wb")),
    "jsonl.xz": _lines(partial(lzma.open, mode="wb", preset=1)),
    "jsonl.zst": _lines(_zstandard),
    "json": _array,
    "csv": _table(","),
    "tsv": _table("\t"),
    "parquet": _parquet,
    # As pandas and others write it: a million rows to a group.
    "one-group.parquet": partial(_parquet, rows=1 << 20),
    "warc": _warc,
    "mbox": _mbox,
    "eml": _files(".eml", _message),
    "text": _files(".txt", _text),
    "html": _files(".html", _page),
    "zip": _zip,
    "tar": _tar("w:"),
    "tar.gz": _tar("w:gz", compresslevel=6),
}

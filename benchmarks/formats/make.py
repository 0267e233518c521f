"""The same documents in every format, from the corpus maker of `near_duplicates`."""

from __future__ import annotations

import bz2
import csv
import gzip
import html
import json
import lzma
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent / "near_duplicates"))
import corpus

Documents = list[dict[str, str]]


def make(name: str, count: int, folder: Path) -> Path:
    """Return the file or folder of so many documents in a format; it is made at need."""
    place = folder / str(count)
    path = place / f"corpus.{name}"
    if not path.exists():
        corpus.make(count, place)
        with (place / "corpus.jsonl").open(encoding="utf-8") as lines:
            documents = [json.loads(line) for line in lines]
        begun = place / f"begun.{name}"
        MAKERS[name](documents, begun)
        begun.rename(path)
    return path


def _jsonl(documents: Documents) -> bytes:
    lines = (json.dumps(one, ensure_ascii=False) + "\n" for one in documents)
    return "".join(lines).encode()


def _zstandard(documents: Documents, path: Path) -> None:
    import zstandard  # noqa: PLC0415 (an extra)

    path.write_bytes(zstandard.ZstdCompressor().compress(_jsonl(documents)))


def _array(documents: Documents, path: Path) -> None:
    path.write_text(json.dumps(documents, ensure_ascii=False), encoding="utf-8")


def _table(delimiter: str) -> Callable[[Documents, Path], None]:
    def write(documents: Documents, path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, delimiter=delimiter)
            table.writerow(("id", "text"))
            table.writerows((one["id"], one["text"]) for one in documents)

    return write


def _parquet(documents: Documents, path: Path) -> None:
    import pyarrow as pa  # noqa: PLC0415 (an extra)
    from pyarrow import parquet  # noqa: PLC0415

    parquet.write_table(pa.Table.from_pylist(documents), path, row_group_size=2_000)


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


def _mbox(documents: Documents, path: Path) -> None:
    with path.open("wb") as file:
        for one in documents:
            message = EmailMessage()
            message["Subject"], message["From"] = one["id"], "a@example.org"
            message.set_content(one["text"], cte="8bit")
            lines = message.as_bytes().replace(b"\nFrom ", b"\n>From ")
            file.write(b"From a@example.org Thu Jan  1 00:00:00 2026\n" + lines + b"\n\n")


def _members(documents: Documents) -> Iterator[tuple[str, bytes]]:
    for one in documents:
        yield f"{one['id']}.txt", one["text"].encode()


def _text(documents: Documents, path: Path) -> None:
    path.mkdir(exist_ok=True)
    for name, data in _members(documents):
        (path / name).write_bytes(data)


def _html(documents: Documents, path: Path) -> None:
    path.mkdir(exist_ok=True)
    for one in documents:
        parts = (f"<p>{html.escape(part)}</p>" for part in one["text"].split("\n\n"))
        page = f"<html><head><title>{one['id']}</title></head><body>{''.join(parts)}</body></html>"
        (path / f"{one['id']}.html").write_text(page, encoding="utf-8")


def _zip(documents: Documents, path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _members(documents):
            archive.writestr(name, data)


def _tar(documents: Documents, path: Path) -> None:
    with tarfile.open(path, "w:gz", compresslevel=6) as archive:
        for name, data in _members(documents):
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, BytesIO(data))


MAKERS: dict[str, Callable[[Documents, Path], object]] = {
    "jsonl": lambda documents, path: path.write_bytes(_jsonl(documents)),
    "jsonl.gz": lambda documents, path: path.write_bytes(gzip.compress(_jsonl(documents), 6)),
    "jsonl.bz2": lambda documents, path: path.write_bytes(bz2.compress(_jsonl(documents))),
    "jsonl.xz": lambda documents, path: path.write_bytes(
        lzma.compress(_jsonl(documents), preset=1)
    ),
    "jsonl.zst": _zstandard,
    "json": _array,
    "csv": _table(","),
    "tsv": _table("\t"),
    "parquet": _parquet,
    "warc": _warc,
    "mbox": _mbox,
    "text": _text,
    "html": _html,
    "zip": _zip,
    "tar.gz": _tar,
}

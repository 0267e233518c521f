"""Read what lies in compressed files (gz, bz2, xz, zst) and in zip and tar archives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial

from cleaner import CleanerError, Failed, Format, LeftOut, Sign, Source, hookimpl, installed
from cleaner_archives.options import Options

__all__ = ["Options", "formats", "read", "split"]

_COMPRESSED = {
    "gz": ((".gz", ".tgz"), b"\x1f\x8b\x08"),
    "bz2": ((".bz2", ".tbz2"), b"BZh"),
    "xz": ((".xz", ".txz"), b"\xfd7zXZ\x00"),
    "zst": ((".zst", ".tzst"), b"\x28\xb5\x2f\xfd"),
}
# A frame of zstandard that holds no compressed data (RFC 8878, section 3.1.2).
_SKIPPED = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18")
_ARCHIVES = ("zip", "tar")
# How what is one document, or a program, and no archive of files begins: the name of the first
# member, and the content of one that is not compressed.
_FIRST_NAME = slice(30, 100)
_DOCUMENT = re.compile(
    rb"\[Content_Types\]\.xml|_rels/\.rels|docProps/|customXml/|word/|mimetypeapplication/"
)
# Folders that may be of such a file, and what is in them, or behind them, then.
_MAYBE_DOCUMENT = re.compile(rb"xl/|ppt/|META-INF/")
_PARTS = re.compile(
    rb"\[Content_Types\]\.xml|xl/(?:workbook|worksheets|_rels)|ppt/(?:presentation|slides|_rels)"
    rb"|META-INF/(?:MANIFEST\.MF|manifest\.xml|container\.xml)"
)
# The second is of an archive without members.
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
_TAR_MARK = slice(257, 262)
# The sum of a head's bytes, itself taken for spaces, is all that older ones are known by.
_TAR_HEAD = 512
_TAR_SUM = slice(148, 156)
_OCTAL = re.compile(rb" *([0-7]{1,7})[ \0]+")
# Where an archive ends, and one without members begins.
_TAR_END = bytes(2 * _TAR_HEAD)


@hookimpl
def formats() -> list[Format]:
    """Take what begins as such files do."""
    compressed = [
        Format(name, suffixes, partial(_begins, mark), container=True, certain=(mark,))
        for name, (suffixes, mark) in _COMPRESSED.items()
    ]
    return [
        *compressed,
        Format("zip", (".zip",), _is_zip, container=True, certain=_ZIPS),
        Format("tar", (".tar",), _is_tar, container=True),
    ]


@hookimpl
def split(source: Source, options: Options) -> Iterator[Source] | None:
    """Give the stream in a compressed file, which then may be cut; cut an archive in a file."""
    if source.format not in _ARCHIVES:
        return _inside(source, options)
    if source.is_stream:
        return None
    from cleaner_archives.cutting import tar_pieces, zip_pieces  # noqa: PLC0415 (needed by few)

    return (zip_pieces if source.format == "zip" else tar_pieces)(source, options)


@hookimpl
def read(source: Source, options: Options) -> Iterator[Failed | Source | LeftOut]:
    """Give the stream in a compressed file, or the members of an archive."""
    from cleaner_archives.members import tar_members, zip_members  # noqa: PLC0415

    if source.format not in _ARCHIVES:
        return _inside(source, options)
    if sum(name in _ARCHIVES for name in source.around) > options.nesting:
        why = f"it lies more than {options.nesting} deep in other archives (archives nesting)"
        raise CleanerError(why)
    members = zip_members if source.format == "zip" else tar_members
    return members(source, options)


@hookimpl
def locks() -> Mapping[str, str]:
    """Name what inflates frames of zstandard."""
    return installed("zstandard")


def _inside(source: Source, options: Options) -> Iterator[Source]:
    from cleaner_archives.inflating import decompress  # noqa: PLC0415 (compressors are heavy)

    if source.around and source.around[-1] in _COMPRESSED:
        raise CleanerError(f"it is compressed twice ({source.around[-1]}, {source.format})")
    stream = source.open()
    inside = source.inside(decompress(source, stream, options), label=_label(source))
    if source.is_standard_input:
        yield inside  # which may be read when no more is asked for here
        return
    with stream:
        yield inside


def _label(source: Source) -> str:
    """Return the name without its suffix: what a stream would be called by itself."""
    name = (source.label or source.path).rpartition("/")[2]
    stem, dot, suffix = name.rpartition(".")
    suffixes = _COMPRESSED[source.format][0]
    if not dot or f".{suffix.lower()}" not in suffixes:
        return name
    return f"{stem}.tar" if suffix.lower().startswith("t") else stem


def _begins(mark: bytes, head: bytes) -> Sign:
    if mark == _COMPRESSED["zst"][1] and _SKIPPED.match(head):
        return Sign.LIKELY  # other formats have such frames as well
    return Sign.CERTAIN if head.startswith(mark) else Sign.NO


def _is_zip(head: bytes) -> Sign:
    first = head[_FIRST_NAME]
    if _DOCUMENT.match(first) or (_MAYBE_DOCUMENT.match(first) and _PARTS.search(head)):
        # A book or a spreadsheet, say: what lies in it is no text of its own.
        return Sign.NO
    return Sign.CERTAIN if head.startswith(_ZIPS) else Sign.NO


def _is_tar(head: bytes) -> Sign:
    if head[_TAR_MARK] == b"ustar" or _has_its_sum(head[:_TAR_HEAD]):
        return Sign.CERTAIN
    # Zeros say little: that it is one, its name has to say.
    return Sign.MAYBE if head.startswith(_TAR_END) else Sign.NO


def _has_its_sum(head: bytes) -> bool:
    """Tell whether a head is of a tar archive by its checksum, as those without a mark are."""
    told = _OCTAL.fullmatch(head[_TAR_SUM])
    spaces = len(head[_TAR_SUM]) * ord(" ")
    return told is not None and sum(head) - sum(head[_TAR_SUM]) + spaces == int(told[1], 8)

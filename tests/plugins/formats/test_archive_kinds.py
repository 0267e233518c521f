"""What is taken for an archive, and the names that its members are given."""

import gzip
import io
import tarfile
import warnings
import zipfile
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner_archives.names import Names, numbered

Members = Iterable[tuple[str, bytes]]


def zipped(members: Members) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a name that comes twice
        for name, content in members:
            archive.writestr(name, content)
    return data.getvalue()


def tarred(members: Members) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return data.getvalue()


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(["a", "a (2)", "a (2) (2)", "a (3)", "b", "\udc80"]), max_size=12))
def test_a_name_is_given_once(names: list[str]) -> None:
    known = Names()
    found = [numbered(name, known.number(name)) for name in names]
    assert len(set(found)) == len(names)
    shown = [name.encode("utf-8", "backslashreplace").decode() for name in names]
    both = zip(found, shown, strict=True)
    assert all(one == name or one.startswith(f"{name} (") for one, name in both)


@pytest.mark.parametrize("pack", [zipped, tarred], ids=["zip", "tar"])
def test_a_repeated_name_is_told_from_one_that_looks_like_it(read: Any, pack: Any) -> None:
    data = pack([("README", b"1"), ("README", b"2"), ("README (2)", b"3"), ("README", b"4")])
    assert read("a.zip", data).texts == {
        "a.zip!README": "1",
        "a.zip!README (2)": "2",
        "a.zip!README (2) (2)": "3",
        "a.zip!README (3)": "4",
    }


@pytest.mark.parametrize("around", [False, True], ids=["file", "member"])
@pytest.mark.parametrize("first", ["word/a.txt", "xl/a.txt", "ppt/a.txt", "META-INF/a.txt"])
def test_folders_named_as_those_of_a_document_make_none(
    read: Any, first: str, around: bool
) -> None:
    data = zipped([(first, b"1"), ("b.txt", b"2")])
    found = read("a.zip", zipped([("in", data)]) if around else data)
    place = "a.zip!in" if around else "a.zip"
    assert found.texts == {f"{place}!{first}": "1", f"{place}!b.txt": "2"}
    assert found.failed == {}


def old_tar(checksum: Callable[[bytes], int] = sum) -> bytes:
    """Make an archive as of 1979, without the mark of later ones."""
    data = tarred([("a.txt", b"old")])
    head = bytearray(data[:512])
    head[257:] = bytes(255)
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % checksum(head)
    return bytes(head) + data[512:]


@pytest.mark.parametrize("name", ["a.tar", "a", "a.txt"])
def test_an_old_tar_archive_is_known_by_its_checksum(read: Any, name: str) -> None:
    found = read(name, old_tar())
    assert (found.texts, found.failed) == ({f"{name}!a.txt": "old"}, {})


def test_a_wrong_checksum_makes_no_tar_archive(read: Any) -> None:
    assert "a.tar!a.txt" not in read("a.tar", old_tar(lambda head: sum(head) + 1)).texts


@pytest.mark.parametrize("name", ["a.tar", "a.tar.gz"])
def test_a_tar_archive_without_members_is_one(read: Any, name: str) -> None:
    data = tarred([])
    found = read(name, gzip.compress(data) if name.endswith(".gz") else data)
    assert (found.kept, found.failed, found.summary.read) == ([], {}, 0)

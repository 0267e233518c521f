"""Archives that are cut for all workers: the same documents as of the whole."""

import io
import random
import struct
import tarfile
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import Source
from cleaner.building import build_chain
from cleaner.chain import Recipe
from cleaner_archives import Options, cutting, directory
from cleaner_archives.names import Names

Members = list[tuple[str, bytes]]


def zipped(members: Members, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a name that comes twice
        for name, content in members:
            archive.writestr(name, content)
    return data.getvalue()


def tarred(members: Members, form: int = tarfile.PAX_FORMAT, **fields: Any) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w", format=form, **fields) as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            if name.endswith("/"):
                info.type = tarfile.DIRTYPE
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return data.getvalue()


PACK = {"zip": zipped, "tar": tarred}


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have small archives cut, into small pieces."""
    cut_at(monkeypatch, 2000)


def cut_at(patch: pytest.MonkeyPatch, size: int) -> None:
    patch.setattr("cleaner.chain.WORTH_SPLITTING", 0)
    patch.setattr("cleaner.input.choice._SMALL_BYTES", 0)  # of which all is held at once
    patch.setattr("cleaner_archives.cutting._PIECE_BYTES", size)


def pieces(folder: Path, name: str, data: bytes) -> list[Source]:
    (folder / name).write_bytes(data)
    return list(build_chain(Recipe(())).split(Source(str(folder / name), name, len(data))))


def plain(count: int) -> Members:
    letters = random.Random(count)
    words = (" ".join(f"{letters.getrandbits(40):x}" for _ in range(25)) for _ in range(count))
    return [(f"d/{number}.txt", text.encode()) for number, text in enumerate(words)]


@pytest.mark.parametrize("kind", PACK)
def test_pieces_are_many_and_give_the_whole(
    tmp_path: Path, read: Any, request: pytest.FixtureRequest, kind: str
) -> None:
    data = PACK[kind](plain(60))
    whole = read(f"a.{kind}", data)
    request.getfixturevalue("cut")
    assert len(pieces(tmp_path, f"a.{kind}", data)) > 4
    for jobs in (1, 2):
        found = read(f"a.{kind}", data, jobs=jobs)
        assert (found.kept, found.failed) == (whole.kept, {})
    assert len(whole.kept) == 60


NAMES = ["a", "a (2)", "b.txt", "b.txt (2)", "c/", "\u00e9" * 60, "x" * 150, "d.jsonl", "e.png"]
CONTENTS = st.sampled_from([b"", b"text", b"word " * 300, b'{"text": "a"}\n{"text": "b"}\n'])


@pytest.mark.parametrize("kind", PACK)
@settings(max_examples=12, deadline=None)
@given(
    members=st.lists(st.tuples(st.sampled_from(NAMES), CONTENTS), max_size=12),
    most=st.sampled_from([0, 1, 600, 5000]),
)
def test_a_cut_archive_is_as_the_whole(
    read_anew: Any, kind: str, members: Members, most: int
) -> None:
    members = [(name, b"" if name.endswith("/") else content) for name, content in members]
    data = PACK[kind](members)
    whole = read_anew(f"a.{kind}", data)
    with pytest.MonkeyPatch.context() as patch:
        cut_at(patch, most)
        found = read_anew(f"a.{kind}", data)
    assert (found.texts, found.failed) == (whole.texts, whole.failed)
    assert found.summary.left_out == whole.summary.left_out
    assert len(found.texts) == len(found.kept)


@pytest.mark.parametrize("kind", PACK)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_damage_costs_no_more_in_pieces(read_anew: Any, kind: str, data: st.DataObject) -> None:
    packed = bytearray(PACK[kind](plain(12)))
    at = data.draw(st.integers(0, len(packed) - 1))
    if data.draw(st.booleans()):
        del packed[at:]
    else:
        packed[at] ^= data.draw(st.integers(1, 255))
    whole = read_anew(f"a.{kind}", bytes(packed))
    with pytest.MonkeyPatch.context() as patch:
        cut_at(patch, 500)
        found = read_anew(f"a.{kind}", bytes(packed))
    assert set(whole.texts) <= set(found.texts)
    assert bool(found.failed) == bool(whole.failed)


@pytest.mark.usefixtures("cut")
@pytest.mark.parametrize("kind", PACK)
@pytest.mark.parametrize("most", [49, 50])
def test_members_are_counted_over_all_pieces(read: Any, kind: str, most: int) -> None:
    found = read(f"a.{kind}", PACK[kind](plain(50)), options={"archives": {"members": most}})
    told = " ".join(found.failed.values())
    assert ("it has more than 49 members (archives members)" in told) == (most == 49)
    assert len(found.kept) <= most


def test_members_are_counted_over_what_lies_inside(read: Any) -> None:
    inner = [(f"{number}.tar", tarred(plain(20))) for number in range(3)]
    found = read("a.zip", zipped(inner), options={"archives": {"members": 40}})
    assert "it has more than 40 members (archives members)" in " ".join(found.failed.values())


@pytest.mark.usefixtures("cut")
def test_a_bomb_is_refused_though_each_piece_is_none(read: Any) -> None:
    data = zipped([(f"{number}.txt", bytes(5_000_000)) for number in range(5)])
    found = read("a.zip", data, options={"archives": {"ratio": 10}})
    assert "it inflates to more than 10 times its size" in " ".join(found.failed.values())


@pytest.mark.usefixtures("cut")
@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_long_names_and_what_heads_all_members(tmp_path: Path, read: Any, form: int) -> None:
    members = [(f"{'d' * 90}/{number}/{'n' * 60}.txt", b"x" * 700) for number in range(20)]
    assert len(read("a.tar", tarred(members, form)).kept) == 20
    if form == tarfile.PAX_FORMAT:
        commented = tarred(members, form, pax_headers={"comment": "0f3a"})
        assert len(pieces(tmp_path, "b.tar", commented)) > 5
        owned = tarred(members, form, pax_headers={"hdrcharset": "BINARY"})
        assert len(pieces(tmp_path, "c.tar", owned)) == 1
        assert len(read("c.tar", owned).kept) >= 20


def test_what_stands_before_a_zip_archive_has_it_read_whole(tmp_path: Path) -> None:
    for before, is_cut in ((b"", True), (b"#!program\n", False)):
        (tmp_path / "a.zip").write_bytes(before + zipped(plain(50)))
        source = Source(str(tmp_path / "a.zip"), "a.zip", 10_000)
        assert (cutting.zip_pieces(source, Options()) is not None) == is_cut


def in_64_bits(data: bytes) -> bytes:
    """Have each entry tell its sizes and its place where those beyond 4 GB are told."""
    start, end = directory.extent(io.BytesIO(data)) or (0, 0)
    told = b""
    for entry in directory.entries(io.BytesIO(data), start, end):
        head = bytearray(data[entry.start : entry.end])
        name = struct.unpack_from("<H", head, 28)[0]
        wide = struct.pack("<2H3Q", 1, 24, entry.size, entry.packed, entry.place)
        struct.pack_into("<2L", head, 20, 0xFFFFFFFF, 0xFFFFFFFF)
        struct.pack_into("<H", head, 30, len(wide))
        struct.pack_into("<L", head, 42, 0xFFFFFFFF)
        told += head[: 46 + name] + wide
    count = struct.unpack_from("<H", data, end + 10)[0]
    large = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, len(told), start)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, start + len(told), 1)
    last = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return data[:start] + told + large + locator + last


@pytest.mark.usefixtures("cut")
def test_a_directory_in_64_bits(tmp_path: Path, read: Any) -> None:
    data = zipped(plain(100))
    wide = in_64_bits(data)
    assert [piece.size for piece in pieces(tmp_path, "a.zip", wide)] == [
        piece.size for piece in pieces(tmp_path, "a.zip", data)
    ]
    assert len(read("a.zip", wide).kept) == 100


@pytest.mark.usefixtures("cut")
def test_an_entry_that_is_damaged_costs_itself(read: Any) -> None:
    data = bytearray(zipped(plain(50)))
    at = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    data[at + 6] = 99  # the version of the format that it needs
    found = read("a.zip", bytes(data))
    assert len(found.kept) == 49
    ((id_, told),) = found.failed.items()
    assert id_.startswith("a.zip#")
    assert told.startswith("zip: its entry in the directory is damaged (zip file version 9.9")


def shuffled() -> Iterator[str]:
    yield from (str(number * 7919 % 5000) for number in range(5000))


def test_names_are_told_apart_however_many_they_are() -> None:
    names = Names()
    assert {names.number(name) for name in shuffled()} == {1}
    assert [names.number(name) for name in ("17", "17", "17 (2)", "5000")] == [2, 3, 2, 1]

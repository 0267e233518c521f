"""A zip file without its directory: members are found by what stands before each."""

import io
import lzma
import random
import re
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import open_zip


class Pipe(io.RawIOBase):
    """A place that can only be written to: sizes then stand behind each member."""

    def __init__(self) -> None:
        self.made = io.BytesIO()

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        return self.made.write(data)


def texts(count: int = 6) -> dict[str, bytes]:
    numbers = random.Random(count)
    return {
        f"{n}.txt": "".join(numbers.choices("salt and \n", k=5000)).encode() for n in range(count)
    }


# What reading a member raises where it is damaged.
DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError,
    RuntimeError, ValueError,
)  # fmt: skip
METHODS = {
    "stored": zipfile.ZIP_STORED,
    "deflated": zipfile.ZIP_DEFLATED,
    "bzip2": zipfile.ZIP_BZIP2,
    "lzma": zipfile.ZIP_LZMA,
}


def made(method: str, streamed: bool) -> bytes:
    target = Pipe() if streamed else io.BytesIO()
    with zipfile.ZipFile(target, "w", METHODS[method]) as archive:
        for name, data in texts().items():
            archive.writestr(name, data)
    return (target.made if isinstance(target, Pipe) else target).getvalue()


def contents(data: bytes, most: int = 1000) -> tuple[dict[str, bytes], str]:
    """Return what can be read of each member, and the damage."""
    archive, damage = open_zip(io.BytesIO(data), most)
    found = {}
    for info in archive.infolist():
        parts = []
        try:
            with archive.open(info) as member:
                while part := member.read1(1 << 16):
                    parts.append(part)
        except DAMAGE:
            pass
        found[info.filename] = b"".join(parts)
    return found, damage


@pytest.mark.parametrize("streamed", [False, True], ids=["sizes before", "sizes behind"])
@pytest.mark.parametrize("method", METHODS)
class TestCut:
    def test_whole(self, method: str, streamed: bool) -> None:
        assert contents(made(method, streamed)) == (texts(), "")

    @pytest.mark.parametrize("less", [1, 30, 300])
    def test_within_its_directory(self, method: str, streamed: bool, less: int) -> None:
        found, damage = contents(made(method, streamed)[:-less])
        assert found == texts()
        assert damage

    def test_anywhere(self, method: str, streamed: bool) -> None:
        data = made(method, streamed)
        for size in range(10, data.index(b"PK\x01\x02"), 997):
            found, damage = contents(data[:size])
            assert damage
            begun = [name for name in texts() if data.index(name.encode()) + len(name) <= size]
            assert list(found) in (begun, begun[:-1])
            assert all(found[name] == texts()[name] for name in begun[:-1])
            assert all(texts()[name].startswith(part) for name, part in found.items())


def test_an_archive_within_is_not_taken_for_the_one_around_it() -> None:
    inner = made("stored", streamed=False)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("outer.txt", b"outer")
        archive.writestr("inner.zip", inner)
    data = target.getvalue()
    found, damage = contents(data[: data.rindex(inner[-22:]) + 22])
    assert found == {"outer.txt": b"outer", "inner.zip": inner}
    assert damage == "it is of another archive"


def test_a_name_that_is_not_the_utf8_it_says_costs_its_member_only() -> None:
    data = made("stored", streamed=False).replace(b"3.txt", "ä.t".encode() + b"\xc3")
    for sign, at in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        for found in re.finditer(re.escape(sign), data):  # the flag that says UTF-8
            place = found.start() + at
            data = data[:place] + b"\x08" + data[place + 1 :]
    found, damage = contents(data)
    assert [name for name in texts() if found.get(name) == texts()[name]] == [
        name for name in texts() if name != "3.txt"
    ]
    assert len(found) == 6
    assert "utf-8" in damage


def test_behind_a_program_it_is_found_as_by_others() -> None:
    assert contents(b"#!/bin/sh\n" + made("deflated", streamed=False)) == (texts(), "")


@pytest.mark.parametrize("cut", [0, 30], ids=["whole", "cut"])
def test_members_are_counted(cut: int) -> None:
    data = made("stored", streamed=False)
    data = data[: len(data) - cut]
    assert len(contents(data, most=6)[0]) == 6
    with pytest.raises(OverflowError):
        contents(data, most=5)


def test_a_large_member_says_its_size_elsewhere() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        with archive.open("a.txt", "w", force_zip64=True) as member:
            member.write(b"of more than 4 GB, as its head says")
        archive.writestr("b.txt", b"behind it")
    found, damage = contents(target.getvalue()[:-30])
    assert found == {"a.txt": b"of more than 4 GB, as its head says", "b.txt": b"behind it"}
    assert damage


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_damage_of_any_kind_is_no_crash(data: st.DataObject) -> None:
    method = data.draw(st.sampled_from(sorted(METHODS)))
    whole = bytearray(made(method, data.draw(st.booleans())))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at] = data.draw(st.integers(0, 255))
    found, _ = contents(bytes(whole[: data.draw(st.integers(0, len(whole)))]))
    assert all(isinstance(part, bytes) for part in found.values())

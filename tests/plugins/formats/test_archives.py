"""Compressed files and archives: what is in them, and what hostile or broken ones cost."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import Source
from cleaner.building import build_chain
from cleaner.chain import Recipe
from cleaner.runner import Run, Summary, run

COMPRESS: Mapping[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.compress,
}
LINES = b'{"text": "one"}\n{"text": "two"}\n'


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def tarred(members: Mapping[str, bytes]) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return data.getvalue()


def read(
    folder: Path, name: str, data: bytes, **options: Any
) -> tuple[dict[str, str], dict[str, str], Summary]:
    """Return texts and errors by id."""
    (folder / "in").mkdir(exist_ok=True)
    (folder / "in" / name).write_bytes(data)
    named = {key.replace("_", "-"): value for key, value in options.items()}
    recipe = Recipe(("encoding",), values={"archives": named})
    outputs = [str(folder / f"{kind}.jsonl") for kind in ("kept", "rejected", "failed")]
    summary = run(Run(recipe, (str(folder / "in"),), *outputs), chain=build_chain(recipe))
    kept, _, failed = (
        [json.loads(line) for line in Path(output).read_bytes().splitlines()] for output in outputs
    )
    texts = {record["id"]: record["text"] for record in kept}
    return texts, {record["id"]: record["error"] for record in failed}, summary


@pytest.mark.parametrize("suffix", COMPRESS)
class TestCompressed:
    def test_is_read_by_the_name_within(self, tmp_path: Path, suffix: str) -> None:
        texts, failed, _ = read(tmp_path, f"a.jsonl.{suffix}", COMPRESS[suffix](LINES))
        assert (texts, failed) == (
            {f"a.jsonl.{suffix}#1": "one", f"a.jsonl.{suffix}#2": "two"},
            {},
        )

    def test_several_members_behind_each_other_are_one(self, tmp_path: Path, suffix: str) -> None:
        data = COMPRESS[suffix](b"one ") + COMPRESS[suffix](b"two")
        assert read(tmp_path, f"a.txt.{suffix}", data)[0] == {f"a.txt.{suffix}": "one two"}

    def test_is_known_by_its_content(self, tmp_path: Path, suffix: str) -> None:
        assert read(tmp_path, "a.txt", COMPRESS[suffix](b"hidden"))[0] == {"a.txt": "hidden"}

    def test_what_is_good_before_a_cut_is_read(self, tmp_path: Path, suffix: str) -> None:
        lines = b"".join(
            json.dumps({"text": f"{number} {hash(str(number))}"}).encode() + b"\n"
            for number in range(45_000)
        )
        whole = COMPRESS[suffix](lines)
        texts, failed, summary = read(tmp_path, f"a.jsonl.{suffix}", whole[: len(whole) * 2 // 3])
        assert len(texts) > 100
        assert failed[f"a.jsonl.{suffix}#end"].endswith("it ends too early")
        assert summary.read == len(texts) + len(failed)

    def test_a_bomb_is_refused(self, tmp_path: Path, suffix: str) -> None:
        _, failed, _ = read(tmp_path, f"a.txt.{suffix}", COMPRESS[suffix](bytes(20_000_000)))
        assert "inflates to more than 500 times its size" in " ".join(failed.values())

    def test_a_large_file_is_cut_alike(
        self, tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("cleaner.chain.WORTH_SPLITTING", 10)
        monkeypatch.setattr("cleaner_jsonl._PIECE_BYTES", 100_000)
        lines = b"".join(b'{"text": "%d %d"}\n' % (n, hash(str(n))) for n in range(20_000))
        name = f"a.jsonl.{suffix}"
        (tmp_path / name).write_bytes(COMPRESS[suffix](lines))
        source = Source(str(tmp_path / name), name, (tmp_path / name).stat().st_size)
        pieces = list(build_chain(Recipe(())).split(source))
        assert len(pieces) > 5
        assert b"".join(piece.data or b"" for piece in pieces) == lines


MEMBERS = {"b/a.txt": b"first", "lines.jsonl": LINES, "x.png": b"PNG", ".hidden.txt": b"h"}
PACKED = {
    "a.zip": zipped(MEMBERS),
    "a.tar": tarred(MEMBERS),
    **{f"a.tar.{suffix}": pack(tarred(MEMBERS)) for suffix, pack in COMPRESS.items()},
    "a.tgz": gzip.compress(tarred(MEMBERS)),
}


@pytest.mark.parametrize("name", PACKED)
def test_members_have_names_and_readers_of_their_own(tmp_path: Path, name: str) -> None:
    texts, failed, summary = read(tmp_path, name, PACKED[name])
    assert texts == {
        f"{name}!b/a.txt": "first",
        f"{name}!lines.jsonl#1": "one",
        f"{name}!lines.jsonl#2": "two",
    }
    assert failed == {}
    assert summary.left_out == {".png": 1, "hidden": 1}


@pytest.mark.parametrize("pack", [zipped, tarred], ids=["zip", "tar"])
class TestArchive:
    def test_nested_once(
        self, tmp_path: Path, pack: Callable[[Mapping[str, bytes]], bytes]
    ) -> None:
        inner = {
            "in.zip": zipped({"a.txt": b"a"}),
            "in.tgz": gzip.compress(tarred({"b.txt": b"b"})),
        }
        texts, failed, _ = read(tmp_path, "o.pack.zip", pack(inner))
        assert texts == {"o.pack.zip!in.zip!a.txt": "a", "o.pack.zip!in.tgz!b.txt": "b"}
        assert failed == {}

    def test_nested_deeper_is_refused(self, tmp_path: Path, pack: Any) -> None:
        _, failed, _ = read(tmp_path, "o.zip", pack({"m.zip": zipped({"i.zip": zipped({})})}))
        assert list(failed) == ["o.zip!m.zip!i.zip"]
        assert "more than 1 deep" in failed["o.zip!m.zip!i.zip"]

    def test_names_are_names_only(self, tmp_path: Path, pack: Any) -> None:
        texts, _, _ = read(tmp_path, "a.zip", pack({"x/../../evil.txt": b"1", "/etc/y.txt": b"2"}))
        assert sorted(texts.values()) == ["1", "2"]
        assert not (tmp_path / "evil.txt").exists()

    def test_a_cut_costs_what_lies_behind_it(self, tmp_path: Path, pack: Any) -> None:
        members = {f"{number}.txt": str(hash(str(number))).encode() * 50 for number in range(20)}
        data = pack(members)
        texts, failed, summary = read(tmp_path, "a.zip", data[: len(data) // 2])
        assert len(texts) >= 8
        assert set(list(texts.values())[:-1]) <= {content.decode() for content in members.values()}
        assert "a.zip#end" in failed or "a.zip" in failed
        assert summary.read == len(texts) + len(failed)

    def test_too_many_members(self, tmp_path: Path, pack: Any) -> None:
        data = pack({f"{number}.txt": b"x" for number in range(20)})
        _, failed, _ = read(tmp_path, "a.zip", data, members=10)
        assert "more than 10 members" in " ".join(failed.values())

    def test_a_member_that_is_too_large(self, tmp_path: Path, pack: Any) -> None:
        data = pack({"a.txt": b"x" * 5000, "b.txt": b"fine"})
        texts, failed, _ = read(tmp_path, "a.zip", data, member_size=100)
        assert texts["a.zip!b.txt"] == "fine"
        assert "larger than 100 bytes" in " ".join(failed.values())


CAPS = {
    "as many members as are allowed": ({"members": 3}, 3, ""),
    "one member more": ({"members": 2}, 2, "it has more than 2 members (archives members)"),
    "members as large as is allowed": ({"member_size": 100}, 3, ""),
    "a byte more": ({"member_size": 99}, 3, "it is larger than 99 bytes (archives member-size)"),
    "all that is allowed": ({"size": 300}, 3, ""),
    "all but a byte": ({"size": 299}, 3, "it inflates to more than 299 bytes (archives size)"),
}


@pytest.mark.parametrize(
    ("kind", "pack"),
    # What comes out of a tar archive is not inflated.
    [(kind, zipped) for kind in CAPS] + [(kind, tarred) for kind in CAPS if "all" not in kind],
)
def test_caps_hold_to_the_byte(tmp_path: Path, kind: str, pack: Any) -> None:
    options, kept, told = CAPS[kind]
    data = pack({f"{number}.txt": b"%d" % number * 100 for number in range(3)})
    texts, failed, _ = read(tmp_path, "a.pack.zip", data, **options)
    assert len(texts) <= kept
    assert sum(map(len, texts.values())) <= 300
    assert [error for error in failed.values() if told not in error] == []
    assert bool(failed) == bool(told)


@pytest.mark.parametrize(("deep", "told"), [(2, False), (3, True)])
def test_nesting_holds_to_the_archive(tmp_path: Path, deep: int, told: bool) -> None:
    data = b"text"
    for number in range(deep + 1):
        data = zipped({"in.zip" if number else "a.txt": data})
    texts, failed, _ = read(tmp_path, "a.zip", data, nesting=2)
    assert (len(texts), len(failed)) == (not told, told)


@pytest.mark.parametrize("more", [0, 1])
def test_the_ratio_holds_to_the_byte(tmp_path: Path, more: int) -> None:
    data = gzip.compress(bytes(20_000_000))
    ratio = -(-20_000_000 // len(data)) - more
    _, failed, _ = read(tmp_path, "a.txt.gz", data, ratio=ratio)
    found = "inflates to more than" in " ".join(failed.values())
    assert found == bool(more)


def test_links_and_devices_are_left_out(tmp_path: Path) -> None:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        for name, kind in (("l", tarfile.SYMTYPE), ("h", tarfile.LNKTYPE), ("d", tarfile.CHRTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    texts, failed, summary = read(tmp_path, "a.tar", data.getvalue())
    assert (texts, failed) == ({}, {})
    assert summary.left_out == {"link in an archive": 2, "device in an archive": 1}


def test_an_encrypted_member_fails_by_name(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": b"secret", "b.txt": b"open"}, zipfile.ZIP_STORED))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    texts, failed, _ = read(tmp_path, "a.zip", bytes(data))
    assert (texts, failed) == ({"a.zip!b.txt": "open"}, {"a.zip!a.txt": "it is encrypted"})


def test_compressed_twice_is_refused(tmp_path: Path) -> None:
    _, failed, _ = read(tmp_path, "a.txt.gz.gz", gzip.compress(gzip.compress(b"x")))
    assert list(failed.values()) == ["it is compressed twice (gz, gz)"]


def test_the_same_name_twice_gives_two_ids(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.txt", "1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.txt", "2")
    texts, _, _ = read(tmp_path, "a.zip", data.getvalue())
    assert texts == {"a.zip!a.txt": "1", "a.zip!a.txt (2)": "2"}


def test_a_member_without_a_name_has_one_all_the_same(tmp_path: Path) -> None:
    data = io.BytesIO()
    with (
        zipfile.ZipFile(data, "w") as archive,
        archive.open(zipfile.ZipInfo(""), "w") as member,
    ):
        member.write(b"nameless")
    texts, failed, _ = read(tmp_path, "a.zip", data.getvalue())
    assert (texts, failed) == ({"a.zip!unnamed": "nameless"}, {})


def test_a_member_of_a_tar_archive_that_is_cut_is_told_by_name(tmp_path: Path) -> None:
    data = gzip.compress(tarred({"a.txt": b"whole", "b.txt": b"x" * 2000})[:2500])
    texts, failed, _ = read(tmp_path, "a.tar.gz", data)
    assert texts["a.tar.gz!a.txt"] == "whole"
    assert "tar: its data is damaged" in failed["a.tar.gz!b.txt"]


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(sorted(PACKED)), st.data())
def test_damage_never_crashes_and_everything_adds_up(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    packed = bytearray(PACKED[name])
    at = data.draw(st.integers(0, len(packed) - 1))
    if data.draw(st.booleans()):
        del packed[at:]
    else:
        packed[at] ^= data.draw(st.integers(1, 255))
    texts, failed, summary = read(tmp_path_factory.mktemp("d"), name, bytes(packed))
    assert summary.adds_up
    assert summary.read == len(texts) + len(failed) + summary.rejected


@pytest.mark.parametrize("suffix", [".gz", ".bz2", ".xz", ".zst"])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv", "a.tar"])
def test_a_compressed_file_of_no_bytes_is_told(tmp_path: Path, name: str, suffix: str) -> None:
    texts, failed, _ = read(tmp_path, name + suffix, b"")
    assert texts == {}
    (told,) = failed.values()
    assert "it is empty" in told


def test_what_is_left_out_is_counted_by_what_lies_within(tmp_path: Path) -> None:
    _, failed, summary = read(tmp_path, "changelog.Debian.gz", gzip.compress(b"Changes."))
    assert (failed, summary.left_out) == ({}, {".debian": 1})

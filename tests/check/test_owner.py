"""What --fix keeps of a file beside its text: its owner, its mode, its extended attributes."""

import os
import stat
from pathlib import Path

import pytest

from .conftest import Check


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    path = tmp_path / "texts" / "a.txt"
    path.write_bytes(b"one\r\ntwo\r\n")
    return path


@pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser gives files away")
def test_the_owner_the_group_and_the_mode_stay(path: Path, check: Check) -> None:
    os.chown(path, 1000, 1001)
    path.chmod(0o2750)
    check("--fix", status=0)
    found = path.stat()
    assert path.read_bytes() == b"one\ntwo\n"
    assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (1000, 1001, 0o2750)


def test_extended_attributes_stay(path: Path, check: Check) -> None:
    try:
        os.setxattr(path, "user.origin", b"an archive")
    except OSError:
        pytest.skip("this file system has none")
    check("--fix", status=0)
    assert path.read_bytes() == b"one\ntwo\n"
    assert os.getxattr(path, "user.origin") == b"an archive"


def test_a_file_whose_owner_cannot_be_kept_is_left_and_told(
    path: Path, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.stat

    def of_another(name: str | int | Path, **more: bool) -> os.stat_result:
        found = real(name, **more)
        if not str(name).endswith("a.txt"):
            return found
        return os.stat_result((*found[:4], 12345, *found[5:]))

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("cleaner.check.fixing.os.stat", of_another)
    monkeypatch.setattr("cleaner.check.fixing.os.chown", refuse)
    told = check("--fix", status=3).stderr
    assert "a.txt: it belongs to another user or group, which cannot be kept" in told
    assert path.read_bytes() == b"one\r\ntwo\r\n"
    assert [each.name for each in path.parent.iterdir()] == ["a.txt"]

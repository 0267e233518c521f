"""What lies in a folder and is no file: left out, counted in the summary, and never waited for."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from cleaner.cli import make_cli


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a real socket, a pipe, devices, and links of all kinds."""
    monkeypatch.chdir(tmp_path)  # a socket's name must be short
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_text("A text.")
    (folder / "sub" / "b.txt").write_text("Another text.")
    (folder / "dangling.txt").symlink_to("nowhere")
    (folder / "itself.txt").symlink_to("itself.txt")
    (folder / "one").symlink_to("other")
    (folder / "other").symlink_to("one")
    (folder / "sub" / "above").symlink_to("..")
    (folder / "again").symlink_to("sub")
    (folder / "null.txt").symlink_to("/dev/null")
    os.mkfifo(folder / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("in/socket.txt")
        listening.listen()
        yield folder


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_is_no_file_is_left_out_and_counted(folder: Path, jobs: str) -> None:
    result = CliRunner().invoke(make_cli(), ["run", "in", "-o", "out.jsonl", "-j", jobs])
    assert Path("out.jsonl").read_text().count("\n") == 2
    (line,) = (line for line in result.stderr.splitlines() if line.startswith("left out"))
    counted = dict(part.split(" ", 1)[::-1] for part in line.split(": ", 1)[1].split(", "))
    assert counted == {
        "link that loops": "4",
        "link to what is read anyway": "1",
        "socket": "1",
        "pipe": "1",
        "device": "1",
    }
    # What a link leads to may have been lost by mistake: that is told by name.
    assert "failed: dangling.txt: read: it cannot be read" in result.stderr
    assert "documents   3 read = 2 written + 0 rejected + 1 failed" in result.stderr


def test_a_socket_that_is_named_itself_fails_by_name(folder: Path) -> None:
    result = CliRunner().invoke(make_cli(), ["run", "in/socket.txt", "-o", "out.jsonl"])
    assert "socket.txt: read: it cannot be read" in result.stderr


def test_a_device_without_an_end_is_bounded(folder: Path) -> None:
    arguments = ["run", "/dev/zero", "-o", "out.jsonl", "--text-max-file", "1000000"]
    result = CliRunner().invoke(make_cli(), [*arguments, "--steps", "encoding"])
    assert "larger than 1,000,000 bytes" in result.stderr

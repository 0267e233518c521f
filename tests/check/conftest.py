"""A folder with things wrong in it, and how a check is run there."""

import contextlib
import io
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from cleaner.cli import main

BODY = "The ferry leaves at seven, and whoever is late takes the road around the lake.\n"
MORE = "It is longer by two hours, and nobody minds in June when the evenings are light.\n"
LAST = "In winter there is no ferry, for the ice is too thin to walk on and too thick.\n"
LEGACY = "Le café est fermé à l’aube, dit-elle, et la forêt aussi. Déjà l’été s’achève !\n"
TITLE = "A lake with two names and no bridge at all"


@pytest.fixture
def dirty(tmp_path: Path) -> Path:
    """A folder with one file of each kind of finding, and two in which nothing is wrong."""
    folder = tmp_path / "texts"
    folder.mkdir()
    files: dict[str, str | bytes] = {
        "clean.md": f"# Boats\n\n{MORE}\n{LAST}",
        "refrain.txt": "Row, row\nDown the stream\n\nRow, row\nGently\n\nRow, row\nTo the end\n",
        "title.txt": f"{TITLE}\n\n{BODY}\n{TITLE}\n\n{MORE}{LAST}",
        "mojibake.txt": f"Notes on cafÃ©s\n\nThe cafÃ© is closed. {LAST}",
        "legacy.txt": LEGACY.encode("cp1252"),
        "ends.txt": "one line\r\nanother line\r\n",
        "copy.txt": f"{BODY}{MORE}{LAST}" * 2,
        "copy2.txt": f"{BODY}{MORE}{LAST}" * 2 + "One more line.\n",
        "cut.txt": b"The caf\xc3\xa9 is clos\xff, d\xc3\xa9j\xc3\xa0 vu.\n",
        "binary.txt": b"\x89PNG\r\n\x1a\n" + bytes(64),
    }
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(data)
    return folder


Check = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def cleaner(tmp_path: Path) -> Check:
    """Run ``cleaner`` in the test's folder and process: a new one takes a second to begin."""

    def run(
        *arguments: str | Path,
        status: int = 0,
        env: Mapping[str, str] | None = None,
        cwd: Path = tmp_path,
        input: str = "",  # noqa: A002 (as subprocess has it)
        stdout: BinaryIO | None = None,
    ) -> Any:
        given = [str(argument) for argument in arguments]
        if given[0] in ("check", "run") and not {"-j", "--jobs"} & set(given):
            given += ("-j", "0")
        out, told = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in "12")
        given_input = io.BufferedReader(io.BytesIO(input.encode()))  # type: ignore[arg-type]
        with (
            pytest.MonkeyPatch.context() as patch,
            contextlib.chdir(cwd),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(told),
        ):
            patch.setattr("sys.stdin", io.TextIOWrapper(given_input))
            for name, value in (env or {}).items():
                patch.setenv(name, value)
            with pytest.raises(SystemExit) as done:
                main(given)
        data, error = (stream.buffer.getvalue() for stream in (out, told))  # type: ignore[attr-defined]
        assert done.value.code == status, (given, data, error)
        if stdout is not None:
            stdout.write(data)
            data = b""
        return subprocess.CompletedProcess(given, status, data.decode(), error.decode())

    return run


@pytest.fixture
def check(tmp_path: Path, cleaner: Any) -> Check:
    """Run ``cleaner check`` on the folder; ``status`` is what it must end with."""

    def run(*arguments: str | Path, status: int = 1, **more: Any) -> Any:
        return cleaner("check", "texts", *arguments, status=status, **more)

    return run


@pytest.fixture
def git(tmp_path: Path) -> Callable[..., str]:
    """Run git in the test's folder, as somebody."""

    def run(*arguments: str) -> str:
        who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
        command = ["git", *who, "-c", "init.defaultBranch=main", *arguments]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
        return done.stdout

    return run

"""The command line as a user runs it, in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Protocol

import pytest


class RunCleaner(Protocol):
    def __call__(
        self, *arguments: str | Path, status: int = 0, env: dict[str, str] = ..., **popen: Any
    ) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture
def cleaner(tmp_path: Path) -> RunCleaner:
    """Run ``cleaner`` in the test's folder, and check how it ends."""
    return cleaner_in(tmp_path)


def cleaner_in(folder: Path) -> RunCleaner:
    def run(
        *arguments: str | Path, status: int = 0, env: dict[str, str] | None = None, **popen: Any
    ) -> subprocess.CompletedProcess[str]:
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        popen = pipes | {"cwd": folder, "timeout": 60} | popen
        done = subprocess.run(
            [sys.executable, "-m", "cleaner", *map(str, arguments)],
            env=os.environ | (env or {}),
            encoding="utf-8",
            check=False,
            **popen,
        )
        assert done.returncode == status, f"{done.args}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in (done.stderr or "")
        return done

    return run


@pytest.fixture(scope="module")
def cleaner_in_module(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RunCleaner]:
    """A folder that the tests of a module share, and how to run ``cleaner`` in it."""
    folder = tmp_path_factory.mktemp("shared")
    return folder, cleaner_in(folder)


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


@pytest.fixture(name="records", scope="session")
def records_of() -> Any:
    """Read the records of an output."""
    return records

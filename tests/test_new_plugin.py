"""`cleaner new-plugin`: the package it makes is installed, and its own tests are run."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from cleaner import __version__
from cleaner.cli.new_plugin import write_package


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("new") / "cleaner-short-runs"
    write_package(folder, "short-runs")
    return folder


@pytest.fixture(scope="module")
def installed(package: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Install the package beside the environment, without a network."""
    folder = tmp_path_factory.mktemp("installed")
    copy = shutil.copytree(package, folder / "source")
    offline = ("--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check")
    pip = (sys.executable, "-m", "pip", "install", "-q", *offline)
    subprocess.run([*pip, "--target", folder / "here", copy], check=True)
    return os.environ | {"PYTHONPATH": str(folder / "here")}


def test_its_own_tests_pass(package: Path, installed: dict[str, str]) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(
        command, cwd=package, env=installed, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "9 passed" in done.stdout


def test_it_runs_in_a_chain(tmp_path: Path, installed: dict[str, str], cleaner: Any) -> None:
    (tmp_path / "a.txt").write_text("one\n\n\n\ntwo")
    command = ("run", "a.txt", "-o", "out.jsonl", "--steps", "encoding,short-runs")
    told = cleaner(*command, "--short-runs-most", "2", env=installed).stderr
    assert "blank lines 1" in told
    assert r'"text":"one\n\n\ntwo"' in (tmp_path / "out.jsonl").read_text()


def test_nothing_of_a_template_is_left(package: Path) -> None:
    for path in package.rglob("*"):
        if path.is_file() and path.suffix not in (".yml", ".pyc"):
            assert "$" not in path.read_text("utf-8"), path


def test_what_it_says_of_itself_is_true(package: Path) -> None:
    project = tomllib.loads((package / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["name"] == "cleaner-short-runs"
    assert project["entry-points"]["cleaner"] == {"short-runs": "cleaner_short_runs"}
    assert project["dependencies"][0].startswith("cleaner>=")
    workflow = yaml.safe_load((package / ".github/workflows/test.yml").read_text("utf-8"))
    assert workflow["env"]["CLEANER"].endswith(f"@v{__version__}")
    assert workflow["jobs"]["test"]["steps"][1]["with"]["python-version"] == "${{ matrix.python }}"


def test_the_command_tells_what_it_made_and_what_comes_next(tmp_path: Path, cleaner: Any) -> None:
    told = cleaner("new-plugin", "cleaner-short-runs").stdout
    for part in ("cleaner_short_runs.py", "tests/test_cleaner_short_runs.py", ".gitignore"):
        assert f"  {part}\n" in told
        assert (tmp_path / "cleaner-short-runs" / part).is_file()
    assert "cleaner run TEXTS -o out.jsonl --steps encoding,short-runs" in told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Short", "'Short' is no name of a step; use small letters"),
        ("short_runs", "no name of a step"),
        ("3d", "no name of a step"),
        ("../short", "no name of a step"),
        ("", "no name of a step"),
        ("cleaner-", "no name of a step"),
        ("titles", "there is a plugin 'titles' already; give yours another name"),
        ("taken", "cleaner-taken: it is there already; remove it, or give another name"),
    ],
)
def test_refuses(tmp_path: Path, cleaner: Any, name: str, told: str) -> None:
    (tmp_path / "cleaner-taken").mkdir()
    assert told in cleaner("new-plugin", name, status=2).stderr
    assert [path.name for path in tmp_path.iterdir()] == ["cleaner-taken"]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, cleaner: Any) -> None:
    (tmp_path / "file").write_text("")
    told = cleaner("new-plugin", "short-runs", "--folder", "file/below", status=2).stderr
    assert told == "cleaner: file/below/cleaner-short-runs: it cannot be written: Not a directory\n"

"""The pages of the docs that show how it is done: all that they show is done, and compared."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from cleaner import hookspecs

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [
    "ci.md",
    "formats.md",
    "plugins/tutorial.md",
    "plugins/hooks.md",
    "plugins/recipes.md",
    "plugins/publish.md",
]

TUTORIAL = "plugins/tutorial.md"

BLOCK = re.compile(
    r"(?P<mark><!-- [\w ]+ -->\n)?^```(?P<language>\w+)(?: title=\"(?P<title>[^\"]+)\")?\n"
    r"(?P<body>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)
# How long something took, and the spaces before it, differ from run to run; versions come and go.
PASSING = re.compile(
    r"\s+[\d.]+ s\b(?:\s+\d+%)?[ \d,]*"
    r"|(?<=this is cleaner )[\d.]+|FINGERPRINT|\b[0-9a-f]{16}\b"
)


class Block(NamedTuple):
    mark: str
    language: str
    title: str
    body: str


def blocks(page: str) -> Iterator[Block]:
    for found in BLOCK.finditer((DOCS / page).read_text("utf-8")):
        yield Block(*(found[name] or "" for name in Block._fields))


@pytest.fixture
def programs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment whose ``cleaner`` and ``python`` are those under test."""
    folder = tmp_path_factory.mktemp("programs")
    for name, command in (("cleaner", "-m cleaner"), ("python", "")):
        path = folder / name
        path.write_text(f'#!/bin/sh\nexec "{sys.executable}" {command} "$@"\n')
        path.chmod(0o755)
    return os.environ | {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}


def run(command: str, folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    # grep ends with 1 where it finds nothing, which a page may want to show.
    assert done.returncode == 0 or command.startswith("grep"), f"{command}\n{done.stdout}"
    return done.stdout


def check_console(block: Block, folder: Path, environment: dict[str, str]) -> None:
    for part in re.split(r"^\$ ", block.body, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        told = run(command, folder, environment)
        assert PASSING.sub("", told) == PASSING.sub("", shown), command


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_shows_is_what_happens(
    page: str, tmp_path: Path, programs: dict[str, str]
) -> None:
    done = 0
    for block in blocks(page):
        if block.mark == "<!-- five commands -->\n" or block.language in ("sh", "toml", "yaml"):
            continue
        done += 1
        if block.title:
            path = tmp_path / block.title
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.body, "utf-8")
        elif block.language == "console":
            check_console(block, tmp_path, programs)
        elif block.language == "python":
            (tmp_path / "block.py").write_text(block.body, "utf-8")
            run("python block.py", tmp_path, programs)
    assert done


def test_five_commands_lead_from_a_name_to_a_step_that_runs(
    tmp_path: Path, programs: dict[str, str]
) -> None:
    """The commands as printed, in an environment of their own that finds what is installed here."""
    (block,) = (block for block in blocks(TUTORIAL) if block.mark == "<!-- five commands -->\n")
    commands = [line.removeprefix("$ ") for line in block.body.splitlines()]
    assert len(commands) == 5
    make = [sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv"]
    subprocess.run(make, check=True)
    (packages,) = tmp_path.glob("venv/lib/python*/site-packages")
    (packages / "here.pth").write_text("\n".join(path for path in sys.path if path), "utf-8")
    for name, command in (("cleaner", "-m cleaner"), ("python", "")):
        program = Path(programs["PATH"].partition(os.pathsep)[0]) / name
        program.write_text(f'#!/bin/sh\nexec "{tmp_path}/venv/bin/python3" {command} "$@"\n')
    # Without a network: what the package needs is here.
    offline = {"PIP_NO_INDEX": "1", "PIP_NO_BUILD_ISOLATION": "0", "PIP_NO_DEPS": "1"}
    (tmp_path / "work" / "texts").mkdir(parents=True)
    (tmp_path / "work" / "texts" / "a.txt").write_text("one\n\n\n\ntwo")
    told = run("\n".join(["set -e", *commands]), tmp_path / "work", programs | offline)
    assert "9 passed" in told
    assert "blank lines 1" in told
    assert r"one\n\ntwo" in (tmp_path / "work" / "out.jsonl").read_text("utf-8")


def test_every_hook_has_a_section_with_an_example() -> None:
    sections = re.split(r"^## ", (DOCS / "plugins/hooks.md").read_text("utf-8"), flags=re.MULTILINE)
    found = {}
    for section in sections:
        for name in re.findall(r"`(\w+)\(", section.partition("\n")[0]):
            found[name] = section
    hooks = [name for name, value in vars(hookspecs).items() if hasattr(value, "cleaner_spec")]
    assert sorted(found) == sorted(hooks)
    for name, section in found.items():
        assert f"def {name}(" in section, f"the section on {name} has no example of it"


def test_the_sections_name_the_arguments_of_each_hook() -> None:
    page = (DOCS / "plugins/hooks.md").read_text("utf-8")
    for name, value in vars(hookspecs).items():
        if hasattr(value, "cleaner_spec"):
            code = value.__code__
            arguments = ", ".join(code.co_varnames[: code.co_argcount])
            assert f"`{name}({arguments})`" in page

"""`cleaner plugins`, and plugins that are left out of a run."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cleaner.cli import make_cli
from cleaner.plugins import load_plugins

PLUGIN = '''"""Shout at the reader."""

from dataclasses import dataclass
from cleaner import hookimpl, option

requires_cleaner = ">=0.1"

@dataclass(frozen=True)
class Options:
    marks: int = option(1, "how many marks to end with", min=1, max=9)

@hookimpl
def clean(text, options):
    return text.upper() + "!" * options.marks
'''


@pytest.fixture
def plugin(tmp_path: Path) -> Path:
    path = tmp_path / "shout.py"
    path.write_text(PLUGIN)
    return path


def told(*arguments: str | Path) -> str:
    done = CliRunner().invoke(make_cli(), ["plugins", *map(str, arguments)], prog_name="cleaner")
    assert done.exit_code == 0, done.output
    return done.output


class TestList:
    def test_each_is_there_with_what_it_is(self, plugin: Path) -> None:
        rows = {line.split()[0]: line for line in told("-p", plugin).splitlines()}
        assert set(rows) == set(load_plugins([str(plugin)]).names())
        assert "step " in rows["shout"]
        assert str(plugin) in rows["shout"]
        assert rows["shout"].endswith("Shout at the reader.")
        assert "reader, writer" in rows["jsonl"]

    def test_a_blocked_one_is_not(self) -> None:
        assert "titles " not in told("-p", "no:titles")


class TestOne:
    def test_it_is_shown_with_hooks_options_version_and_origin(self, plugin: Path) -> None:
        flat = " ".join(told("shout", "-p", plugin).split())
        assert flat.startswith("shout: Shout at the reader.")
        for part in (
            "kind step",
            f"origin {plugin}",
            "needs cleaner >=0.1",
            "hook clean(text, options)",
            "--shout-marks N how many marks to end with [default: 1; a whole number from 1 to 9]",
        ):
            assert part in flat

    @pytest.mark.parametrize("name", load_plugins().names())
    def test_every_bundled_one_can_be_shown(self, name: str) -> None:
        assert told(name).startswith(f"{name}: ")

    def test_one_that_is_not_there_is_told_with_the_nearest(self, cleaner: Any) -> None:
        done = cleaner("plugins", "titel", status=2)
        assert done.stderr == "cleaner: there is no plugin 'titel'; did you mean 'titles'?\n"


class TestBlocking:
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path) -> Path:
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "a.txt").write_text("One title of it\n\nOne title of it\n\nx")
        return tmp_path

    @pytest.mark.parametrize("jobs", ["1", "2"])
    def test_a_default_step_does_not_run(self, folder: Path, cleaner: Any, jobs: str) -> None:
        cleaner("run", "in", "-o", "out.jsonl", "-p", "no:titles", "-p", "no:articles", "-j", jobs)
        (record,) = map(json.loads, (folder / "out.jsonl").read_text().splitlines())
        assert record["text"].count("One title of it") == 2

    def test_a_configured_step_and_its_table_are_passed_over(
        self, folder: Path, cleaner: Any
    ) -> None:
        (folder / "cleaner.toml").write_text("steps = ['shout', 'segments']\n[shout]\nmarks = 2\n")
        command = ("run", "in", "-o", "out.jsonl", "-p", "shout.py", "-p", "no:shout")
        (folder / "shout.py").write_text(PLUGIN)
        cleaner(*command)
        assert "!" not in (folder / "out.jsonl").read_text()

    def test_a_step_that_is_asked_for_is_not_blocked_in_silence(self, cleaner: Any) -> None:
        command = ("run", "in", "-o", "out.jsonl", "--steps", "encoding,titles", "-p", "no:titles")
        told = cleaner(*command, status=2).stderr
        assert told == "cleaner: the plugin 'titles' is blocked by -p no:titles\n"

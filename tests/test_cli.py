"""The command line: flags, help, configuration, standard input and output, and exit statuses."""

import json
import os
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

import cleaner as package
from cleaner.cli import main, make_cli
from cleaner.cli.chain_command import _plugin_files
from cleaner.cli.parameters.of_run import run_parameters
from cleaner.options import describe
from cleaner.plugins import load_plugins

TEXT = "One sentence is here. Another one follows it, and then there is an end.\n"

PLUGIN = """
from dataclasses import dataclass
from cleaner import hookimpl, option

@dataclass(frozen=True)
class Options:
    loud: bool = option(True, "shout at the reader")
    marks: tuple[str, ...] = option(("!",), "what to end with", choices=("!", "?"))
    how: str = option("once", "how often", choices=("once", "twice"))

@hookimpl
def clean(text, options):
    text = text.strip().upper() if options.loud else text.strip()
    return text + "".join(options.marks) * (2 if options.how == "twice" else 1)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT)
    (tmp_path / "shout.py").write_text(PLUGIN)
    return tmp_path


def run_here(folder: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Run in this process, for what does not hang on a process of its own."""
    monkeypatch.chdir(folder)
    with pytest.raises(SystemExit) as ended:
        main(["run", *arguments])
    return int(ended.value.code or 0)


def texts(folder: Path, name: str = "out.jsonl") -> list[str]:
    return [json.loads(line)["text"] for line in (folder / name).read_bytes().splitlines()]


class TestHelp:
    def test_there_is_a_heading_for_each_step_with_options(self) -> None:
        told = CliRunner().invoke(make_cli(), ["run", "--help"], prog_name="cleaner").output
        plugins = load_plugins()
        for name in plugins.names():
            options = plugins.options_of(name)
            assert (f"Step {name}:" in told) == (options is not None)
            for info in describe(options) if options else []:
                assert f"--{name}-{info.key}" in told

    def test_a_plugin_file_has_its_heading_too(self, folder: Path) -> None:
        arguments = ["run", "-p", str(folder / "shout.py"), "--help"]
        told = CliRunner().invoke(make_cli(), arguments, prog_name="cleaner").output
        flat = " ".join(told[told.index("Step shout:") :].split())
        assert "--shout-loud / --no-shout-loud shout at the reader [default: on]" in flat
        assert "--shout-marks A,B,... what to end with [default: !]" in flat
        assert "--shout-how once|twice" in flat

    def test_the_version(self) -> None:
        told = CliRunner().invoke(make_cli(), ["--version"], prog_name="cleaner").output
        assert package.__version__ in told


class TestFlags:
    @pytest.mark.parametrize(
        ("flags", "text"),
        [
            ((), "A B!"),
            (("--no-shout-loud",), "a b!"),
            (("--shout-marks", "!,?"), "A B!?"),
            (("--shout-marks", ""), "A B"),
            (("--shout-how=twice", "--shout-marks=?"), "A B??"),
        ],
    )
    def test_give_values(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, flags: tuple[str, ...], text: str
    ) -> None:
        (folder / "in" / "a.txt").write_text("a b")
        command = ("in", "-o", "out.jsonl", "-q", "-p", "shout.py", "--steps", "shout", *flags)
        assert run_here(folder, monkeypatch, *command) == 0
        assert texts(folder) == [text]

    @pytest.mark.parametrize(
        ("flags", "parts"),
        [
            (("--segments-max", "0"), ["--segments-max", "'0'", "at least 1"]),
            (("--segments-max", "many"), ["--segments-max", "'many'", "a whole number"]),
            (("--shout-how", "thrice"), ["--shout-how", "'thrice'", "once or twice"]),
            (("--shout-marks", "!,x"), ["--shout-marks", "'!,x'", "a list of ! or ?"]),
            (("--steps", ","), ["--steps", "it names no step"]),
            (("-j", "-1"), ["-j", "-1"]),
            (("--segments-mix", "3"), ["--segments-mix", "--segments-m"]),
        ],
    )
    def test_are_refused(
        self,
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        flags: tuple[str, ...],
        parts: list[str],
    ) -> None:
        command = ("in", "-o", "out.jsonl", "-p", "shout.py", *flags)
        assert run_here(folder, monkeypatch, *command) == 2
        told = capsys.readouterr().err.splitlines()[-1]
        assert [part for part in parts if part not in told] == []
        assert not (folder / "out.jsonl").exists()

    @pytest.mark.parametrize(
        ("arguments", "files"),
        [
            (["-p", "a.py", "x", "--plugin", "b.py"], ("a.py", "b.py")),
            (["-pa.py", "--plugin=b.py"], ("a.py", "b.py")),
            (["-qp", "a.py", "--a-b", "3"], ("a.py",)),
            (["-o", "-p", "x", "--", "-p", "a.py"], ()),
            (["x"], ()),
            (["-p"], ()),
        ],
    )
    def test_plugin_files_are_found_before_their_flags(
        self, arguments: list[str], files: tuple[str, ...]
    ) -> None:
        assert _plugin_files(run_parameters(), arguments) == files


class TestConfiguration:
    def test_it_is_found_upwards_and_flags_win(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (folder / "cleaner.toml").write_text('steps = ["segments"]\n[segments]\nmax = 30\n')
        (folder / "deep" / "er").mkdir(parents=True)
        command = (str(folder / "in"), "-o", str(folder / "out.jsonl"), "-q")
        assert run_here(folder / "deep" / "er", monkeypatch, *command) == 0
        assert len(texts(folder)) > 1
        assert run_here(folder / "deep" / "er", monkeypatch, *command, "--segments-max", "90") == 0
        assert texts(folder) == [TEXT]

    @pytest.mark.parametrize(
        ("content", "parts"),
        [
            ("[segments]\nmax = 0", ["[segments]", "max is 0", "at least 1"]),
            ("[segments]\nmax = '9'", ["[segments]", "max is '9'", "a whole number"]),
            ("[segments]\nmix = 9", ["[segments]", "no option 'mix'", "'max'"]),
            ("[segments]\nmin = 5\nmax = 3", ["[segments]: min is 5", "at most max, 3"]),
            ("[segmnts]\nmax = 9", ["[segmnts]", "no plugin 'segmnts'", "'segments'"]),
            ("[bare]\nx = 9", ["[bare]", "bare has no options", "'x'"]),
            ("text_field = 'x'", ["no key 'text_field'", "'text-field'"]),
        ],
    )
    def test_errors_name_file_key_value_and_what_is_allowed(
        self,
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        content: str,
        parts: list[str],
    ) -> None:
        (folder / "mine.toml").write_text(content)
        (folder / "bare.py").write_text(
            "from cleaner import hookimpl\n@hookimpl\ndef clean(text): return text\n"
        )
        command = ("in", "-o", "out.jsonl", "--config", "mine.toml", "-p", "bare.py")
        assert run_here(folder, monkeypatch, *command) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert line.startswith("cleaner: mine.toml: ")
        assert [part for part in parts if part not in line] == []


@pytest.mark.parametrize(
    ("size", "told"),
    [
        ("1kB", "'1kB' is not allowed; it must be at least 100M"),
        ("0", "'0' is not allowed; it must be at least 100M"),
        ("99999999", "'99999999' is not allowed; it must be at least 100M"),
        ("much", "'much' is not allowed; it must be a size such as 500M or 2G"),
    ],
)
def test_a_limit_of_memory_that_no_run_keeps_is_refused(size: str, told: str) -> None:
    command = ["run", "-", "-o", "-", "--memory-limit", size]
    result = CliRunner().invoke(make_cli(), command)
    assert result.exit_code == 2
    assert f"Invalid value for '--memory-limit': {told}" in result.output


class TestStandardStreams:
    LINES = b'{"text": "from a pipe", "k": 1}\n{"text": "and one more", "k": 2}\n{"no": 1}\n'

    def test_in_and_out(self, folder: Path, cleaner: Any) -> None:
        (folder / "lines.jsonl").write_bytes(self.LINES)
        with (folder / "lines.jsonl").open("rb") as lines:
            done = cleaner("run", "-", "-o", "-", "--id-field", "k", status=1, stdin=lines)
        found = [json.loads(line) for line in done.stdout.splitlines()]
        assert [(each["id"], each["text"]) for each in found] == [
            ("1", "from a pipe"),
            ("2", "and one more"),
        ]
        assert {each["source"] for each in found} == {"-"}
        # All else goes to standard error, and nothing beside.
        assert "3 read" in done.stderr
        assert "stdin#3: read: line 3 has no text" in done.stderr
        assert {path.name for path in folder.iterdir()} == {"in", "lines.jsonl", "shout.py"}

    def test_a_redirected_output_is_added_to(self, folder: Path, cleaner: Any) -> None:
        with (folder / "all").open("wb") as both:
            both.write(b"before\n")
            both.flush()
            cleaner("run", "in", "-o", "/dev/stdout", "-q", stdout=both)
            both.seek(0, os.SEEK_END)
            both.write(b"after\n")
        before, record, after = (folder / "all").read_bytes().splitlines()
        assert (before, after) == (b"before", b"after")
        assert json.loads(record)["text"] == TEXT

    def test_quiet_prints_failures_only(self, folder: Path, cleaner: Any) -> None:
        assert cleaner("run", "in", "-o", "out.jsonl", "--quiet").stderr == ""
        (folder / "in" / "b.jsonl").write_text("{")
        done = cleaner("run", "in", "-o", "out.jsonl", "-q", status=1)
        (line,) = done.stderr.splitlines()
        assert line.startswith("cleaner: failed: b.jsonl#1: read: line 1 is not JSON")
        assert done.stdout == ""

    def test_a_pipe_can_be_named(self, folder: Path, cleaner: Any) -> None:
        ours, theirs = os.pipe()
        os.write(theirs, b"through a pipe")
        os.close(theirs)
        done = cleaner("run", f"/dev/fd/{ours}", "-o", "-", "-q", pass_fds=(ours,))
        os.close(ours)
        assert json.loads(done.stdout)["text"] == "through a pipe"


def test_the_files_beside_are_named_after_the_output(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run_here(folder, monkeypatch, "in", "-o", "a.jsonl", "-q") == 0
    assert (
        run_here(folder, monkeypatch, "in", "-o", "b", "-q", "--failed", "f", "--rejected", "r")
        == 0
    )
    names = {path.name for path in folder.iterdir() if path.is_file()} - {"shout.py"}
    assert names == {"a.jsonl", "a.rejected.jsonl", "a.failed.jsonl", "b", "f", "r"}


def test_a_plugin_may_add_commands() -> None:
    assert {"run", "plugins"} <= set(make_cli().list_commands(click.Context(make_cli())))

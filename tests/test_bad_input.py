"""Whatever is wrong is told in one line that says what and where, and costs nothing else."""

import json
import os
import pty
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

GOOD = "A good document about the river, the mill and the miller's seven geese.\n"
OTHER = "Another one, on how the lighthouse keeper counts the ships that he cannot see.\n"

# A step that fails, or makes a file vanish, when a document asks for it.
TROUBLE = """
import os, sys
from cleaner import hookimpl

@hookimpl
def clean(text, document):
    if text.startswith("remove "):
        os.unlink(text.split()[1])
    if text.startswith("raise"):
        raise ValueError("no geese\\n in here")
    if text.startswith("exit"):
        sys.exit(0)
    if text.startswith("number"):
        return 7
    if text.startswith("nothing"):
        return []
    if text.startswith("object"):
        return document.note(found=object())
"""

BROKEN_LINES = b"\n".join(
    [
        json.dumps({"text": OTHER, "kept": True}).encode(),
        b'{"text": "cut off in the mid',
        b'{"body": "no text field"}',
        b'["no", "object"]',
        b'{"text": 7}',
        b"",
        b'{"text": "\xff\xfe not UTF-8"}',
        json.dumps({"text": "The last line is read as well, whatever came before it."}).encode(),
    ]
)


def lines_of(told: str) -> list[str]:
    return told.splitlines()


def one_line(told: str) -> str:
    (line,) = told.splitlines()
    return line


def leftovers(folder: Path) -> list[str]:
    """List what a run must not leave behind."""
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


@pytest.fixture(scope="module")
def dirty(cleaner_in_module: Any, records: Any) -> dict[str, Any]:
    folder, cleaner = cleaner_in_module
    source = folder / "in"
    source.mkdir()
    (source / "good.txt").write_text(GOOD)
    (source / "lines.jsonl").write_bytes(BROKEN_LINES)
    (source / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)))
    (source / "link.txt").symlink_to("nowhere")
    (source / "remove.txt").write_text(f"remove {source / 'vanishes.txt'}")
    (source / "vanishes.txt").write_text("Here now, gone when it is to be read.")
    for word in ("raise", "exit", "number", "nothing", "object"):
        (source / f"{word}.txt").write_text(f"{word}, if you will be so kind\n")
    (source / "empty").mkdir()
    (source / "archive.rar").write_bytes(b"PK\3\4")
    (folder / "trouble.py").write_text(TROUBLE)
    if os.geteuid() != 0:
        (source / "secret.txt").write_text("Not for you.")
        (source / "secret.txt").chmod(0)
    done = cleaner("run", "in", "-o", "out.jsonl", "-p", "trouble.py", status=1)
    return {
        "told": done.stderr,
        "kept": {each["id"]: each for each in records(folder / "out.jsonl")},
        "rejected": {each["id"]: each for each in records(folder / "out.rejected.jsonl")},
        "failed": {each["id"]: each for each in records(folder / "out.failed.jsonl")},
        "left": leftovers(folder),
    }


class TestOneRunWithEverythingWrong:
    """All that can be wrong with documents, in one folder with good ones."""

    def test_everything_else_is_in_the_output(self, dirty: dict[str, Any]) -> None:
        texts = {id_: record["text"] for id_, record in dirty["kept"].items()}
        assert texts.pop("good.txt") == GOOD
        assert texts.pop("lines.jsonl#1") == OTHER
        assert texts.pop("lines.jsonl#8").startswith("The last line is read")
        assert texts.pop("remove.txt").startswith("remove")
        assert not texts

    @pytest.mark.parametrize(
        ("id_", "step", "error"),
        [
            ("lines.jsonl#2", "read", "line 2 is not JSON"),
            ("lines.jsonl#3", "read", "line 3 has no text in the field 'text'"),
            ("lines.jsonl#4", "read", "line 4 is not a JSON object"),
            ("lines.jsonl#5", "read", "line 5 has int, not text, in the field 'text'"),
            ("lines.jsonl#7", "read", "line 7 is not JSON"),
            ("link.txt", "read", "it cannot be read: No such file or directory"),
            ("vanishes.txt", "read", "it cannot be read: No such file or directory"),
            ("raise.txt", "trouble", "ValueError: no geese in here"),
            ("exit.txt", "trouble", "SystemExit: 0"),
            ("number.txt", "trouble", "clean returned int; it may return None, a string"),
            ("nothing.txt", "trouble", "clean returned no documents; Drop(reason) leaves one out"),
            ("object.txt", "near-duplicates", "it cannot be written as JSON"),
        ],
    )
    def test_fails_by_name(self, dirty: dict[str, Any], id_: str, step: str, error: str) -> None:
        record = dirty["failed"][id_]
        assert record["step"] == step
        assert error in record["error"]
        told = [line for line in lines_of(dirty["told"]) if f" {id_}: " in line]
        assert told == [f"cleaner: failed: {id_}: {step}: {record['error']}"]

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
    def test_an_unreadable_file_fails_by_name(self, dirty: dict[str, Any]) -> None:
        assert dirty["failed"]["secret.txt"]["error"] == "it cannot be read: Permission denied"

    def test_a_binary_file_is_rejected_without_its_bytes(self, dirty: dict[str, Any]) -> None:
        record = dirty["rejected"]["picture.txt"]
        assert record["step"] == "encoding"
        assert record["reason"]
        assert record["text"] is None
        assert "base64" not in record

    def test_the_input_of_a_failed_document_is_there_to_run_again(
        self, dirty: dict[str, Any]
    ) -> None:
        given = {id_: record["input"] for id_, record in dirty["failed"].items()}
        assert given["lines.jsonl#2"] == {"line": '{"text": "cut off in the mid'}
        assert given["raise.txt"]["text"].startswith("raise, if you")
        assert given["vanishes.txt"]["path"] == "in/vanishes.txt"
        assert "base64" in given["lines.jsonl#7"]

    def test_the_sum_counts_each_once(self, dirty: dict[str, Any]) -> None:
        counts = [len(dirty[kind]) for kind in ("kept", "rejected", "failed")]
        told = next(line for line in lines_of(dirty["told"]) if line.startswith("documents"))
        read, kept, rejected, failed = sum(counts), *counts
        total = f"{read} read = {kept} written + {rejected} rejected + {failed} failed"
        assert " ".join(told.split()[1:]) == total

    def test_files_that_are_no_text_are_counted(self, dirty: dict[str, Any]) -> None:
        assert any("1 .rar" in line for line in lines_of(dirty["told"]))

    def test_nothing_hidden_is_left(self, dirty: dict[str, Any]) -> None:
        assert dirty["left"] == []


@pytest.fixture(scope="module")
def folder(cleaner_in_module: Any) -> Path:
    folder: Path = cleaner_in_module[0]
    (folder / "good").mkdir()
    (folder / "good" / "good.txt").write_text(GOOD)
    files = {
        "imports.py": "import nonesuch\n",
        "exits.py": "raise SystemExit(0)\n",
        "syntax.py": "def clean(:\n",
        "hookless.py": "def clean(text): return text\n",
        "argument.py": "from cleaner import hookimpl\n@hookimpl\ndef clean(txt): pass\n",
        "hook.py": "from cleaner import hookimpl\n@hookimpl\ndef claen(text): pass\n",
        "half.py": "from cleaner import hookimpl\n@hookimpl\ndef sketch(text): pass\n",
        "titles.py": "from cleaner import hookimpl\n@hookimpl\ndef clean(text): pass\n",
        "begins.py": "from cleaner import hookimpl\n@hookimpl\ndef begin(): 1 / 0\n"
        "@hookimpl\ndef sketch(): pass\n@hookimpl\ndef admit(): pass\n",
        "limits.py": "from dataclasses import dataclass\nfrom cleaner import hookimpl, option\n"
        "@dataclass(frozen=True)\nclass Options:\n    a: int = option(1, 'a number')\n"
        "    def __post_init__(self):\n        raise ValueError('a must be odd')\n"
        "@hookimpl\ndef clean(text): pass\n",
        "typed.py": "from dataclasses import dataclass\nfrom cleaner import hookimpl, option\n"
        "@dataclass(frozen=True)\nclass Options:\n    a: dict = option(1, 'a number')\n"
        "@hookimpl\ndef clean(text): pass\n",
    }
    for name, content in files.items():
        (folder / name).write_text(content)
    return folder


class TestWrongUse:
    """Refused before anything is read, with exit status 2."""

    @pytest.mark.parametrize(
        ("arguments", "parts"),
        [
            pytest.param("nope -o o.jsonl", ["nope: there is no such file or folder"], id="path"),
            pytest.param(
                "good -o o.jsonl --steps encoding,segmnts",
                ["no step 'segmnts'", "did you mean 'segments'?"],
                id="step with a near name",
            ),
            pytest.param(
                "good -o o.jsonl --steps xyzzy",
                ["no step 'xyzzy'", "near-duplicates, segments, titles"],
                id="step with no near name",
            ),
            pytest.param(
                "good -o o.jsonl --steps titles,titles", ["'titles' comes twice"], id="step twice"
            ),
            pytest.param("good -o o.jsonl --steps jsonl", ["no step 'jsonl'"], id="no step"),
            pytest.param(
                "good -o none/o.jsonl", ["none/o.jsonl", "folder", "does not exist"], id="folder"
            ),
            pytest.param(
                "good -o o.jsonl --failed none/f.jsonl",
                ["none/f.jsonl", "does not exist"],
                id="folder of the failed",
            ),
            pytest.param(
                "good -o good/good.txt/o.jsonl",
                ["good/good.txt/o.jsonl", "Not a directory"],
                id="a file as folder",
            ),
            pytest.param("good -o good", ["good: ", "it is a folder"], id="output is a folder"),
            pytest.param(
                f"good -o {'x' * 300}.jsonl", ["xxx.jsonl", "File name too long"], id="long name"
            ),
            pytest.param(
                "good/good.txt -o good/good.txt", ["good/good.txt: it is an input"], id="input"
            ),
            pytest.param(
                "good -o good/good.txt", ["good/good.txt: it lies in an input folder"], id="within"
            ),
            pytest.param(
                "good -o o.jsonl --rejected good/good.txt",
                ["good/good.txt: it lies in an input folder"],
                id="rejected is an input",
            ),
            pytest.param(
                "good -o o.jsonl --rejected o.jsonl", ["o.jsonl: two outputs"], id="one file"
            ),
            pytest.param("good -o - --failed -", ["two outputs", "standard output"], id="stdout"),
            pytest.param("good -o /dev/full", ["/dev/full", "No space left"], id="full disk"),
            pytest.param(
                "good -o o.jsonl -p none.py", ["-p none.py: there is no such file"], id="plugin"
            ),
            pytest.param(
                "good -o o.jsonl -p imports.py",
                ["plugin imports (imports.py) cannot be imported", "No module named 'nonesuch'"],
                id="plugin that imports what is not there",
            ),
            pytest.param(
                "good -o o.jsonl -p exits.py", ["exits.py", "SystemExit"], id="plugin that exits"
            ),
            pytest.param(
                "good -o o.jsonl -p syntax.py", ["syntax.py", "SyntaxError"], id="plugin's syntax"
            ),
            pytest.param(
                "good -o o.jsonl -qp imports.py", ["imports.py", "nonesuch"], id="short flags"
            ),
            pytest.param(
                "good -o o.jsonl -p hookless.py", ["hookless.py", "@hookimpl"], id="no hook"
            ),
            pytest.param(
                "good -o o.jsonl -p argument.py",
                ["argument.py", "hook clean", "'txt'", "text, document, options"],
                id="hook's argument",
            ),
            pytest.param(
                "good -o o.jsonl -p hook.py",
                ["hook.py", "no hook 'claen'", "did you mean 'clean'"],
                id="hook's name",
            ),
            pytest.param(
                "good -o o.jsonl -p half.py", ["half.py", "no hook 'admit'"], id="half a step"
            ),
            pytest.param(
                "good -o o.jsonl -p titles.py",
                ["two plugins are named 'titles'", "titles.py", "rename one"],
                id="two plugins of one name",
            ),
            pytest.param(
                "good -o o.jsonl -p begins.py",
                ["begins", "begin raised ZeroDivisionError"],
                id="begin raises",
            ),
            pytest.param(
                "good -o o.jsonl -p limits.py", ["limits: a must be odd"], id="Options raise"
            ),
            pytest.param(
                "good -o o.jsonl -p typed.py", ["typed.py", "'a'", "dict"], id="option's type"
            ),
        ],
    )
    def test_one_line(
        self, folder: Path, cleaner_in_module: Any, arguments: str, parts: list[str]
    ) -> None:
        before = sorted(path.name for path in folder.iterdir() if path.name != "__pycache__")
        done = cleaner_in_module[1]("run", *arguments.split(), status=2)
        line = one_line(done.stderr)
        assert line.startswith("cleaner: ")
        assert [part for part in parts if part not in line] == []
        assert done.stdout == ""
        after = sorted(path.name for path in folder.iterdir() if path.name != "__pycache__")
        assert after == before
        assert (folder / "good" / "good.txt").read_text() == GOOD

    def test_an_empty_folder_is_told_and_gives_an_empty_output(
        self, tmp_path: Path, cleaner: Any
    ) -> None:
        (tmp_path / "in").mkdir()
        done = cleaner("run", "in", "-o", "out.jsonl")
        assert "there was nothing to read" in done.stderr
        assert (tmp_path / "out.jsonl").read_bytes() == b""

    @pytest.mark.parametrize("name", ["in", "in/out.jsonl"], ids=["folder", "file"])
    def test_a_standard_output_that_would_be_read_is_refused(
        self, tmp_path: Path, cleaner: Any, name: str
    ) -> None:
        # It would be read as it grows, without end.
        (tmp_path / "in").mkdir()
        with (tmp_path / "in" / "out.jsonl").open("wb") as out:
            line = one_line(cleaner("run", name, "-o", "-", status=2, stdout=out).stderr)
        assert line.startswith("cleaner: standard output: it ")
        assert (tmp_path / "in" / "out.jsonl").read_bytes() == b""

    def test_a_path_that_does_not_exist_is_one_line_on_a_terminal_too(self, tmp_path: Path) -> None:
        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "cleaner", "run", "nope", "-o", "out.jsonl"]
        done = subprocess.run(command, cwd=tmp_path, stderr=theirs, timeout=60, check=False)
        os.close(theirs)
        told = os.read(ours, 100_000).decode()
        os.close(ours)
        assert done.returncode == 2
        assert "nope: there is no such file or folder" in told
        assert "Traceback" not in told

    def test_an_output_name_that_is_empty_is_refused(self, tmp_path: Path, cleaner: Any) -> None:
        (tmp_path / "good.txt").write_text(GOOD)
        assert "empty name" in one_line(cleaner("run", "good.txt", "-o", "", status=2).stderr)
        assert [path.name for path in tmp_path.iterdir()] == ["good.txt"]


def install(folder: Path, package: str, name: str, content: str) -> None:
    """Lay a plugin out as an installed package of one module."""
    module = f"{package}_{name}"
    (folder / f"{module}.py").write_text(content)
    info = folder / f"{module}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[cleaner]\n{name} = {module}\n")


class TestInstalledPlugins:
    FINE = "from cleaner import hookimpl\n@hookimpl\ndef clean(text): return text.upper()\n"

    @pytest.fixture
    def site(self, tmp_path: Path) -> Path:
        site = tmp_path / "site"
        site.mkdir()
        (tmp_path / "good.txt").write_text(GOOD)
        install(site, "fine", "loud", self.FINE)
        return site

    @pytest.mark.parametrize(
        ("content", "why"),
        [
            ("import nonesuch\n", "No module named 'nonesuch'"),
            ("from cleaner import hookimpl\n@hookimpl\ndef clean(txt): pass\n", "'txt'"),
        ],
        ids=["cannot be imported", "has a hook of another shape"],
    )
    def test_a_broken_one_is_named_and_the_others_work(
        self, site: Path, cleaner: Any, records: Any, content: str, why: str
    ) -> None:
        install(site, "sad", "broken", content)
        env = {"PYTHONPATH": str(site)}
        run = ("run", "good.txt", "-o", "out.jsonl", "-q", "--steps")
        line = one_line(cleaner(*run, "encoding,loud", env=env).stderr)
        assert "plugin broken (sad 1.0)" in line
        assert why in line
        assert "left out" in line
        (record,) = records(site.parent / "out.jsonl")
        assert record["text"] == GOOD.upper()
        told = cleaner(*run, "encoding,broken", env=env, status=2).stderr
        assert "plugin broken (sad 1.0)" in lines_of(told)[-1]

    def test_two_of_one_name_name_both_packages(self, site: Path, cleaner: Any) -> None:
        install(site, "other", "loud", self.FINE)
        run = ("run", "good.txt", "-o", "out.jsonl")
        line = one_line(cleaner(*run, env={"PYTHONPATH": str(site)}, status=2).stderr)
        assert "two plugins are named 'loud'" in line
        assert "fine 1.0" in line
        assert "other 1.0" in line

    def test_one_whose_commands_fail_costs_its_commands(self, site: Path, cleaner: Any) -> None:
        content = "from cleaner import hookimpl\n@hookimpl\ndef register_commands(cli): 1 / 0\n"
        install(site, "sad", "grumpy", content)
        done = cleaner("--help", env={"PYTHONPATH": str(site)})
        assert "plugin grumpy (sad 1.0)" in one_line(done.stderr)
        assert "plugins" in done.stdout


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some megabytes of JSON Lines: enough for several splits."""
    path = tmp_path_factory.mktemp("large") / "large.jsonl"
    with path.open("w") as lines:
        for number in range(9000):
            words = " ".join(f"w{number * 7919 * (at + 1) % 9973}" for at in range(180))
            lines.write(json.dumps({"text": words}) + "\n")
    return path


# Slow on purpose, so that there is a middle of the run to be in; each process says that it is.
SLOW = """
import os, time
from cleaner import hookimpl

@hookimpl
def clean():
    open(f"at-work-{os.getpid()}", "w").close()
    time.sleep(0.005)
"""


class TestEndsInTheMiddle:
    def popen(self, folder: Path, *arguments: str | Path) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "cleaner", "run", *map(str, arguments)],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )

    @pytest.mark.parametrize("jobs", ["1", "2"])
    def test_ctrl_c_leaves_nothing(self, tmp_path: Path, large: Path, jobs: str) -> None:
        (tmp_path / "slow.py").write_text(SLOW)
        outputs = tmp_path / "outputs"
        outputs.mkdir()
        (outputs / "out.jsonl").write_text("from an earlier run\n")
        command = (large, "-o", "outputs/out.jsonl", "-j", jobs, "--steps", "slow", "-p", "slow.py")
        run = self.popen(tmp_path, *command)
        try:
            deadline = time.monotonic() + 30
            while len(list(tmp_path.glob("at-work-*"))) < int(jobs) and time.monotonic() < deadline:
                time.sleep(0.02)
            os.killpg(run.pid, signal.SIGINT)
            told = run.communicate(timeout=30)[1]
        finally:
            run.kill()
        assert told.strip() == "cleaner: interrupted; no output was written"
        assert run.returncode == 130
        assert [path.name for path in outputs.iterdir()] == ["out.jsonl"]
        assert (outputs / "out.jsonl").read_text() == "from an earlier run\n"

    @pytest.mark.parametrize("jobs", ["1", "2"])
    def test_a_closed_pipe_is_quiet(self, tmp_path: Path, large: Path, jobs: str) -> None:
        run = self.popen(tmp_path, large, "-o", "-", "-j", jobs, "--steps", "encoding")
        assert run.stdout is not None
        assert json.loads(run.stdout.readline())["id"] == "large.jsonl#1"
        run.stdout.close()
        assert run.stderr is not None
        assert run.stderr.read() == ""
        run.stderr.close()
        assert run.wait(30) == 141
        assert list(tmp_path.iterdir()) == []

    def test_a_full_standard_output_is_told(self, tmp_path: Path, cleaner: Any) -> None:
        (tmp_path / "good.txt").write_text(GOOD)
        for command in (("run", "good.txt", "-o", "-", "-q"), ("plugins",)):
            with Path("/dev/full").open("wb") as full:
                line = one_line(cleaner(*command, status=2, stdout=full).stderr)
            assert line == "cleaner: standard output: it cannot be written: No space left on device"

    @pytest.mark.parametrize("jobs", ["0", "1", "2"])
    def test_a_disk_that_fills_up_is_told(
        self, tmp_path: Path, cleaner: Any, large: Path, jobs: str
    ) -> None:
        # Files that may not grow past a limit stand in for a disk that is full.
        limit = (1_000_000, 1_000_000)
        command = ("run", large, "-o", "out.jsonl", "-j", jobs, "--steps", "encoding")
        done = cleaner(
            *command, status=2, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        )
        line = one_line(done.stderr)
        assert "cannot be written: File too large" in line
        assert ("cleaner: out.jsonl: " if jobs == "0" else str(tmp_path)) in line
        assert list(tmp_path.iterdir()) == []

    def test_a_document_that_kills_its_worker_costs_only_itself(
        self, tmp_path: Path, cleaner: Any, large: Path
    ) -> None:
        (tmp_path / "dies.py").write_text(
            "import os\nfrom cleaner import hookimpl\n@hookimpl\n"
            "def clean(document):\n    if document.part in ('7000', '7001'): os._exit(9)\n"
        )
        command = ("run", large, "-o", "out.jsonl", "-j", "2", "--steps", "dies", "-p", "dies.py")
        told = cleaner(*command, "--quiet", status=1).stderr.splitlines()
        name = f"{large.name}#700"
        assert told == [
            f"cleaner: failed: {name}{n}: dies: the worker ended with status 9" for n in (0, 1)
        ]
        kept = [
            json.loads(line)["id"] for line in (tmp_path / "out.jsonl").read_text().splitlines()
        ]
        lines = len(large.read_bytes().splitlines())
        every = [f"{large.name}#{number}" for number in range(1, lines + 1)]
        assert kept == [id_ for id_ in every if id_ not in (f"{name}0", f"{name}1")]
        names = {path.name for path in tmp_path.iterdir()} - {"__pycache__"}
        assert sorted(names) == [
            "dies.py",
            "out.failed.jsonl",
            "out.jsonl",
            "out.rejected.jsonl",
        ]

    def test_a_document_that_hangs_a_step_costs_only_itself(
        self, tmp_path: Path, cleaner: Any
    ) -> None:
        (tmp_path / "hangs.py").write_text(
            "from cleaner import hookimpl\n@hookimpl\n"
            "def clean(text):\n    while 'hang' in text: pass\n"
        )
        (tmp_path / "in.jsonl").write_text('{"text": "a"}\n{"text": "hang"}\n{"text": "b"}\n')
        command = ("run", "in.jsonl", "-o", "out.jsonl", "--steps", "hangs", "-p", "hangs.py")
        line = one_line(cleaner(*command, "--quiet", "--step-timeout", "0.5", status=1).stderr)
        assert line == "cleaner: failed: in.jsonl#2: hangs: it took longer than 0.5 s"
        kept = [
            json.loads(line)["id"] for line in (tmp_path / "out.jsonl").read_text().splitlines()
        ]
        assert kept == ["in.jsonl#1", "in.jsonl#3"]

"""Every example runs: the one-file plugin, the plugin package, and the CI workflow."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
EXAMPLES = ROOT / "examples"
PACKAGE = EXAMPLES / "cleaner-word-count"
PACKAGES = sorted(path.parent for path in EXAMPLES.glob("*/pyproject.toml"))


def run(
    *command: str | Path, cwd: Path, status: int = 0, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a command, and say what it printed if it does not end with the status expected."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == status, f"{done.args}\n{done.stdout}\n{done.stderr}"
    return done


def cleaner(
    *arguments: str | Path, cwd: Path, status: int = 0, **environment: str
) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, "-m", "cleaner", *arguments)
    return run(*command, cwd=cwd, status=status, **environment)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


class TestOneFile:
    plugin = EXAMPLES / "one_file" / "nbsp.py"

    def test_it_is_a_step_like_any_other(self, tmp_path: Path) -> None:
        source = tmp_path / "price.txt"
        source.write_text("184\u00a0000\u00a0€, all in", "utf-8")
        steps = ("--steps", "encoding,nbsp")
        cleaner("run", source, "-o", "out.jsonl", "-p", self.plugin, *steps, cwd=tmp_path)
        assert [record["text"] for record in lines(tmp_path / "out.jsonl")] == ["184 000 €, all in"]

    def test_without_it_the_spaces_stay(self, tmp_path: Path) -> None:
        source = tmp_path / "price.txt"
        source.write_text("184\u00a0000\u00a0€, all in", "utf-8")
        cleaner("run", source, "-o", "out.jsonl", "--steps", "encoding", cwd=tmp_path)
        assert lines(tmp_path / "out.jsonl")[0]["text"] == "184\u00a0000\u00a0€, all in"

    def test_it_is_eight_lines(self) -> None:
        assert len(self.plugin.read_text("utf-8").splitlines()) == 8


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Install the packages beside the environment, without a network; the answer is their folder.

    What they need is among what the tests need.
    """
    folder = tmp_path_factory.mktemp("packages")
    copies = [shutil.copytree(package, folder / package.name) for package in PACKAGES]
    target = folder / "installed"
    offline = ("--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check")
    pip = (sys.executable, "-m", "pip", "install", *offline)
    run(*pip, "--target", target, *copies, cwd=folder)
    return str(target)


class TestPackage:
    def test_it_is_listed_with_its_version(self, installed: str, tmp_path: Path) -> None:
        listed = cleaner("plugins", cwd=tmp_path, PYTHONPATH=installed).stdout
        assert "word-count" in listed
        assert "cleaner-word-count 0.1.0" in listed

    def test_a_package_that_is_not_installed_is_no_step(self, tmp_path: Path) -> None:
        arguments = ("run", SEEDS, "-o", "out.jsonl", "--steps", "encoding,word-count")
        assert "word-count" in cleaner(*arguments, cwd=tmp_path, status=2).stderr

    def test_its_option_is_a_flag_and_the_reason_is_told(
        self, installed: str, tmp_path: Path
    ) -> None:
        steps = ("--steps", "encoding,word-count", "--word-count-least", "225")
        arguments = ("run", SEEDS, "-o", "out.jsonl", *steps)
        cleaner(*arguments, cwd=tmp_path, PYTHONPATH=installed)
        kept = {record["id"] for record in lines(tmp_path / "out.jsonl")}
        rejected = lines(tmp_path / "out.rejected.jsonl")
        assert {"news-bundle.txt", "version-1.txt", "shift_jis.txt"} <= kept
        short = {record["id"] for record in rejected if record["step"] == "word-count"}
        assert {"mojibake.txt", "refrain.txt", "cp1251.txt"} <= short
        assert not kept & short
        reasons = {record["reason"] for record in rejected if record["step"] == "word-count"}
        assert reasons == {"fewer than 225 words"}

    def test_its_options_are_keys_of_the_configuration(
        self, installed: str, tmp_path: Path
    ) -> None:
        (tmp_path / "cleaner.toml").write_text("[word-count]\nleast = 0\nnote = true\n", "utf-8")
        arguments = ("run", SEEDS / "code.md", "-o", "out.jsonl", "--steps", "encoding,word-count")
        cleaner(*arguments, cwd=tmp_path, PYTHONPATH=installed)
        (record,) = lines(tmp_path / "out.jsonl")
        # Of the 220 pieces between spaces, those of punctuation alone are no words.
        assert 150 < record["meta"]["words"] < 220

    def test_an_option_out_of_range_is_refused(self, installed: str, tmp_path: Path) -> None:
        (tmp_path / "cleaner.toml").write_text("[word-count]\nleast = -1\n", "utf-8")
        arguments = ("run", SEEDS, "-o", "out.jsonl", "--steps", "encoding,word-count")
        told = cleaner(*arguments, cwd=tmp_path, status=2, PYTHONPATH=installed).stderr
        assert all(part in told for part in ("cleaner.toml", "least", "-1"))
        assert not (tmp_path / "out.jsonl").exists()

    def test_its_command_is_there(self, installed: str, tmp_path: Path) -> None:
        empty = SEEDS / "empty.txt"
        done = cleaner("count-words", empty, cwd=tmp_path, PYTHONPATH=installed)
        assert done.stdout == f"0\t{empty}\n"


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.name)
class TestEveryPackage:
    def test_its_own_tests_hold_and_so_it_conforms(
        self, package: Path, installed: str, tmp_path: Path
    ) -> None:
        copy = shutil.copytree(package, tmp_path / "package")
        pytest_ = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
        done = run(*pytest_, cwd=copy, PYTHONPATH=installed)
        assert "passed" in done.stdout
        assert "check_plugin(" in "".join(path.read_text() for path in copy.glob("tests/*.py"))

    def test_the_commands_of_its_readme_run(
        self, package: Path, installed: str, tmp_path: Path
    ) -> None:
        readme = (package / "README.md").read_text("utf-8")
        commands = [line.strip() for line in readme.splitlines() if line.startswith("    cleaner ")]
        assert commands
        for folder in ("seeds", "letters", "pages"):
            shutil.copytree(SEEDS, tmp_path / folder)
        for command in commands:
            cleaner(*command.split()[1:], cwd=tmp_path, PYTHONPATH=installed)

    def test_it_is_told_of(self, package: Path, installed: str, tmp_path: Path) -> None:
        assert f"({package.name}/README.md)" in (EXAMPLES / "README.md").read_text("utf-8")
        listed = cleaner("plugins", cwd=tmp_path, PYTHONPATH=installed).stdout
        assert f"{package.name} 0.1.0" in listed


class TestWorkflow:
    workflow = yaml.safe_load((EXAMPLES / "ci" / "cleaner.yml").read_text("utf-8"))
    steps = workflow["jobs"]["clean"]["steps"]

    @pytest.fixture
    def corpus(self, tmp_path: Path) -> Path:
        shutil.copytree(SEEDS, tmp_path / "corpus")
        return tmp_path / "corpus"

    def run_steps(self, folder: Path, status: int = 0) -> str:
        """Run the shell of every step but the installation, as the runner's ``shell: bash`` would.

        The installed command is stood in for by one that runs the code under test.
        """
        programs = folder / "programs"
        programs.mkdir()
        command = programs / "cleaner"
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cleaner "$@"\n', "utf-8")
        command.chmod(0o755)
        path = f"{programs}{os.pathsep}{os.environ['PATH']}"
        scripts = [step["run"] for step in self.steps if "run" in step]
        script = "\n".join(script for script in scripts if "pip install" not in script)
        bash = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script)
        return run(*bash, cwd=folder, status=status, PATH=path).stderr

    def uploaded(self, name: str) -> dict[str, Any]:
        (step,) = [step for step in self.steps if step.get("with", {}).get("name") == name]
        found: dict[str, Any] = step
        return found

    def test_a_good_corpus_passes_and_is_kept(self, corpus: Path) -> None:
        self.run_steps(corpus.parent)
        output = corpus.parent / self.uploaded("corpus")["with"]["path"]
        documents = {record["id"].partition("#")[0] for record in lines(output)}
        # An empty file has nothing to keep; what becomes of it is for the steps to say.
        seeds = {path.name for path in corpus.iterdir()} - {"empty.txt", "version-2.txt"}
        assert seeds == documents - {"empty.txt"}

    def test_a_rejected_document_is_no_failure_but_kept(self, corpus: Path) -> None:
        self.run_steps(corpus.parent)
        rejected, _ = self.uploaded("left-out")["with"]["path"].split()
        twins = {
            record["id"]: record["duplicate_of"]
            for record in lines(corpus.parent / rejected)
            if record["step"] == "near-duplicates"
        }
        assert twins == {"version-2.txt": "version-1.txt"}

    def test_a_failed_document_fails_the_job_and_is_kept(self, corpus: Path) -> None:
        with (corpus / "letters.jsonl").open("a", encoding="utf-8") as letters:
            letters.write('{"text": "cut off in the mid')
        self.run_steps(corpus.parent, status=1)
        _, failed = self.uploaded("left-out")["with"]["path"].split()
        (record,) = lines(corpus.parent / failed)
        assert record["source"].endswith("letters.jsonl")

    def test_a_wrong_configuration_fails_the_job(self, corpus: Path) -> None:
        (corpus.parent / "cleaner.toml").write_text("[segments]\nsize = 'big'\n", "utf-8")
        self.run_steps(corpus.parent, status=2)

    def test_what_was_left_out_is_kept_after_a_failure(self) -> None:
        assert "cancelled()" in self.uploaded("left-out")["if"]
        assert "if" not in self.uploaded("corpus")

    def test_it_runs_when_the_corpus_or_the_workflow_changes(self) -> None:
        # YAML 1.1 reads the key `on` as true; GitHub does not.
        for paths in (self.workflow[True][event]["paths"] for event in ("push", "pull_request")):
            assert {"corpus/**", ".github/workflows/cleaner.yml", "cleaner.toml"} == set(paths)

    def test_the_token_may_only_read(self) -> None:
        assert self.workflow["permissions"] == {"contents": "read"}

"""pre-commit, the GitHub action and workflow, and the GitLab job, run as the commands they are."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from .conftest import BODY, LAST, MORE

ROOT = Path(__file__).parent.parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
WORKFLOW = yaml.safe_load((ROOT / "examples/ci/check.yml").read_text("utf-8"))
GITLAB = yaml.safe_load((ROOT / "examples/ci/gitlab.yml").read_text("utf-8"))


@pytest.fixture
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment whose ``cleaner`` is the one under test."""
    folder = tmp_path_factory.mktemp("programs")
    for name, script in (
        ("cleaner", f'exec "{sys.executable}" -m cleaner "$@"'),
        # It is installed already; what it is asked for is written down.
        ("python", f'echo "$@" >> "{folder}/installed.txt"'),
    ):
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
    programs = f"{folder}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return os.environ | {"PATH": programs}


def bash(
    script: str, folder: Path, environment: dict[str, str], status: int
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done


def installed(environment: dict[str, str]) -> list[str]:
    """Return what Python was asked to install."""
    folder = Path(environment["PATH"].partition(os.pathsep)[0])
    return (folder / "installed.txt").read_text().splitlines()


class TestAction:
    def check(
        self, folder: Path, environment: dict[str, str], status: int, **inputs: str
    ) -> subprocess.CompletedProcess[str]:
        """Run the steps with a script, as they are printed, with inputs in their places."""
        given = {name: field["default"] for name, field in ACTION["inputs"].items()}
        given |= {name.replace("_", "-"): value for name, value in inputs.items()}
        steps = [one for one in ACTION["runs"]["steps"] if "run" in one]
        variables = {
            name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: given[found[1]], value)
            for step in steps
            for name, value in step.get("env", {}).items()
        }
        scripts = "\n".join(step["run"] for step in steps)
        variables["GITHUB_ACTION_PATH"] = "/action"
        return bash(scripts, folder, environment | variables, status)

    def test_it_annotates_what_it_finds(
        self, tmp_path: Path, dirty: Path, environment: dict[str, str]
    ) -> None:
        summary = tmp_path / "summary.md"
        environment["GITHUB_STEP_SUMMARY"] = str(summary)
        done = self.check(tmp_path, environment, 1, path="texts")
        assert "::warning file=texts/title.txt,line=5," in done.stdout
        assert "| T101 |" in summary.read_text("utf-8")

    def test_its_arguments_are_those_of_the_command(
        self, tmp_path: Path, dirty: Path, environment: dict[str, str]
    ) -> None:
        arguments = "--select N --max near-duplicates=50%"
        self.check(tmp_path, environment, 0, path="texts", arguments=arguments)

    def test_its_arguments_may_be_quoted_and_of_several_lines(
        self, tmp_path: Path, dirty: Path, environment: dict[str, str]
    ) -> None:
        arguments = "--include 'title.*'\n--select T\n"
        done = self.check(tmp_path, environment, 1, path="texts", arguments=arguments)
        assert "::warning file=texts/title.txt,line=5," in done.stdout

    def test_an_input_is_no_command(
        self, tmp_path: Path, dirty: Path, environment: dict[str, str]
    ) -> None:
        self.check(tmp_path, environment, 2, path="$(touch made)")
        assert not (tmp_path / "made").exists()

    def test_it_installs_from_its_own_folder(
        self, tmp_path: Path, dirty: Path, environment: dict[str, str]
    ) -> None:
        self.check(tmp_path, environment, 1, path="texts")
        assert installed(environment) == ["-m pip install --quiet /action"]

    @pytest.mark.parametrize(
        ("include", "status"), [(None, 0), ("*.json", 3), ("*.md\n*.json", 3), ("", 3)]
    )
    def test_by_itself_it_looks_at_texts_only(
        self, tmp_path: Path, environment: dict[str, str], include: str | None, status: int
    ) -> None:
        (tmp_path / "a.md").write_text("A clean text.\n")
        (tmp_path / "package.json").write_text('{"name": "boats"}')
        given = {} if include is None else {"include": include}
        self.check(tmp_path, environment, status, **given)


class TestWorkflow:
    def test_a_pull_request_learns_what_it_adds(
        self, tmp_path: Path, git: Callable[..., str], environment: dict[str, str]
    ) -> None:
        (tmp_path / "docs").mkdir()
        (tmp_path / "docs" / "x.md").write_text(f"{BODY}{MORE}{LAST}" * 2)
        (tmp_path / "docs" / "wrong.md").write_text("The cafÃ© is closed.\n")
        git("init", "-q")
        git("add", "-A")
        git("commit", "-qm", "base")
        base = git("rev-parse", "HEAD").strip()
        (tmp_path / "added.md").write_text(f"{BODY}{MORE}{LAST}" * 2 + "One more line.\n")
        git("add", "-A")
        git("commit", "-qm", "add")
        steps = WORKFLOW["jobs"]["check"]["steps"]
        scripts = [one["run"] for one in steps if "run" in one]
        assert WORKFLOW["env"]["SINCE"] == "${{ github.event.pull_request.base.sha }}"
        variables = WORKFLOW["env"] | {"SINCE": base}
        done = bash("\n".join(scripts), tmp_path, environment | variables, 1)
        assert installed(environment) == [f"-m pip install {WORKFLOW['env']['CLEANER']}"]
        assert "near-duplicate of docs/x.md, similarity 0.9" in done.stdout
        assert "wrong.md" not in done.stdout

    def test_it_has_the_history_and_may_only_read(self) -> None:
        assert WORKFLOW["jobs"]["check"]["steps"][0]["with"]["fetch-depth"] == 0
        assert WORKFLOW["permissions"] == {"contents": "read"}


class TestGitLab:
    def test_the_report_is_where_the_job_says(
        self, tmp_path: Path, dirty: Path, environment: dict[str, str]
    ) -> None:
        job = GITLAB["check-texts"]
        (tmp_path / "package.json").write_text('{"name": "boats"}')
        bash("\n".join(job["script"]), tmp_path, environment | job["variables"], 1)
        assert installed(environment) == [f"-m pip install {job['variables']['CLEANER']}"]
        # The slim image has no git to fetch it with.
        assert job["variables"]["CLEANER"].startswith("git+")
        assert "slim" not in job["image"]
        report = tmp_path / job["artifacts"]["reports"]["codequality"]
        issues = json.loads(report.read_text("utf-8"))
        assert {"T101", "E104", "N201"} <= {issue["check_name"] for issue in issues}
        assert job["artifacts"]["when"] == "always"


class TestPreCommit:
    @pytest.fixture
    def repository(
        self, tmp_path: Path, dirty: Path, git: Callable[..., str], environment: dict[str, str]
    ) -> Path:
        """A repository with dirty files, whose hooks are those of this project."""
        hooks = tmp_path / "hooks"
        hooks.mkdir()
        shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
        git("-C", "hooks", "init", "-q")
        git("-C", "hooks", "add", "-A")
        git("-C", "hooks", "commit", "-qm", "hooks")
        revision = git("-C", "hooks", "rev-parse", "HEAD").strip()
        # Installed by the tests already: pre-commit need not make an environment.
        names = ("cleaner-fix", "cleaner-check", "cleaner-duplicates")
        ids = [{"id": name, "language": "system"} for name in names]
        config: dict[str, Any] = {"repos": [{"repo": str(hooks), "rev": revision, "hooks": ids}]}
        (dirty / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
        git("-C", "texts", "init", "-q")
        git("-C", "texts", "config", "user.name", "Ada")
        git("-C", "texts", "config", "user.email", "ada@example.org")
        git("-C", "texts", "add", "-A")
        environment["PRE_COMMIT_HOME"] = str(tmp_path / "home")
        bash("pre-commit install", dirty, environment, 0)
        return dirty

    def test_dirty_files_are_told_mended_and_committed(
        self, repository: Path, environment: dict[str, str]
    ) -> None:
        first = bash("git commit -m all", repository, environment, 1)
        told = first.stdout + first.stderr
        assert "files were modified by this hook" in told
        assert "copy2.txt:1:1: N201 near-duplicate of copy.txt" in told
        assert "cut.txt:1:17: E103" in told
        # What can be mended is: what is left is for the author to decide.
        for name in ("copy2.txt", "cut.txt", "binary.txt"):
            (repository / name).unlink()
        second = bash("git add -A && git commit -m all", repository, environment, 0)
        assert "Passed" in second.stdout + second.stderr
        log = bash("git log --oneline", repository, environment, 0).stdout
        assert log.count("all") == 1
        assert "café" in (repository / "mojibake.txt").read_text("utf-8")

    def test_clean_files_pass(self, repository: Path, environment: dict[str, str]) -> None:
        # JSON Lines that hold no texts are nobody's fault.
        (repository / "data.jsonl").write_text('{"a": 1}\n')
        names = "clean.md refrain.txt data.jsonl"
        script = f"git rm -q --cached -r . && git add {names} && git commit -m clean"
        bash(script, repository, environment, 0)

    def test_a_copy_of_what_was_committed_before_is_told(
        self, repository: Path, environment: dict[str, str]
    ) -> None:
        for name in ("copy2.txt", "cut.txt", "binary.txt"):
            (repository / name).unlink()
        # What is mended has to be added once more.
        bash("git add -A && git commit -m all", repository, environment, 1)
        bash("git add -A && git commit -m all", repository, environment, 0)
        (repository / "again.txt").write_text(f"{BODY}{MORE}{LAST}" * 2 + "Once more.\n")
        done = bash("git add -A && git commit -m again", repository, environment, 1)
        told = done.stdout + done.stderr
        assert "again.txt:1:1: N201 near-duplicate of copy.txt" in told

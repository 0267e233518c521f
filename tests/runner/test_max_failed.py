"""A step that fails on too many documents ends the run, by its name; on few, it does not."""

from pathlib import Path
from typing import Any

import pytest

from cleaner.runner.summary import Summary

PLUGIN = '''"""Fail on every tenth document."""
from cleaner import hookimpl

@hookimpl
def clean(text):
    if int(text) % 10 == 0:
        raise ValueError("a tenth one")
'''


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tenth.py").write_text(PLUGIN)
    lines = "".join(f'{{"text": "{number}"}}\n' for number in range(400))
    (tmp_path / "in.jsonl").write_text(lines)
    return tmp_path


def run(cleaner: Any, *flags: str, status: int) -> str:
    command = ("run", "in.jsonl", "-o", "out.jsonl", "-p", "tenth.py", "--steps", "tenth", "-q")
    told: str = cleaner(*command, *flags, status=status).stderr
    return told


@pytest.mark.parametrize("share", ["10%", "0.1", "1", "100%"])
def test_as_many_as_allowed_fail_and_the_others_are_written(
    folder: Path, cleaner: Any, share: str
) -> None:
    run(cleaner, "--max-failed", share, status=1)
    assert len((folder / "out.jsonl").read_text().splitlines()) == 360


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_more_than_allowed_end_the_run_by_the_name_of_the_step(
    folder: Path, cleaner: Any, jobs: str
) -> None:
    told = run(cleaner, "--max-failed", "9%", "-j", jobs, status=1)
    assert "stopped: tenth failed on 40 of 400 documents, more than 0.09 of them; " in told
    assert "in.jsonl#1: ValueError: a tenth one" in told
    assert not (folder / "out.jsonl").exists()


def test_few_documents_are_judged_at_the_end(folder: Path, cleaner: Any) -> None:
    (folder / "in.jsonl").write_text('{"text": "10"}\n{"text": "11"}\n')
    told = run(cleaner, "--max-failed", "20%", status=1)
    assert "stopped: tenth failed on 1 of 2 documents" in told


def test_a_step_is_named_though_none_of_its_failures_is_held(tmp_path: Path, cleaner: Any) -> None:
    head = '"""Fail."""\nfrom cleaner import hookimpl\n@hookimpl\ndef clean(text):\n    '
    (tmp_path / "early.py").write_text(f"{head}1 / (int(text) % 9)")
    (tmp_path / "late.py").write_text(f"{head}1 / max(12_000 - int(text), 0)")
    lines = "".join(f'{{"text": "{number}"}}\n' for number in range(20_000))
    (tmp_path / "in.jsonl").write_text(lines)
    command = ("run", "in.jsonl", "-o", "o.jsonl", "-q", "-p", "early.py", "-p", "late.py")
    told = cleaner(*command, "--steps", "early,late", "--max-failed", "30%", status=1).stderr
    assert "stopped: late failed on " in told


@pytest.mark.parametrize("share", ["x", "-1%", "101%", "2", ""])
def test_what_is_no_share_is_refused(folder: Path, cleaner: Any, share: str) -> None:
    told = run(cleaner, f"--max-failed={share}", status=2)
    assert "it must be a share such as 0.05 or 5%" in told


def test_what_comes_to_a_step_is_what_those_before_it_left() -> None:
    summary = Summary(read=10)
    summary.tally.update(
        {
            ("failed", "read"): 1,
            ("dropped", "one"): 2,
            ("split", "one"): 5,
            ("failed", "two"): 3,
        }
    )
    assert summary.entered(["one", "two"]) == {
        "read": 10,
        "decode": 9,
        "one": 9,
        "two": 12,
        "write": 9,
    }

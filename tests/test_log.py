"""The log file: one JSON object a line, for programs; standard error stays for people."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

COUNTS = {"read", "added", "written", "rejected", "failed"}


def events(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / "run.log").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture
def given(tmp_path: Path) -> Path:
    (tmp_path / "in.jsonl").write_text('{"text": "one"}\nno JSON\n{"text": "two words"}\n')
    return tmp_path


def test_it_tells_of_a_run_from_its_start_to_its_end(given: Path, cleaner: Any) -> None:
    done = cleaner("run", "in.jsonl", "-o", "o.jsonl", "--log-file", "run.log", status=1)
    told = events(given)
    assert [event["event"] for event in told] == ["started", "running", "failed", "split", "ended"]
    times = [datetime.fromisoformat(event["time"]) for event in told]
    assert times == sorted(times)
    assert told[0]["output"] == "o.jsonl"
    assert told[0]["steps"][0] == "encoding"
    assert (told[2]["id"], told[2]["step"]) == ("in.jsonl#2", "read")
    assert {key: told[-1][key] for key in COUNTS} == {
        "read": 3,
        "added": 0,
        "written": 2,
        "rejected": 0,
        "failed": 1,
    }
    # People are told the same in words, and nothing is told twice.
    assert "in.jsonl#2" in done.stderr
    assert '"event"' not in done.stderr


def test_it_is_added_to_and_tells_why_a_run_stopped(given: Path, cleaner: Any) -> None:
    run = ("run", "in.jsonl", "-o", "o.jsonl", "--log-file", "run.log")
    cleaner(*run, status=1)
    before = len(events(given))
    cleaner(*run, "--on-error", "stop", status=1)
    last = events(given)[-1]
    assert len(events(given)) > before
    assert last["event"] == "stopped"
    assert "in.jsonl#2" in last["error"]


def test_a_log_that_cannot_be_written_is_refused_before_anything_is_done(
    given: Path, cleaner: Any
) -> None:
    done = cleaner("run", "in.jsonl", "-o", "o.jsonl", "--log-file", "no/run.log", status=2)
    assert done.stderr == "cleaner: no/run.log: it cannot be written: No such file or directory\n"
    assert not (given / "o.jsonl").exists()

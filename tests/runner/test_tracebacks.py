"""The record of a failed document has the traceback of what was raised, and only then."""

import json
from pathlib import Path
from typing import Any

import pytest

STEPS = {
    "clean": """
from cleaner import hookimpl

def deep(text):
    try:
        return text["no such place"]
    except TypeError as error:
        raise ValueError("bad text") from error

@hookimpl
def clean(text):
    return deep(text)
""",
    "sketch": """
from cleaner import hookimpl

@hookimpl
def sketch(text):
    raise ValueError("bad text")

@hookimpl
def admit():
    return None
""",
    "admit": """
from cleaner import hookimpl

@hookimpl
def sketch(text):
    return text

@hookimpl
def admit(sketch):
    raise ValueError("bad text")
""",
    "read": """
from cleaner import hookimpl

@hookimpl(tryfirst=True)
def read(source):
    raise ValueError("bad text")
""",
}

# The document waits at a gate while one of its parts fails.
SPLITTER = """
from cleaner import hookimpl

@hookimpl
def clean(text, document):
    return [document.cut(0, 3), document.cut(3, len(text))]
"""


@pytest.mark.parametrize(
    ("hook", "steps"),
    [
        ("clean", "broken"),
        ("clean", "near-duplicates,broken"),
        ("clean", "near-duplicates,splitter,broken"),
        ("sketch", "broken"),
        ("sketch", "broken,segments"),
        ("admit", "broken"),
        ("read", "titles"),
    ],
)
def test_it_begins_at_the_plugin(tmp_path: Path, cleaner: Any, hook: str, steps: str) -> None:
    (tmp_path / "in.txt").write_text("a text that is long enough")
    (tmp_path / "broken.py").write_text(STEPS[hook])
    (tmp_path / "splitter.py").write_text(SPLITTER)
    arguments = ["in.txt", "-o", "o.jsonl", "--steps", steps, "-p", "splitter.py"]
    cleaner("run", *arguments, "-p", "broken.py", status=1)
    [record] = map(json.loads, (tmp_path / "o.failed.jsonl").read_text().splitlines())
    lines = record["traceback"].splitlines()
    files = [line.split('"')[1] for line in lines if line.startswith("  File")]
    assert set(files) == {"broken.py"}
    assert lines[-1] == "ValueError: bad text"


def test_what_was_not_raised_has_none(tmp_path: Path, cleaner: Any) -> None:
    (tmp_path / "in.jsonl").write_text("no JSON\n")
    cleaner("run", "in.jsonl", "-o", "o.jsonl", status=1)
    [record] = map(json.loads, (tmp_path / "o.failed.jsonl").read_text().splitlines())
    assert record["traceback"] is None

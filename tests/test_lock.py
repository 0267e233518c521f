"""A lock is held to: what differs is refused by name, and what does not runs to the same bytes."""

import re
import tomllib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

TEXT = "The ferry leaves at seven, and whoever is late takes the road around the lake.\n"


@pytest.fixture
def locked(tmp_path: Path, cleaner: Any) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT)
    told = cleaner("lock").stderr
    assert re.fullmatch(r"cleaner: cleaner\.lock has \d+ versions now\n", told)
    return tmp_path / "cleaner.lock"


def run(cleaner: Any, *flags: str, status: int = 0) -> str:
    told: str = cleaner(
        "run", "in", "-o", "out.jsonl", "-q", "--locked", *flags, status=status
    ).stderr
    return told


def test_it_holds_versions_steps_options_and_schemes(locked: Path) -> None:
    lock = tomllib.loads(locked.read_text("utf-8"))
    assert {"cleaner", "chardet", "ftfy", "datasketch", "msgspec", "unicode"} <= set(
        lock["versions"]
    )
    assert "near-duplicates" in lock["run"]["steps"]
    assert lock["options"]["near-duplicates"]["threshold"] == "0.8"
    assert lock["options"]["segments"]["max"] == "2000"
    assert lock["decides"]["near-duplicates"]["scheme"] == '"affine32"'


@pytest.mark.parametrize(
    ("plugin", "package"),
    [
        ("html", "resiliparse"),
        ("pdf", "pypdfium2"),
        ("parquet", "pyarrow"),
        ("office", "python-docx"),
        ("warc", "fastwarc"),
        ("archives", "zstandard"),
        ("compressed", "zstandard"),
    ],
)
def test_it_holds_what_readers_and_writers_need(
    locked: Path, cleaner: Any, plugin: str, package: str
) -> None:
    lock = tomllib.loads(locked.read_text("utf-8"))
    there = lock["decides"][plugin][package]
    assert there == f'"{version(package)}"'
    text = locked.read_text("utf-8")
    start = text.index(f"[decides.{plugin}]")
    other = text[start:].replace(version(package), "0.0.1", 1)
    locked.write_text(text[:start] + other)
    told = run(cleaner, status=2)
    assert f'decides.{plugin} {package} is "0.0.1" in the lock, {there} here' in told


def test_what_an_extra_would_bring_may_be_missing(locked: Path, cleaner: Any) -> None:
    text = locked.read_text("utf-8")
    there = f'pypdfium2 = "\\"{version("pypdfium2")}\\""'
    assert there in text
    locked.write_text(text.replace(there, 'pypdfium2 = "\\"not installed\\""'))
    told = run(cleaner, status=2)
    assert 'decides.pdf pypdfium2 is "not installed" in the lock, "' in told


def test_the_same_lock_is_the_same_bytes(locked: Path, cleaner: Any) -> None:
    before = locked.read_bytes()
    cleaner("lock", env={"PYTHONHASHSEED": "7"})
    assert locked.read_bytes() == before
    run(cleaner)


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (
            ("--near-duplicates-threshold", "0.9"),
            "options.near-duplicates threshold is 0.8 in the lock, 0.9 here",
        ),
        (("--steps", "encoding"), 'run steps is ["encoding", "articles"'),
        (("--text-field", "body"), "run text-field is text in the lock, body here"),
        (("-p", "nothing.py"), "files nothing.py is not there in the lock, sha256:"),
        (
            ("--html-extractor", "justext"),
            'decides.html justext is not there in the lock, "',
        ),
        (("--csv-delimiter", ";"), "options.csv delimiter is"),
        (("--pdf-max-pages", "7"), "options.pdf max-pages is 100000 in the lock, 7 here"),
        (("--exclude", "*.md"), 'run exclude is not there in the lock, ["*.md"] here'),
        (
            ("--output-format", "parquet"),
            "run output-format is not there in the lock, parquet here",
        ),
        (("--shard-size", "10"), "run shard-size is not there in the lock, 10 documents here"),
        (("--shard-size", "1MB"), "run shard-size is not there in the lock, 1000000 bytes here"),
        (("-p", "no:warc"), "options.warc max-record is 100000000 in the lock, not there here"),
    ],
    ids=[
        "an option",
        "the steps",
        "the field",
        "a plugin more",
        "a library of a reader",
        "an option of a reader",
        "a bound of a reader",
        "the files",
        "the format of the output",
        "the documents of a shard",
        "the bytes of a shard",
        "a plugin less",
    ],
)
def test_what_differs_is_refused_by_name(
    tmp_path: Path, locked: Path, cleaner: Any, flags: tuple[str, ...], told: str
) -> None:
    source = '"""Nothing."""\nfrom cleaner import hookimpl\n@hookimpl\ndef clean(): pass\n'
    (tmp_path / "nothing.py").write_text(source)
    error = run(cleaner, *flags, status=2)
    assert error.startswith("cleaner: cleaner.lock: not as locked: ")
    assert told in error
    assert not (tmp_path / "out.jsonl").exists()


def changed(key: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        found = re.sub(rf'(?m)^({key} = )".*"$', r'\1"0.0.1"', text)
        assert found != text
        return found

    return change


@pytest.mark.parametrize("package", ["cleaner", "chardet", "ftfy", "unicode", "python"])
def test_another_version_is_refused_with_both(locked: Path, cleaner: Any, package: str) -> None:
    locked.write_text(changed(package)(locked.read_text("utf-8")), "utf-8")
    assert f"versions {package} is 0.0.1 in the lock, " in run(cleaner, status=2)


def test_a_changed_plugin_file_is_refused(tmp_path: Path, locked: Path, cleaner: Any) -> None:
    source = '"""Nothing."""\nfrom cleaner import hookimpl\n@hookimpl\ndef clean(): pass\n'
    (tmp_path / "nothing.py").write_text(source)
    cleaner("lock", "-p", "nothing.py")
    run(cleaner, "-p", "nothing.py")
    (tmp_path / "nothing.py").write_text(source + "# other\n")
    assert "files nothing.py is sha256:" in run(cleaner, "-p", "nothing.py", status=2)


def test_what_the_output_is_written_as_is_locked(locked: Path, cleaner: Any) -> None:
    written = ("--output-format", "jsonl.gz", "--shard-size", "10")
    cleaner("lock", *written)
    run(cleaner, *written)
    told = run(cleaner, "--output-format", "jsonl", status=2)
    assert "run output-format is jsonl.gz in the lock, jsonl here" in told
    assert "run shard-size is 10 documents in the lock, not there here" in told


def test_an_index_that_has_taken_in_more_is_refused(
    tmp_path: Path, locked: Path, cleaner: Any
) -> None:
    index = ("--near-duplicates-index", "seen.index")
    cleaner("lock", *index)
    run(cleaner, *index)
    told = run(cleaner, *index, status=2)
    assert 'decides.near-duplicates index is "nothing yet" in the lock, "blake2b:' in told
    only_compares = (*index, "--near-duplicates-index-read-only")
    cleaner("lock", *only_compares)
    for _ in "12":
        run(cleaner, *only_compares)
    (tmp_path / "in" / "a.txt").write_text("Something else, of which nobody has heard.\n")
    cleaner("run", "in", "-o", "more.jsonl", "-q", *index)
    told = run(cleaner, *only_compares, status=2)
    assert re.search(r'index is "blake2b:\w+" in the lock, "blake2b:\w+" here$', told.strip())


def test_one_that_is_not_there_or_none_is_told(tmp_path: Path, locked: Path, cleaner: Any) -> None:
    assert "`cleaner lock` writes one" in run(cleaner, "--lock-file", "gone.lock", status=2)
    locked.write_text("[versions\n")
    assert "cleaner.lock: it is no lock: " in run(cleaner, status=2)
    locked.write_text("x = 1\n")
    assert "cleaner.lock: it is no lock: x is no table" in run(cleaner, status=2)

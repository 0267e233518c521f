"""A baseline: what it knows is quiet, wherever the check is begun, and what is new is not."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from .conftest import LAST, Check


def codes(told: str) -> list[str]:
    return [line.split(": ")[1].split()[0] for line in told.splitlines() if ": " in line]


def test_what_it_knows_is_quiet_and_what_is_new_is_not(dirty: Path, check: Check) -> None:
    check("--baseline", "known.json", "--update-baseline", status=0)
    assert check("--baseline", "known.json", status=0).stdout == (
        "10 documents looked at, nothing found; 8 known to the baseline\n"
    )
    mojibake = dirty / "mojibake.txt"
    mojibake.write_text("A line before it.\n" + mojibake.read_text("utf-8"), "utf-8")
    assert "nothing found" in check("--baseline", "known.json", status=0).stdout
    mojibake.write_text(mojibake.read_text("utf-8") + f"Ã©t\n{LAST}", "utf-8")
    told = check("--baseline", "known.json").stdout
    assert codes(told) == ["E104"]
    assert ":5:1: " in told.splitlines()[0]


def test_it_is_the_same_bytes_each_time(tmp_path: Path, dirty: Path, check: Any) -> None:
    for name in ("a.json", "b.json"):
        check("--baseline", name, "--update-baseline", status=0)
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_one_that_is_none_is_refused(tmp_path: Path, dirty: Path, check: Check) -> None:
    (tmp_path / "known.json").write_text(json.dumps({"findings": 3}))
    told = check("--baseline", "known.json", status=2).stderr
    assert told == "cleaner: known.json: it is no baseline; --update-baseline writes one anew\n"
    assert "cannot be read" in check("--baseline", "gone.json", status=2).stderr
    assert "needs --baseline" in check("--update-baseline", status=2).stderr


@pytest.fixture
def known(dirty: Path, check: Check) -> Path:
    check("--baseline", "known.json", "--update-baseline", status=0)
    return dirty.parent / "known.json"


QUIET = "10 documents looked at, nothing found; 8 known to the baseline\n"


@pytest.mark.parametrize(
    ("folder", "path", "baseline"),
    [
        (".", "texts", "known.json"),
        (".", "./texts/", "./known.json"),
        ("texts", ".", "../known.json"),
        ("texts/below", "..", "../../known.json"),
        ("/", "{root}/texts", "{root}/known.json"),
    ],
)
def test_it_holds_wherever_the_check_is_begun(
    known: Path, cleaner: Any, folder: str, path: str, baseline: str
) -> None:
    (known.parent / "texts" / "below").mkdir()
    told = cleaner(
        "check",
        path.format(root=known.parent),
        "--baseline",
        baseline.format(root=known.parent),
        cwd=known.parent / folder,
    )
    assert told.stdout == QUIET


def test_it_holds_in_another_checkout(known: Path, tmp_path: Path, cleaner: Any) -> None:
    other = tmp_path / "other"
    shutil.copytree(known.parent / "texts", other / "texts")
    shutil.copy(known, other)
    assert cleaner("check", "texts", "--baseline", "known.json", cwd=other).stdout == QUIET


def test_it_names_files_and_codes(known: Path) -> None:
    findings = json.loads(known.read_text())["findings"]
    assert list(findings) == sorted(findings)
    assert list(findings["texts/mojibake.txt"]) == ["E104"]
    assert sum(findings["texts/mojibake.txt"]["E104"].values()) == 2


def test_lines_may_come_go_and_move(known: Path, check: Check) -> None:
    path = known.parent / "texts" / "mojibake.txt"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(["Before.\n", *reversed(lines), "Behind.\n"]), "utf-8")
    assert check("--baseline", "known.json", status=0).stdout == QUIET


@pytest.mark.parametrize(
    "flags",
    [("texts/title.txt",), ("texts/title.txt", "--select", "T"), ("texts", "--select", "T101")],
    ids=["other files", "other files and codes", "other codes"],
)
def test_an_update_leaves_what_was_not_looked_for(
    known: Path, cleaner: Any, check: Check, flags: tuple[str, ...]
) -> None:
    before = known.read_bytes()
    cleaner("check", *flags, "--baseline", "known.json", "--update-baseline")
    assert known.read_bytes() == before
    (known.parent / "texts" / "title.txt").write_text("Nothing is wrong here.\n")
    cleaner("check", *flags, "--baseline", "known.json", "--update-baseline")
    findings = json.loads(known.read_text())["findings"]
    assert "texts/title.txt" not in findings
    assert "texts/mojibake.txt" in findings


def test_an_update_forgets_files_that_are_gone(known: Path, check: Check) -> None:
    (known.parent / "texts" / "mojibake.txt").unlink()
    check("--baseline", "known.json", "--update-baseline", status=0)
    assert "texts/mojibake.txt" not in json.loads(known.read_text())["findings"]


@pytest.mark.parametrize(
    ("flags", "status"),
    [
        (("--steps", "titles"), 3),
        (("--include", "t*"), 0),
        (("--exclude", "*.txt"), 0),
        (("--config", "none.toml"), 0),
        (("-p", "broken.py", "--steps", "broken,encoding,titles,near-duplicates"), 3),
    ],
    ids=["steps", "included", "excluded", "ignored in files", "failed"],
)
def test_an_update_leaves_what_was_left_out(
    known: Path, check: Check, flags: tuple[str, ...], status: int
) -> None:
    before = known.read_bytes()
    (known.parent / "none.toml").write_text('[check.per-file-ignores]\n"*.txt" = ["E", "N", "T"]\n')
    (known.parent / "broken.py").write_text(
        "from cleaner import hookimpl\n\n@hookimpl\ndef clean(text):\n    raise ValueError\n"
    )
    check(*flags, "--baseline", "known.json", "--update-baseline", status=status)
    assert known.read_bytes() == before


def test_what_fails_in_part_is_not_known_twice(dirty: Path, check: Check) -> None:
    wrong = '{"text": "The cafÃ© is closed."}\n'
    (dirty / "a.jsonl").write_text(wrong)
    flags = ("--baseline", "known.json", "--update-baseline")
    check(*flags, status=0)
    before = (dirty.parent / "known.json").read_bytes()
    (dirty / "a.jsonl").write_text(f"{wrong}{{\n")
    check(*flags, status=3)
    assert (dirty.parent / "known.json").read_bytes() == before


def test_a_first_one_knows_what_could_not_be_mended(dirty: Path, check: Check) -> None:
    done = check("--fix", "--baseline", "known.json", "--update-baseline", status=0)
    assert "mended 4 files\ncleaner: known.json knows 3 findings now" in done.stderr
    told = check("--diff", "--baseline", "known.json", "--update-baseline", status=2).stderr
    assert "--diff changes nothing, --update-baseline does" in told


def test_one_of_an_earlier_version_is_refused(known: Path, check: Check) -> None:
    known.write_text(json.dumps({"version": 1, "findings": {"0123456789abcdef": 1}}))
    assert "it is no baseline" in check("--baseline", "known.json", status=2).stderr


def test_it_may_lie_among_the_files(dirty: Path, cleaner: Any) -> None:
    flags = ("--baseline", "known.json")
    cleaner("check", ".", *flags, "--update-baseline", cwd=dirty)
    told = cleaner("check", ".", *flags, cwd=dirty).stdout
    assert told == "11 documents looked at, nothing found; 8 known to the baseline\n"

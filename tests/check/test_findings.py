"""All that is planted is found, where it is, and nothing else."""

import json
import re
from pathlib import Path

import pytest

from .conftest import BODY, LAST, MORE, TITLE, Check

PLANTED = [
    ("binary.txt", 1, 1, "E190"),
    ("copy2.txt", 1, 1, "N201"),
    ("cut.txt", 1, 17, "E103"),
    ("ends.txt", 1, 9, "E106"),
    ("legacy.txt", 1, 1, "E101"),
    ("mojibake.txt", 1, 13, "E104"),
    ("mojibake.txt", 3, 8, "E104"),
    ("title.txt", 5, 1, "T101"),
]


def found(told: str) -> list[tuple[str, int, int, str]]:
    content = json.loads(told)
    return [
        (one["path"].removeprefix("texts/"), one["line"], one["column"], one["code"])
        for one in content["findings"]
    ]


def test_all_that_is_planted_and_nothing_else(dirty: Path, check: Check) -> None:
    assert found(check("--output-format", "json").stdout) == PLANTED


@pytest.mark.parametrize("jobs", ["2", "4"])
def test_the_same_bytes_for_every_number_of_workers(dirty: Path, check: Check, jobs: str) -> None:
    assert check("-j", jobs).stdout == check("-j", "1").stdout


def test_a_line_a_finding_that_says_what_and_what_to_do(dirty: Path, check: Check) -> None:
    lines = check().stdout.splitlines()
    assert lines[-1] == "8 findings in 7 files; 5 can be mended with --fix"
    assert "texts/title.txt:5:1: T101 title line repeated, first at line 1; remove it" in lines
    told = next(line for line in lines if "copy2.txt" in line)
    assert told.startswith("texts/copy2.txt:1:1: N201 near-duplicate of texts/copy.txt, similarity")
    assert "texts/ends.txt:1:9: E106 line ends other than LF (2 places in the file)" in lines


def test_nothing_found(tmp_path: Path, check: Check) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(BODY)
    assert check(status=0).stdout == "1 document looked at, nothing found\n"
    assert check("-q", status=0).stdout == ""


def test_nothing_is_changed_and_nothing_is_left(dirty: Path, check: Check) -> None:
    before = {path: path.read_bytes() for path in dirty.iterdir()}
    check()
    assert {path: path.read_bytes() for path in dirty.iterdir()} == before
    assert [path.name for path in dirty.parent.iterdir()] == ["texts"]


def test_a_bundle_is_told_where_each_article_begins(tmp_path: Path, check: Check) -> None:
    (tmp_path / "texts").mkdir()
    one, two = TITLE, "Another lake that has no name of its own"
    text = f"{one}\n{one}\n\n{BODY}{MORE}\n{two}\n{two}\n\n{LAST}{MORE}{BODY}"
    (tmp_path / "texts" / "bundle.txt").write_text(text)
    assert found(check("--output-format", "json").stdout) == [
        ("bundle.txt", 2, 1, "T101"),
        ("bundle.txt", 7, 1, "A101"),
        ("bundle.txt", 8, 1, "T101"),
    ]


WRONG = "The cafÃ© is closed."
TABLE = (
    "id,note,text\n"
    "1,plain,Nothing is wrong\n"
    f'2,"two\nlines",{WRONG}\n'
    "\n"
    f'3,plain,"One line,\na ""quoted"" one,\n{WRONG}"\n'
    f'4,"three\r\nlines\r\nhere","First.\n{WRONG}\nLast."\n'
    f"5,plain,{WRONG}\n"
)


@pytest.mark.parametrize(
    ("name", "content", "flags", "places"),
    [
        ("a.jsonl", f'{{"text": "a"}}\n\n{{"text": "{WRONG}"}}\n', (), [("a.jsonl", 3)]),
        (
            "a.jsonl",
            f'{{"n": "x", "text": "a"}}\n{{"n": "y", "text": "one\\ntwo\\n{WRONG}"}}\n',
            ("--config", "ids.toml"),
            [("a.jsonl", 2)],
        ),
        ("a.csv", TABLE, (), [("a.csv", line) for line in (4, 8, 12, 14)]),
        ("a.csv", TABLE, ("--config", "ids.toml"), [("a.csv", line) for line in (4, 8, 12, 14)]),
        ("a.tsv", f"text\n{WRONG}\n", (), [("a.tsv", 2)]),
    ],
    ids=["lines", "lines with ids", "rows of several lines", "rows with ids", "tabs"],
)
def test_records_are_told_by_their_lines_on_disk(
    tmp_path: Path,
    check: Check,
    name: str,
    content: str,
    flags: tuple[str, ...],
    places: list[tuple[str, int]],
) -> None:
    (tmp_path / "texts").mkdir()
    field = "n" if name == "a.jsonl" else "id"
    (tmp_path / "ids.toml").write_text(f'id-field = "{field}"\n')
    (tmp_path / "texts" / name).write_bytes(content.encode())
    # A line end that a cell has is no finding of this test.
    told = check("--select", "E104", "--output-format", "json", *flags).stdout
    assert [one[:2] for one in found(told)] == places
    lines = content.split("\n")
    assert all("Ã©" in lines[line - 1] for _, line in places)
    assert "can be mended" not in check("--select", "E104", *flags).stdout


def test_a_twin_in_a_file_of_many_is_told_by_its_line(tmp_path: Path, check: Check) -> None:
    (tmp_path / "texts").mkdir()
    texts = [BODY, f"{BODY}{MORE}{LAST}" * 2, LAST, f"{BODY}{MORE}{LAST}" * 2 + "And more."]
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    (tmp_path / "texts" / "a.jsonl").write_text(lines)
    told = check("--select", "N").stdout
    assert told.startswith("texts/a.jsonl:4:1: N201 near-duplicate of texts/a.jsonl:2, similarity")


def test_items_without_lines_are_told_by_their_ids(tmp_path: Path, check: Check) -> None:
    (tmp_path / "texts").mkdir()
    items = [{"text": BODY}, {"text": WRONG}, {"text": WRONG + "!"}]
    (tmp_path / "texts" / "a.json").write_text(json.dumps(items))
    lines = check("--select", "E").stdout.splitlines()
    assert [line.rpartition(" (")[2] for line in lines[:2]] == [
        "line 1, column 8 of the text of a.json#2)",
        "line 1, column 8 of the text of a.json#3)",
    ]
    assert all(line.startswith("texts/a.json: E104 ") for line in lines[:2])


PAGE = f"<html><body>\n\n<h1>Boats</h1>\n<p>{BODY}</p>\n<p>{WRONG}</p></body></html>"
MAIL = f"From: a@example.org\nMIME-Version: 1.0\nContent-Type: text/plain\n\nA line.\n{WRONG}\n"


@pytest.mark.parametrize(
    ("name", "content"), [("a.html", PAGE), ("a.eml", MAIL)], ids=["page", "mail"]
)
def test_a_text_that_was_taken_out_has_no_place_in_its_file(
    tmp_path: Path, check: Check, name: str, content: str
) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / name).write_text(content)
    flags = ("--select", "E104", "--output-format")
    assert re.match(
        rf"texts/{name}: E104 mojibake: .* \(line \d, column 8 of its text\)\n",
        check(*flags, "text").stdout,
    )
    (one,) = json.loads(check(*flags, "json").stdout)["findings"]
    assert (one["line"], one["column"], one["end_line"], one["end_column"]) == (None,) * 4
    assert f"::warning file=texts/{name},title=cleaner E104::" in check(*flags, "github").stdout
    (result,) = json.loads(check(*flags, "sarif").stdout)["runs"][0]["results"]
    assert "region" not in result["locations"][0]["physicalLocation"]
    (issue,) = json.loads(check(*flags, "gitlab").stdout)
    assert issue["location"] == {"path": f"texts/{name}", "lines": {"begin": 1}}
    assert f"| texts/{name} | E104 |" in check(*flags, "markdown").stdout
    assert ">E104 mojibake" in check(*flags, "junit").stdout


def test_all_of_such_a_text_has_none_either(tmp_path: Path, check: Check) -> None:
    (tmp_path / "texts").mkdir()
    for name in ("a.html", "b.html"):
        page = f"<html><body><h1>{name}</h1>{f'<p>{BODY}{MORE}{LAST}</p>' * 3}</body></html>"
        (tmp_path / "texts" / name).write_text(page)
    told = check("--select", "N").stdout
    assert re.match(r"texts/b.html: N\d+ .* of texts/a.html.*\n1 finding", told)
    assert "of its text" not in told


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_columns_are_those_of_the_file_on_disk(tmp_path: Path, check: Check, encoding: str) -> None:
    (tmp_path / "texts").mkdir()
    text = f"{TITLE}\r\n\r\nDéjà vu à l’été, été\u00ad après été. {BODY}"
    (tmp_path / "texts" / "a.txt").write_bytes(text.encode(encoding))
    places = found(check("--select", "E109", "--output-format", "json").stdout)
    assert places == [("a.txt", 3, 21, "E109")]


def test_a_failure_is_told_and_is_no_finding(dirty: Path, check: Check) -> None:
    (dirty / "broken.jsonl").write_text('{"text": ')
    done = check(status=3)
    assert "texts/broken.jsonl:1:1: read failed: line 1 is not JSON" in done.stdout
    assert "1 failed" in done.stdout


def test_a_failure_in_json_lines_has_its_line(tmp_path: Path, check: Check) -> None:
    (tmp_path / "texts").mkdir()
    lines = b'{"text": "a"}\n\n{"text": "b"}\n{"text": \n{"text": "\xff\xfe\xfd"\n[]\n'
    (tmp_path / "texts" / "rows.jsonl").write_bytes(lines)
    told = check(status=3).stdout.splitlines()
    places = [f"texts/rows.jsonl:{line}:1: read failed" for line in (4, 5, 6)]
    assert [line.rpartition(": line ")[0] for line in told[:-1]] == places
    assert "line=5::read failed" in check("--output-format", "github", status=3).stdout
    issues = json.loads(check("--output-format", "gitlab", status=3).stdout)
    assert [issue["location"]["lines"]["begin"] for issue in issues] == [4, 5, 6]


def test_a_step_that_names_no_codes_has_nothing_to_say(dirty: Path, check: Check) -> None:
    done = check("--steps", "segments", status=2)
    assert done.stderr == "cleaner: none of the steps has something to say of a file\n"

"""Each format is what its readers want: valid by their schemas, and with every finding in it."""

import contextlib
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
import xmlschema

from cleaner.check.finding import Finding
from cleaner.check.formats import NAMES, renderer
from cleaner.check.report import Failure, Report
from cleaner.cli.parameters.of_check import check_parameters
from cleaner.codes import Code

from .conftest import Check

SCHEMAS = Path(__file__).parent / "schemas"

ODD = Report(
    findings=[
        Finding("a b/ü:1,2.txt", 3, 7, "E104", "50% | *odd*\nmessage", 3, 9, "encoding", "x", True),
        Finding("a b/ü:1,2.txt", 3, 7, "E104", "50% | *odd*\nmessage", 3, 9, "encoding", "x", True),
        Finding("b.txt", 1, 1, "N201", "near-duplicate of a.txt", 2, 1, "near-duplicates"),
        Finding("c.html", 1, 1, "T101", "in text", 1, 2, "encoding", "x", False, True),
    ],
    failures=[Failure("c.txt", "titles", "ValueError: \x00 <&>")],
    gates=["titles: 3 of 4 documents (75%), at most 1% are allowed"],
    quiet=2,
    documents=4,
    codes={
        name: Code(name, f"reason of {name}", "message", "Because. And more.")
        for name in ("E104", "N201", "T101")
    },
)
NOTHING = Report(findings=[], documents=3)


@pytest.mark.parametrize("report", [ODD, NOTHING], ids=["odd", "nothing"])
class TestSchemas:
    def test_sarif(self, report: Report) -> None:
        schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text("utf-8"))
        log = json.loads(renderer("sarif")(report))
        jsonschema.Draft4Validator(schema).validate(log)
        results = log["runs"][0]["results"]
        rules = log["runs"][0]["tool"]["driver"]["rules"]
        assert len(results) == len(report.findings)
        for result in results:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]

    def test_junit(self, report: Report, tmp_path: Path) -> None:
        text = renderer("junit")(report)
        xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd").validate(text)
        suite = ET.fromstring(text.encode())[0]
        assert len(suite.findall("testcase/failure")) == len(report.by_path()) + len(report.gates)
        assert len(suite.findall("testcase/error")) == len(report.failures)

    def test_gitlab(self, report: Report) -> None:
        issues = json.loads(renderer("gitlab")(report))
        assert len(issues) == len(report.findings) + len(report.failures)
        prints = [issue["fingerprint"] for issue in issues]
        assert len(set(prints)) == len(prints)
        for issue in issues:
            assert {"description", "check_name", "severity", "location"} <= issue.keys()
            assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}

    def test_json(self, report: Report) -> None:
        content = json.loads(renderer("json")(report))
        assert len(content["findings"]) == len(report.findings)
        assert content["known"] == report.quiet


def on_a_terminal(folder: Path, **environment: str) -> str:
    """Run a check whose output goes to a terminal."""
    main, other = pty.openpty()
    command = [sys.executable, "-m", "cleaner", "check", "texts", "-q"]
    env = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "TERM")}
    with os.fdopen(main, "rb", buffering=0) as stream:
        done = subprocess.Popen(
            command, cwd=folder, stdout=other, stdin=subprocess.DEVNULL, env=env | environment
        )
        os.close(other)
        told = b""
        with contextlib.suppress(OSError):  # how a terminal ends
            while piece := stream.read(4096):
                told += piece
        assert done.wait() == 1
    return told.decode().replace("\r\n", "\n")


def test_a_terminal_has_colors_and_the_same_words(dirty: Path, check: Check) -> None:
    plain = check("-q").stdout
    assert "\x1b" not in plain
    told = on_a_terminal(dirty.parent, TERM="xterm")
    assert "\x1b[1mtexts/title.txt\x1b[0m\x1b[36m:\x1b[0m5" in told
    assert re.sub(r"\x1b\[[\d;]*m", "", told) == plain


@pytest.mark.parametrize("environment", [{"TERM": "xterm", "NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_one_without_colors_is_asked_for(
    dirty: Path, check: Check, environment: dict[str, str]
) -> None:
    assert on_a_terminal(dirty.parent, **environment) == check("-q").stdout


def test_github_commands_escape_what_would_end_them() -> None:
    first = renderer("github")(ODD).splitlines()[0]
    assert first == (
        "::warning file=a b/ü%3A1%2C2.txt,line=3,col=7,endLine=3,endColumn=9,"
        "title=cleaner E104::50%25 | *odd*%0Amessage"
    )
    assert "::error file=c.txt,title=cleaner::titles failed" in renderer("github")(ODD)


def test_markdown_shows_signs_as_they_are() -> None:
    told = renderer("markdown")(ODD)
    assert r"50% \| \*odd\* message" in told
    assert told.count("| E104 |") == 2


def test_every_format_can_be_asked_for(dirty: Path, check: Check) -> None:
    option = next(one for one in check_parameters() if one.name == "output_format")
    assert list(option.type.choices) == list(NAMES)
    for name in NAMES:
        told = check("--output-format", name).stdout
        assert "mojibake.txt" in told
        # Columns and lines are those of the file.
        assert "T101" in told or name == "text"


def test_a_report_can_go_to_a_file(tmp_path: Path, dirty: Path, check: Check) -> None:
    assert check("--output-format", "sarif", "--report", "out.sarif").stdout == ""
    assert json.loads((tmp_path / "out.sarif").read_text("utf-8"))["version"] == "2.1.0"
    told = check("--report", "gone/out.txt", status=2).stderr
    assert told == "cleaner: gone/out.txt: it cannot be written: No such file or directory\n"


def test_github_writes_the_summary_of_the_job(tmp_path: Path, dirty: Path, check: Any) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("# Before\n")
    check("--output-format", "github", env={"GITHUB_STEP_SUMMARY": str(summary)})
    text = summary.read_text("utf-8")
    assert text.startswith("# Before\n**cleaner**: 8 findings")
    assert "| E104 |" in text


def test_names_of_files_are_one_line_that_can_be_printed(dirty: Path, check: Check) -> None:
    (dirty / "a\n\x1b[31m.md").write_text("The cafÃ© is closed.\n")
    assert r"texts/a\n\x1b[31m.md:1:8: E104" in check().stdout

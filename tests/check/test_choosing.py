"""Which findings are reported: codes, files, gates, and what a baseline knows."""

from pathlib import Path
from typing import Any

import pytest

from cleaner.check.choosing import Choice
from cleaner.check.finding import Finding
from cleaner.check.gates import Gate

from .conftest import Check


def codes(told: str) -> list[str]:
    return [line.split(": ")[1].split()[0] for line in told.splitlines() if ": " in line]


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        (("--select", "T,N"), ["N201", "T101"]),
        (("--select", "E1", "--ignore", "E10"), ["E190"]),
        (("--select", "E104,T101", "--ignore", "E"), ["E104", "E104", "T101"]),
        (("--ignore", "E,T"), ["N201"]),
        (("--select", "ALL", "--ignore", "N,T,E103,E104,E106,E190"), ["E101"]),
    ],
)
def test_by_prefix(dirty: Path, check: Check, flags: tuple[str, ...], expected: list[str]) -> None:
    assert codes(check(*flags).stdout) == expected


@pytest.mark.parametrize(
    ("select", "ignore", "code", "wanted"),
    [
        (("E104",), ("E",), "E104", True),
        (("E",), ("E104",), "E104", False),
        (("E104",), ("E104",), "E104", False),
        ((), ("T",), "E104", True),
        (("T",), (), "E104", False),
    ],
)
def test_the_longest_prefix_decides(
    select: tuple[str, ...], ignore: tuple[str, ...], code: str, wanted: bool
) -> None:
    finding = Finding("a", 1, 1, code, "", 1, 1, "x")
    assert Choice(select, ignore).wants(finding) is wanted


def test_small_letters_will_do(dirty: Path, check: Check) -> None:
    assert codes(check("--select", "t,n2").stdout) == ["N201", "T101"]


def test_a_code_that_is_nearly_one_is_told(dirty: Path, check: Check) -> None:
    told = check("--select", "E141", status=2).stderr
    assert "no code begins with 'E141'; did you mean 'E1" in told


def test_a_gate_counts_what_is_reported(dirty: Path, check: Check) -> None:
    check("--select", "E", "--max", "encoding=4", "--ignore", "E190", status=0)
    check("--select", "E", "--max", "encoding=4", status=1)
    check("--select", "N", "--max", "titles=0", "--max", "near-duplicates=1", status=0)


@pytest.mark.parametrize("flag", ["--select", "--ignore"])
def test_a_prefix_of_no_code_is_refused(dirty: Path, check: Check, flag: str) -> None:
    told = check(flag, "X9", status=2).stderr
    assert told.startswith(f"cleaner: {flag}: no code begins with 'X9'; there are: A101, E101")


class TestConfiguration:
    def test_it_has_the_same_and_flags_win(self, tmp_path: Path, dirty: Path, check: Check) -> None:
        (tmp_path / "cleaner.toml").write_text(
            '[check]\nselect = ["E104", "T"]\n[check.per-file-ignores]\n"texts/moji*" = ["E"]\n'
        )
        assert codes(check().stdout) == ["T101"]
        assert codes(check("--select", "E106").stdout) == ["E106"]

    def test_it_holds_from_its_own_folder(self, tmp_path: Path, dirty: Path, cleaner: Any) -> None:
        (tmp_path / "cleaner.toml").write_text(
            '[check]\nselect = ["E104", "T"]\nbaseline = "known.json"\n'
            '[check.per-file-ignores]\n"texts/moji*" = ["E"]\n'
        )
        cleaner("check", "texts", "--update-baseline")
        assert (tmp_path / "known.json").exists()
        (dirty / "below").mkdir()
        told = cleaner("check", "..", cwd=dirty / "below").stdout
        assert told == "10 documents looked at, nothing found; 1 known to the baseline\n"

    @pytest.mark.parametrize(
        ("table", "told"),
        [
            ("selct = ['E']", "[check]: there is no key 'selct'; did you mean 'select'?"),
            ("ignore = 'E'", "[check]: ignore is 'E', but must be a list of codes"),
            ("ignore = ['Q']", "[check] ignore: no code begins with 'Q'"),
            ("baseline = 3", "[check]: baseline is 3, but must be the name of a file"),
            ("per-file-ignores = {'*' = 'E'}", "must be a table of patterns"),
        ],
    )
    def test_errors_name_file_key_and_what_is_allowed(
        self, tmp_path: Path, dirty: Path, check: Check, table: str, told: str
    ) -> None:
        (tmp_path / "cleaner.toml").write_text(f"[check]\n{table}\n")
        error = check(status=2).stderr
        assert "cleaner.toml" in error
        assert told in error


class TestPatternsThatFitNothing:
    @pytest.mark.parametrize(
        ("pattern", "fits"),
        [
            ("texts/title.txt", True),
            ("texts/**", True),
            ("elsewhere/*.md", True),
            ("*.log", False),
            ("text/title.txt", False),
            ("/title.txt", False),
        ],
    )
    def test_one_of_the_ignores_is_told(
        self, tmp_path: Path, dirty: Path, check: Check, pattern: str, fits: bool
    ) -> None:
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "elsewhere" / "a.md").write_text("Not looked at.\n")
        (tmp_path / "cleaner.toml").write_text(f'[check.per-file-ignores]\n"{pattern}" = ["E"]\n')
        told = "" if fits else f"cleaner: per-file-ignores: no file fits {pattern!r}\n"
        assert check("--select", "N").stderr == told
        assert check("--select", "N", "-q").stderr == ""

    def test_what_is_to_be_looked_at_is_told(self, dirty: Path, check: Check) -> None:
        told = check("--include", "*.mdx", "--include", "*.rst", status=0).stderr
        assert told == "cleaner: --include *.mdx *.rst: no file fits\n"
        assert check("--include", "*.mdx", "--include", "title.*").stderr == ""


class TestGates:
    @pytest.mark.parametrize(
        ("gate", "found", "documents", "passed"),
        [
            (Gate("n", 1, True), 1, 100, True),
            (Gate("n", 1, True), 2, 100, False),
            (Gate("n", 2, False), 2, 3, True),
            (Gate("n", 0, False), 1, 100, False),
            (Gate("n", 0, True), 0, 0, True),
        ],
    )
    def test_a_number_or_a_share(
        self, gate: Gate, found: int, documents: int, passed: bool
    ) -> None:
        assert (gate.exceeded(found, documents) is None) is passed

    def test_what_a_gate_allows_is_told_and_no_failure(self, dirty: Path, check: Check) -> None:
        done = check("--select", "N", "--max", "near-duplicates=10%", status=0)
        assert "N201" in done.stdout

    def test_more_than_it_allows_is(self, dirty: Path, check: Check) -> None:
        told = check("--select", "N", "--max", "near-duplicates=0").stdout
        assert "near-duplicates: 1 of 10 documents (10%), at most 0 are allowed" in told

    @pytest.mark.parametrize(
        ("gate", "told"),
        [
            ("titles", "it must be like near-duplicates=1% or titles=5"),
            ("title=1", "no step 'title' is checked; did you mean 'titles'"),
        ],
    )
    def test_one_that_means_nothing_is_refused(
        self, dirty: Path, check: Check, gate: str, told: str
    ) -> None:
        assert told in check("--max", gate, status=2).stderr

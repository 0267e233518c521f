"""Where the time went: nothing is counted twice, and nothing is left out."""

import json
from pathlib import Path

import pytest

from cleaner.chain import Recipe
from cleaner.runner import Run, Summary, run

ROUNDING = 1e-9
SURVEYS = {"near-duplicates": {"keep": "longest"}}


def summary_of(folder: Path, jobs: int, values: dict[str, dict[str, str]]) -> Summary:
    words = " ".join(f"word{number}" for number in range(300))
    lines = [json.dumps({"text": f"{words} {number}"}) + "\n" for number in range(40)]
    (folder / "in").mkdir()
    for name in "abcde":
        (folder / "in" / f"{name}.jsonl").write_text("".join(lines))
    recipe = Recipe(("encoding", "near-duplicates", "segments"), values=values)
    return run(Run(recipe, (str(folder / "in"),), str(folder / "out.jsonl"), jobs=jobs))


@pytest.mark.parametrize("values", [{}, SURVEYS], ids=["one pass", "two passes"])
@pytest.mark.parametrize("jobs", [0, 1, 2])
def test_the_times_of_the_main_process_add_up_to_the_whole(tmp_path, jobs, values) -> None:
    summary = summary_of(tmp_path, jobs, values)
    assert sum(summary.main.values()) == pytest.approx(summary.wall)
    assert {"start", "wait", "merge", "journal", "near-duplicates", "end"} < summary.main.keys()
    assert {name: spent for name, spent in summary.main.items() if spent < -ROUNDING} == {}


@pytest.mark.parametrize("values", [{}, SURVEYS], ids=["one pass", "two passes"])
def test_one_worker_has_spent_no_more_than_was_waited_for_it(tmp_path, values) -> None:
    summary = summary_of(tmp_path, 1, values)
    names = {"read", "decode", "encoding", "near-duplicates", "segments", "write", "other"}
    assert summary.seconds.keys() == names
    assert {name: spent for name, spent in summary.seconds.items() if spent < -ROUNDING} == {}
    assert 0 < sum(summary.seconds.values()) <= summary.main["wait"]

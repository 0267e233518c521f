"""What the default chain makes of each seed, run as a user runs it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SEEDS = Path(__file__).parent.parent / "seeds"

Records = list[dict[str, Any]]


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Records]:
    folder = tmp_path_factory.mktemp("run")
    command = (sys.executable, "-m", "cleaner", "run", SEEDS, "-o", folder / "out.jsonl")
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    names = ("out", "out.rejected", "out.failed")
    files = {name: folder / f"{name}.jsonl" for name in names}
    return {
        name: [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        for name, path in files.items()
        if path.exists()
    }


@pytest.fixture(scope="module")
def kept(outputs: dict[str, Records]) -> Records:
    return outputs["out"]


def of(kept: Records, seed: str) -> Records:
    """Pick what a seed gave, in order."""
    return [record for record in kept if record["id"].partition("#")[0] == seed]


def joined(records: Records) -> str:
    """Put the segments of a document together again."""
    return "".join(record["text"] for record in records)


def articles(kept: Records, seed: str) -> list[Records]:
    """Group the segments of a seed that holds several documents: ``#2.1`` belongs to ``#2``."""
    groups: dict[str, Records] = {}
    for record in of(kept, seed):
        part = record["id"].partition("#")[2]
        groups.setdefault(part.partition(".")[0], []).append(record)
    return list(groups.values())


def filled(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize(
    ("seed", "codec"),
    [
        ("cp1251.txt", "cp1251"),
        ("cp1252.txt", "cp1252"),
        ("shift_jis.txt", "shift_jis"),
        ("utf-16.txt", "utf-16"),
    ],
)
def test_decodes(kept: Records, seed: str, codec: str) -> None:
    records = of(kept, seed)
    assert joined(records) == (SEEDS / seed).read_bytes().decode(codec)
    assert all(record["meta"]["encoding"] for record in records)


def test_puts_mojibake_right(kept: Records) -> None:
    damaged = (SEEDS / "mojibake.txt").read_text("utf-8")
    assert joined(of(kept, "mojibake.txt")) == damaged.encode("cp1252").decode("utf-8")


@pytest.mark.parametrize("seed", ["code.md", "refrain.txt", "table", "version-1.txt"])
def test_leaves_alone(kept: Records, seed: str) -> None:
    assert joined(of(kept, seed)) == (SEEDS / seed).read_text("utf-8")


def test_splits_the_bundle_into_its_articles(kept: Records) -> None:
    lines = filled((SEEDS / "news-bundle.txt").read_text("utf-8"))
    once = list(dict.fromkeys(lines))
    titles = [line for line in once if lines.count(line) > 1]
    found = articles(kept, "news-bundle.txt")
    assert [group[0]["meta"]["title"] for group in found] == titles
    # Each line once, in order, nothing joined or cut; an article begins at its title.
    assert [line for group in found for line in filled(joined(group))] == once
    assert [filled(joined(group))[0] for group in found] == titles


def test_keeps_a_scattered_title_once(kept: Records) -> None:
    lines = filled((SEEDS / "scattered-title.txt").read_text("utf-8"))
    records = of(kept, "scattered-title.txt")
    assert filled(joined(records)) == list(dict.fromkeys(lines))
    assert {record["meta"]["title"] for record in records} == {lines[0]}


def test_rejects_the_second_version_for_the_first(outputs: dict[str, Records]) -> None:
    twins = [record for record in outputs["out.rejected"] if "duplicate_of" in record]
    assert [(record["id"], record["duplicate_of"]) for record in twins] == [
        ("version-2.txt", "version-1.txt")
    ]
    assert 0.8 <= twins[0]["similarity"] < 1


def test_keeps_every_letter_with_its_fields(kept: Records) -> None:
    letters = [json.loads(line) for line in (SEEDS / "letters.jsonl").read_bytes().splitlines()]
    found = articles(kept, "letters.jsonl")
    assert [joined(group) for group in found] == [letter["text"] for letter in letters]
    for group, letter in zip(found, letters, strict=True):
        fields = {key: value for key, value in letter.items() if key != "text"}
        assert all(fields | record["meta"] == record["meta"] for record in group)


def test_segments_lie_where_they_say(kept: Records) -> None:
    long = of(kept, "scattered-title.txt")
    text = joined(long)
    assert len(long) > 1
    for record in long:
        place = record["meta"]["segment"]
        assert place["count"] == len(long)
        assert text[place["start"] : place["end"]] == record["text"]
        assert len(record["text"]) <= 2000


def test_nothing_fails_and_every_seed_is_accounted_for(outputs: dict[str, Records]) -> None:
    assert outputs.get("out.failed", []) == []
    records = outputs["out"] + outputs["out.rejected"]
    found = {record["id"].partition("#")[0] for record in records}
    assert found | {"empty.txt"} == {path.name for path in SEEDS.iterdir()}

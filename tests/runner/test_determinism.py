"""The same input gives the same bytes, however the work is spread and whatever order it lies in."""

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest

from cleaner import Source
from cleaner.building import build_chain
from cleaner.chain import Recipe
from cleaner.input.walk import Walk
from cleaner.runner.splits import make_tasks

NAMES = ("out.jsonl", "out.rejected.jsonl", "out.failed.jsonl")

# A step that fails and drops now and then, before documents are compared.
PICKY = """
from cleaner import Drop, hookimpl

@hookimpl
def clean(text, document):
    words = len(text.split())
    if words % 31 == 0:
        raise ValueError(f"{words} words")
    if words % 29 == 0:
        return Drop(f"{words} words")
"""


_TIMES = r"\d+\.\d\d s +\d+%[ \d,]*"


def texts(seed: int, count: int, words: int) -> list[str]:
    """Make texts of sentences; a third of them are copies of others, or nearly so."""
    chance = random.Random(seed)
    vocabulary = [
        f"{a}{b}"
        for a in ["mi", "ru", "sto", "fal", "ken"]
        for b in ["la", "pen", "tor", "ge", "w"]
    ]
    made: list[str] = []
    for number in range(count):
        if made and number % 3 == 0:
            copied = chance.choice(made).split(" ")
            copied[chance.randrange(len(copied))] = "other"
            made.append(" ".join(copied))
            continue
        drawn = chance.choices(vocabulary, k=chance.randint(words // 2, words))
        made.append(". ".join([" ".join(drawn[at : at + 9]) for at in range(0, len(drawn), 9)]))
    return made


def corpus(folder: Path, order: random.Random) -> list[str]:
    """Write a corpus, its files in random order; return the arguments that name it, likewise."""
    files: dict[str, bytes] = {}
    for number, text in enumerate(texts(1, 1100, 120)):
        files[f"many/{number % 7}/{number:04}.txt"] = text.encode()
    lines = [json.dumps({"text": text, "n": n}) for n, text in enumerate(texts(2, 5000, 260))]
    for number in range(100, 5000, 900):
        lines[number] = lines[number][:-9]
    files["large.jsonl"] = "\n".join(lines).encode()
    files["other/small.jsonl"] = "\n".join(lines[::-50]).encode()
    files["other/cp1252.txt"] = ("Où est l’été? " + texts(3, 1, 100)[0]).encode("cp1252")
    files["other/bundle.txt"] = b"".join(
        f"Title of the article {n} | News\nTitle of the article {n} | News\n\n{text}\n\n".encode()
        for n, text in enumerate(texts(4, 5, 150))
    )
    names = list(files)
    order.shuffle(names)
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(files[name])
    arguments = ["many", "other", "large.jsonl"]
    order.shuffle(arguments)
    return arguments


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory, cleaner_in_module: Any) -> dict[str, Any]:
    """Run the same corpus in several ways; the outputs by way and name."""
    _, cleaner = cleaner_in_module
    found: dict[str, Any] = {}
    for seed, (jobs, hash_seed) in enumerate([("1", "0"), ("2", "1"), ("4", "random")]):
        folder = tmp_path_factory.mktemp("corpus")
        arguments = corpus(folder, random.Random(seed))
        (folder / "picky.py").write_text(PICKY)
        steps = "encoding,articles,titles,picky,near-duplicates,segments"
        command = ("run", *arguments, "-o", "out.jsonl", "-j", jobs, "-p", "picky.py")
        env = {"PYTHONHASHSEED": hash_seed}
        done = cleaner(*command, "--steps", steps, status=1, cwd=folder, env=env)
        found[jobs] = {name: (folder / name).read_bytes() for name in NAMES}
        found[jobs]["told"] = done.stderr
        found["folder"] = folder
    return found


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("jobs", ["2", "4"])
def test_the_bytes_are_the_same(outputs: dict[str, Any], jobs: str, name: str) -> None:
    assert outputs[jobs][name] == outputs["1"][name]


def test_the_counts_are_the_same(outputs: dict[str, Any]) -> None:
    def counts(told: str) -> list[str]:
        # All but the times of the steps, and what is made of them, which are behind the counts.
        lines = [line for line in told.splitlines() if "characters" not in line]
        return [" ".join(re.sub(_TIMES, "", line).split()) for line in lines]

    assert counts(outputs["2"]["told"]) == counts(outputs["1"]["told"])
    assert counts(outputs["4"]["told"]) == counts(outputs["1"]["told"])


def test_there_was_something_to_get_wrong(outputs: dict[str, Any]) -> None:
    folder = outputs["folder"]
    walk = Walk([str(folder / "many"), str(folder / "large.jsonl")])
    assert len(list(make_tasks(walk, build_chain(Recipe(steps=("encoding",)))))) >= 3
    lines = {name: outputs["1"][name].count(b"\n") for name in NAMES}
    assert lines["out.jsonl"] > 2000
    assert lines["out.failed.jsonl"] > 50
    assert outputs["1"]["out.rejected.jsonl"].count(b'"duplicate_of"') > 1000


def test_every_document_ends_up_once(outputs: dict[str, Any]) -> None:
    ids = [json.loads(line)["id"] for name in NAMES for line in outputs["1"][name].splitlines()]
    assert len(ids) == len(set(ids))
    sources = {id_.partition("#")[0] for id_ in ids}
    assert sum(name.startswith("many/") for name in sources) == 1100
    # A line of a file is one of its documents, whatever parts it has.
    lines = {id_.split("#")[1].split(".")[0] for id_ in ids if id_.startswith("large.jsonl#")}
    assert lines == {str(number) for number in range(1, 5001)}


def test_documents_are_in_the_order_of_the_input(outputs: dict[str, Any]) -> None:
    ids = [json.loads(line)["id"] for line in outputs["1"]["out.jsonl"].splitlines()]
    numbers = [int(id_.split("#")[1].split(".")[0]) for id_ in ids if id_.startswith("large")]
    assert numbers == sorted(numbers)
    names = list(dict.fromkeys(id_.partition("#")[0] for id_ in ids))
    assert names == sorted(names)


def test_every_twin_is_in_the_output(outputs: dict[str, Any]) -> None:
    """A segmented document is in the output by its parts."""
    kept = {json.loads(line)["id"] for line in outputs["1"]["out.jsonl"].splitlines()}
    kept |= {id_.rpartition("." if "." in id_.partition("#")[2] else "#")[0] for id_ in kept}
    for line in outputs["1"]["out.rejected.jsonl"].splitlines():
        record = json.loads(line)
        if "duplicate_of" in record:
            assert record["duplicate_of"] in kept
            assert record["similarity"] >= 0.8


class TestTasks:
    chain = build_chain(Recipe(steps=("encoding",)))

    def test_small_files_share_a_task(self) -> None:
        sources = [Source(f"{n}.txt", f"{n}.txt", 1000) for n in range(100)]
        (task,) = make_tasks(sources, self.chain)
        assert task.sources == tuple(sources)

    def test_a_task_is_bounded_in_bytes_and_files(self) -> None:
        many = [Source(f"{n}.txt", f"{n}.txt", 0) for n in range(2000)]
        assert max(len(task.sources) for task in make_tasks(many, self.chain)) <= 1024
        large = [Source(f"{n}.txt", f"{n}.txt", 1_500_000) for n in range(10)]
        assert max(task.size for task in make_tasks(large, self.chain)) <= 4_000_000

    def test_tasks_are_numbered_and_hold_every_source_in_order(self) -> None:
        sources = [Source(f"{n}.txt", f"{n}.txt", n * 10_000) for n in range(100)]
        tasks = list(make_tasks(sources, self.chain))
        assert [task.number for task in tasks] == list(range(len(tasks)))
        assert [source for task in tasks for source in task.sources] == sources

    def test_a_large_file_that_is_gone_is_left_to_a_worker_to_tell(self) -> None:
        gone = Source("/nowhere/large.jsonl", "large.jsonl", 50_000_000)
        (task,) = make_tasks([gone], self.chain)
        assert task.sources == (gone,)

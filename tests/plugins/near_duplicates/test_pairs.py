"""The report of pairs, and what `cleaner tune` tells from it."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from cleaner import CleanerError, RunError
from cleaner.testing import run_chain
from cleaner_near_duplicates.tune import read_report

STEP = "near-duplicates"
SHOWN = [number / 100 for number in range(50, 100, 5)]


def families(seed, documents=120):
    """Make documents that are like one another by all degrees, chains and copies among them."""
    chance = random.Random(seed)
    texts = [
        [f"w{chance.randrange(9000)}" for _ in range(chance.randrange(30, 160))] for _ in "abcd"
    ]
    for _ in range(documents):
        tokens = list(chance.choice(texts))
        for _ in range(chance.choice([0, 0, 1, 1, 2, 3, 4, 6, 9])):
            tokens[chance.randrange(len(tokens))] = f"x{chance.randrange(9000)}"
        if chance.random() < 0.3:
            texts[chance.randrange(4)] = tokens  # what comes next is like this one
        yield " ".join(tokens)


def report_of(path, texts, **options):
    return run_chain(texts, [STEP], {STEP: {"report-pairs": str(path), **options}})


@pytest.mark.parametrize("threshold", [0.5, 0.8, 0.925])
@pytest.mark.parametrize("keep", ["first", "longest"])
def test_it_tells_what_each_threshold_drops(tmp_path, judge, threshold, keep):
    """As many as a run with that threshold drops, from the report of a run with another one."""
    told, really = [], []
    for seed in range(6):
        texts = list(families(seed))
        judge(texts, report_pairs=str(tmp_path / "pairs"), threshold=threshold, keep=keep)
        report = read_report(tmp_path / "pairs")
        assert report.documents == len(texts)
        told += [report.dropped[each] for each in (*SHOWN, threshold)]
        for each in (*SHOWN, threshold):
            verdicts = judge(texts, threshold=each, keep=keep)
            really.append(sum(verdict is not None for verdict in verdicts))
    assert told == really
    assert len(set(told)) > 20


def test_the_verdicts_are_those_of_a_run_without_it(tmp_path, judge):
    for seed in range(10, 40):
        texts = list(families(seed))
        assert judge(texts, report_pairs=str(tmp_path / "pairs")) == judge(texts)


def lines_of(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_every_pair_above_the_lowest_similarity_is_in_it(tmp_path):
    words = [f"w{number}" for number in range(100)]
    texts = [" ".join(words), " ".join([*words[:-20], *"abcdefghijklmnopqrst"]), " ".join(words)]
    report_of(tmp_path / "pairs", [*texts, "something else"])
    head, *pairs, tail = lines_of(tmp_path / "pairs")
    assert head == {"pairs": 1, "threshold": 0.8, "lowest": 0.5}
    assert pairs == [
        {"id": "00000001.txt", "of": "00000000.txt", "similarity": 76 / 116},
        {"id": "00000002.txt", "of": "00000000.txt", "similarity": 1.0, "exact_copy": True},
    ]
    assert tail == {"documents": 4, "reported": 2}
    report_of(tmp_path / "pairs", texts, **{"report-lowest": 0.7})
    assert [pair["similarity"] for pair in lines_of(tmp_path / "pairs")[1:-1]] == [1.0]


def test_a_copy_of_a_dropped_document_is_dropped_for_what_is_kept(tmp_path):
    words = [f"w{number}" for number in range(100)]
    near = " ".join([*words, "more"])
    result = report_of(tmp_path / "pairs", [" ".join(words), near, near])
    similarity = 96 / 97
    assert [(each["duplicate_of"], each["similarity"]) for each in result.rejected] == [
        ("00000000.txt", similarity),
        ("00000000.txt", similarity),
    ]
    assert read_report(tmp_path / "pairs").dropped[0.95] == 2


def test_earlier_runs_count_as_kept(tmp_path):
    texts = list(families(3, documents=40))
    options = {"index": str(tmp_path / "index")}
    first = report_of(tmp_path / "pairs", texts, **options)
    again = report_of(tmp_path / "pairs", texts, **options)
    assert len(first.kept) > 4
    assert again.kept == []
    report = read_report(tmp_path / "pairs")
    assert report.dropped[0.8] == len(texts)


def tune(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "cleaner", "tune", *map(str, arguments)],
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_command_shows_each_threshold_with_a_pair(tmp_path):
    report_of(tmp_path / "pairs", list(families(1)), threshold=0.72)
    report = read_report(tmp_path / "pairs")
    done = tune(tmp_path / "pairs")
    lines = done.stdout.splitlines()
    assert lines[0].startswith(f"120 documents, of which {report.exact_copies} are exact copies")
    rows = [line.split() for line in lines[1:]]
    thresholds = sorted({*SHOWN, 0.72})
    assert [row[0] for row in rows] == [
        f"{each:.2f}{'*' if each == 0.72 else ''}" for each in thresholds
    ]
    assert [int(row[1]) for row in rows] == [report.dropped[each] for each in thresholds]
    assert [int(row[1]) + int(row[3]) for row in rows] == [120] * 11
    similarities = {
        (line["id"], line["of"]): f"{line['similarity']:.3f}"
        for line in lines_of(tmp_path / "pairs")[1:-1]
    }
    samples = [(float(row[0].rstrip("*")), *row[4:]) for row in rows if len(row) > 4]
    assert len(samples) > 5
    for threshold, similarity, one, other in samples:
        assert float(similarity) >= threshold
        assert similarities[one, other] == similarity


def test_more_pairs_can_be_shown(tmp_path):
    report_of(tmp_path / "pairs", list(families(1)))
    rows = tune(tmp_path / "pairs", "--samples", "3").stdout.splitlines()[1:]
    assert len(rows) > 20
    assert all("lower than" not in row for row in rows)
    assert len(tune(tmp_path / "pairs", "--samples", "0").stdout.splitlines()) == 11


def test_on_a_terminal_it_is_a_table(tmp_path):
    report_of(tmp_path / "pairs", list(families(1)))
    done = tune(tmp_path / "pairs", FORCE_COLOR="1", COLUMNS="120")
    assert "━" in done.stdout
    for threshold in SHOWN:
        assert f"{threshold:.2f}" in done.stdout


def test_a_threshold_below_what_was_looked_for_is_not_guessed(tmp_path):
    report_of(tmp_path / "pairs", ["a"], **{"report-lowest": 0.7})
    rows = tune(tmp_path / "pairs").stdout.splitlines()[1:]
    assert [row.split()[0] for row in rows if "lower than" in row] == [
        "0.50",
        "0.55",
        "0.60",
        "0.65",
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(None, "it cannot be read: No such file or directory", id="no file"),
        pytest.param("", "did not write this", id="empty"),
        pytest.param('{"id": "a"}\n', "did not write this", id="another file"),
        pytest.param("hello\n", "line 1 is no JSON", id="no JSON"),
        pytest.param("[]\n", "line 1 is no JSON object", id="no object"),
        pytest.param('{"pairs": 1, "threshold": 0.8, "lowest": 0.5}\n', "is cut", id="cut"),
        pytest.param('{"pairs": 2}\n', "did not write this", id="another version"),
        pytest.param('{"pairs": 1}\n', "a line is no pair: 'lowest'", id="no thresholds"),
        pytest.param(
            '{"pairs": 1, "threshold": 0.8, "lowest": 0.5}\n{"id": "a", "similarity": 1}\n',
            "a line is no pair: 'of'",
            id="no twin",
        ),
    ],
)
def test_what_is_no_report_is_refused_in_a_line(tmp_path, content, told):
    path = tmp_path / "pairs"
    if content is not None:
        path.write_text(content)
    with pytest.raises(CleanerError, match=told):
        read_report(path)
    done = tune(path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"cleaner: {path}: ")
    assert done.stderr.count("\n") == 1


def test_a_report_cannot_go_where_there_is_no_folder(tmp_path):
    with pytest.raises(CleanerError, match=r"its folder .* is not there, or cannot be written to"):
        report_of(tmp_path / "no" / "pairs", ["a"])


def test_ids_of_any_text_come_back(tmp_path):
    text = " ".join(f"w{number}" for number in range(20))
    name = 'a "b" \\ é\n'
    documents = [{"text": text, "id": name}, {"text": text}]
    report_of(tmp_path / "pairs", documents)
    assert len(lines_of(tmp_path / "pairs")) == 3


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"report_pairs": "pairs"}, id="pairs"),
        pytest.param({"index": "index"}, id="kept for an index"),
        pytest.param({"keep": "longest"}, id="ranks"),
    ],
)
def test_a_full_disk_ends_the_run_and_costs_no_document(judge, tmp_path, monkeypatch, options):
    """What cannot be written while documents are decided on is no document's fault."""
    monkeypatch.chdir(tmp_path)

    class Full:
        def write(self, data):
            raise OSError(28, "No space left on device")

        def writelines(self, lines):
            self.write(b"".join(lines))

        def close(self):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

    original = Path.open

    def opened(path, mode="r", **fields):
        file = original(path, mode, **fields)
        if not mode.startswith("w"):
            return file
        file.close()
        return Full()

    monkeypatch.setattr(Path, "open", opened)
    with pytest.raises(RunError, match=r"it cannot be written: No space left on device"):
        judge(list(families(1)), **options)


@pytest.mark.parametrize("option", ["report-pairs", "index"])
@pytest.mark.parametrize("name", ["out.jsonl", "out.rejected.jsonl"])
def test_it_may_not_go_to_an_output(tmp_path, option, name):
    (tmp_path / "in.txt").write_text("text")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "cleaner",
            "run",
            "in.txt",
            "-o",
            "out.jsonl",
            "--steps",
            STEP,
            f"--{STEP}-{option}",
            f"../{tmp_path.name}/{name}",
        ],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    place = f"../{tmp_path.name}/{name}"
    told = f"{place}: it is an output, and --{STEP}-{option} names it as well"
    assert done.stderr == f"cleaner: {told}\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.txt"]

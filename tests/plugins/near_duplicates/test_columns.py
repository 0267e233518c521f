"""Lines that come in columns fare as lines that are read one by one, whatever is asked for."""

import json
import random

import pytest

import cleaner_jsonl
from cleaner import chain
from cleaner.cli import main
from cleaner.runner import splits
from cleaner_jsonl import scanning

UNUSUAL = [
    "{",
    '{"text": 5}',
    '{"text": "\\ud800 half of a pair", "id": "half"}',
    '{"text": "a number with an exponent", "n": 1e5, "id": "exponent"}',
    '{"text": "no id"}',
    "",
]


def lines(count):
    """Documents of some families, a few of them of few words, among lines that are no documents."""
    chance = random.Random(8)
    for number in range(count):
        if number % 40 == 7:
            yield UNUSUAL[number // 40 % len(UNUSUAL)]
        own = [f"{number % 90}w{place}" for place in range(chance.choice([3, 60]))]
        fields = {
            "id": f"d{number % (count - 5)}",
            "text": " ".join(own + ["more"] * chance.randrange(3) + ['é\n"日本" 😀']),
            "date": f"20{number % 90 + 10}-01-01",
            "meta": {"n": [number, 0.5, None]},
        }
        yield json.dumps(fields, ensure_ascii=number % 3 == 0)


def run(folder, monkeypatch, jobs, *options):
    monkeypatch.chdir(folder)
    words = "run in.jsonl -o out.jsonl --rejected rejected.jsonl --failed failed.jsonl -q"
    steps = ["--steps", "near-duplicates", "-j", str(jobs)]
    with pytest.raises(SystemExit):
        main([*words.split(), *steps, *options])
    names = "out.jsonl", "rejected.jsonl", "failed.jsonl", "pairs.jsonl"
    found = [(folder / name).read_bytes() for name in names if (folder / name).exists()]
    # A second run is compared with the first one.
    with pytest.raises(SystemExit):
        main([*words.split(), *steps, *options])
    return found + [(folder / name).read_bytes() for name in names if (folder / name).exists()]


@pytest.mark.skipif(scanning._scan() is None, reason="there is no C compiler")
@pytest.mark.parametrize(
    "options",
    [
        pytest.param((), id="numbers of lines as ids"),
        pytest.param(("--id-field", "id"), id="ids, some of them twice"),
        pytest.param(("--near-duplicates-keep", "longest"), id="the longest"),
        pytest.param(("--near-duplicates-keep", "newest"), id="the newest"),
        pytest.param(("--near-duplicates-report-pairs", "pairs.jsonl"), id="pairs"),
        pytest.param(("--near-duplicates-containment", "0.8"), id="containment"),
        pytest.param(("--near-duplicates-index", "index"), id="an index"),
    ],
)
def test_outputs_are_the_same(tmp_path, monkeypatch, options):
    monkeypatch.setattr(splits, "TASK_BYTES", 50_000)
    monkeypatch.setattr(chain, "WORTH_SPLITTING", 50_000)
    monkeypatch.setattr(cleaner_jsonl, "_PIECE_BYTES", 50_000)
    outputs = []
    for name, jobs, scan in [("columns", 1, True), ("two", 2, True), ("plain", 1, False)]:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "in.jsonl").write_text("\n".join(lines(1500)), "utf-8")
        with monkeypatch.context() as patch:
            if not scan:
                patch.setattr(scanning, "reads", lambda _: False)
            outputs.append(run(folder, monkeypatch, jobs, *options))
    kept, rejected, failed = (outputs[0][at].count(b"\n") for at in range(3))
    assert min(kept, rejected, failed) > 10
    assert outputs[0] == outputs[2]
    assert outputs[1] == outputs[2]

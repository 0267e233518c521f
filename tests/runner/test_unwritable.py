"""Documents that cannot be written cost themselves only, wherever they lie among others."""

import json
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner

from cleaner.cli import make_cli

LINES = {
    "good": '{"text": "word %d"}',
    "failed": "no JSON",
    "bad": '{"text": "\\ud800"}',
}


@pytest.mark.parametrize(
    "kinds", [*product(LINES, repeat=3), ("bad", "failed", "bad", "good")], ids="-".join
)
def test_every_sequence_is_accounted_for(tmp_path: Path, kinds: tuple[str, ...]) -> None:
    given = tmp_path / "in.jsonl"
    lines = [LINES[kind].replace("%d", "abc"[at % 3] * 9) for at, kind in enumerate(kinds)]
    given.write_text("".join(f"{line}\n" for line in lines))
    output = tmp_path / "out.jsonl"
    arguments = [
        "run",
        str(given),
        "-o",
        str(output),
        "--steps",
        "titles,near-duplicates",
        "-j",
        "1",
    ]
    CliRunner().invoke(make_cli(), arguments, catch_exceptions=False)
    kept = [json.loads(line)["id"] for line in output.read_text().splitlines()]
    failed = (tmp_path / "out.failed.jsonl").read_text().splitlines()
    assert kept == [f"in.jsonl#{at}" for at, kind in enumerate(kinds, 1) if kind == "good"]
    assert len(kept) + len(failed) == len(kinds)

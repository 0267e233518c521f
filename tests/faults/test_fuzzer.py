"""A coverage-guided fuzzer over the readers and the chain, where it is installed."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SEEDS = HERE.parent.parent / "seeds"
INPUTS = int(os.environ.get("CLEANER_FAULTS_INPUTS", "40"))


def test_inputs_of_a_fuzzer_are_all_accounted_for(tmp_path, figures, chance) -> None:
    pytest.importorskip("atheris", reason="pip install -e '.[fuzz]'")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for path in SEEDS.iterdir():
        # The first byte says what kind of file the others are.
        kind = b"\x00" if path.suffix == ".jsonl" else b"\xff"
        (corpus / path.name).write_bytes(kind + path.read_bytes())
    more = [f"-runs={INPUTS}", f"-seed={chance.randrange(1, 2**31)}", str(corpus)]
    done = subprocess.run(
        [sys.executable, HERE / "fuzz.py", *more],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    found = re.search(r"Done (\d+) runs", done.stderr)
    assert found is not None, done.stderr[-4000:]
    figures["inputs of the fuzzer"] = int(found[1])

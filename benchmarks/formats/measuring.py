"""One command, and what it took."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent


class Cost(NamedTuple):
    """What one command took: seconds, seconds of the processor, and MB of memory at its peak.

    ``memory`` is that of all its processes together, pages that they share counted once.
    """

    seconds: float
    processor: float
    memory: float


def measure(command: list[str], place: Path, count: int | None) -> Cost:
    """Run a command in a folder, and see that it gives all documents, where they can be counted.

    It writes them to files named ``kept``, which are removed, or prints how many there are.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    place.mkdir(parents=True, exist_ok=True)
    launch = [sys.executable, "-S", "-E", str(HERE / "launch.py"), str(place / "took"), *command]
    with (place / "log").open("w") as log, (place / "told").open("w") as told:
        subprocess.run(launch, stdout=told, stderr=log, env=kept, cwd=place, check=True)
    status, seconds, processor, _, memory = map(float, (place / "took").read_text().split())
    given = _given(place)
    if status or (count is not None and given != count):
        log_text = (place / "log").read_text()[-2000:]
        raise SystemExit(f"{command} ended with {status} and {given} documents:\n{log_text}")
    subprocess.run(["rm", "-rf", *map(str, place.glob("kept*"))], check=True)
    return Cost(seconds, processor, memory / 1e3)


def _given(place: Path) -> int:
    output = place / "kept.jsonl"
    if not output.exists():
        return int((place / "told").read_text() or 0)
    with output.open("rb") as lines:
        return sum(1 for _ in lines)


def cleaner(*words: str | Path, jobs: int = 1) -> list[str]:
    """Return a run that reads and writes, with a step between that does nothing."""
    does_nothing = f"-p {HERE / 'nothing.py'} --steps nothing -q -j {jobs}"
    return [sys.executable, "-m", "cleaner", "run", *map(str, words), *does_nothing.split()]


def pinned(command: list[str]) -> list[str]:
    """Return the command on one processor."""
    return ["taskset", "-c", str(max(os.sched_getaffinity(0))), *command]

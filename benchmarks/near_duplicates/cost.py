"""What a command takes: time, processor time, and at its peak memory and disk."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from pathlib import Path
from typing import NamedTuple


class Cost(NamedTuple):
    """What one run took, in seconds and MB; ``processor`` is the time of all its processes."""

    seconds: float
    processor: float
    memory: float
    disk: float


def measure(what: list[str], folder: Path) -> Cost:
    """Run a command, with all that it writes to standard error in a log of the folder.

    Its memory is that of all its processes together; its disk what appears in the folder.
    """
    # Installed programs have their bytecode at hand; so is that of all that is compared.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    size = _size(folder)
    with (folder / "log").open("w") as log:
        before, began = os.times(), time.perf_counter()
        process = subprocess.Popen(what, stdout=log, stderr=log, env=kept, cwd=folder)
        peaks = [0, size]
        watch = threading.Thread(target=_watch, args=(process, folder, peaks))
        watch.start()
        failed = process.wait()
        seconds = time.perf_counter() - began
    watch.join()
    if failed:
        raise SystemExit(f"{what} ended with {failed}:\n{(folder / 'log').read_text()[-2000:]}")
    after = os.times()
    used = after.children_user + after.children_system
    used -= before.children_user + before.children_system
    return Cost(seconds, used, peaks[0] / 1e6, (peaks[1] - size) / 1e6)


def _watch(process: subprocess.Popen[bytes], folder: Path, peaks: list[int]) -> None:
    for look in range(1_000_000):
        if process.poll() is not None:
            return
        peaks[0] = max(peaks[0], sum(map(_memory, _family(process.pid))))
        if look % 20 == 0:
            peaks[1] = max(peaks[1], _size(folder))
        time.sleep(0.05)


def _size(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size
        except OSError:
            continue
    return total


def _family(process: int) -> list[int]:
    found = [process]
    for one in found:
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += map(int, children.read_text().split())
            except OSError:
                continue
    return found


def _memory(process: int) -> int:
    """Return the proportional share of memory, which counts shared pages once."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))

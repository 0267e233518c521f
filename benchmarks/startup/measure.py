"""Measure the CPU time that `cleaner --help` takes, beside a Python that does nothing.

    python benchmarks/startup/measure.py

The figure to keep is below 0.2 s of CPU time; the median counts, since machines are noisy.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys

RUNS = 15
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "cleaner --help": [sys.executable, "-m", "cleaner", "--help"],
    "cleaner run --help": [sys.executable, "-m", "cleaner", "run", "--help"],
}


def cpu_seconds(command: list[str]) -> float:
    """Run a command; return its CPU time, user and system."""
    before = os.times()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = os.times()
    used = after.children_user + after.children_system
    return used - before.children_user - before.children_system


def main() -> None:
    """Print the least, the median and the most of several runs for each command."""
    print(f"{'CPU seconds':20} {'least':>6} {'median':>7} {'most':>6}")
    for name, command in COMMANDS.items():
        cpu_seconds(command)  # the first run fills the caches
        runs = sorted(cpu_seconds(command) for _ in range(RUNS))
        print(f"{name:20} {runs[0]:6.2f} {statistics.median(runs):7.2f} {runs[-1]:6.2f}")


if __name__ == "__main__":
    main()

"""Run a command from a process that holds next to nothing, and tell what it took.

    python launch.py FILE COMMAND...

writes to the file a line of: exit status, seconds, seconds of the processor, kB of memory at the
peak of the largest process, kB at the peak of all of them together. A child's peak counts what its
parent held when it was started, so a benchmark that has read a corpus must not start it itself.
"""

import os
import subprocess
import sys
import time

# So often all processes are looked at.
_PAUSE = 0.02


def main() -> None:
    """Run as a program."""
    told, *command = sys.argv[1:]
    began = time.perf_counter()
    process = subprocess.Popen(command)
    most = 0
    while True:
        ended, status, used = os.wait4(process.pid, os.WNOHANG)
        if ended:
            break
        most = max(most, sum(map(held, family(process.pid))))
        time.sleep(_PAUSE)
    process.returncode = status
    seconds = time.perf_counter() - began
    with open(told, "w") as file:
        largest = used.ru_maxrss
        processor = used.ru_utime + used.ru_stime
        print(status, seconds, processor, largest, max(most, largest), file=file)


def family(process: int) -> list[int]:
    """Return a process and all that it has started, as far as they live."""
    found = [process]
    for each in found:
        try:
            with open(f"/proc/{each}/task/{each}/children") as children:
                found += map(int, children.read().split())
        except OSError:
            continue
    return found


def held(process: int) -> int:
    """Return the kB that a process holds; pages that several share count for each in part."""
    try:
        with open(f"/proc/{process}/smaps_rollup") as lines:
            return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    except OSError:
        return 0


if __name__ == "__main__":
    main()

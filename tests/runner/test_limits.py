"""How many processes and splits fit into a limit of memory, and that no more are under way."""

import functools
from pathlib import Path

import pytest

from cleaner.runner.outcome import Outcome, Task, pack
from cleaner.runner.pool import WINDOW, Limits, limits_of, run_tasks
from cleaner.runner.process import Makers


@pytest.mark.parametrize(
    ("jobs", "megabytes", "expected"),
    [
        pytest.param(8, None, (8, WINDOW), id="no limit: all that is asked for"),
        pytest.param(8, 1, (1, 1), id="less than anything takes: the least"),
        pytest.param(8, 450, (2, 1), id="three processes fit, and nothing beside them"),
        pytest.param(8, 466, (2, 2), id="two splits for each of two workers"),
        pytest.param(2, 4000, (2, WINDOW), id="plenty: the usual window"),
        pytest.param(1, None, (1, WINDOW), id="one worker goes on beside the main process"),
        pytest.param(0, 1, (0, 1), id="none: all in the main process"),
    ],
)
def test_a_limit_of_memory_bounds_processes_and_window(jobs, megabytes, expected) -> None:
    memory = None if megabytes is None else megabytes * 1_000_000
    limits = limits_of(jobs, 60.0, memory)
    assert (limits.jobs, limits.window) == expected


def run_task(task: Task) -> bytes:
    return pack(Outcome(task.number, 0, [], {}, {}, 0, 0, {}))


def make(_pulse: Path) -> object:
    return run_task


@pytest.mark.parametrize("window", [1, 3])
def test_no_more_splits_are_taken_than_the_window_has_room_for(window, tmp_path) -> None:
    taken = 0
    most = 0

    def tasks():
        nonlocal taken
        for number in range(40):
            taken += 1
            yield Task(number, ())

    limits = Limits(jobs=2, window=window)
    makers = Makers(make, functools.partial(make))
    outcomes = run_tasks(tasks(), limits, tmp_path, here=run_task, makers=makers, started=int)
    for done, _ in enumerate(outcomes):
        most = max(most, taken - done)
    assert (done, taken) == (39, 40)
    assert most <= 2 * window

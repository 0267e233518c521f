"""What a worker is at can be read from outside, and a step that hangs is interrupted."""

import time

import pytest

from cleaner.runner.pulse import BATCH, IDLE, Beat, Pulse, StepTimeoutError, watch


def test_the_other_side_reads_what_was_told(tmp_path) -> None:
    worker, main = Pulse(tmp_path / "pulse"), Pulse(tmp_path / "pulse")
    worker.document(3, 1, 41)
    assert main.read()[:4] == (3, 1, 41, IDLE)
    worker.step(2)
    assert main.read()[:4] == (3, 1, 41, 2)
    worker.document(3, 0, BATCH)
    assert main.read()[:4] == (3, 0, BATCH, IDLE)
    assert isinstance(main.read(), Beat)


def test_only_a_step_that_is_under_way_is_overdue() -> None:
    pulse = Pulse()
    assert not pulse.is_overdue(0)
    pulse.step(0)
    time.sleep(0.01)
    assert pulse.is_overdue(0.005)
    assert not pulse.is_overdue(60)
    pulse.step(IDLE)
    assert not pulse.is_overdue(0)


def test_a_step_that_takes_too_long_is_interrupted_and_then_the_next_may_run() -> None:
    pulse = Pulse()
    with watch(pulse, 0.2):
        pulse.step(0)
        with pytest.raises(StepTimeoutError, match=r"longer than 0\.2 s"):
            time.sleep(10)
        pulse.step(IDLE)
        time.sleep(0.4)

"""A run that is killed at random moments, again and again, ends in what an undisturbed one gives.

Short by default. ``CLEANER_FAULTS_KILLS=200 pytest tests/faults`` kills as often as that, and
``CLEANER_FAULTS_SEED`` repeats the choices of an earlier session, whose seed is printed.
"""

import os
import random
import signal
import time

import pytest

KILLS = int(os.environ.get("CLEANER_FAULTS_KILLS", "12"))


class Killer:
    """Kills what is chosen of a run, at a moment that is chosen by how far it got."""

    def __init__(self, chance: random.Random, journal_bytes: int) -> None:
        self._chance = chance
        self._most = journal_bytes / 4
        self.main = self.workers = self.runs = 0
        self._hurt: object = None

    def start(self, runs):
        self.runs += 1
        jobs = self._chance.choice((1, 2, 2, 4))
        return runs.start("--resume", jobs=jobs)

    def disturb(self, started) -> bool:
        """Kill once; tell whether the run has ended, by that or before."""
        if self._chance.random() < 0.15:
            moment = time.monotonic() + self._chance.uniform(0, 1)
            running = started.wait_until(lambda: time.monotonic() > moment)
        else:
            size = started.journal_bytes + self._chance.uniform(0, self._most)
            running = started.wait_until(lambda: started.journal_bytes > size)
            time.sleep(self._chance.uniform(0, 0.02))
        if not running:
            return True
        workers = started.workers()
        # One a run: two could die at one document by chance, which then would be to blame.
        if workers and self._hurt is not started and self._chance.random() < 0.4:
            self._hurt = started
            os.kill(self._chance.choice(workers), signal.SIGKILL)
            self.workers += 1
            return False
        status, _ = started.kill()
        self.main += status == -signal.SIGKILL
        return True


def test_any_number_of_kills_at_random_moments_changes_nothing(
    runs, undisturbed, figures, chance
) -> None:
    killer = Killer(chance, journal_bytes=_length_of_journal(runs))
    finished = 0
    while killer.main + killer.workers < KILLS or not finished:
        started = killer.start(runs)
        while not killer.disturb(started):
            pass
        if started.process.returncode != -signal.SIGKILL:
            result = runs.result(started)
            assert result.summary == undisturbed.summary
            assert result == undisturbed
            # Complete as it is, there is nothing to go on with, nor to kill.
            assert runs.finish("--resume") == undisturbed
            for output in runs.folder.glob("out.*"):
                output.unlink()
            finished += 1
    figures["kills of the main process at a random moment"] = killer.main
    figures["kills of a worker at a random moment"] = killer.workers


def _length_of_journal(runs) -> int:
    started, lengths = runs.start(), [0]
    while started.wait_until(lambda: started.journal_bytes > lengths[-1]):
        lengths.append(started.journal_bytes)
    runs.result(started)
    return max(lengths)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "Ctrl-C"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_signal_ends_a_run_that_then_goes_on(runs, undisturbed, number, jobs) -> None:
    # Were Ctrl-C ignored here, as it is in the background of a shell, so it would be in the run.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    started = runs.start(jobs=jobs)
    signal.signal(signal.SIGINT, before)
    assert started.wait_until(lambda: started.journal_bytes > 20_000)
    status, errors = started.kill(number)
    assert status in (-number, 130), errors
    assert "Traceback" not in errors
    assert not (runs.folder / "out.jsonl").exists()
    assert runs.finish("--resume", jobs=3 - jobs) == undisturbed


def test_a_second_run_on_the_same_output_is_refused_and_does_no_harm(runs, undisturbed) -> None:
    first = runs.start()
    assert first.wait_until(lambda: first.journal_bytes > 5_000)
    first.process.send_signal(signal.SIGSTOP)  # so that it is surely under way
    for more in ((), ("--resume",)):
        assert "another run" in runs.refused(*more)
    first.process.send_signal(signal.SIGCONT)
    assert runs.result(first) == undisturbed

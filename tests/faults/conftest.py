"""Runs that can be interrupted, and what an undisturbed one gives."""

import contextlib
import io
import os
import random
import re
import runpy
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from cleaner.cli import make_cli

HERE = Path(__file__).parent
SEED = int(os.environ.get("CLEANER_FAULTS_SEED") or random.SystemRandom().randrange(2**32))
MARK = "<!-- written by the full run of tests/faults -->"
STARTED: list["Started"] = []
FIGURES: dict[str, int] = {}
KILLING = runpy.run_path(str(HERE / "killing.py"))
OUTPUTS = ("out.jsonl", "out.rejected.jsonl", "out.failed.jsonl")
# Nothing below should take this long, on however slow a machine.
PATIENCE = 240.0
STEPS = "encoding,articles,titles,near-duplicates,trouble,segments"


@dataclass(frozen=True)
class Result:
    """What a run gave: the bytes of the outputs, and the summary without its times."""

    outputs: tuple[bytes, ...]
    summary: tuple[str, ...]

    @property
    def counts(self) -> dict[str, int]:
        """The numbers of the summary's first line: read, splitting, written, rejected, failed."""
        found = re.findall(r"([\d,]+) (read|by splitting|written|rejected|failed)", self.summary[0])
        return {name: int(number.replace(",", "")) for number, name in found}

    @property
    def is_complete(self) -> bool:
        """Whether all that was read is somewhere."""
        n = self.counts
        came = n["read"] + n.get("by splitting", 0)
        lines = sum(output.count(b"\n") for output in self.outputs)
        return came == n["written"] + n["rejected"] + n["failed"] == lines


class Started:
    """A run under way in a folder."""

    def __init__(
        self, folder: Path, arguments: list[str], launcher: Path | None, given: bytes | None
    ) -> None:
        self.folder = folder
        program = [str(launcher)] if launcher else ["-m", "cleaner"]
        self.process = subprocess.Popen(
            [sys.executable, *program, "run", *arguments],
            cwd=folder,
            stdin=subprocess.DEVNULL if given is None else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )
        self.seen_workers: set[int] = set()
        STARTED.append(self)
        if given is not None:
            threading.Thread(target=self._feed, args=(given,), daemon=True).start()

    def _feed(self, given: bytes) -> None:
        assert self.process.stdin is not None
        with contextlib.suppress(BrokenPipeError), self.process.stdin as stream:
            stream.buffer.write(given)

    def workers(self) -> list[int]:
        """List the worker processes of this run."""
        pid = self.process.pid
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            found = [int(child) for child in children if is_worker(int(child))]
            self.seen_workers.update(found)
            return found
        return []

    @property
    def journal_bytes(self) -> int:
        """How much is in the journal so far."""
        try:
            return (self.folder / ".out.jsonl.run" / "journal").stat().st_size
        except FileNotFoundError:
            return 0

    def wait_until(self, condition: Callable[[], bool]) -> bool:
        """Wait for something to hold; False where the run ended before."""
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            self.workers()
            if condition():
                return True
            assert time.monotonic() < deadline, "it does not go on"
            time.sleep(0.001)
        return False

    def kill(self, number: signal.Signals = signal.SIGKILL) -> tuple[int, str]:
        """End the main process, and see that no worker outlives it; return status and errors."""
        self.workers()
        self.process.send_signal(number)
        return self.end()

    def _outputs(self) -> tuple[str, str]:
        self.process.stdin = None  # the thread has it
        return self.process.communicate(timeout=PATIENCE)

    def end(self) -> tuple[int, str]:
        """Wait for the run to end, and for its workers; return the status and errors."""
        _, errors = self._outputs()
        deadline = time.monotonic() + PATIENCE
        while left := [pid for pid in self.seen_workers if is_worker(pid)]:
            assert time.monotonic() < deadline, f"workers outlive the main process: {left}"
            time.sleep(0.01)
        return self.process.returncode, errors


def is_worker(pid: int) -> bool:
    """Tell whether a process is there and is a worker, not one that is dead and not yet reaped."""
    try:
        program = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return False
    # Of the two kinds, one is a copy of the main process.
    return b"spawn_main" in program or b"\0run\0" in program


class Runs:
    """Runs over one input, in a folder of its own."""

    def __init__(
        self, folder: Path, given: Path, launcher: Path | None = HERE / "engine.py"
    ) -> None:
        self.folder = folder
        self.given = given
        self.launcher = launcher

    def start(
        self, *more: str, jobs: int = 2, steps: str = STEPS, given: bytes | None = None
    ) -> Started:
        """Start a run; ``more`` are further arguments, ``given`` comes on standard input."""
        arguments = self.arguments(*more, jobs=jobs, steps=steps)
        return Started(self.folder, arguments, self.launcher, given)

    def arguments(self, *more: str, jobs: int, steps: str) -> list[str]:
        """Return the arguments behind ``cleaner run``."""
        arguments = [str(self.given), "-o", "out.jsonl", "--steps", steps, "-j", str(jobs)]
        for step in ("trouble", "comparing", "counting"):
            arguments += ["-p", str(HERE / f"{step}.py")] if step in steps else []
        return [*arguments, "--segments-max", "600", *more]

    def finish_here(self, *more: str) -> Result:
        """Run to the end without workers and, to save the time of its start, in this process."""
        told = io.StringIO()
        arguments = self.arguments(*more, jobs=0, steps=STEPS)
        with contextlib.chdir(self.folder), contextlib.redirect_stderr(told):
            status = make_cli().main(["run", *arguments], standalone_mode=False)
        return self.result_of(status, told.getvalue())

    def finish(self, *more: str, jobs: int = 2, steps: str = STEPS) -> Result:
        """Run to the end."""
        return self.result(self.start(*more, jobs=jobs, steps=steps))

    def result(self, started: Started) -> Result:
        """Wait for a run to come to its end, and take what it gave."""
        return self.result_of(*started.end())

    def result_of(self, status: int, errors: str) -> Result:
        """Take what a run gave that has ended."""
        assert status in (0, 1), errors
        assert "Traceback" not in errors
        assert not (self.folder / ".out.jsonl.run").exists()
        summary = errors[errors.index("documents ") :]
        # The times differ.
        summary = re.sub(r" out in .*|\d+\.\d\d s +\d+%[ \d,]*", "", summary)
        rows = tuple(" ".join(row.split()) for row in summary.splitlines())
        return Result(tuple((self.folder / name).read_bytes() for name in OUTPUTS), rows)

    def refused(self, *more: str, **settings: object) -> str:
        """Run, see that it is refused in one line, and return that."""
        status, errors = self.start(*more, **settings).end()
        assert status == 2, errors
        assert errors.startswith("cleaner: ")
        assert "Traceback" not in errors
        return errors


@pytest.fixture(scope="session")
def write_corpus() -> Callable[..., None]:
    """Write a corpus to a new folder."""
    made: Callable[..., None] = runpy.run_path(str(HERE / "corpus.py"))["write_corpus"]
    return made


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory, write_corpus: Callable[..., None]) -> Path:
    """A corpus of about a megabyte, the same in each session."""
    folder = tmp_path_factory.mktemp("corpus") / "in"
    write_corpus(folder, seed=1)
    return folder


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Result:
    """What a run over the corpus gives that nothing happens to."""
    result = Runs(tmp_path_factory.mktemp("undisturbed"), corpus).finish()
    assert result.is_complete
    assert all(result.outputs), "the corpus has kept, rejected and failed documents"
    return result


@pytest.fixture(scope="session")
def killed_at() -> Callable[..., bool]:
    """Run in a process that is killed before its so-manieth operation on a file."""
    found: Callable[..., bool] = KILLING["killed_at"]
    return found


@pytest.fixture(scope="session")
def all_bytes() -> Callable[[Path], dict[str, bytes]]:
    """All files of a folder."""
    found: Callable[[Path], dict[str, bytes]] = KILLING["all_bytes"]
    return found


@pytest.fixture(scope="session")
def runs_in() -> type[Runs]:
    """Runs in any folder, over any input."""
    return Runs


@pytest.fixture
def runs(tmp_path: Path, corpus: Path) -> Runs:
    """Runs over the corpus in the test's own folder."""
    return Runs(tmp_path, corpus)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Runs]:
    """Runs over an input that the test writes to the folder ``in``."""
    (tmp_path / "in").mkdir()
    return Runs(tmp_path, tmp_path / "in")


@pytest.fixture(scope="session")
def figures() -> dict[str, int]:
    """What the session has done, for the table in the docs."""
    return FIGURES


@pytest.fixture(autouse=True)
def end_what_was_started() -> Iterator[None]:
    """Leave nothing running behind a test that failed."""
    yield
    while STARTED:
        started = STARTED.pop()
        for pid in (started.process.pid, *filter(is_worker, started.seen_workers)):
            if pid != started.process.pid or started.process.poll() is None:
                os.kill(pid, signal.SIGKILL)


@pytest.fixture
def small_splits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut the work in this process as ``engine.py`` does in its own."""
    names = runpy.run_path(str(HERE / "engine.py"))
    names["make_splits_small"](monkeypatch.setattr)


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    """The test's own choices, which the session's seed decides."""
    return random.Random(f"{SEED} {request.node.name}")


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, exitstatus: pytest.ExitCode
) -> None:
    """Print what would repeat the session, and what it has done; write that down where asked."""
    terminalreporter.write_line(f"fault injection: CLEANER_FAULTS_SEED={SEED}")
    for name, figure in FIGURES.items():
        terminalreporter.write_line(f"  {name}: {figure:,}")
    report = os.environ.get("CLEANER_FAULTS_REPORT")
    if report and exitstatus == pytest.ExitCode.OK:
        write_table(Path(report), FIGURES | {"documents lost, or outputs that differed": 0}, SEED)


def write_table(page: Path, figures: dict[str, int], seed: int) -> None:
    """Put the figures of a session in which nothing failed between the marks of a page."""
    rows = [f"| {name} | {figure:,} |" for name, figure in figures.items()]
    table = "\n".join(["| what was done | how often |", "|---|---:|", *rows])
    before, _, rest = page.read_text("utf-8").partition(f"{MARK}\n")
    _, _, after = rest.partition(f"{MARK}\n")
    page.write_text(f"{before}{MARK}\n{table}\n\nSeed: {seed}\n{MARK}\n{after}", "utf-8")

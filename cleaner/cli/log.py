"""The log file of a run: one JSON object a line, for programs; people read standard error."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from cleaner.runner.run import Onlooker
    from cleaner.runner.summary import Summary


@contextlib.contextmanager
def log_to(path: str | None, **started: Any) -> Iterator[list[Onlooker]]:
    """Give an onlooker that writes what happens to a file, if there is to be one."""
    if path is None:
        yield []
        return
    log = _Log(path)
    log.event("started", **started)
    try:
        yield [log]
        log.event("ended", **log.counts)
    except BaseException as error:
        log.event("stopped", error=f"{type(error).__name__}: {error}", **log.counts)
        raise
    finally:
        log.close()


class _Log:
    """Writes events with their time; one that is lost must not end a run."""

    def __init__(self, path: str) -> None:
        self.counts: dict[str, int] = {}
        self._told = 0
        try:
            self._file = open(path, "ab", buffering=0)  # noqa: SIM115 (closed by close)
        except OSError as error:
            raise CleanerError(f"{path}: it cannot be written: {error.strerror}") from error

    def started(self) -> None:
        self.event("running")

    def done(self, size: int, summary: Summary) -> None:
        for failure in summary.failures[self._told :]:
            self.event("failed", id=failure.id, step=failure.step, error=failure.error)
        self._told = len(summary.failures)
        self.counts = _counts(summary)
        self.event("split", bytes=size, **self.counts)

    def event(self, name: str, **fields: Any) -> None:
        """Write one event."""
        line = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": name}
        with contextlib.suppress(OSError):
            self._file.write(msgspec.json.encode(line | fields) + b"\n")

    def close(self) -> None:
        self._file.close()


def _counts(summary: Summary) -> dict[str, int]:
    return {
        "read": summary.read,
        "added": summary.split,
        "written": summary.written,
        "rejected": summary.rejected,
        "failed": summary.failed,
    }

"""The log file of a run: one JSON object a line, for programs; people read standard error."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from cleaner.runner.summary import Summary

Tell = Callable[[int, "Summary"], None]


class Log:
    """Writes events with their time; one that is lost must not end a run."""

    def __init__(self, path: str) -> None:
        try:
            self._file = open(path, "ab", buffering=0)  # noqa: SIM115 (closed by close)
        except OSError as error:
            raise CleanerError(f"{path}: it cannot be written: {error.strerror}") from error

    def event(self, name: str, **fields: Any) -> None:
        """Write one event."""
        line = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": name}
        with contextlib.suppress(OSError):
            self._file.write(msgspec.json.encode(line | fields) + b"\n")

    def close(self) -> None:
        """Close the file."""
        self._file.close()


@contextlib.contextmanager
def log_to(path: str | None, tell: Tell, **started: Any) -> Iterator[Tell]:
    """Write what a run tells of itself to a file as well, if there is to be one."""
    if path is None:
        yield tell
        return
    log = Log(path)
    told = 0

    def tell_both(size: int, summary: Summary) -> None:
        nonlocal told
        for failure in summary.failures[told:]:
            log.event("failed", id=failure.id, step=failure.step, error=failure.error)
        told = len(summary.failures)
        log.event("split", bytes=size, **counts(summary))
        tell(size, summary)

    log.event("started", **started)
    try:
        yield tell_both
        log.event("ended")
    except BaseException as error:
        log.event("stopped", error=f"{type(error).__name__}: {error}")
        raise
    finally:
        log.close()


def counts(summary: Summary) -> dict[str, int]:
    """Return the counts of a run so far."""
    return {
        "read": summary.read,
        "added": summary.split,
        "written": summary.written,
        "rejected": summary.rejected,
        "failed": summary.failed,
    }

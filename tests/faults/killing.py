"""Runs in a process of their own that is killed before its so-manieth operation on a file."""

import os
import signal
import sys
from pathlib import Path

from cleaner.runner import Run, run

# What else there is to be done to a file than to write on.
EVENTS = frozenset(("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.setxattr"))


def killed_at(order: Run, number: int) -> bool:
    """Run in a process that is killed before its so-manieth operation; False: it had fewer."""
    child = os.fork()
    if child == 0:
        left = number

        def count(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal left
            if event in EVENTS and os.path.dirname(order.output) in str(arguments[0]):
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        try:
            run(order)
            os._exit(0)
        finally:
            os._exit(3)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def all_bytes(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder; a manifest names the folder itself alike in all of them."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }

"""A step that drops, fails, dies or hangs where a document's text tells it to."""

import ctypes
import os
import re
import signal
import time

from cleaner import Drop, hookimpl


@hookimpl
def clean(text):
    order = re.search(r"\[\[(\w+)\]\]", text)
    return _ORDERS[order[1]]() if order else None


def _fail():
    raise ValueError("told to fail")


def _killed():
    os.kill(os.getpid(), signal.SIGKILL)


def _hang_in_c():
    # Backtracks for longer than the universe will last, and holds the interpreter's lock.
    ctypes.PyDLL(None).sleep(3600)


_ORDERS = {
    "drop": lambda: Drop("told to drop"),
    "fail": _fail,
    "killed": _killed,
    "crash": lambda: ctypes.string_at(0),
    "exit": lambda: os._exit(3),
    "hang": lambda: time.sleep(3600),
    "hang_in_c": _hang_in_c,
}

"""Do a task with one decoder, in an environment of its own: ``peers.py NAME TASK FILE``.

FILE is a pickle of bytes: a list, or a dictionary for the tasks that take time. ``decode`` and
``mojibake`` put a list of texts there, None where bytes are refused. ``decode-time``,
``mojibake-time`` and ``repair-time`` put processor seconds per call by name, the median of seven.
"""

from __future__ import annotations

import importlib
import pickle
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

# What detectors call encodings otherwise than Python does.
_ALIASES = {
    "UHC": "cp949",
    "MAC-CENTRALEUROPE": "mac_latin2",
    "x-mac-cyrillic": "mac_cyrillic",
    "macintosh": "mac_roman",
    "iso-8859-8-i": "iso8859-8",
    "windows-874": "cp874",
    "TIS-620": "tis-620",
}
_ROUNDS = 7
_ROUND_SECONDS = 0.02
Call = Callable[[Any], Any]


def decoder(name: str) -> Call:
    """Return a function from bytes to the text that the decoder's answer gives."""
    if name == "cleaner":
        decode_bytes = importlib.import_module("cleaner_encoding").decode_bytes
        return lambda data: decode_bytes(data)[0]
    if name == "charset-normalizer":
        from_bytes = importlib.import_module("charset_normalizer").from_bytes
        return lambda data: _text(data, getattr(from_bytes(data).best(), "encoding", None))
    if name == "faust-cchardet":
        detect = importlib.import_module("cchardet").detect
        return lambda data: _text(data, detect(data)["encoding"])
    if name == "resiliparse":
        detect_encoding = importlib.import_module("resiliparse.parse.encoding").detect_encoding
        return lambda data: _text(data, detect_encoding(data))
    detect = importlib.import_module("chardet").detect
    # Otherwise it names narrower or wider encodings, and gets fewer texts right.
    return lambda data: _text(
        data, detect(data, compat_names=False, prefer_superset=False)["encoding"]
    )


def _text(data: bytes, encoding: str | None) -> str | None:
    if encoding is None:
        return None
    try:
        return data.decode(_ALIASES.get(encoding, encoding), "replace").removeprefix("\ufeff")
    except LookupError:
        return None


def mojibake(name: str) -> Call:
    """Return a function from a text to what undoing mojibake makes of it."""
    if name == "ftfy":
        return importlib.import_module("ftfy").fix_encoding
    fix = importlib.import_module("cleaner_encoding.mojibake").fix_mojibake
    return lambda text: fix(text)[0]


def repair(_name: str) -> Call:
    """Return what makes all default repairs."""
    cleaner, step = (importlib.import_module(each) for each in ("cleaner", "cleaner_encoding"))
    options = step.Options()
    return lambda text: step.clean(text, cleaner.Document("text", text), options)


TASKS = {"decode": decoder, "mojibake": mojibake, "repair": repair}


def seconds(call: Call, given: Any) -> float:
    """Return processor seconds of one call: the median of seven rounds of 20 ms or more."""
    call(given)
    start = time.process_time()
    call(given)
    calls = max(1, int(_ROUND_SECONDS / max(1e-7, time.process_time() - start)))
    rounds = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        for _ in range(calls):
            call(given)
        rounds.append((time.process_time() - start) / calls)
    return statistics.median(rounds)


def main() -> None:
    """Do the task with what the file holds, and put the answer there."""
    name, task, file = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    given = pickle.loads(file.read_bytes())
    kind, _, timed = task.partition("-")
    call = TASKS[kind](name)
    answer: Any = {key: seconds(call, each) for key, each in given.items()} if timed else []
    for each in () if timed else given:
        try:
            answer.append(call(each))
        except Exception as error:  # noqa: BLE001 (a crash is a wrong answer)
            answer.append(f"\x00{error!r}")
    file.write_bytes(pickle.dumps(answer))


if __name__ == "__main__":
    main()

"""Decode by one detector, in an environment of its own: ``peers.py NAME TASK FILE``.

FILE is a pickle. ``decode`` takes a list of bytes and writes a list of texts to FILE, None where
they are refused; ``time`` takes bytes by name and writes seconds per call, the median of seven.
"""

from __future__ import annotations

import importlib
import pickle
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

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
Decode = Callable[[bytes], "str | None"]


def decoder(name: str) -> Decode:
    """Return a function from bytes to the text that the detector's answer gives."""
    if name == "cleaner":
        decode_bytes = importlib.import_module("cleaner_encoding").decode_bytes
        return lambda data: decode_bytes(data)[0]
    if name.endswith("-mojibake"):
        return _mojibake(name)
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


def _mojibake(name: str) -> Decode:
    if name == "ftfy-mojibake":
        fix_encoding = importlib.import_module("ftfy").fix_encoding
        return lambda data: fix_encoding(data.decode())
    fix_mojibake = importlib.import_module("cleaner_encoding.mojibake").fix_mojibake
    return lambda data: fix_mojibake(data.decode())[0]


def _text(data: bytes, encoding: str | None) -> str | None:
    if encoding is None:
        return None
    try:
        return data.decode(_ALIASES.get(encoding, encoding), "replace").removeprefix("\ufeff")
    except LookupError:
        return None


def seconds(decode: Decode, data: bytes) -> float:
    """Return processor seconds of one call: the median of seven rounds of 20 ms or more."""
    decode(data)
    start = time.process_time()
    decode(data)
    calls = max(1, int(0.02 / max(1e-7, time.process_time() - start)))
    rounds = []
    for _ in range(7):
        start = time.process_time()
        for _ in range(calls):
            decode(data)
        rounds.append((time.process_time() - start) / calls)
    return statistics.median(rounds)


def main() -> None:
    """Do the task with what the file holds, and put the answer there."""
    name, task, file = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    given = pickle.loads(file.read_bytes())
    decode = decoder(name)
    if task == "time":
        answer = {key: seconds(decode, data) for key, data in given.items()}
    else:
        answer = []
        for data in given:
            try:
                answer.append(decode(data))
            except Exception as error:  # noqa: BLE001 (a crash is a wrong answer)
                answer.append(f"\x00{error!r}")
    file.write_bytes(pickle.dumps(answer))


if __name__ == "__main__":
    main()

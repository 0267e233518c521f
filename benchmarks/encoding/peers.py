"""Decode with one peer, in an environment of its own: ``peers.py NAME``.

Lines of base64 come in; lines of JSON go out, each a text, or null where the peer has none. What
a peer takes for its answer is decoded with U+FFFD for what does not fit. With a second argument,
a number, every line is decoded that often, and the best time in seconds goes out.
"""

from __future__ import annotations

import base64
import codecs
import importlib
import json
import sys
import time
from collections.abc import Callable

Decode = Callable[[bytes], "str | None"]


def decoder(name: str) -> Decode:
    """Return how a peer decodes."""
    if name == "chardet":
        detect = importlib.import_module("chardet").detect
        return lambda data: read(data, detect(data, prefer_superset=False)["encoding"])
    if name == "faust-cchardet":
        detect = importlib.import_module("cchardet").detect
        return lambda data: read(data, detect(data)["encoding"])
    if name == "resiliparse":
        detect = importlib.import_module("resiliparse.parse.encoding").detect_encoding
        return lambda data: read(data, detect(data))
    from_bytes = importlib.import_module("charset_normalizer").from_bytes

    def normalize(data: bytes) -> str | None:
        best = from_bytes(data).best()
        return None if best is None else str(best)

    return normalize


def read(data: bytes, name: str | None) -> str | None:
    """Decode by the encoding named, without its mark."""
    if name is None:
        return None
    try:
        return codecs.decode(data, name, "replace").removeprefix("\ufeff")
    except LookupError:
        return None


def main() -> None:
    """Answer each line."""
    decode = decoder(sys.argv[1])
    repeat = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    for line in sys.stdin:
        data = base64.b64decode(line)
        print(json.dumps(fastest(decode, data, repeat) if repeat else decode(data)))


def fastest(decode: Decode, data: bytes, repeat: int) -> float:
    """Return the best time of several, in seconds."""
    times = []
    for _ in range(repeat):
        before = time.perf_counter()
        decode(data)
        times.append(time.perf_counter() - before)
    return min(times)


if __name__ == "__main__":
    main()

"""Write JSON Lines compressed by gzip, bzip2, xz or zstandard (extra `zst` below Python 3.14)."""

from __future__ import annotations

import bz2
import lzma
import sys
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, BinaryIO

from cleaner import Target, hookimpl, installed, option, require

# So much is compressed on its own. All of these formats allow several streams behind one another,
# and a fixed size makes the same bytes for any number of threads. Larger pieces save little.
_PIECE_BYTES = 4_000_000
# zlib's mark for gzip: its header, with no time in it, and 15 bits of window.
_GZIP = 16 + 15


@dataclass(frozen=True)
class Options:
    """How hard to press."""

    gzip_level: int = option(6, "level of gzip; 1 is fast, 9 small", min=1, max=9)
    zstandard_level: int = option(3, "level of zstandard; 1 is fast, 19 small", min=1, max=19)


@hookimpl
def finish(target: Target, options: Options) -> Compressed | None:
    """Compress what ends as compressed files do."""
    if target.ends(".gz"):
        return Compressed(".gz", lambda data: _gzip(data, options.gzip_level))
    if target.ends(".zst"):
        return Compressed(".zst", _zstandard(options.zstandard_level))
    if target.ends(".bz2"):
        return Compressed(".bz2", bz2.compress)
    return Compressed(".xz", lzma.compress) if target.ends(".xz") else None


@hookimpl
def locks() -> Mapping[str, str]:
    """Name what decides the bytes of a compressed file."""
    return {"zlib": zlib.ZLIB_RUNTIME_VERSION, **installed("zstandard")}


class Compressed:
    """A finisher that compresses pieces of the lines, in threads, each to a stream of its own."""

    def __init__(self, suffix: str, compress: Callable[[bytes], bytes]) -> None:
        self.suffix = f".jsonl{suffix}"
        self._compress = compress

    def finish(self, lines: BinaryIO, output: BinaryIO, jobs: int) -> None:
        """Write the compressed lines; of no lines, an empty stream."""
        with ThreadPoolExecutor(jobs) as threads:
            waiting: deque[Future[bytes]] = deque()
            try:
                for piece in _pieces(lines):
                    waiting.append(threads.submit(self._compress, piece))
                    if len(waiting) > 2 * jobs:
                        output.write(waiting.popleft().result())
                while waiting:
                    output.write(waiting.popleft().result())
            finally:
                threads.shutdown(cancel_futures=True)


def _pieces(lines: BinaryIO) -> Iterator[bytes]:
    yield lines.read(_PIECE_BYTES)
    while piece := lines.read(_PIECE_BYTES):
        yield piece


def _gzip(data: bytes, level: int) -> bytes:
    compressor = zlib.compressobj(level, zlib.DEFLATED, _GZIP)
    return compressor.compress(data) + compressor.flush()


def _zstandard(level: int) -> Callable[[bytes], bytes]:
    if sys.version_info >= (3, 14):
        from compression import zstd  # noqa: PLC0415 (there only from then on)

        return lambda data: zstd.compress(data, level=level)
    library: Any = require("zstandard", "zst")

    def compress(data: bytes) -> bytes:
        # A compressor must not be shared between threads.
        pressed: bytes = library.ZstdCompressor(level=level).compress(data)
        return pressed

    return compress

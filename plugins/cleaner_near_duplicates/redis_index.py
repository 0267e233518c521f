"""The index in a Redis that several machines share, kept by datasketch's Redis storage.

Every run has a number, and the documents that it keeps are put in under it when it is complete;
only then the number joins those that count. A run is compared with the runs that counted when it
began, also when it is resumed: so its output does not depend on what others add meanwhile.
"""

from __future__ import annotations

import contextlib
import json
import struct
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

from cleaner import RunError, Scratch
from cleaner_near_duplicates import settings
from cleaner_near_duplicates.comparing import COPY, NEAR, Comparer, Found
from cleaner_near_duplicates.disk import write_to_disk
from cleaner_near_duplicates.shingles import BYTES
from cleaner_near_duplicates.sketches import layout
from cleaner_near_duplicates.spool import Spool

if TYPE_CHECKING:
    from cleaner_near_duplicates import Options

SCHEMES = ("redis://", "rediss://")

_VERSION = 1
_PREFIX = b"cleaner:near-duplicates:"
_DOCUMENT = struct.Struct(">II")  # the number of its run, and its own in it
_SIZE = struct.Struct("<I")  # bytes of the id
_RECORDS_AT_ONCE = 256
_SECONDS = 10.0


class RedisIndex:
    """An index in Redis, as a run uses it.

    Raises:
        RunError: it cannot be reached, or was made with other settings; at any time, it is gone.
    """

    def __init__(self, url: str, options: Options, comparer: Comparer, scratch: Scratch) -> None:
        self._comparer = comparer
        self._threshold = options.threshold
        self._read_only = options.index_read_only
        self._tell = _Telling(url)
        self._bands = settings.cut(options).number
        self._found: list[tuple[list[bytes], list[bytes]]] = []
        self._twins: dict[bytes, int] = {}
        with self._tell:
            self._open(url)
            self._refuse_other(settings.of_index(options))
            self._run, complete, self._is_added = self._begin(scratch)
        self._complete = frozenset(complete)
        kind = layout(self._bands)
        self._spool = Spool(scratch.file("near-duplicates.kept"), kind)

    def _open(self, url: str) -> None:
        from datasketch.storage import unordered_storage  # noqa: PLC0415 (takes long to import)

        config = {"type": "redis", "redis": _parameters(url)}
        names = [b"digest:", b"record:", *(b"band:%d:" % band for band in range(self._bands))]
        stores = [unordered_storage(config, _PREFIX + name) for name in names]
        self._digests, self._records, *self._tables = stores
        self._server = _client(url)

    def _refuse_other(self, mine: dict[str, Any]) -> None:
        mine = {"version": _VERSION, **mine}
        if not self._read_only:
            self._server.setnx(_PREFIX + b"settings", json.dumps(mine))
        stored = self._server.get(_PREFIX + b"settings")
        if stored is None:
            raise self._tell.error("there is no index in it; a run that may write makes it")
        different = settings.differences(json.loads(stored), mine)
        if different:
            raise self._tell.error(f"its index was made with other settings: {different}")

    def _begin(self, scratch: Scratch) -> tuple[int, list[int], bool]:
        """Return this run's number, those that count for it, and whether it has added its own."""
        mark = scratch.file("near-duplicates.index")
        complete = sorted(map(int, self._server.smembers(_PREFIX + b"complete")))
        if mark.exists():
            run, before = json.loads(mark.read_text())
            if not set(before) <= set(complete):
                raise self._tell.error(
                    "it has lost what the unfinished run was compared with; start anew"
                    " without --resume"
                )
            return run, before, run in complete
        run = 0 if self._read_only else int(self._server.incr(_PREFIX + b"runs"))
        write_to_disk(mark, json.dumps([run, complete]))
        return run, complete, False

    def open(self, rows: NDArray[Any]) -> None:
        """Look up all of a batch at once, as each question takes a way to the server and back."""
        with self._tell:
            copies = self._digests.getmany(*(row.tobytes() for row in rows["digest"]))
            bands = [
                table.getmany(*(key.tobytes() for key in keys))
                for table, keys in zip(self._tables, rows["keys"].T, strict=True)
            ]
        self._found = [
            (self._counting(same), self._counting(set().union(*candidates)))
            for same, *candidates in zip(copies, *bands, strict=True)
        ]

    def _counting(self, documents: set[bytes]) -> list[bytes]:
        """Return the documents of runs that count, the first first."""
        return sorted(each for each in documents if _DOCUMENT.unpack(each)[0] in self._complete)

    def look(self, rows: NDArray[Any], place: int) -> Found | None:
        """Return the document of an earlier run that resembles one of the batch the most."""
        same, candidates = self._found[place]
        if same:
            identity, _ = next(self._read(same[:1]))
            return Found(COPY, self._number(same[0], identity), identity, 1.0)
        size = int(rows["shingles"][place])
        least, twin = self._threshold, None
        for start in range(0, len(candidates), _RECORDS_AT_ONCE):
            some = candidates[start : start + _RECORDS_AT_ONCE]
            for document, (identity, packed) in zip(some, self._read(some), strict=True):
                shared = self._comparer.shared(rows[place], packed)
                similarity = shared / (size + len(packed) // BYTES - shared)
                if similarity > least or (twin is None and similarity == least):
                    least, twin = similarity, (document, identity)
        if twin is None:
            return None
        return Found(NEAR, self._number(*twin), twin[1], least)

    def _read(self, documents: list[bytes]) -> Iterator[tuple[str, bytes]]:
        """Yield id and shingles of documents."""
        with self._tell:
            found = self._records.getmany(*documents)
        for record in found:
            if len(record) != 1:
                raise self._tell.error("a document of its index is gone; begin another")
            (data,) = record
            start = _SIZE.size + _SIZE.unpack_from(data)[0]
            yield data[_SIZE.size : start].decode("utf-8", "surrogatepass"), data[start:]

    def _number(self, document: bytes, identity: str) -> int:
        """Return a number for an earlier document that was somebody's twin."""
        if document not in self._twins:
            self._twins[document] = self._comparer.add_remote(identity)
        return self._twins[document]

    def keep(self, rows: NDArray[Any]) -> None:
        """Note documents that this run keeps."""
        self._spool.add(rows)

    def take_back(self, behind: int) -> None:
        """Keep one of those noted last no longer: so many were noted behind it."""
        self._spool.take_back(self._spool.added - 1 - behind)

    def end(self, read: Callable[[int, int, int], bytes], *, complete: bool) -> None:
        """Put in the documents of a run that is complete."""
        self._spool.close()
        if not complete or self._read_only or self._is_added:
            return
        with self._tell:
            number = 0
            for rows in self._spool.rows():
                for row in rows:
                    self._put(_DOCUMENT.pack(self._run, number), row, read)
                    number += 1
            for store in (self._digests, self._records, *self._tables):
                store.empty_buffer()
            self._server.sadd(_PREFIX + b"complete", self._run)

    def _put(self, document: bytes, row: Any, read: Callable[[int, int, int], bytes]) -> None:
        start, size = int(row["start"]), int(row["id_bytes"])
        record = read(int(row["part"]), start, start + size + BYTES * int(row["shingles"]))
        self._records.insert(document, _SIZE.pack(size) + record, buffer=True)
        self._digests.insert(row["digest"].tobytes(), document, buffer=True)
        for table, key in zip(self._tables, row["keys"], strict=True):
            table.insert(key.tobytes(), document, buffer=True)


class _Telling(contextlib.AbstractContextManager[None]):
    """Tells in one line what goes wrong with the server, without the password of its address."""

    def __init__(self, url: str) -> None:
        self._shown = _shown(url)

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if kind is None:
            return
        import redis  # noqa: PLC0415 (an extra)

        if isinstance(error, redis.RedisError):
            what = " ".join(str(error).split()) or type(error).__name__
            raise self.error(f"the Redis server does not answer as it should: {what}") from error

    def error(self, what: str) -> RunError:
        """Return an error about the server."""
        return RunError(f"{self._shown}: {what}")


def _shown(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


def _parameters(url: str) -> dict[str, Any]:
    """Return what datasketch's storage wants to know of a server.

    Raises:
        RunError: the address is none, or the extra is not installed.
    """
    try:
        from redis.connection import SSLConnection, parse_url  # noqa: PLC0415 (an extra)
    except ImportError as error:
        raise RunError(
            f"{_shown(url)}: this needs the extra: python -m pip install 'cleaner[redis]'"
        ) from error
    try:
        found: dict[str, Any] = dict(parse_url(url))  # type: ignore[no-untyped-call]
    except ValueError as error:
        raise RunError(f"{_shown(url)}: it is no address of a Redis server: {error}") from error
    found["ssl"] = found.pop("connection_class", None) is SSLConnection
    return {"socket_timeout": _SECONDS, "socket_connect_timeout": _SECONDS, **found}


def _client(url: str) -> Any:
    import redis  # noqa: PLC0415 (an extra)

    return redis.Redis(**_parameters(url))

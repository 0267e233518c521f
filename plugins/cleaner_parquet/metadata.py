"""What a Parquet file of ours says of itself, besides its schema."""

from __future__ import annotations

import msgspec

# Names the columns that hold JSON, as a JSON array.
_KEY = b"cleaner.json_columns"


def of_columns(names: list[str]) -> dict[bytes, bytes]:
    """Return the metadata that says which columns hold JSON."""
    return {_KEY: msgspec.json.encode(names)}


def json_columns(metadata: dict[bytes, bytes] | None) -> frozenset[str]:
    """Return the columns that a file says hold JSON; none where it says nothing of the kind."""
    try:
        names = msgspec.json.decode((metadata or {}).get(_KEY, b"[]"), type=list[str])
    except msgspec.DecodeError:
        return frozenset()
    return frozenset(names)

"""What is too much of a Parquet file."""

from __future__ import annotations

from dataclasses import dataclass

from cleaner import option


@dataclass(frozen=True)
class Options:
    """How much one cell, and one row group, may have."""

    max_cell: int = option(1 << 27, "most characters, or bytes, of a cell", min=1)
    max_group: int = option(1 << 34, "most bytes of a row group before it is compressed", min=1)

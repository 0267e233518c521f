"""The caps on what may come out of one file."""

from __future__ import annotations

from dataclasses import dataclass

from cleaner import option


@dataclass(frozen=True)
class Options:
    """How much may come out of one file before it is taken for a bomb."""

    size: int = option(100_000_000_000, "most bytes that one file may inflate to", min=1)
    ratio: int = option(500, "most times that a file may grow, beyond its first 10 MB", min=1)
    members: int = option(1_000_000, "most members of one file", min=1)
    member_size: int = option(10_000_000_000, "most bytes of one member", min=1)
    nesting: int = option(1, "how many archives deep an archive may lie in others", min=0)

"""A format: how files of it are told by their names and by how their content begins."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum

import msgspec

# So many bytes of a source, from its start, are looked at.
HEAD_BYTES = 4096


class Sign(IntEnum):
    """What the beginning of a content says about one format.

    ``NO``: it cannot be of it. ``MAYBE``: nothing speaks against it. ``LIKELY``: where no name
    says otherwise, it is. ``CERTAIN``: it is, whatever its name says.
    """

    NO = 0
    MAYBE = 1
    LIKELY = 2
    CERTAIN = 3


def maybe(_head: bytes) -> Sign:
    """Tell nothing: the sign of a format whose content shows no mark of its own."""
    return Sign.MAYBE


class Format(msgspec.Struct, frozen=True):
    """What a reader reads, under a name that ``--format`` takes.

    ``suffixes`` are lower-case, with their dot. ``sign`` looks at
    the first bytes of a content (``HEAD_BYTES`` at most). ``within`` names the format that this
    one is written in (``zip``), whose sign does not speak against it. A ``container`` gives
    sources, which then have a format each. Standard input is taken for the format that is
    ``piped``, and a file that the user named himself, of no format that anyone knows, for the one
    that is a ``fallback``, as is one without a suffix. ``certain`` are the beginnings, white space
    aside, without which the sign is never ``CERTAIN``: most files are then looked at by the one
    sign that their names ask for. None: it may be whatever the beginning.
    """

    name: str
    suffixes: tuple[str, ...] = ()
    sign: Callable[[bytes], Sign] = maybe
    within: str = ""
    container: bool = False
    piped: bool = False
    fallback: bool = False
    certain: tuple[bytes, ...] | None = None


def looks_like_text(head: bytes) -> bool:
    """Tell whether bytes may be text in some encoding: control characters are rare in it.

    Zeros are many in UTF-16 and UTF-32, and begin no other text.
    """
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return True
    controls = sum(head.count(bytes((code,))) for code in (*range(9), *range(14, 27), 127))
    return bool(head) and controls * 50 < len(head)

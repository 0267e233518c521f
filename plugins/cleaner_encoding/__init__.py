"""Turn bytes into the text that their author meant, and repair what earlier software broke."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from cleaner import Code, Decoded, Document, Drop, Edit, hookimpl
from cleaner_encoding.found import Found, Refused
from cleaner_encoding.options import Options

__all__ = ["Options", "clean", "decode", "decode_bytes"]

_DEFAULTS = Options()


@hookimpl
def decode(data: bytes, document: Document, options: Options) -> Decoded | Drop:
    """Decode bytes; ``meta["encoding"]`` says by which encoding and how that was decided."""
    found = _decide()(data, options, document.charset)
    if isinstance(found, Refused):
        return Drop(found.reason)
    return Decoded(found.text, {"encoding": found.note()}, found.repairs, found.name)


@hookimpl
def clean(text: str, document: Document, options: Options) -> Document | None:
    """Repair the text; ``meta["encoding"]["repairs"]`` counts what was done by kind."""
    edits: tuple[Edit, ...] = ()
    if document.trace is None:
        repaired, counts = _repair()(text, options)
    else:
        from cleaner_encoding.repairs.places import repair_in_places  # noqa: PLC0415 (rare)

        repaired, counts, edits = repair_in_places(text, options)
    if not counts:
        return None
    noted = document.meta["encoding"] if "encoding" in document.noted else {}
    repairs = {**noted.get("repairs", {}), **counts}
    return document.rewrite(repaired, counts, edits, encoding={**noted, "repairs": repairs})


def decode_bytes(data: bytes) -> tuple[str | None, str]:
    r"""Decode bytes outside of a run: the text (None: refused) and the encoding or the reason.

    >>> decode_bytes(b"Le caf\xe9 \xe9tait d\xe9j\xe0 ferm\xe9.")
    ('Le café était déjà fermé.', 'cp1252')
    """
    found = _decide()(data, _DEFAULTS, "")
    return (None, found.reason) if isinstance(found, Refused) else (found.text, found.name)


# Many expressions are compiled by what these import: starting up can do without, and asking for
# a module at every document costs as much as deciding that a short one is UTF-8.
@cache
def _decide() -> Callable[[bytes, Options, str], Found | Refused]:
    from cleaner_encoding.decoding import decide  # noqa: PLC0415

    return decide


@cache
def _repair() -> Callable[[str, Options], tuple[str, dict[str, int]]]:
    from cleaner_encoding.repairs import repair  # noqa: PLC0415

    return repair


@hookimpl
def codes() -> Iterable[Code]:
    """Name what a check finds."""
    from cleaner_encoding.finding_codes import CODES  # noqa: PLC0415 (only a check asks)

    return CODES

"""Turn bytes into the text that their author meant, and repair what earlier software broke."""

from __future__ import annotations

from cleaner import Decoded, Document, Drop, hookimpl
from cleaner_encoding.decoding import decide
from cleaner_encoding.found import Refused
from cleaner_encoding.options import Options, requested
from cleaner_encoding.repairs import repair

__all__ = ["Options", "clean", "decode", "decode_bytes"]


@hookimpl
def decode(data: bytes, options: Options) -> Decoded | Drop:
    """Decode bytes; ``meta["encoding"]`` says by which encoding and how that was decided."""
    found = decide(data, options)
    if isinstance(found, Refused):
        return Drop(found.reason)
    return Decoded(found.text, {"encoding": found.note()})


@hookimpl
def clean(text: str, document: Document, options: Options) -> Document | None:
    """Repair the text; ``meta["encoding"]["repairs"]`` counts what was done by kind."""
    repaired, counts = repair(text, requested(options))
    if not counts:
        return None
    noted = document.meta["encoding"] if "encoding" in document.noted else {}
    repairs = {**noted.get("repairs", {}), **counts}
    return document.rewrite(repaired, counts, encoding={**noted, "repairs": repairs})


def decode_bytes(data: bytes) -> tuple[str | None, str]:
    """Decode bytes outside of a run: the text (None: refused) and the encoding or the reason."""
    found = decide(data, Options())
    if isinstance(found, Refused):
        return None, found.reason
    return found.text, found.name

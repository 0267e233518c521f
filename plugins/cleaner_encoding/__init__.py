"""Turn bytes into the text that their author meant, and repair what earlier software broke."""

from __future__ import annotations

from cleaner import Decoded, Document, Drop, hookimpl
from cleaner_encoding.decoding import decide
from cleaner_encoding.found import Refused
from cleaner_encoding.mojibake import fix_mojibake
from cleaner_encoding.repairs.composition import compose
from cleaner_encoding.repairs.controls import remove_controls
from cleaner_encoding.repairs.line_ends import fix_line_ends

_REPAIRS = {
    "mojibake": fix_mojibake,
    "line ends": fix_line_ends,
    "control characters": remove_controls,
    "composition": compose,
}


@hookimpl
def decode(data: bytes) -> Decoded | Drop:
    """Decode bytes; ``meta["encoding"]`` says by which encoding and how that was decided."""
    found = decide(data)
    if isinstance(found, Refused):
        return Drop(found.reason)
    return Decoded(found.text, {"encoding": found.note()})


@hookimpl
def clean(text: str, document: Document) -> Document | None:
    """Repair the text; ``meta["encoding"]["repairs"]`` counts what was done by kind."""
    repaired, counts = text, {}
    for kind, repair in _REPAIRS.items():
        repaired, count = repair(repaired)
        if count:
            counts[kind] = count
    if not counts:
        return None
    noted = document.meta.get("encoding", {}) if "encoding" in document.noted else {}
    repairs = {**noted.get("repairs", {}), **counts}
    return document.rewrite(repaired, counts, encoding={**noted, "repairs": repairs})


def decode_bytes(data: bytes) -> tuple[str | None, str]:
    """Decode bytes outside of a run: the text (None: refused) and the encoding or the reason."""
    found = decide(data)
    if isinstance(found, Refused):
        return None, found.reason
    return found.text, found.name

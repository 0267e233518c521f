"""What a decision about bytes can be: a text and how it was found, or a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec


class Found(msgspec.Struct, frozen=True):
    """A text, the encoding it was read by (as Python names it), and how that was decided.

    ``confidence`` lies between 0 and 1; ``repairs`` counts by kind what was damaged;
    ``candidates`` are the encodings it was chosen from, for the reason of a refusal.
    """

    text: str
    name: str
    how: str
    confidence: float = 1.0
    repairs: Mapping[str, int] = {}
    candidates: str = ""

    def note(self) -> dict[str, Any]:
        """Return what goes into a document's metadata."""
        noted: dict[str, Any] = {
            "name": self.name,
            "how": self.how,
            "confidence": round(self.confidence, 3),
        }
        if self.repairs:
            noted["repairs"] = dict(self.repairs)
        return noted


class Refused(msgspec.Struct, frozen=True):
    """Bytes that are no text, or whose encoding is not certain enough; ``reason`` says which."""

    reason: str

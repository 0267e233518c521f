"""Names of members as ids have them: each once, whatever the archive says."""

from __future__ import annotations

from array import array
from collections import Counter
from hashlib import blake2b

_LEAST_SLOTS = 1 << 10


class Names:
    """Tells names that repeat; of each it holds no more than eight bytes that stand for it."""

    def __init__(self) -> None:
        self._slots = array("Q", bytes(8 * _LEAST_SLOTS))
        self._count = 0
        self._repeats: Counter[str] = Counter()

    def number(self, name: str) -> int:
        """Return 1, or the number that tells a name from those given before."""
        number = 1
        while not self._add(numbered(name, number)):
            # One that another member has by itself is passed over, and not tried again.
            self._repeats[name] += 1
            number = self._repeats[name] + 1
        return number

    def _add(self, name: str) -> bool:
        """Take a name; tell whether it is new."""
        mark = int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little") or 1
        slot = self._slot(mark)
        if self._slots[slot]:
            return False
        self._slots[slot] = mark
        self._count += 1
        if self._count * 2 > len(self._slots):
            self._grow()
        return True

    def _slot(self, mark: int) -> int:
        """Return where a mark is, or would be."""
        slots, last = self._slots, len(self._slots) - 1
        slot = mark & last
        while slots[slot] and slots[slot] != mark:
            slot = (slot + 1) & last
        return slot

    def _grow(self) -> None:
        marks = self._slots
        self._slots = array("Q", bytes(2 * 8 * len(marks)))
        for mark in marks:
            if mark:
                self._slots[self._slot(mark)] = mark


def numbered(name: str, number: int) -> str:
    """Return a name, which need not be Unicode, as ids have it."""
    name = name.encode("utf-8", "backslashreplace").decode()
    return name if number == 1 else f"{name} ({number})"

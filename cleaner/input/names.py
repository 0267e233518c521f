"""Names of columns as metadata has them: each once."""

from __future__ import annotations

from collections.abc import Iterable


def distinct(names: Iterable[str]) -> list[str]:
    """Return names that all differ: the first one of a kind as it is, others with their number.

    >>> distinct(["a", "b", "a", "a"])
    ['a', 'b', 'a (2)', 'a (3)']
    >>> distinct(["a", "a", "a (2)"])
    ['a', 'a (3)', 'a (2)']
    """
    given = list(names)
    taken, seen = set(given), set[str]()
    found = []
    for name in given:
        other, number = name, 1
        while other in seen or (number > 1 and other in taken):
            number += 1
            other = f"{name} ({number})"
        seen.add(other)
        found.append(other)
    return found

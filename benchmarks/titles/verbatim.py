"""Documents whose repeated lines are meant: code, tables, logs, verse, speech."""

from __future__ import annotations

import random
from collections.abc import Iterator

_CODE = """def fold(line):
    if not line:
        return None
    return line

def fold(line):
    if not line:
        return None
    return line
}
}
"""
_TABLE = """Town | Mills | Ferries
Aldby | 3 | 1
Aldby | 3 | 1
Fernhill | 2 | 0

Town | Mills | Ferries
Marsh End | 1 | 1
Marsh End | 1 | 1
"""
_LOG = """2031-04-02 10:00:01 gate opened
2031-04-02 10:00:01 gate opened
2031-04-02 10:00:07 water level low, pump started and left running until the evening shift came
2031-04-02 10:00:07 water level low, pump started and left running until the evening shift came
Connection lost
Connection lost
Trying again
Connection lost
"""
_VERSE = """Turn, mill, turn
Turn, mill, turn
The river brings the morning
And carries off the night

Turn, mill, turn
Turn, mill, turn
The miller keeps no warning
But one small lamp alight

Turn, mill, turn
"""
_SPEECH = """“Is anyone there?”
“Is anyone there?”

Nobody answered, and the wind went round the house as it had done for many years.

“Is anyone there?”

She put the lamp down on the table and waited for a long while.
"""
_ONE = "The only line there is\n"
_NUMBERS = (
    "12\n12\n\n12\n\nThe scale showed the same weight for three days, and nobody knew why.\n\n12\n"
)
_DATES = """12 May 2031

The ice broke in the night, and the boats went out at five.

12 May 2031

Nothing was caught, and the nets were torn in two places.
"""
_ALL = {
    "code": _CODE,
    "table": _TABLE,
    "log": _LOG,
    "verse": _VERSE,
    "speech": _SPEECH,
    "one line": _ONE,
    "numbers": _NUMBERS,
    "blank": "\n\n\n",
}


def documents(dice: random.Random) -> Iterator[tuple[str, list[str]]]:
    """Yield kinds and lines, each kind once, in an order of its own."""
    kinds = list(_ALL)
    dice.shuffle(kinds)
    for kind in kinds:
        yield kind, _ALL[kind].splitlines()

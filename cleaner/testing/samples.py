"""Texts that a step must get through: ordinary ones, and those that break careless code."""

from __future__ import annotations

from collections.abc import Mapping

_PROSE = (
    "The ferry leaves at seven, and whoever is late takes the road around the lake. "
    "It is longer by two hours; nobody minds in June. Ms. Hale keeps the timetable."
)
_TITLE = "A lake with two names"

TEXTS: Mapping[str, str] = {
    "an empty text": "",
    "spaces alone": " \n\t \n",
    "one letter": "x",
    "a sentence": "The ferry leaves at seven.",
    "paragraphs": "\n\n".join([_PROSE] * 4),
    "a long line": _PROSE * 40,
    "a title that is repeated": f"{_TITLE}\n\n{_TITLE}\n\n{_PROSE}\n\n{_TITLE}\n\n{_PROSE}\n",
    "Markdown": f"# {_TITLE}\n\n{_PROSE}\n\n- one\n\n```\nx = 1\n```\n\n|a|b|\n|-|-|\n",
    "a refrain": "Row, row\nDown the stream\n\nRow, row\nDown the stream\n\nRow, row\n",
    "Windows line ends": "one line\r\nanother line\r\n\r\nthe last",
    "Russian": "Паром уходит в семь. Кто опоздал, едет вокруг озера.",
    "Greek": "Το πλοίο φεύγει στις επτά. Όποιος αργήσει, πάει γύρω από τη λίμνη.",
    "Arabic": "تغادر العبارة في السابعة. من يتأخر يسلك الطريق حول البحيرة.",
    "Hindi": "नाव सात बजे चलती है। जो देर से आए, वह झील के किनारे से जाए।",
    "Japanese": "船は七時に出ます。遅れた人は湖を回ります。「急いで」と言われました。",
    "Thai": "เรือออกเจ็ดโมง ใครมาสายต้องอ้อมทะเลสาบ",
    "letters with marks of their own": "Cafe\u0301 ne\u0302 u\u0308ber",
    "emoji": "👩‍👩‍👧 sails 🇫🇮 and waves 👋🏽 all day 🏳️‍🌈",
    "mojibake": "The cafÃ© is closed on Sundays, donâ€™t wait.",
    "control characters": "one\x00two\x08three\ufefffour\u200bfive\u00adsix\x1b[0m",
    "a lone surrogate": "cut \ud83d in half",
    "numbers and addresses": "Call +44 20 7946 0018 or write to ada@example.org from 192.0.2.7.",
    "one word, many times": "again " * 500,
    "one letter, many times": "a" * 4000,
}

DATA: Mapping[str, bytes] = {
    "no bytes": b"",
    "ASCII": b"The ferry leaves at seven.\n",
    "UTF-8": TEXTS["Russian"].encode(),
    "UTF-8 with a byte order mark": b"\xef\xbb\xbf" + TEXTS["Greek"].encode(),
    "windows-1252": "Le café est fermé à l’aube, dit-elle.".encode("cp1252"),
    "windows-1251": TEXTS["Russian"].encode("cp1251"),
    "Shift_JIS": TEXTS["Japanese"].encode("shift_jis"),
    "UTF-16": TEXTS["a sentence"].encode("utf-16"),
    "UTF-8 with a bad byte": b"The caf\xc3\xa9 is \xff closed.",
    "zeros": bytes(64),
    "every byte": bytes(range(256)),
}

# What a document of each kind looks like when it is made longer and longer.
GROWING: Mapping[str, str] = {
    "prose": f"{_PROSE}\n\n",
    "prose on one line": f"{_PROSE} ",
    "equal lines": "the same line\n",
    "line ends": "\n",
    "spaces": " ",
    "one letter": "a",
    "digits": "1234567890",
    "opening marks": '<a href="[({',
}

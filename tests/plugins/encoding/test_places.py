"""Under a trace each repair says its places, and what they come to is the repaired text."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cleaner import Edit
from cleaner_encoding.options import Options
from cleaner_encoding.repairs import repair
from cleaner_encoding.repairs.places import repair_in_places

EVERYTHING = Options(
    entities=True, spaces=True, widths=True, quotes=True, hyphenation=True, replacements=True
)
PIECES = st.sampled_from(
    [
        *(
            "a",
            "e",
            "word ",
            "Title\n",
            "\n",
            "\r\n",
            "\r",
            "\x0b",
            "\x0c",
            "\x1c",
            "\x85",
            "\u2028",
        ),
        *(
            "\x00",
            "\x1b[31m",
            "\x1b",
            "\ufeff",
            "\u202e",
            "\u2066",
            "\U000e0041",
            "\u00ad",
            "\u200b",
        ),
        *("\u200d", "\ufb01", "e\u0301", "\u0301", "\u0327", "\u1112\u1161\u11ab", "\u09c7\u09be"),
        *(
            "Ã©",
            "Ã ",
            "â€œ",
            "â€\x9d",
            "â€™t",
            "donâ€™t ",
            "caf\xc3\xa9 ",
            "\x91",
            "\x92t",
            "Ð¿Ñ€Ð¸",
            "ç½‘ç«™",
        ),
        *("\ud83d", "\ude00", "&amp;", "&#8217;", "\u00a0", "\uff21", "“", "hy-\nphen ", "hyphen "),
        *("\ufffd", "\U0001f3f4\U000e0067\U000e007f", "é", "ß", "漢字", "한", "\u0645\u200c"),
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=30).map("".join)


def applied(text: str, edits: tuple[Edit, ...]) -> str:
    ranges = {(edit.start, edit.end): edit.replacement for edit in edits}
    assert list(ranges) == sorted(ranges)
    for start, end in reversed(ranges):
        text = text[:start] + ranges[start, end] + text[end:]
    return text


@settings(deadline=None)
@given(TEXTS, st.sampled_from([Options(), EVERYTHING]))
@example("a\x1c\r\nb\x85Ã©", Options())
@example("\r\x00\n", Options())
def test_the_places_make_the_text(text: str, options: Options) -> None:
    repaired, counts, edits = repair_in_places(text, options)
    assert (repaired, counts) == repair(text, options)
    assert applied(text, edits) == repaired
    assert {edit.reason for edit in edits} <= counts.keys()


CASES = {
    "file separator": ("a\x1cb\r\nc\r\n", [(1, 2, ""), (3, 5, "\n"), (6, 8, "\n")]),
    "form feed": ("one\x0c\r\ntwo\r\n", [(4, 6, "\n"), (9, 11, "\n")]),
    "line separator": ("a\u2028the cafÃ© at cafÃ©s\n", [(1, 2, "\n"), (9, 11, "é"), (18, 20, "é")]),
    "eaten spaces": ("Was Ã  la dÃ©jÃ  vu\n", [(4, 6, "à"), (11, 13, "é"), (14, 16, "à")]),
    "two reasons": ("\r\x00\n", [(0, 3, "\n"), (0, 3, "\n")]),
    "marks": ("e\u0301 and \u1112\u1161\u11ab\n", [(0, 2, "é"), (7, 10, "한")]),
    "letters": ("a\ufb01b\u00adc", [(1, 2, "fi"), (3, 4, "")]),
}


@pytest.mark.parametrize(("text", "places"), CASES.values(), ids=CASES)
def test_each_place_is_where_the_damage_is(text: str, places: list[tuple[object, ...]]) -> None:
    edits = repair_in_places(text, Options())[2]
    assert [(edit.start, edit.end, edit.replacement) for edit in edits] == places


def test_a_place_that_two_kinds_changed_has_both_reasons() -> None:
    edits = repair_in_places("\r\x00\n", Options())[2]
    assert [edit.reason for edit in edits] == ["control characters", "line ends"]

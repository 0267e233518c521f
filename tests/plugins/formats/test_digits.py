"""Long numbers are taken out of JSON that comes in parts, long digits in texts are not."""

import json
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from cleaner_json_array.digits import MOST_DIGITS, Shortened

DIGITS = st.sampled_from(["1", "12", "3" * 127, "4" * MOST_DIGITS, "5" * (MOST_DIGITS + 1)])
TEXTS = st.lists(DIGITS | st.sampled_from(["\\", '"', "a", " ", "\\u0031"]), max_size=5).map(
    "".join
)
ITEMS = st.lists(DIGITS.map(int) | TEXTS, max_size=6)


@given(items=ITEMS, cuts=st.lists(st.integers(1, 400), max_size=40))
@example(items=[10**4999, "8" * 5000], cuts=[1] * 4000)
@example(items=["\\" * 5, int("7" * 700)], cuts=[1] * 99)
def test_only_numbers_are_shortened(items: list[Any], cuts: list[int]) -> None:
    written = [
        json.dumps(item)
        if isinstance(item, str)
        else str(item)
        if item < 10**4000
        else "1" + "0" * 4999
        for item in items
    ]
    expected = [
        "9e9999" if not text.startswith('"') and len(text) > MOST_DIGITS else text
        for text in written
    ]
    data = f"[{', '.join(written)}]".encode()
    shortened, found = Shortened(), b""
    for cut in cuts:
        found += shortened(data[:cut]) if data[:cut] else b""
        data = data[cut:]
    found += (shortened(data) if data else b"") + shortened(b"")
    assert found.decode() == f"[{', '.join(expected)}]"

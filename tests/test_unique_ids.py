"""The set of digests by which an id names one document only, compiled and not."""

import hashlib
import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import Columns, Document, Strings, unique_ids
from cleaner.unique_ids import digests as sets
from cleaner.unique_ids.digests import Digests

compiled = pytest.mark.skipif(sets.compiled() is None, reason="there is no C compiler")
both = pytest.mark.parametrize("make", [sets.Plain, pytest.param(sets.Native, marks=compiled)])

# Few buckets and few values: equal digests, and matches that lie across two others.
digests = st.builds(
    lambda head, rest: bytes((0, head, *rest)),
    st.integers(0, 1),
    st.lists(st.integers(0, 1), min_size=14, max_size=14),
)


def expected(given_digests: list[bytes], seen: set[bytes]) -> list[int]:
    again: list[int] = []
    for row, digest in enumerate(given_digests):
        if digest in seen:
            again.append(row)
        seen.add(digest)
    return again


@both
@settings(deadline=None)
@given(st.lists(st.lists(digests, max_size=60), max_size=4))
def test_a_digest_is_new_once(make: Callable[[], Digests], parts: list[list[bytes]]) -> None:
    seen: set[bytes] = set()
    found = make()
    for part in parts:
        assert found.add(b"".join(part)) == expected(part, seen)


@both
def test_a_match_across_two_others_is_none(make: Callable[[], Digests]) -> None:
    found = make()
    head = bytes(2)
    assert found.add(head + b"abcdefghijklmn" + head + b"opqrstuvwxyzAB") == []
    across = head + b"hijklmnopqrstu"
    assert found.add(across) == []
    assert found.add(across) == [0]


@both
def test_none_is_lost_where_the_set_grows(make: Callable[[], Digests]) -> None:
    """Through all doublings, and some of the small steps that come behind them."""
    chance = random.Random(3)
    many = [chance.randbytes(16) for _ in range(200_000)]
    # All of the end: those that are moved on lie behind the last place.
    many += [b"\xff" * 15 + bytes([low]) for low in range(100)]
    found = make()
    for start in range(0, len(many), 1000):
        assert found.add(b"".join(many[start : start + 1000])) == []
    assert found.add(b"".join(many)) == list(range(len(many)))


@compiled
@given(st.lists(st.text(max_size=300), max_size=20))
def test_the_kernel_computes_the_same_digests(ids: list[str]) -> None:
    column = Strings.of(ids)
    documents = Columns(len(ids), column, Strings(b""), Strings(b"x.jsonl"))
    wanted = [hashlib.blake2b(each.encode(), digest_size=16).digest() for each in ids]
    assert list(unique_ids.sketch(documents)) == wanted
    assert list(unique_ids.sketch([Document(each) for each in ids])) == wanted


@compiled
@pytest.mark.parametrize("length", [0, 1, 127, 128, 129, 255, 256, 257, 1000])
def test_ids_around_the_ends_of_blocks(length: int) -> None:
    ids = ["x" * length, "y" * length + "z"]
    documents = Columns(2, Strings.of(ids), Strings(b""), Strings(b"x.jsonl"))
    wanted = [hashlib.blake2b(each.encode(), digest_size=16).digest() for each in ids]
    assert list(unique_ids.sketch(documents)) == wanted


@both
def test_the_second_of_an_id_is_dropped_by_name(make: Callable[[], Digests]) -> None:
    documents = [Document(each) for each in ("a", "b", "a")]
    verdicts = unique_ids.admit(documents, unique_ids.sketch(documents), make())
    assert [verdict and verdict.reason for verdict in verdicts] == [
        None,
        None,
        "an earlier document has the id 'a'",
    ]

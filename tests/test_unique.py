"""The set of digests by which an id names one document only."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.unique import Digests

# Few buckets and few values: equal digests, and matches that lie across two others.
digests = st.builds(
    lambda head, rest: bytes((0, head, *rest)),
    st.integers(0, 1),
    st.lists(st.integers(0, 1), min_size=14, max_size=14),
)


@settings(deadline=None)
@given(st.lists(digests, max_size=200))
def test_a_digest_is_new_once(given_digests):
    seen: set[bytes] = set()
    found = Digests()
    for digest in given_digests:
        assert found.add(digest) == (digest not in seen)
        seen.add(digest)


def test_a_match_across_two_others_is_none():
    found = Digests()
    head = bytes(2)
    assert found.add(head + b"abcdefghijklmn")
    assert found.add(head + b"opqrstuvwxyzAB")
    across = b"hijklmnopqrstu"
    assert found.add(head + across)
    assert not found.add(head + across)

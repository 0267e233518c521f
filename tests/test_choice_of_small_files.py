"""A small file, looked at by as few signs as will do, is read as it would be by all of them."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import CleanerError, Source
from cleaner.building import build_chain
from cleaner.chain import Chain, Recipe
from cleaner.input.formats import HEAD_BYTES, Format, Sign

CHAIN: Chain = build_chain(Recipe(steps=("encoding",)))
FORMATS: list[Format] = [format_ for reader in CHAIN.readers for format_ in reader.formats]
BEGINNINGS = sorted({start for format_ in FORMATS for start in format_.certain or ()})
TAR = bytes(257) + b"ustar" + bytes(250)
CONTENTS = {
    **{repr(start): start + b" and more of it\n" * 20 for start in BEGINNINGS},
    "spaces and a beginning": b" \n\t%PDF-1.7\n",
    "tar": TAR,
    "text": "Ein Text, weiter nichts. Größer wird er nicht.".encode(),
    "lines": b'{"text": "a"}\n{"text": "b"}\n',
    "array": b'[{"text": "a"}]',
    "page": b"<!DOCTYPE html><html><body>a</body></html>",
    "page with a mark": b"\xef\xbb\xbf<html><body>a</body></html>",
    "markup": b"<note>a</note>",
    "message": b"From: a@b.c\nTo: d@e.f\nSubject: g\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n\nh\n",
    "mailbox": b"From a@b.c Mon Jan  1 00:00:00 2024\nSubject: g\n\nh\n",
    "table": b"a,b\n1,2\n",
    "bytes": bytes(range(256)),
    "zeros": bytes(100),
}
SUFFIXES = sorted({suffix for format_ in FORMATS for suffix in format_.suffixes})


def chosen(source: Source) -> str:
    try:
        found = CHAIN._choose(source)
    except CleanerError as error:
        return str(error)
    return found.format if found else ""


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_it_is_the_format_that_all_signs_give(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    for suffix, is_given in itertools.product(("", *SUFFIXES), (False, True)):
        source = Source(str(path), f"a{suffix}", given=is_given, label=f"a{suffix}")
        # Of a size that is not known it is looked at by all.
        small = Source(str(path), f"a{suffix}", len(content), given=is_given, label=f"a{suffix}")
        assert chosen(small) == chosen(source), suffix


@given(
    head=st.builds(
        bytes.__add__,
        st.one_of(st.sampled_from([b"", b" ", b"\n\n", *BEGINNINGS]), st.binary(max_size=8)),
        st.one_of(st.sampled_from(list(CONTENTS.values())), st.binary(max_size=600)),
    )
)
def test_no_sign_is_certain_of_another_beginning_than_its_format_says(head: bytes) -> None:
    head = head[:HEAD_BYTES]
    for format_ in FORMATS:
        if format_.certain is not None and not head.lstrip().startswith(format_.certain):
            assert format_.sign(head) != Sign.CERTAIN, format_.name

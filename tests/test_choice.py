"""Which format a source is read as."""

import io
from collections.abc import Mapping
from pathlib import Path

import pytest

from cleaner import CleanerError, Format, Sign, Source
from cleaner.input.choice import Choice
from cleaner.input.selection import EVERYTHING, Selection


def begins(*marks: bytes, sign: Sign = Sign.CERTAIN, otherwise: Sign = Sign.NO) -> object:
    return lambda head: sign if head.startswith(marks) else otherwise


FORMATS = (
    Format("lines", (".lines",), begins(b"{", sign=Sign.LIKELY, otherwise=Sign.MAYBE), piped=True),
    Format("pack", (".pack",), begins(b"PK"), container=True),
    Format("book", (".book",), begins(b"PK"), within="pack"),
    Format("pdf", (".pdf",), begins(b"%PDF")),
    Format("table", (".table",)),
    Format("plain", (".txt",), fallback=True),
)


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", b"text", "plain"),
        ("a.TABLE", b"a,b", "table"),
        ("a.book", b"PK", "book"),
        ("a.pack", b"PK", "pack"),
        ("a", b"text", "plain"),
        ("a", b"{}", "lines"),
        ("a", b"%PDF-1.7", "pdf"),
        ("a.txt", b"%PDF-1.7", "pdf"),
        ("a.table", b"PK", "pack"),
        ("a.pdf", b"some text", "plain"),
        ("a.pdf", b"{}", "lines"),
        ("a.pdf", b"", "pdf"),
        ("a.png", b"%PDF", None),
        ("b/a.tar.unknown", b"{}", None),
    ],
)
def test_by_name_and_content(tmp_path: Path, name: str, data: bytes, expected: str | None) -> None:
    path = tmp_path / Path(name).name
    path.write_bytes(data)
    chosen = Choice(FORMATS, EVERYTHING)(Source(str(path), name))
    assert (chosen and chosen.format) == expected


def test_a_file_that_was_named_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    for name, data, expected in (("a.log", b"x", "plain"), ("b.log", b"{}", "lines")):
        (tmp_path / name).write_bytes(data)
        chosen = Choice(FORMATS, EVERYTHING)(Source(str(tmp_path / name), name, given=True))
        assert chosen is not None
        assert chosen.format == expected


def test_a_name_that_lies_about_data_that_nobody_knows_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(bytes(range(100)))
    with pytest.raises(CleanerError, match=r"its content is not what \.pdf says"):
        Choice(FORMATS, EVERYTHING)(Source(str(tmp_path / "a.pdf"), "a.pdf"))


@pytest.mark.parametrize(
    ("formats", "expected"),
    [
        (("table",), {"a.txt": "table", "d/b.dat": "table", "c.pack": "pack"}),
        (("*.dat=table",), {"a.txt": "plain", "d/b.dat": "table", "c.pack": "pack"}),
        (("d/=lines", "*.dat=table"), {"a.txt": "plain", "d/b.dat": "table", "d/e.txt": "lines"}),
        (("*.pack=book",), {"a.txt": "plain", "c.pack": "book"}),
    ],
)
def test_the_user_decides(
    tmp_path: Path, formats: tuple[str, ...], expected: Mapping[str, str]
) -> None:
    choose = Choice(FORMATS, Selection(formats=formats))
    for name, format_ in expected.items():
        path = tmp_path / Path(name).name
        path.write_bytes(b"PK" if name.endswith(".pack") else b"text")
        chosen = choose(Source(str(path), name))
        assert chosen is not None
        assert (name, chosen.format) == (name, format_)


def test_what_lies_inside_goes_by_its_own_name_and_can_be_read_from_its_start() -> None:
    outer = Source("x.table.pack", "x.table.pack", format="pack")
    inner = outer.inside(io.BufferedReader(io.BytesIO(b"some bytes")), label="x.table")
    chosen = Choice(FORMATS, EVERYTHING)(inner)
    assert chosen is not None
    assert (chosen.format, chosen.around, chosen.open().read()) == (
        "table",
        ("pack",),
        b"some bytes",
    )


def test_a_format_that_there_is_not_is_told_at_once() -> None:
    with pytest.raises(CleanerError, match=r"--format tabel: .* did you mean 'table'"):
        Choice(FORMATS, Selection(formats=("*.x=tabel",)))


def test_a_member_that_says_its_size_is_no_small_file() -> None:
    """There is no file of its name to be looked into."""
    stream = io.BufferedReader(io.BytesIO(b"%PDF-1.7"))
    source = Source("a.zip!a.txt", "a.zip!a.txt", 8, label="a.txt", stream=stream)
    chosen = Choice(FORMATS, EVERYTHING)(source)
    assert chosen is not None
    assert (chosen.format, chosen.open().read()) == ("pdf", b"%PDF-1.7")

"""Lines in columns: whatever is in them, they are what reading them one by one makes of them."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import cleaner_jsonl
from cleaner import Columns, Document, Failed, Source
from cleaner_jsonl import scanning

OPTIONS = cleaner_jsonl.Options()

pytestmark = pytest.mark.skipif(
    not scanning.reads(Source("x.jsonl", "x.jsonl", data=b"")), reason="there is no C compiler"
)


def columns(data: bytes, options: Any = OPTIONS, **fields: Any) -> Iterator[Any]:
    found = cleaner_jsonl.read_batch(Source("x.jsonl", "x.jsonl", data=data, **fields), options)
    assert found is not None
    return found


def one_by_one(data: bytes, options: Any = OPTIONS, **fields: Any) -> list[Document | Failed]:
    found = cleaner_jsonl.read(Source("x.jsonl", "x.jsonl", data=data, **fields), options)
    return list(found)


def record(document: Document) -> bytes:
    """Write a record down in full, as the page on records has it."""
    fields = {"id": document.id, "text": document.text, "source": "x.jsonl", "meta": document.meta}
    return msgspec.json.encode(fields) + b"\n"


def expanded(items: Iterator[Any]) -> Iterator[Document | Failed]:
    """Yield all documents; what columns say beside them must be true of them.

    Documents in columns have no ``lines``: nobody who asks for columns asks where they lie.
    """
    for item in items:
        if not isinstance(item, Columns):
            yield item
            continue
        # All is looked at before the next columns are asked for, which may have the same memory.
        documents = list(item)
        assert item.texts is not None
        assert item.records is not None
        rows = range(len(item))
        assert [item.texts.at(row) for row in rows] == [document.text for document in documents]
        written = [bytes(item.records.raw(row)) for row in rows]
        assert written == [record(document) for document in documents]
        counts = memoryview(item.characters).cast("q").tolist()
        assert counts == [len(document.text) for document in documents]
        yield from documents


def same(data: bytes, **fields: Any) -> list[Document | Failed]:
    found = list(expanded(columns(data, **fields)))
    must_be_equal(found, one_by_one(data, **fields))
    return found


def without_lines(item: Document | Failed) -> Document | Failed:
    return msgspec.structs.replace(item, lines=None) if isinstance(item, Document) else item


def must_be_equal(found: list[Document | Failed], expected: list[Document | Failed]) -> None:
    """Compare one by one: a report of how two long lists differ takes hours."""
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        assert without_lines(one) == without_lines(other)


TEXTS = st.text(max_size=60) | st.text(
    st.sampled_from('ab "\\/\n\r\t\b\f\x00\x1f\x7f\x85é\u2028\uffff😀'), max_size=60
)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
SHORT_FLOATS = st.builds(
    lambda number, digits: number / 10**digits, st.integers(-(10**9), 10**9), st.integers(0, 12)
)
NUMBERS = st.integers() | st.integers(-(2**63), 2**64 - 1) | FLOATS | SHORT_FLOATS
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=8,
)
NAMES = st.sampled_from(["text", "id", "url", "é", ""]) | TEXTS
OBJECTS = st.dictionaries(NAMES, VALUES, max_size=5)


@st.composite
def spelled(draw: st.DrawFn) -> bytes:
    """Write an object as any program might: in ASCII or not, with white space, a text or none."""
    fields = draw(OBJECTS)
    if draw(st.integers(0, 9)):
        fields["text"] = draw(TEXTS)
    if draw(st.booleans()):
        fields["id"] = draw(TEXTS | st.integers(-5, 10**20) | st.just("twice"))
    fields = dict(draw(st.permutations(list(fields.items()))))
    comma, colon = draw(st.sampled_from([(", ", ": "), (",", ":"), ("\t,\r ", " : ")]))
    line = json.dumps(fields, ensure_ascii=draw(st.booleans()), separators=(comma, colon))
    if draw(st.booleans()):
        line = line.replace("/", "\\/")
    before, behind = draw(st.sampled_from([("", ""), (" \t", " "), ("", "\r")]))
    return (before + line + behind).encode("utf-8", "surrogatepass")


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Put bytes into a line, or take some out."""
    line = draw(spelled())
    start = draw(st.integers(0, len(line)))
    piece = draw(
        st.binary(max_size=3) | st.sampled_from([b'"', b"\\", b"\\u", b"\\ud83d", b"0", b"-"])
    )
    return line[:start] + piece + line[start + draw(st.integers(0, 3)) :]


LINES = spelled() | spelled() | damaged() | st.sampled_from([b"", b" \t", b"\x0b\x0c\r", b"{}"])


class TestEqualToReadingOneByOne:
    @given(st.lists(LINES, max_size=6), st.booleans(), st.booleans(), st.integers(1, 1000))
    @example([b'{"text":"\\ud83d\\ude00\\u0041\\u00e9\\/\\u0000"}'], True, False, 1)
    @example([b'{"text":"a","n":1e5}', b'{"text":"b","n":-0}'], True, False, 1)
    @example([b'{"text":"a","text":"b"}', b'{"text":"a","n":{"m":1,"m":2}}'], True, False, 1)
    @example(
        [b'{"text":"a","n":[0.0001,0.00012,0.001,-0.5,-0.0,1.50,100000000000000.5]}'],
        True,
        False,
        1,
    )
    @example([b'\xef\xbb\xbf{"text":"a"}'], False, False, 1)
    @settings(max_examples=600, deadline=None)
    def test_any_lines(self, lines: list[bytes], ended: bool, has_ids: bool, first: int) -> None:
        data = b"\n".join(lines) + b"\n" * ended
        same(data, line=first, id_field="id" if has_ids else "")

    @given(st.binary(max_size=80).map(lambda data: b'{"text":"' + data + b'"}'))
    @settings(max_examples=300, deadline=None)
    def test_any_bytes_in_a_text(self, line: bytes) -> None:
        same(line)

    @given(st.floats(allow_nan=False, allow_infinity=False) | SHORT_FLOATS, st.integers(0, 20))
    @settings(max_examples=500, deadline=None)
    def test_any_number(self, number: float, digits: int) -> None:
        for shown in (repr(number), f"{number:.{digits}f}"):
            same(b'{"text":"","n":%s}' % shown.encode())

    def test_many_lines_come_in_several_columns(self) -> None:
        line = b'{"text":"%s"}\n' % (b"words and words " * 1000)
        assert len(same(line * 200)) == 200
        assert len(same(b'{"text":""}\n' * 20_000)) == 20_000

    def test_where_many_lines_are_unusual_none_is_lost(self) -> None:
        line = b'{"text":"a"}\n{"text":"b","n":1e5}\n\n'
        assert len(same(line * 300)) == 600

    def test_a_line_that_is_too_long_fails_alone(self) -> None:
        options = cleaner_jsonl.Options(max_line=40)
        data = b'{"text":"a"}\n{"text":"' + b"b" * 50 + b'"}\n{"text":"c"}\n' + b" " * 50 + b"\n"
        found = list(expanded(columns(data, options)))
        assert [type(item) for item in found] == [Document, Failed, Document, Failed]
        must_be_equal(found, one_by_one(data, options))

    def test_a_range_of_a_file(self, tmp_path: Any) -> None:
        path = tmp_path / "x.jsonl"
        path.write_bytes(b'{"text":"before"}\n{"text":"within"}\n{"text":"behind"}\n')
        source = Source(str(path), "x.jsonl", size=54).piece(18, 36, 2)
        (item,) = cleaner_jsonl.read_batch(source, OPTIONS) or ()
        assert isinstance(item, Columns)
        assert [(document.id, document.text) for document in item] == [("x.jsonl#2", "within")]


class TestTakesWhatIsUsual:
    @pytest.mark.parametrize(
        "line",
        [
            pytest.param(b'{"id": "a", "text": "b"}', id="id and text"),
            pytest.param(
                b'{"text": "\\u00e9\\n\\ud83d\\ude00\\/", "id": 7}', id="escapes, and a number"
            ),
            pytest.param(
                b'{"id":"a","text":"b","meta":{"n":[1,2.5,-0.25],"t":true,"u":null}}', id="metadata"
            ),
            pytest.param('{"text": "日本語", "id": "é"}'.encode(), id="no ASCII"),
        ],
    )
    def test_such_lines_come_in_columns(self, line: bytes) -> None:
        (item,) = columns(line, id_field="id")
        assert isinstance(item, Columns)


class TestTakesPartOnlyWhereItIsSure:
    @pytest.mark.parametrize(
        "fields",
        [
            pytest.param({"text_field": "id", "id_field": "id"}, id="the text is the id"),
            pytest.param({"name": "a\udcff"}, id="a name that is no Unicode"),
            pytest.param({"size": scanning.MOST_BYTES + 1}, id="too much to hold"),
        ],
    )
    def test_other_sources_are_read_one_by_one(self, fields: Any) -> None:
        source = Source(**{"path": "x.jsonl", "name": "x.jsonl", "data": b"", **fields})
        assert cleaner_jsonl.read_batch(source, OPTIONS) is None

    def test_without_a_kernel_lines_are_read_one_by_one(self, monkeypatch: Any) -> None:
        monkeypatch.setattr(scanning, "_scan", lambda: None)
        source = Source("x.jsonl", "x.jsonl", data=b"{}")
        assert cleaner_jsonl.read_batch(source, OPTIONS) is None

"""Reading and writing JSON Lines."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cleaner_jsonl
from cleaner import Document, Failed, Source, Target

OPTIONS = cleaner_jsonl.Options()


def read(data: bytes, **fields: Any) -> list[Document | Failed]:
    found = cleaner_jsonl.read(Source("x.jsonl", "x.jsonl", data=data, **fields), OPTIONS)
    assert found is not None
    return list(found)


NUMBERS = st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


class TestRead:
    @given(st.text(), st.dictionaries(st.text().filter(lambda key: key != "text"), JSON))
    def test_the_other_fields_are_kept_as_they_are(self, text: str, fields: Any) -> None:
        (document,) = read(json.dumps({"text": text, **fields}).encode())
        assert isinstance(document, Document)
        assert document.text == text
        assert json.dumps(document.meta) == json.dumps(fields)

    @pytest.mark.parametrize(
        ("line", "error"),
        [
            (b"{", "line 1 is not JSON"),
            (b"nonsense", "line 1 is not JSON"),
            (b"[]", "line 1 is not a JSON object"),
            (b"null", "line 1 is not a JSON object"),
            (b"{}", "line 1 has no text in the field 'text'"),
            (b'{"text": null}', "line 1 has no text in the field 'text'"),
            (b'{"text": ["x"]}', "line 1 has list, not text, in the field 'text'"),
            (b'{"text": "x"} {"text": "y"}', "line 1 is not JSON"),
            (b'{"text": "\xff"}', "line 1 is not JSON"),
            (b'{"text": NaN}', "line 1 is not JSON"),
            (b'{"text": "\\ud800", "n": NaN}', "line 1 is not JSON"),
            (b'{"text": "x", "deep": ' + b"[" * 100_000, "line 1 is not JSON"),
        ],
    )
    def test_a_line_that_is_no_document_fails(self, line: bytes, error: str) -> None:
        failed, fine = read(line + b'\n{"text": "behind"}\n')
        assert isinstance(failed, Failed)
        assert error in failed.error
        assert failed.part == "1"
        assert isinstance(fine, Document)
        assert (fine.text, fine.id) == ("behind", "x.jsonl#2")

    @pytest.mark.parametrize(
        "data",
        [
            b'{"text": "a"}\n{"text": "b"}',
            b'\xef\xbb\xbf{"text": "a"}\r\n{"text": "b"}\r\n',
            b'\n  \n{"text": "a"}\n\n{"text": "b"}\n\n',
        ],
        ids=["no line end at the end", "mark and CRLF", "empty lines"],
    )
    def test_reads(self, data: bytes) -> None:
        assert [document.text for document in read(data)] == ["a", "b"]  # type: ignore[union-attr]

    def test_empty_lines_count(self) -> None:
        assert read(b'\n\n{"text": "a"}')[0].part == "3"

    def test_a_lone_surrogate_is_let_through(self) -> None:
        (document,) = read(b'{"text": "a\\uD800b"}')
        assert isinstance(document, Document)
        assert document.text == "a\ud800b"

    def test_fields_can_be_named(self) -> None:
        line = b'{"body": "x", "n": 7, "text": "other"}'
        (document,) = read(line, text_field="body", id_field="n")
        assert isinstance(document, Document)
        assert (document.id, document.text, document.meta) == ("7", "x", {"text": "other"})

    @pytest.mark.parametrize("id_", ["null", '""', "true", "[]", "1.5"])
    def test_an_object_without_an_id_fails_where_one_is_asked_for(self, id_: str) -> None:
        (failed,) = read(f'{{"text": "x", "n": {id_}}}'.encode(), id_field="n")
        assert isinstance(failed, Failed)
        assert failed.error == "line 1 has no id in the field 'n'"

    def test_a_line_that_is_too_long_costs_only_itself(self) -> None:
        data = b'{"text": "a"}\n{"text": "' + b"b" * 5000 + b'"}\n{"text": "c"}\n'
        source = Source("x.jsonl", "x.jsonl", data=data)
        first, failed, last = cleaner_jsonl.read(source, cleaner_jsonl.Options(max_line=100))
        assert isinstance(failed, Failed)
        assert (failed.part, failed.error) == (
            "2",
            "line 2 is longer than 100 bytes (jsonl max-line)",
        )
        assert isinstance(first, Document)
        assert isinstance(last, Document)
        assert (first.text, last.text, last.part) == ("a", "c", "3")


class TestSplit:
    @settings(max_examples=25)
    @given(st.lists(st.integers(0, 60), max_size=40), st.booleans(), st.integers(1, 90))
    def test_pieces_hold_every_line_once_with_its_number(
        self, tmp_path_factory: Any, lengths: list[int], end: bool, size: int
    ) -> None:
        lines = [json.dumps({"text": "x" * n}) if n % 5 else "" for n in lengths]
        data = "\n".join(lines).encode() + b"\n" * end
        path = tmp_path_factory.mktemp("split") / "x.jsonl"
        path.write_bytes(data)
        source = Source(str(path), "x.jsonl", len(data))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(cleaner_jsonl, "_PIECE_BYTES", size)
            pieces = list(cleaner_jsonl.split(source, OPTIONS) or [source])
            blocks = list(cleaner_jsonl._pieces(source))
        whole = list(cleaner_jsonl.read(source, OPTIONS) or [])
        assert [
            item for piece in pieces for item in cleaner_jsonl.read(piece, OPTIONS) or []
        ] == whole
        assert sum(piece.size for piece in blocks) == len(data)

    def test_a_small_file_is_not_cut(self) -> None:
        assert cleaner_jsonl.split(Source("x.jsonl", "x.jsonl", 1000), OPTIONS) is None


class TestWrite:
    writer = cleaner_jsonl.write(Target("out.jsonl"))

    @given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50))), st.binary(min_size=50))
    def test_append_copies_the_ranges(self, pairs: list[tuple[int, int]], data: bytes) -> None:
        ranges = [(min(pair), max(pair)) for pair in pairs]
        output = io.BytesIO()
        assert self.writer is not None
        self.writer.append(output, io.BytesIO(data), ranges)
        assert output.getvalue() == b"".join(data[start:end] for start, end in ranges)

    def test_a_record_is_a_line(self) -> None:
        assert self.writer is not None
        line = self.writer.encode({"text": "a\nb\u2028é"})
        assert line == '{"text":"a\\nb\u2028é"}\n'.encode()


def test_the_folder_of_a_file_is_of_no_matter(tmp_path: Path) -> None:
    (tmp_path / "x.ndjson").write_bytes(b'{"text": "a"}')
    found = cleaner_jsonl.read(Source(str(tmp_path / "x.ndjson"), "x.ndjson"), OPTIONS)
    assert found is not None
    assert len(list(found)) == 1


@pytest.mark.parametrize("text", ["a", "é", '"\\\n\t', "я\u2028", "😀"], ids=ascii)
def test_a_long_text_makes_the_line_that_a_short_one_would(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = cleaner_jsonl.JsonLines()
    record = {"id": 'a"text":""', "text": text * 50, "source": "s", "meta": {"text": ""}}
    whole = writer.encode(record)
    monkeypatch.setattr(cleaner_jsonl, "_LONG", 7)
    assert writer.encode(record) == whole
    assert json.loads(whole) == record


def test_a_long_text_with_a_lone_surrogate_says_where_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cleaner_jsonl, "_LONG", 7)
    with pytest.raises(UnicodeEncodeError) as raised:
        cleaner_jsonl.JsonLines().encode({"id": "a", "text": "é" * 20 + "\ud800"})
    assert raised.value.start == 20


def test_a_byte_order_mark_alone_is_no_line() -> None:
    assert read(b"\xef\xbb\xbf") == []

"""The lines of the outputs: they hold to the schema, and say all there is to say."""

import base64
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from cleaner import Document, Drop
from cleaner.output.records import as_input, encode, failed_line, record, rejected_tail

SCHEMA = json.loads((Path(__file__).parent.parent / "docs" / "records.schema.json").read_text())

TROUBLE = """
from cleaner import Drop, hookimpl

@hookimpl
def clean(text, document):
    if "fails early" in text:
        raise ValueError("early")
    if "drops" in text:
        return Drop("asked to")
"""
LATE = """
from cleaner import hookimpl

@hookimpl
def clean(text, document):
    if "fails late" in text:
        raise ValueError("late")
"""


def validator(kind: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator({**SCHEMA, "anyOf": [{"$ref": f"#/$defs/{kind}"}]})


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.fixture(scope="module")
def outputs(cleaner_in_module: Any, records: Any) -> dict[str, list[dict[str, Any]]]:
    """What a run gives that has every kind of record in it."""
    folder, cleaner = cleaner_in_module
    (folder / "in").mkdir()
    prose = " ".join(f"At {n} o'clock the bell of house {n * n} rings." for n in range(200))
    files = {
        "long.txt": prose.encode(),
        "twin.txt": prose.encode() + b"Only the end is another.",
        "latin.txt": "Übung macht den Meister, sagt Jürgen, und übt früh.".encode("cp1252"),
        "binary.txt": bytes(range(256)) * 8,
        "lines.jsonl": b'{"text": "A line of its own.", "n": 1}\n{"text": \n{"text": "\xff"}\n',
        "drops.txt": b"It drops.",
        "early.txt": b"It fails early.",
        "late.txt": b"It fails late.",
        "surrogate.jsonl": b'{"text": "It drops \\ud800 and", "m": "\\udfff"}\n',
    }
    for name, data in files.items():
        (folder / "in" / name).write_bytes(data)
    (folder / "in" / "gone.txt").symlink_to("nowhere")
    (folder / "trouble.py").write_text(TROUBLE)
    (folder / "late.py").write_text(LATE)
    steps = "encoding,articles,titles,trouble,near-duplicates,late,segments"
    plugins = ("-p", "trouble.py", "-p", "late.py", "--steps", steps)
    cleaner("run", "in", "-o", "out.jsonl", *plugins, status=1)
    return {
        "kept": records(folder / "out.jsonl"),
        "rejected": records(folder / "out.rejected.jsonl"),
        "failed": records(folder / "out.failed.jsonl"),
    }


@pytest.mark.parametrize("kind", ["kept", "rejected", "failed"])
def test_every_record_holds_to_the_schema(outputs: dict[str, Any], kind: str) -> None:
    assert outputs[kind]
    for each in outputs[kind]:
        validator(kind).validate(each)


@pytest.mark.parametrize("kind", ["kept", "rejected", "failed"])
def test_a_record_is_of_one_kind(outputs: dict[str, Any], kind: str) -> None:
    for other in {"kept", "rejected", "failed"} - {kind}:
        assert not [each for each in outputs[kind] if validator(other).is_valid(each)]


def test_every_way_out_was_taken(outputs: dict[str, Any]) -> None:
    rejected = {each["id"]: each["step"] for each in outputs["rejected"]}
    failed = {each["id"]: each["step"] for each in outputs["failed"]}
    assert rejected["twin.txt"] == "near-duplicates"
    assert rejected["drops.txt"] == "trouble"
    assert rejected["binary.txt"] == "encoding"
    assert failed["early.txt"] == "trouble"
    assert failed["late.txt"] == "late"
    assert failed["gone.txt"] == failed["lines.jsonl#2"] == failed["lines.jsonl#3"] == "read"


def test_a_duplicate_names_its_twin_and_their_similarity(outputs: dict[str, Any]) -> None:
    twin = next(each for each in outputs["rejected"] if each["id"] == "twin.txt")
    assert twin["duplicate_of"] == "long.txt"
    assert 0.8 <= twin["similarity"] < 1
    assert {each["id"].partition("#")[0] for each in outputs["kept"]} >= {"long.txt"}


def test_ids_are_unique(outputs: dict[str, Any]) -> None:
    ids = [each["id"] for records in outputs.values() for each in records]
    assert len(ids) == len(set(ids))


class TestEncode:
    @pytest.mark.parametrize(
        "value",
        ["text", "é中\U0001f600", "line\u2028end", "\x00\x1f\x7f", '"\\/', {"a": [1, 2.5, None]}],
        ids=["ascii", "every plane", "line separator", "controls", "escapes", "nested"],
    )
    def test_it_is_what_the_standard_library_reads(self, value: Any) -> None:
        data = encode(value)
        assert json.loads(data) == value
        assert b"\n" not in data

    @pytest.mark.parametrize(
        ("value", "why"),
        [("a\ud800", "lone surrogate"), (object(), "JSON")],
        ids=["lone surrogate", "object"],
    )
    def test_it_says_why_not(self, value: Any, why: str) -> None:
        with pytest.raises(ValueError, match=why):
            encode(value)


class TestLines:
    def test_a_rejected_line_is_a_record_and_its_reason(self) -> None:
        document = Document("a", "text", "a.txt", part="2")
        line = encode(record(document))[:-1] + rejected_tail("twins", Drop("alike", "b#1", 0.9))
        assert json.loads(line) == {
            "id": "a#2",
            "text": "text",
            "source": "a.txt",
            "meta": {},
            "step": "twins",
            "reason": "alike",
            "duplicate_of": "b#1",
            "similarity": 0.9,
        }

    def test_what_there_is_no_twin_of_names_none(self) -> None:
        assert set(json.loads(b"{" + rejected_tail("short", Drop("short"))[1:])) == {
            "step",
            "reason",
        }

    def test_a_failed_line_holds_its_input(self) -> None:
        given = {"path": "a.txt"}
        line = json.loads(failed_line("a", "a.txt", "read", "gone", given))
        expected = {"id": "a", "source": "a.txt", "step": "read", "error": "gone"}
        expected |= {"traceback": None, "input": given}
        assert line == expected

    def test_bytes_come_back(self) -> None:
        data = bytes(range(256))
        given = as_input(Document("a", data=data))
        assert given["text"] is None
        assert base64.b64decode(given["base64"]) == data

    @pytest.mark.parametrize(
        "document",
        [
            Document("a", "x\ud800y"),
            Document("a", "x", meta={"o": object(), "s": "\udfff"}),
            Document("id \ud800", "x"),
        ],
        ids=["lone surrogate", "metadata that is no JSON", "id from the input"],
    )
    def test_what_cannot_be_json_is_escaped(self, document: Document) -> None:
        line = failed_line(document.id, "a.txt", "step", "why", as_input(document))
        validator("failed").validate(json.loads(line))

    def test_an_error_may_quote_what_could_not_be_written(self) -> None:
        line = json.loads(failed_line("a", "a.txt", "step", "not \ud800", {"object": object()}))
        assert line["error"] == "not \\ud800"
        assert "object" in line["input"]

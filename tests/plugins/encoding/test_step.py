"""The step within a run: what it notes of a document, and how what it did is told."""

from cleaner import Document
from cleaner.testing import run_step
from cleaner_encoding import Options, clean

RUSSIAN = "Перевозчик продал свою лодку и купил маленькую мельницу за церковью.\n"


def test_notes_the_encoding_and_refuses_with_a_reason():
    result = run_step("encoding", RUSSIAN.encode("koi8-r"), b"\x89PNG\r\n\x1a\n" + bytes(99))
    assert result.texts == [RUSSIAN]
    note = result.kept[0]["meta"]["encoding"]
    assert (note["how"], note["name"][:4]) == ("statistics", "koi8")
    assert result.rejected[0]["reason"] == "binary: a PNG picture"


def test_tells_repairs_of_decoding_and_of_cleaning_together():
    data = "Été doux\r\nprès de l’église, même très\r\n".encode()[:-3] + b"\xc3"
    result = run_step("encoding", data)
    note = result.kept[0]["meta"]["encoding"]
    assert note["name"] == "utf-8"
    assert note["repairs"] == {"cut character": 1, "line ends": 1}
    assert result.texts == ["Été doux\nprès de l’église, même trè\ufffd"]


def test_does_add_to_what_decoding_noted(cleaned):
    note = {"name": "utf-8", "how": "nearly valid", "confidence": 0.9, "repairs": {"stray byte": 2}}
    document = Document("a", "a\r\nb\x00").note(encoding=note)
    answer = clean(document.text, document, Options())
    assert answer.meta["encoding"] == {
        **note,
        "repairs": {"stray byte": 2, "line ends": 1, "control characters": 1},
    }
    assert dict(answer.changes) == {"line ends": 1, "control characters": 1}


def test_leaves_what_the_input_says_of_itself_under_given():
    document = Document("a", "a\r\n", meta={"encoding": "latin-1"})
    answer = clean(document.text, document, Options())
    assert answer.meta["given"] == {"encoding": "latin-1"}
    assert answer.meta["encoding"] == {"repairs": {"line ends": 1}}


def test_counts_what_decoding_repaired_in_the_summary():
    data = "Été doux\nprès de l’église, même très\n".encode()
    result = run_step("encoding", data[:-2] + b"\xc3", data + b"\xff\r\n", data)
    assert dict(result.summary.changes("decode")) == {"cut character": 1, "unreadable byte": 1}
    assert result.summary.of_step("changed", "decode") == 2
    assert dict(result.summary.changes("encoding")) == {"line ends": 1}

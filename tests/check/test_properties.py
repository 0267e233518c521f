"""What holds of mending, whatever is in a file: once is enough, and comes to what a run writes."""

import contextlib
import io
import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaner import declared_encodings
from cleaner.cli import main
from cleaner.text.trace import Change, Lines, made
from cleaner_encoding import decode_bytes

from .conftest import BODY, LAST, MORE, TITLE

STEPS = ("--steps", "encoding,titles", "-j", "0", "-q")
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\x0b", "\x0c\n", "\x85", "\u2028"])
WORDS = [
    *(
        "cafÃ© ",
        "donâ€™t ",
        "Ã  ",
        "naïve ",
        "Straße ",
        "Привет мир ",
        "漢字 ",
        "e\u0301t ",
        "ﬁne ",
    ),
    *("a\x1cb ", "\x1b[31mred ", "\u202e", "so\u00adft ", "\u200b", "\ufeff", "\x00", "\ud83d "),
]
HEADS = [
    *('<meta charset="windows-1252">\n', "# -*- coding: latin-1 -*-\n", "", "", "", ""),
    *("# vim: set fileencoding=cp1252 :\n", '<?xml version="1.0" encoding="utf-16"?>\n'),
]
LINES = st.sampled_from([TITLE, TITLE, BODY[:-1], MORE[:-1], LAST[:-1], "", "Le café fermé déjà"])
ENCODINGS = st.sampled_from(["utf-8", "utf-8", "utf-8", "utf-8-sig", "cp1252", "utf-16", "cp1251"])


# Lines in several encodings, and of some more than one.
BYTES = [
    *(
        b"It\x92s closed, d\xc3\xa9j\xc3\xa0 vu.",
        b"Le caf\xe9 est ferm\xe9, dit-elle.",
        b"don\x92t",
    ),
    *("Déjà vu à l'été, déjà vu.".encode(), LAST.encode(), b"caf\xc3\x83\xc2\xa9", b"a\x00b"),
]


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Texts with all that can be wrong, encoded in parts that may differ."""
    text = draw(st.sampled_from(HEADS)) + draw(LINES) + draw(ENDS)
    for _ in range(draw(st.integers(1, 8))):
        text += draw(st.sampled_from(["", "", *WORDS])) + draw(LINES)
        text += draw(st.sampled_from(["", "", *WORDS])) + draw(ENDS)
    data = text.encode(draw(ENCODINGS), "ignore")
    if draw(st.integers(0, 9)) == 0:
        data += draw(st.sampled_from([b"caf\xe9\n", b"\xe2\x82", b"d\xc3\xa9j\xc3\xa0\n", b"\xff"]))
    return data


def command(*arguments: str | Path, allowed: tuple[int, ...] = (0, 1)) -> str:
    out = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(io.StringIO()),
        pytest.raises(SystemExit) as done,
    ):
        main([str(argument) for argument in arguments])
    assert done.value.code in allowed, arguments
    return out.buffer.getvalue().decode()  # type: ignore[attr-defined]


def undeclared(text: str) -> str:
    """Return a text without what it declares of its encoding."""
    for one in sorted(declared_encodings(text), key=lambda one: -one.start):
        text = text[: one.start] + text[one.end :]
    return text


def found_in(path: Path, *arguments: str) -> list[dict[str, Any]]:
    told = command("check", path, *STEPS, *arguments, "--output-format", "json")
    return list(json.loads(told)["findings"])


def text_of_run(path: Path) -> Any:
    out = path.parent.parent / "out.jsonl"
    command("run", path, "-o", out, *STEPS, "--trace")
    records = [json.loads(line) for line in out.read_bytes().splitlines()]
    return records[0] if records else None


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(files())
def test_mending_is_done_once_and_comes_to_what_a_run_writes(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "texts" / "a.txt"
        path.parent.mkdir()
        path.write_bytes(data)
        before = found_in(path)
        record = text_of_run(path)
        left = found_in(path, "--fix")
        after = path.read_bytes()
        assert not [one for one in left if one["fixable"]]
        assert found_in(path, "--fix") == left
        assert path.read_bytes() == after
        assert before or after == data
        if before and all(one["fixable"] for one in before):
            mended = after.decode("utf-8").removeprefix("\ufeff")
            declared = sorted(declared_encodings(mended), key=lambda one: one.start)
            assert (
                not declared
                or any(one.codec == "utf-8" for one in declared)
                or not ({one["code"] for one in before} & {"E101", "E102"})
            )
            # Mending keeps true what a file says of its encoding; a run leaves it alone.
            assert undeclared(mended) == undeclared(record["text"])


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(files())
def test_a_trace_makes_what_is_written_and_lies_within_what_was_read(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "texts" / "a.txt"
        path.parent.mkdir()
        path.write_bytes(data)
        record = text_of_run(path)
        text = decode_bytes(data)[0]
        if record is None or text is None:
            assert record is None
            return
        fields = Change.__struct_fields__
        changes = [
            Change(**{field: one[field] for field in fields}) for one in record.get("trace", ())
        ]
        assert made(text, changes) == record["text"]
        lines = Lines(text)
        for change, one in zip(changes, record.get("trace", ()), strict=True):
            assert 0 <= change.start <= change.end <= len(text)
            assert lines.place(change.start) == (one["line"], one["column"])
            assert text[change.start : change.end] == one["removed"]


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(BYTES), max_size=6), st.sampled_from([b"\n", b"\r\n"]))
def test_what_only_takes_out_writes_no_byte_anew(lines: list[bytes], end: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "texts" / "a.txt"
        path.parent.mkdir()
        title = TITLE.encode()
        data = end.join((title, b"", BODY.encode(), *lines, title, b"", MORE.encode(), *lines))
        path.write_bytes(data)
        command("check", path, *STEPS, "--select", "T", "--fix")
        before = iter(data)
        assert all(byte in before for byte in path.read_bytes())
        once = path.read_bytes()
        command("check", path, *STEPS, "--select", "T", "--fix")
        assert path.read_bytes() == once


ORDERS = st.sampled_from(["encoding,titles", "encoding,articles,titles,near-duplicates"])
SENTENCES = [*(line[:-1] for line in (BODY, MORE, LAST)), "So it is", "The end.", "- a point"]


@st.composite
def repeating(draw: st.DrawFn) -> str:
    """Texts whose title, lines and paragraphs come again, alone and within others."""
    paragraphs = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map("\n".join)
    pool = draw(st.lists(paragraphs, min_size=1, max_size=3))
    title = draw(st.sampled_from([TITLE, f"# {TITLE}", pool[0], pool[0].partition("\n")[0]]))
    again = st.sampled_from(
        [
            *pool,
            title,
            TITLE.upper(),
            f"{title}\n{pool[0]}",
            f"{pool[-1]}\n{title}",
            f"cafÃ© {title}",
        ]
    )
    parts = draw(st.lists(again, min_size=2, max_size=8))
    between = draw(st.sampled_from(["\n", "\n\n", "\r\n\r\n", "\n\n\n"]))
    return between.join([title, *parts]) + draw(st.sampled_from(["", "\n"]))


def filled(text: str) -> Counter[str]:
    """Count the lines that are not blank, mended."""
    lines = (line.strip().replace("cafÃ©", "café") for line in text.splitlines())
    return Counter(filter(None, lines))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(repeating(), ORDERS, st.sampled_from([(), ("--select", "T")]))
def test_mending_takes_out_no_line_that_a_run_keeps(
    text: str, steps: str, flags: tuple[str, ...]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        path, out = Path(name) / "texts" / "a.txt", Path(name) / "out.jsonl"
        path.parent.mkdir()
        path.write_bytes(text.encode())
        command("run", path, "-o", out, "--steps", steps, "-q", "-j", "0")
        files = [out, out.with_suffix(".rejected.jsonl")]
        lines = [line for file in files if file.exists() for line in file.read_text().splitlines()]
        texts = [json.loads(line)["text"] for line in lines]
        command("check", path, "--fix", "--steps", steps, "-q", "-j", "0", *flags)
        kept, left = sum(map(filled, texts), Counter()), filled(path.read_bytes().decode())
        assert kept <= left
        # A bundle keeps the doubled titles that tell its articles apart.
        assert kept == left or len(texts) > 1

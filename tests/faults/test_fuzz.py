"""Whatever bytes the inputs hold: no crash, no hang, no loss.

``CLEANER_FAULTS_INPUTS`` sets how many inputs each property is tried on. `fuzz.py` beside this
file does the same under a coverage-guided fuzzer.
"""

import json
import os
import re
import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from cleaner import Sign
from cleaner.building import build_chain
from cleaner.chain import Recipe
from cleaner.input.formats import HEAD_BYTES
from cleaner.plugins import load_plugins
from cleaner.runner import Run, run

INPUTS = int(os.environ.get("CLEANER_FAULTS_INPUTS", "40"))
STEPS = ("encoding", "articles", "titles", "near-duplicates", "segments")
PLUGINS = load_plugins()
FORMATS = PLUGINS.implementations("formats")
CHAIN = build_chain(Recipe(STEPS), PLUGINS)
fuzzed = settings(max_examples=INPUTS, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# Any character, lone surrogates among them, and those that the steps look for.
characters = st.one_of(
    st.characters(codec=None),
    st.sampled_from("\n\r\f\t .-*#\u00a0\u200b\u2028\ufeff\u0301\u202eé字\U0001f1e6\u00c3\u00a9"),
)
lines = st.sampled_from(("A Title Of It", "a line", "", "Some words, once more."))
texts = st.text(characters, max_size=300) | st.lists(lines, max_size=30).map("\n".join)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
encoded = texts.map(lambda text: text.encode("utf-8", "surrogatepass"))
objects = st.fixed_dictionaries({"text": texts}, optional={"id": json_values, "meta": json_values})


@st.composite
def mutated_lines(draw: st.DrawFn) -> bytes:
    """Lines of JSON in which bytes are replaced, cut out or put in."""
    lines = draw(st.lists(objects | json_values, max_size=6))
    data = bytearray("\n".join(map(json.dumps, lines)).encode())
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(data)))
        data[at : at + draw(st.integers(0, 5))] = draw(st.binary(max_size=5))
    return bytes(data)


def check(files: dict[str, bytes]) -> None:
    """Run over files of these names, and see where all that they hold has gone."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        for file, data in files.items():
            (folder / "in" / file).write_bytes(data)
        outputs = [folder / kind for kind in ("kept", "rejected", "failed")]
        order = Run(Recipe(STEPS), (str(folder / "in"),), *map(str, outputs))
        summary = run(order, plugins=PLUGINS, chain=CHAIN)
        counts = []
        for output in outputs:
            lines = output.read_bytes().splitlines(keepends=True)
            assert all(msgspec.json.decode(line)["id"] for line in lines)
            counts.append(len(lines))
    assert counts == [summary.written, summary.rejected, summary.failed]
    assert summary.read == sum(map(documents_in, files, files.values()))
    assert summary.adds_up


ARRAY = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[\s*\{")


def documents_in(file: str, data: bytes) -> int:
    """Count what a reader has to account for."""
    if not file.endswith(".jsonl"):
        return 1
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    return sum(bool(line.strip()) for line in lines)


def is_marked(data: bytes) -> bool:
    """Tell whether some format is certain that it is meant."""
    known = (one for implementation in FORMATS for one in implementation.function())
    return any(one.sign(data[:HEAD_BYTES]) == Sign.CERTAIN for one in known)


@fuzzed
@example(b"\x1f\x8b\x08null\nnull")
@given(st.one_of(mutated_lines(), st.binary(max_size=400)))
def test_json_lines_of_any_bytes_are_all_accounted_for(figures, data: bytes) -> None:
    # What begins as an array of objects, or as a format with a mark of its own, is read as that,
    # whatever its name: it has no lines.
    assume(not ARRAY.match(data) and not is_marked(data))
    check({"lines.jsonl": data})
    count(figures, "random and mutated JSONL files")


@fuzzed
@given(st.lists(st.binary(max_size=400) | encoded, max_size=3))
def test_text_files_of_any_bytes_are_all_accounted_for(figures, contents: list[bytes]) -> None:
    check({f"{number}.txt": data for number, data in enumerate(contents)})
    count(figures, "random text files", len(contents))


@fuzzed
@given(st.lists(objects, min_size=1, max_size=6))
def test_any_unicode_gets_through_the_chain(figures, documents: list[dict]) -> None:
    """As JSON escapes, in which lone surrogates come as well."""
    check({"lines.jsonl": "\n".join(map(json.dumps, documents)).encode()})
    count(figures, "documents of random Unicode", len(documents))


@pytest.mark.parametrize("depth", [100, 100_000])
def test_deep_json_is_no_crash(depth: int) -> None:
    check({"lines.jsonl": b'{"text": "x", "a": ' + b"[" * depth + b"]" * depth + b"}\n{}"})


def count(figures: dict[str, int], name: str, more: int = 1) -> None:
    figures[name] = figures.get(name, 0) + more

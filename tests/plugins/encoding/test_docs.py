"""What docs/encoding.md shows is what happens."""

import ast
import dataclasses
import json
import re
from pathlib import Path

import pytest

import cleaner_encoding
from cleaner_encoding import Options

DOCS = (Path(__file__).parents[3] / "docs" / "encoding.md").read_text(encoding="utf-8")
DECODED = re.findall(
    r"^\| `(b[\"'].*)` \| `(\".*\")` \| `(\S+)` \| `([a-z ]+)` \|$", DOCS, re.MULTILINE
)
REPAIRED = re.findall(r"^\| `([a-z ]+)` \| `(\".*\")` \| `(\".*\")` \|$", DOCS, re.MULTILINE)
DAMAGED = re.findall(
    r"^\| `([A-Za-z0-9 -]+)` \| `(b[\"'].*)` \| `(\".*\")` \|$", DOCS, re.MULTILINE
)
# All that the code counts while it decodes: a new kind needs its line.
SOURCES = Path(cleaner_encoding.__file__).parent.glob("*.py")
KINDS = re.compile(r'"((?:cut|unreadable|stray|surrogate|line in) [A-Za-z0-9 -]+|gzip cut)"')
ON_REQUEST = [field.name for field in dataclasses.fields(Options) if field.default is False]


@pytest.mark.parametrize(("data", "text", "name", "how"), DECODED)
def test_bytes_are_decoded_as_shown(decoded, data, text, name, how):
    found = decoded(ast.literal_eval(data))
    assert (found.text, found.name, found.how) == (json.loads(text), name, how)


@pytest.mark.parametrize(("kind", "data", "text"), DAMAGED, ids=[each[0] for each in DAMAGED])
def test_damage_is_repaired_as_shown(decoded, kind, data, text):
    found = decoded(ast.literal_eval(data))
    assert found.text == json.loads(text)
    assert list(found.repairs) == [kind]


def test_every_kind_of_damage_has_its_line():
    counted = {kind for path in SOURCES for kind in KINDS.findall(path.read_text("utf-8"))}
    assert {kind for kind, *_ in DAMAGED} == counted


@pytest.mark.parametrize(("kind", "before", "after"), REPAIRED, ids=[each[0] for each in REPAIRED])
def test_text_is_repaired_as_shown(cleaned, kind, before, after):
    options = {kind: True} if kind in ON_REQUEST else {}
    text, counts = cleaned(json.loads(before), **options)
    assert text == json.loads(after)
    assert list(counts) == [kind]


def test_every_option_and_every_repair_has_its_line():
    for field in dataclasses.fields(Options):
        assert f"\n| `{field.name.replace('_', '-')}` |" in DOCS
    shown = {kind for kind, _, _ in REPAIRED}
    assert shown >= set(ON_REQUEST)
    assert len(shown) == len(REPAIRED) == 9 + len(ON_REQUEST)
    assert {how for *_, how in DECODED} >= {"valid", "mark", "width", "escapes", "declared"}

"""The way back: a change is told where it is in the text that was read, and can be undone."""

import json
from pathlib import Path
from typing import Any

import jsonschema

from cleaner.chain import Recipe
from cleaner.testing.harness import run_recipe
from cleaner.text.trace import Change, made

SEEDS = Path(__file__).parent.parent / "seeds"
STEPS = ("encoding", "articles", "titles")


def records(*documents: str | bytes, steps: tuple[str, ...] = STEPS, **fields: Any) -> Any:
    return run_recipe(documents, Recipe(steps, traces=True, **fields)).kept


def replayed(text: str, changes: list[dict[str, Any]]) -> str:
    fields = Change.__struct_fields__
    return made(text, [Change(**{name: change[name] for name in fields}) for change in changes])


def test_without_being_asked_nothing_is_kept() -> None:
    (record,) = run_recipe(["a\r\nb"], Recipe(STEPS)).kept
    assert "trace" not in record


def test_each_change_has_its_step_place_and_reason() -> None:
    title = "A lake with two names and no bridge"
    body = "The ferry leaves at seven, and whoever is late takes the road around the lake.\r\n"
    text = f"{title}\r\n\r\nThe cafÃ© is closed. {body}\r\n{title}\r\n\r\n{body.upper()}"
    (record,) = records(text, steps=("encoding", "titles"))
    assert replayed(text, record["trace"]) == record["text"]
    found = {(change["step"], change["reason"]): change for change in record["trace"]}
    mojibake = found["encoding", "mojibake"]
    assert text[mojibake["start"] : mojibake["end"]] == "Ã©"
    assert (mojibake["line"], mojibake["column"], mojibake["end_column"]) == (3, 8, 10)
    copy = found["titles", "title repeated"]
    assert text[copy["start"] : copy["end"]].strip() == title
    assert copy["start"] > text.index("closed")


def test_a_part_has_the_changes_within_it_and_where_it_begins() -> None:
    body = "The ferry leaves at seven, and whoever is late takes the road around the lake.\n"
    one, two = ("First title of them", "Second title of them")
    text = f"{one}\n{one}\n\n{body}{body.replace('road', 'rÃ©ad')}\n{two}\n{two}\n\n{body.upper()}"
    first, second = records(text)
    assert first["meta"]["title"] == one
    assert second["meta"]["title"] == two
    assert {change["reason"] for change in first["trace"]} == {"mojibake", "title repeated"}
    split, title = second["trace"]
    assert (split["step"], split["reason"]) == ("articles", "split")
    assert text[split["start"] :].startswith(f"{two}\n{two}")
    assert text[title["start"] : title["end"]].strip() == two


def test_a_step_that_gives_a_text_is_traced_by_what_differs(tmp_path: Path) -> None:
    path = tmp_path / "shout.py"
    path.write_text(
        '"""Shout."""\nfrom cleaner import hookimpl\n@hookimpl\ndef clean(text):\n'
        "    return text.replace('b', 'BB')\n"
    )
    text = "one\na b c\nb\nlast\n"
    (record,) = records(text, steps=("shout",), files=(str(path),))
    assert record["text"] == "one\na BB c\nBB\nlast\n"
    assert replayed(text, record["trace"]) == record["text"]
    assert [change["start"] for change in record["trace"]] == [6, 10]


def test_every_seed_can_be_made_again_from_what_was_read() -> None:
    paths = [path for path in sorted(SEEDS.iterdir()) if path.suffix != ".jsonl"]
    for path in paths:
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue
        kept = records(path.read_bytes(), steps=("encoding", "titles"))
        for record in kept:
            changes = [change for change in record["trace"] if change["end"] > change["start"]]
            assert replayed(text, changes) == record["text"], path


def test_the_records_hold_to_the_schema(tmp_path: Path, cleaner: Any) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("cafÃ© " * 30, "utf-8")
    (tmp_path / "in" / "b.txt").write_text("cafÃ© " * 30, "utf-8")
    (tmp_path / "in" / "c.txt").write_bytes(bytes(64))
    cleaner("run", "in", "-o", "out.jsonl", "--trace")
    schema = json.loads((SEEDS.parent / "docs" / "records.schema.json").read_text("utf-8"))
    for name, shape in (("out.jsonl", "kept"), ("out.rejected.jsonl", "rejected")):
        lines = (tmp_path / name).read_text("utf-8").splitlines()
        assert any('"trace":[{' in line for line in lines)
        for line in lines:
            jsonschema.validate(
                json.loads(line), schema | {"anyOf": [{"$ref": f"#/$defs/{shape}"}]}
            )

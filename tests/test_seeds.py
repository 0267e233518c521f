"""Each seed shows one thing, and still does: its bytes, its encoding and its shape."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

SEEDS = Path(__file__).parent.parent / "seeds"

# (seed, codec that decodes its bytes, what must be in the text and is lost in a wrong decoding)
ENCODED = [
    ("cp1251.txt", "cp1251", "виолончель несли до школы на руках"),
    ("cp1252.txt", "cp1252", "des œufs et du miel depuis vingt ans"),
    ("cp1252.txt", "cp1252", "184 000\u00a0€, dont un tiers"),
    ("shift_jis.txt", "shift_jis", "この港では正午が三分だけ長い"),
    ("utf-16.txt", "utf-16", "Το πηγάδι της πλατείας"),
]
UTF_8 = [
    "code.md",
    "empty.txt",
    "letters.jsonl",
    "mojibake.txt",
    "news-bundle.txt",
    "refrain.txt",
    "scattered-title.txt",
    "table",
    "version-1.txt",
    "version-2.txt",
]
# A title line of a bundle: the title, then two tags.
BUNDLE_TITLE = re.compile(r"^[^|\n]+ \| [^|\n]+ \| [^|\n]+$", re.MULTILINE)


def read(name: str) -> str:
    return (SEEDS / name).read_bytes().decode("utf-8")


def shingles(text: str, width: int = 5) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + width]) for at in range(len(words) - width + 1)}


def test_every_seed_is_listed_here_and_described() -> None:
    names = sorted(path.name for path in SEEDS.iterdir())
    assert names == sorted({name for name, _, _ in ENCODED} | set(UTF_8))
    described = (SEEDS.parent / "docs" / "seeds.md").read_text("utf-8")
    assert re.findall(r"^\| `([^`]+)`", described, re.MULTILINE) == names


@pytest.mark.parametrize(("name", "codec", "phrase"), ENCODED)
def test_encoded_seed_is_in_its_encoding_and_no_other(name: str, codec: str, phrase: str) -> None:
    data = (SEEDS / name).read_bytes()
    assert phrase in data.decode(codec)
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")


@pytest.mark.parametrize("name", UTF_8)
def test_plain_seed_is_utf_8_with_unix_line_ends(name: str) -> None:
    text = read(name)
    assert "\r" not in text
    assert not text.startswith("\ufeff")
    assert not text or (text.endswith("\n") and not text.endswith("\n\n"))


def test_utf_16_begins_with_its_byte_order_mark() -> None:
    assert (SEEDS / "utf-16.txt").read_bytes().startswith(b"\xff\xfe")


def test_cp1252_uses_what_sets_it_apart_from_latin_1() -> None:
    data = (SEEDS / "cp1252.txt").read_bytes()
    beyond_latin_1 = {data[at : at + 1].decode("cp1252") for at in range(len(data))} & set("’œ€—…")
    assert beyond_latin_1 == set("’œ€—…")


def test_mojibake_is_utf_8_read_once_as_cp1252() -> None:
    text = read("mojibake.txt")
    assert "Die BÃ¤ckerei" in text
    mended = text.encode("cp1252").decode("utf-8")
    assert "„Da war es Viertel nach drei.“" in mended
    with pytest.raises(UnicodeDecodeError):
        mended.encode("cp1252").decode("utf-8")


def test_bundle_doubles_each_title_but_the_first_which_is_scattered() -> None:
    lines = read("news-bundle.txt").splitlines()
    titles = [line for line in lines if BUNDLE_TITLE.match(line)]
    first, *others = dict.fromkeys(titles)
    assert lines[0] == first
    assert titles.count(first) == 4
    assert len(others) == 4
    for title in others:
        at = lines.index(title)
        assert lines[at - 1] == ""
        assert lines[at + 1] == title
        assert lines[at + 2] == ""
        assert titles.count(title) == 2
    # Between paragraphs, and never twice in a row.
    printed = [at for at, line in enumerate(lines) if line == first]
    assert all(later - earlier > 3 for earlier, later in pairwise(printed))
    assert all(lines[at - 1] == lines[at + 1] == "" for at in printed[1:])


def test_no_other_line_of_the_bundle_comes_twice() -> None:
    lines = read("news-bundle.txt").splitlines()
    others = [line for line in lines if line and not BUNDLE_TITLE.match(line)]
    assert len(others) == len(set(others)) == 13


def test_scattered_title_is_printed_again_between_paragraphs() -> None:
    lines = read("scattered-title.txt").splitlines()
    printed = [at for at, line in enumerate(lines) if line == lines[0]]
    assert len(printed) == 4
    assert all(lines[at - 1] == lines[at + 1] == "" for at in printed[1:])
    others = [line for line in lines if line and line != lines[0]]
    assert len(others) == len(set(others))


def test_versions_are_near_duplicates_and_not_equal() -> None:
    one, two = shingles(read("version-1.txt")), shingles(read("version-2.txt"))
    assert 0.85 <= len(one & two) / len(one | two) <= 0.95


def test_no_other_two_seeds_are_alike() -> None:
    codecs = {name: codec for name, codec, _ in ENCODED}
    seeds = {
        path.name: shingles(path.read_bytes().decode(codecs.get(path.name, "utf-8")))
        for path in sorted(SEEDS.iterdir())
        if path.name != "version-2.txt"
    }
    names = sorted(seeds)
    shared = {(a, b): len(seeds[a] & seeds[b]) for a in names for b in names if a < b}
    # A turn of phrase may come twice, a sentence may not.
    assert max(shared.values()) < 3


@pytest.mark.parametrize(
    ("name", "line", "times"),
    [
        ("refrain.txt", "    Ring the bell, ring the bell,", 8),
        ("refrain.txt", "    And who it is I cannot tell.", 3),
        ("code.md", "        return None", 6),
        ("code.md", "wait_ms(100);", 3),
        ("table", "08:00 | none        | 0      | fog", 5),
        ("table", "Hour  | Bird        | Number | Wind", 2),
    ],
)
def test_lines_that_must_stay_are_repeated(name: str, line: str, times: int) -> None:
    assert read(name).splitlines().count(line) == times


def test_empty_is_empty() -> None:
    assert (SEEDS / "empty.txt").read_bytes() == b""


def test_every_letter_has_an_id_a_text_and_more() -> None:
    letters = [json.loads(line) for line in read("letters.jsonl").splitlines()]
    assert len(letters) == len({letter["id"] for letter in letters}) == 5
    for letter in letters:
        assert len(letter["text"].split()) > 50
        assert {"url", "lang", "published", "tags"} < letter.keys()


def test_the_fields_beside_the_text_are_of_every_json_type() -> None:
    letters = [json.loads(line) for line in read("letters.jsonl").splitlines()]
    kinds = {type(value) for letter in letters for key, value in letter.items() if key != "text"}
    assert kinds == {str, int, float, bool, list, dict, type(None)}

"""What is not to be mended stays, byte for byte: encodings, and what was saved meanwhile."""

from pathlib import Path

import pytest

from cleaner.check.keeping import changed_in
from cleaner.document import Decoded
from cleaner.text.trace import Change

from .conftest import BODY, LAST, MORE, TITLE, Check

FRENCH = "Le café est fermé à l'été, dit-elle, et la forêt aussi. Déjà vu !\r\n"
# Enough bytes of another encoding that it is no guess.
STRAYS = (
    b"It\x92s closed, don\x92t ask, I can\x92t, I won\x92t.\r\n"
    b"She isn\x92t in, he wasn\x92t, we\x92re sure and I\x92m not.\r\n"
)
MIXED = f"{FRENCH}Déjà vu à l'été, déjà vu.\r\n{BODY}{FRENCH}".encode() + STRAYS


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    return tmp_path / "texts" / "a.txt"


def saving(folder: Path, what: str) -> tuple[str, ...]:
    """Return the flags of a chain in which somebody saves a file while it is looked at."""
    (folder / "saving.py").write_text(
        "from pathlib import Path\nfrom cleaner import hookimpl\n\n@hookimpl\n"
        f"def clean(text, document):\n    path = Path(document.source)\n    {what}\n"
    )
    return ("-p", "saving.py", "--steps", "saving,encoding")


@pytest.mark.parametrize("before", ["The cafÃ© is closed.\n", "one\r\ntwo\r\nThe cafÃ©.\r\n"])
@pytest.mark.parametrize(
    ("what", "after"),
    [
        ("path.write_text('New. ' + text, newline='')", "New. {}"),
        ("path.write_text(text + 'x', newline='')", "{}x"),
        ("path.write_text(text.swapcase(), newline='')", None),
    ],
)
@pytest.mark.parametrize("flag", ["--fix", "--diff"])
def test_a_file_that_was_saved_meanwhile_is_left(
    path: Path, tmp_path: Path, check: Check, flag: str, what: str, after: str | None, before: str
) -> None:
    path.write_text(before, newline="")
    done = check(flag, *saving(tmp_path, what), status=3)
    told = "cleaner: texts/a.txt: it has changed since it was looked at, and is left alone\n"
    assert done.stderr == told
    assert path.read_bytes().decode() == (after.format(before) if after else before.swapcase())


def test_others_are_mended_all_the_same(path: Path, tmp_path: Path, check: Check) -> None:
    path.write_text("The cafÃ© is closed.\n")
    (path.parent / "b.txt").write_text("Another cafÃ©.\n")
    flags = saving(tmp_path, "if path.name == 'a.txt': path.write_text(text + 'x')")
    told = check("--fix", *flags, status=3).stderr
    assert "cleaner: texts/a.txt: it has changed since it was looked at" in told
    assert "mended 1 file" in told
    assert (path.parent / "b.txt").read_text() == "Another café.\n"


@pytest.mark.parametrize(
    ("data", "codes", "after"),
    [
        (FRENCH.encode("cp1252"), "E106", FRENCH.replace("\r", "").encode("cp1252")),
        (FRENCH.encode("utf-16"), "E106", FRENCH.replace("\r", "").encode("utf-16")),
        (FRENCH.encode("utf-8-sig"), "E106", FRENCH.replace("\r", "").encode("utf-8-sig")),
        (MIXED, "E106", MIXED.replace(b"\r", b"")),
        (MIXED, "E102", MIXED.replace(b"\x92", "’".encode())),
        (
            f"{TITLE}\n\n{BODY}\n{TITLE}\n\n{MORE}{LAST}".encode() + MIXED,
            "T",
            f"{TITLE}\n\n{BODY}\n{MORE}{LAST}".encode() + MIXED,
        ),
    ],
    ids=["legacy", "wide", "with a mark", "mixed", "parts only", "a title in a mixed one"],
)
def test_only_what_is_selected_is_changed(
    path: Path, check: Check, data: bytes, codes: str, after: bytes
) -> None:
    path.write_bytes(data)
    done = check("--fix", "--select", codes, status=0)
    assert path.read_bytes() == after
    assert "mended 1 file" in done.stderr


def test_what_its_encoding_cannot_hold_is_told_and_left(path: Path, check: Check) -> None:
    wrong = "ć".encode().decode("cp1252")
    text = f"{FRENCH}{FRENCH}Le mot {wrong} déjà et le cafÃ©.\r\n"
    path.write_bytes(text.encode("cp1252"))
    done = check("--fix", "--select", "E104")
    told = "texts/a.txt: 1 change left unmade that cannot be written in its encoding (cp1252)"
    assert told in done.stderr
    assert path.read_bytes() == text.replace("Ã©", "é").encode("cp1252")
    again = check("--fix", "--select", "E104").stderr
    assert again == done.stderr.replace("cleaner: mended 1 file\n", "")
    check("--fix", status=0)
    after = text.replace("Ã©", "é").replace(wrong, "ć").replace("\r", "")
    assert path.read_bytes().decode() == after


@pytest.mark.parametrize(
    ("data", "text", "changes", "after", "left"),
    [
        (b"a\xe9b\nc", "a\u00e9b\nc", [(3, 4, "")], b"a\xe9bc", 0),
        (b"a\xe9b\nc", "a\u00e9b\nc", [(0, 1, "x"), (2, 3, "y")], b"x\xe9y\nc", 0),
        (b"a\xe9b\xe9c", "a\u00e9b\u00e9c", [(2, 3, "y")], b"a\xe9b\xe9c", 1),
        (b"a\xe9b\xe9c", "a\u00e9b\u00e9c", [(0, 5, "")], b"", 0),
        (b"\xe9\n", "\u00e9\n\n", [(0, 1, "")], b"\xe9\n", 1),
    ],
    ids=["a line end", "around it", "between two", "all of a line", "other lines"],
)
def test_places_in_mixed_bytes(
    data: bytes, text: str, changes: list[tuple[int, int, str]], after: bytes, left: int
) -> None:
    made = [Change("s", start, end, new, "r") for start, end, new in changes]
    assert changed_in(data, Decoded(text, encoding="utf-8"), made) == (after, left)


class TestBaseline:
    def test_what_it_knows_is_left_beside_what_is_new(self, path: Path, check: Check) -> None:
        known = "The cafÃ© is closed.\n"
        path.write_text(known)
        check("--baseline", "known.json", "--update-baseline", status=0)
        path.write_text(f"{known}Another cafÃ© and Ã¼ber.\r\n", newline="")
        check("--baseline", "known.json", "--fix", status=0)
        assert path.read_bytes().decode() == f"{known}Another café and über.\n"

    def test_so_is_an_encoding(self, path: Path, check: Check) -> None:
        path.write_bytes(FRENCH.replace("\r", "").encode("cp1252"))
        check("--baseline", "known.json", "--update-baseline", status=0)
        path.write_bytes(FRENCH.encode("cp1252"))
        check("--baseline", "known.json", "--fix", status=0)
        assert path.read_bytes() == FRENCH.replace("\r", "").encode("cp1252")

"""What --fix mends, what it leaves to its author, and that it does so once and for all."""

import gzip
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from .conftest import BODY, LAST, LEGACY, MORE, TITLE, Check


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_it_mends_what_it_can_and_leaves_the_rest(dirty: Path, check: Check) -> None:
    before = contents(dirty)
    done = check("--fix")
    after = contents(dirty)
    assert "mended 4 files" in done.stderr
    assert after["title.txt"].decode() == f"{TITLE}\n\n{BODY}\n{MORE}{LAST}"
    assert after["mojibake.txt"].decode() == f"Notes on cafés\n\nThe café is closed. {LAST}"
    assert after["legacy.txt"].decode() == LEGACY
    assert after["ends.txt"] == b"one line\nanother line\n"
    untouched = before.keys() - {"title.txt", "mojibake.txt", "legacy.txt", "ends.txt"}
    assert {name: after[name] for name in untouched} == {name: before[name] for name in untouched}


def test_what_was_mended_is_found_no_more(dirty: Path, check: Check) -> None:
    check("--fix")
    left = check().stdout
    assert "can be mended" not in left
    assert {line.split()[1] for line in left.splitlines()[:-1]} == {"E190", "E103", "N201"}


def test_twice_changes_nothing_more(dirty: Path, check: Check) -> None:
    check("--fix")
    once = contents(dirty)
    assert "mended" not in check("--fix").stderr
    assert contents(dirty) == once


def test_only_what_is_selected(dirty: Path, check: Check) -> None:
    before = contents(dirty)
    check("--fix", "--select", "T", status=0)
    after = contents(dirty)
    assert {name for name in before if before[name] != after[name]} == {"title.txt"}


def test_a_file_keeps_its_encoding_where_that_is_no_finding(tmp_path: Path, check: Check) -> None:
    (tmp_path / "texts").mkdir()
    path = tmp_path / "texts" / "a.txt"
    text = f"{TITLE}\n\nLe café à l’aube. {BODY}\n{TITLE}\n\n{MORE}{LAST}"
    path.write_bytes(text.encode("utf-16"))
    check("--fix", "--ignore", "E101", status=0)
    assert path.read_bytes()[:2] in (b"\xff\xfe", b"\xfe\xff")
    assert path.read_bytes().decode("utf-16") == text.replace(f"\n{TITLE}\n\n{MORE}", f"\n{MORE}")


DECLARED = {
    "html": '<meta charset="{}">',
    "html of old": '<meta http-equiv="Content-Type" content="text/html; charset={}">',
    "xml": "<?xml version='1.0' encoding='{}'?>",
    "css": '@charset "{}";',
    "a folded header": 'Subject: tea\nContent-Type: text/plain;\n charset="{}"\n',
    "gettext": '"Content-Type: text/plain; charset={}\\n"',
    "emacs": "# -*- coding: {} -*-",
    "emacs with line ends": "# -*- coding: {}-unix -*-",
    "python": "# coding={}",
    "vim": "# vim: set fileencoding={} :",
    "two of them": "<?xml version='1.0' encoding='{0}'?>\n<meta charset={0}>",
    "one that was wrong": "<?xml version='1.0' encoding='{}'?>\n<meta charset='utf-16'>",
}
FRENCH = "\nLe café est fermé à l'été, dit-elle, et la forêt aussi.\n"


class TestDeclarations:
    @pytest.mark.parametrize("name", ["latin-1", "windows-1252", "ISO-8859-15"])
    @pytest.mark.parametrize("frame", DECLARED.values(), ids=DECLARED.keys())
    def test_what_a_file_declares_stays_true(
        self, tmp_path: Path, check: Check, frame: str, name: str
    ) -> None:
        path = tmp_path / "texts" / "a.txt"
        path.parent.mkdir()
        path.write_bytes((frame.format(name) + FRENCH).encode("cp1252"))
        check("--fix", status=0)
        assert path.read_text("utf-8") == frame.format("utf-8").replace("utf-16", "utf-8") + FRENCH

    @pytest.mark.parametrize("encoding", ["utf-16", "shift_jis", "koi8-r", "gb18030"])
    def test_whatever_the_encoding(self, tmp_path: Path, check: Check, encoding: str) -> None:
        path = tmp_path / "texts" / "a.txt"
        path.parent.mkdir()
        body = {"koi8-r": "Пекарь встаёт раньше всех и топит печь. "}.get(
            encoding, "日本語の文章。"
        )
        text = f'<?xml version="1.0" encoding="{encoding}"?>\n<a>{body * 20}</a>\n'
        path.write_bytes(text.encode(encoding))
        check("--fix", status=0)
        assert path.read_text("utf-8") == text.replace(encoding, "utf-8")

    @pytest.mark.parametrize(
        "line",
        [
            "The charset=koi8-r of this letter is never used.",
            "Content-Type of old: charset=koi8-r",
            "-- rot13 is no encoding of text; coding: rot13",
        ],
    )
    def test_what_is_no_declaration_is_left(self, tmp_path: Path, check: Check, line: str) -> None:
        path = tmp_path / "texts" / "a.txt"
        path.parent.mkdir()
        path.write_bytes((line + FRENCH * 3).encode("cp1252"))
        check("--fix", status=0)
        assert path.read_text("utf-8") == line + FRENCH * 3

    def test_what_stands_where_nobody_looks_is_left(self, tmp_path: Path, check: Check) -> None:
        path = tmp_path / "texts" / "a.txt"
        path.parent.mkdir()
        lines = "".join(f"{number}. {FRENCH.strip()}\n" for number in range(100))
        text = f"{lines}<meta charset='windows-1252'>\n{lines}# vim: fenc=cp1252 :\n"
        path.write_bytes(text.encode("cp1252"))
        check("--fix", status=0)
        assert path.read_text("utf-8") == text.replace("fenc=cp1252", "fenc=utf-8")

    @pytest.mark.parametrize(
        ("own", "quoted"),
        [
            ('<meta charset="{}">', '<pre><meta charset="iso-8859-1"></pre>'),
            ("# coding: {}", 'PAGE = "<meta charset=iso-8859-1>"'),
            ("# coding: {}", "# coding: iso-8859-1"),
        ],
        ids=["in a page", "in a program", "the same again"],
    )
    def test_what_a_text_quotes_is_left(
        self, tmp_path: Path, check: Check, own: str, quoted: str
    ) -> None:
        path = tmp_path / "texts" / "a.txt"
        path.parent.mkdir()
        text = f"{own}\n{quoted}\n{FRENCH}"
        path.write_bytes(text.format("windows-1252").encode("cp1252"))
        check("--fix", status=0)
        assert path.read_text("utf-8") == text.format("utf-8")

    def test_they_stay_where_the_file_keeps_its_encoding(
        self, tmp_path: Path, check: Check
    ) -> None:
        path = tmp_path / "texts" / "a.txt"
        path.parent.mkdir()
        text = f"# -*- coding: latin-1 -*-\n\n{TITLE}\n{FRENCH}\n{TITLE}\n\n{MORE}{LAST}"
        path.write_bytes(text.encode("cp1252"))
        check("--fix", "--select", "T,E106", status=0)
        assert "coding: latin-1 -*-" in path.read_text("cp1252")


def test_a_bundle_keeps_what_tells_its_articles_apart(tmp_path: Path, check: Check) -> None:
    (tmp_path / "texts").mkdir()
    path = tmp_path / "texts" / "bundle.txt"
    two = "Another lake that has no name of its own"
    text = f"{TITLE}\n{TITLE}\n\n{BODY}{MORE}\n{two}\n{two}\n\n{LAST}{MORE}{BODY}"
    path.write_text(text)
    assert "A101" in check("--fix").stdout
    assert f"{two}\n{two}\n" in path.read_text()
    assert "A101" in check().stdout


MAIL = b"From: a@example.org\nMIME-Version: 1.0\n\nThe caf\xc3\x83\xc2\xa9 and more\n"


def test_what_a_reader_takes_out_of_a_file_is_told_and_never_written(
    tmp_path: Path, check: Check
) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.eml").write_bytes(MAIL)
    (tmp_path / "texts" / "packed.txt").write_bytes(gzip.compress("The cafÃ© is closed.".encode()))
    before = contents(tmp_path / "texts")
    done = check("--fix")
    assert contents(tmp_path / "texts") == before
    assert "a.eml: E104 mojibake" in done.stdout
    assert "can be mended" not in done.stdout


def test_a_guess_from_a_few_characters_is_not_written(tmp_path: Path, check: Check) -> None:
    (tmp_path / "texts").mkdir()
    path = tmp_path / "texts" / "a.txt"
    path.write_bytes("Müller".encode("cp437"))
    told = check("--fix").stdout
    assert "E101 not UTF-8: " in told
    assert ", as far as so few characters tell; write" in told
    assert path.read_bytes() == "Müller".encode("cp437")


def test_a_range_is_mended_only_if_all_that_it_does_is_wanted(tmp_path: Path, check: Check) -> None:
    (tmp_path / "texts").mkdir()
    path = tmp_path / "texts" / "a.txt"
    path.write_bytes(BODY.encode() + b"one\r\na\x1cb\r\nc\r\x00\n")
    check("--fix", "--ignore", "E106")
    # What parts a line end and is taken out would make one of it.
    assert path.read_bytes() == BODY.encode() + b"one\r\nab\r\nc\r\x00\n"


def test_a_file_and_a_link_to_it_are_mended_once(tmp_path: Path, check: Check) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_bytes(b"one\r\ntwo\r\n")
    (tmp_path / "texts" / "z.txt").symlink_to("a.txt")
    assert "mended 1 file" in check("--fix", status=0).stderr
    assert (tmp_path / "texts" / "a.txt").read_bytes() == b"one\ntwo\n"


def test_what_a_baseline_knows_is_left(dirty: Path, check: Check) -> None:
    check("--baseline", "known.json", "--update-baseline", status=0)
    before = contents(dirty)
    check("--baseline", "known.json", "--fix", status=0)
    assert contents(dirty) == before


def test_mode_and_links_stay(tmp_path: Path, cleaner: Any) -> None:
    (tmp_path / "texts").mkdir()
    real = tmp_path / "real.txt"
    real.write_bytes(b"one\r\ntwo\r\n")
    real.chmod(0o640)
    (tmp_path / "texts" / "link.txt").symlink_to(real)
    # What lies elsewhere is mended where the link itself is named.
    cleaner("check", "texts/link.txt", "--fix", "--select", "E106")
    assert real.read_bytes() == b"one\ntwo\n"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert (tmp_path / "texts" / "link.txt").is_symlink()


def test_a_file_of_two_names_is_left_and_told(tmp_path: Path, check: Check) -> None:
    (tmp_path / "texts").mkdir()
    path = tmp_path / "texts" / "a.txt"
    path.write_bytes(b"one\r\ntwo\r\n")
    os.link(path, tmp_path / "other.txt")
    told = check("--fix", status=3).stderr
    assert "texts/a.txt: it has other names (hard links), which would keep what is wrong" in told
    assert path.read_bytes() == b"one\r\ntwo\r\n"
    assert path.samefile(tmp_path / "other.txt")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, check: Check) -> None:
    if os.geteuid() == 0:
        pytest.skip("the superuser may write everywhere")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_bytes(b"one\r\n")
    (tmp_path / "texts").chmod(0o500)
    assert "texts/a.txt: it cannot be written" in check("--fix", status=2).stderr


class TestDiff:
    def test_it_shows_what_would_change_and_changes_nothing(
        self, dirty: Path, check: Check
    ) -> None:
        before = contents(dirty)
        told = check("--diff", "--ignore", "E101").stdout
        assert contents(dirty) == before
        assert "--- a/texts/mojibake.txt\n+++ b/texts/mojibake.txt\n" in told
        assert "-Notes on cafÃ©s\n+Notes on cafés\n" in told

    def test_git_can_apply_it(self, tmp_path: Path, dirty: Path, check: Check, git: object) -> None:
        told = check("--diff", "--select", "T101,E104").stdout
        (tmp_path / "all.patch").write_text(told, "utf-8")
        git("init", "-q")  # type: ignore[operator]
        git("apply", "all.patch")  # type: ignore[operator]
        assert (dirty / "title.txt").read_text() == f"{TITLE}\n\n{BODY}\n{MORE}{LAST}"

    @pytest.mark.parametrize("name", ["plain.txt", "a name.txt", "tab\t.txt", 'q"\\.txt', "é.txt"])
    def test_it_is_in_the_bytes_and_the_name_of_the_file(
        self, tmp_path: Path, check: Check, git: object, name: str
    ) -> None:
        (tmp_path / "texts").mkdir()
        path = tmp_path / "texts" / name
        path.write_bytes(LEGACY.encode("cp1252") + BODY.encode()[:-1])
        with (tmp_path / "all.patch").open("wb") as stream:
            check("--diff", stdout=stream)
        git("init", "-q")  # type: ignore[operator]
        git("apply", "all.patch")  # type: ignore[operator]
        assert path.read_text("utf-8") == LEGACY + BODY[:-1]

    @pytest.mark.parametrize(
        ("folder", "path"),
        [("texts/below", "{root}/texts"), ("texts/below", "../"), ("texts", "title.txt")],
    )
    def test_git_can_apply_it_wherever_it_was_made(
        self, dirty: Path, git: object, cleaner: Any, folder: str, path: str
    ) -> None:
        (dirty / "below").mkdir()
        git("init", "-q")  # type: ignore[operator]
        root = dirty.parent
        done = cleaner(
            *("check", path.format(root=root), "--diff", "--select", "T"),
            status=1,
            cwd=root / folder,
        )
        (root / "all.patch").write_text(done.stdout)
        git("apply", "all.patch")  # type: ignore[operator]
        assert (dirty / "title.txt").read_text() == f"{TITLE}\n\n{BODY}\n{MORE}{LAST}"

    def test_without_a_repository_it_is_named_from_here_or_the_root(
        self, dirty: Path, cleaner: Any
    ) -> None:
        flags = ("--diff", "--select", "T")
        told = cleaner("check", dirty, *flags, status=1).stdout
        assert told.startswith("--- a/texts/title.txt\n")
        (dirty / "below").mkdir()
        told = cleaner("check", "..", *flags, status=1, cwd=dirty / "below").stdout
        assert told.startswith(f"--- a{dirty}/title.txt\n")

    def test_what_has_no_diff_is_said(self, tmp_path: Path, check: Check) -> None:
        (tmp_path / "texts").mkdir()
        (tmp_path / "texts" / "a.txt").write_bytes(LEGACY.encode("utf-16"))
        done = check("--diff", status=3)
        assert done.stdout == ""
        assert "texts/a.txt: a diff cannot show its encoding" in done.stderr

    def test_what_failed_is_said(self, dirty: Path, check: Check) -> None:
        (dirty / "rows.jsonl").write_text('{"text": \n')
        done = check("--diff", "--select", "T", status=3)
        assert done.stdout.startswith("--- a/texts/title.txt\n")
        assert done.stderr.startswith("cleaner: texts/rows.jsonl:1:1: read failed: line 1 is not")

    def test_a_baseline_among_the_files_is_no_failure(self, dirty: Path, cleaner: Any) -> None:
        flags = ("check", ".", "--baseline", "known.json")
        cleaner(*flags, "--update-baseline", cwd=dirty)
        assert cleaner(*flags, "--diff", cwd=dirty).stdout == ""

    def test_nothing_to_mend(self, tmp_path: Path, check: Check) -> None:
        (tmp_path / "texts").mkdir()
        (tmp_path / "texts" / "a.txt").write_text(BODY)
        assert check("--diff", status=0).stdout == ""

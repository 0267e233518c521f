"""Files that nobody would write on purpose, run as a user runs them: each costs only itself.

Each is written, with a note of what was done, or left out with one line that says why.
"""

import gzip
import json
import subprocess
import sys
import zipfile
from io import BytesIO
from typing import Any

import pytest

FRENCH = "Le pêcheur répare ses filets où la rivière s'élargit, près du château.\n"
RUSSIAN = "Пекарь встаёт раньше всех и топит печь ещё до рассвета.\n"
LONG = FRENCH.strip() * 60_000
LIMIT = len(LONG.encode())


def zipped() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", FRENCH)
    return file.getvalue()


# Name, bytes, and either the text with its repairs, or the reason for which it is left out.
WRITTEN: dict[str, tuple[bytes, str, dict[str, int]]] = {
    "empty.txt": (b"", "", {}),
    "one-byte.txt": (b"a", "a", {}),
    "one-byte-beyond-ascii.txt": (b"\xe9", "é", {}),
    "utf-16-of-odd-length.txt": (
        FRENCH.encode("utf-16")[:-1],
        FRENCH[:-1] + "\ufffd",
        {"unreadable character": 1},
    ),
    "utf-16-of-odd-length-without-a-mark.txt": (
        FRENCH.encode("utf-16-be") + b"\x00",
        FRENCH + "\ufffd",
        {"cut character": 1},
    ),
    "one-long-line.txt": (LONG.encode(), LONG, {}),
    "one-long-line-of-windows.txt": (LONG.encode("cp1252"), LONG, {}),
    "changes-midway.txt": (
        FRENCH.encode() * 3 + FRENCH.encode("cp1252") * 2,
        FRENCH * 5,
        {"line in another encoding": 2},
    ),
    "changes-midway-in-russian.txt": (
        RUSSIAN.encode("cp1251") * 3 + RUSSIAN.encode() * 2,
        RUSSIAN * 5,
        {"line in UTF-8": 2},
    ),
    "surrogates-in-utf-8.txt": (
        FRENCH.encode() + b"\xed\xa0\xbd\xed\xb8\x80 \xed\xa0\xbd\n",
        FRENCH + "😀 \ufffd\ufffd\ufffd\n",
        {"surrogate pair": 1, "unreadable byte": 1},
    ),
}
LEFT_OUT = {
    "one-zero.txt": (bytes(1), "binary: nothing but zeros"),
    "zeros.txt": (bytes(100_001), "binary: nothing but zeros"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(20), "binary: a PNG picture"),
    "program.txt": (b"\x7fELF\x02\x01\x01" + bytes(57), "binary: an ELF program"),
}
# What a name hides is read as what it is; where that is broken, it fails by name.
FAILED = {
    "document.txt": (b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\n", "it is damaged or cut"),
    "broken-gzip.txt": (b"\x1f\x8b\x08", "gzip: it ends too early"),
    "bomb.txt": (
        gzip.compress(bytes(LIMIT + 1), mtime=0),
        f"it inflates to more than {LIMIT:,} bytes",
    ),
    "gzip-within-gzip.txt": (
        gzip.compress(gzip.compress(b"text", mtime=0), mtime=0),
        "it is compressed twice",
    ),
}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("bad")
    files = {name: data for name, (data, *_) in {**WRITTEN, **LEFT_OUT, **FAILED}.items()}
    files["archive.txt"] = zipped()
    files["cut-gzip.txt"] = gzip.compress(LONG.encode(), mtime=0)[:-200]
    files["surrogates.jsonl"] = b'{"text": "a \\ud83d\\ude00 b \\ud83d c"}\n'
    for name, data in files.items():
        path = folder / "in" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    command = [sys.executable, "-m", "cleaner", "run", "in", "-o", "out.jsonl"]
    command += ["--steps", "encoding", f"--archives-size={LIMIT}"]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1, done.stderr
    found: dict[str, dict[str, Any]] = {}
    for output in ("out.jsonl", "out.rejected.jsonl", "out.failed.jsonl"):
        for line in (folder / output).read_text("utf-8").splitlines():
            record = json.loads(line)
            found[record["id"]] = record
    # Of the one that is cut and of the bomb, what was read and where it ended are two.
    assert len(found) == len(files) + 2
    return found


@pytest.mark.parametrize(("name", "text", "repairs"), [(n, *c[1:]) for n, c in WRITTEN.items()])
def test_is_written_with_a_note_of_what_was_repaired(outputs, name, text, repairs):
    record = outputs[name]
    assert record["text"] == text
    assert record["meta"]["encoding"].get("repairs", {}) == repairs


@pytest.mark.parametrize(("name", "reason"), [(n, c[1]) for n, c in LEFT_OUT.items()])
def test_is_left_out_with_one_line_that_says_why(outputs, name, reason):
    record = outputs[name]
    assert (record["step"], record["reason"], record["text"]) == ("encoding", reason, None)


@pytest.mark.parametrize(("name", "error"), [(n, c[1]) for n, c in FAILED.items()])
def test_fails_with_one_line_that_says_why(outputs, name, error):
    record = outputs.get(f"{name}#end") or outputs[name]
    assert record["step"] == "read"
    assert error in record["error"]
    assert "\n" not in record["error"]


def test_an_archive_is_read_whatever_its_name(outputs):
    assert outputs["archive.txt!a.txt"]["text"] == FRENCH


def test_what_a_cut_gzip_still_holds_is_written_and_its_end_told(outputs):
    assert LONG.startswith(outputs["cut-gzip.txt"]["text"].rstrip("\ufffd"))
    assert outputs["cut-gzip.txt#end"]["error"] == "gzip: it ends too early"


def test_a_lone_surrogate_from_json_is_replaced(outputs):
    record = outputs["surrogates.jsonl#1"]
    assert record["text"] == "a 😀 b \ufffd c"
    assert record["meta"]["encoding"]["repairs"] == {"surrogates": 1}

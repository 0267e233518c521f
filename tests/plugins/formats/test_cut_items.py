"""Arrays and mailboxes are cut for the workers; the pieces give what the whole gives."""

import gzip
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import cleaner.chain
import cleaner.input.choice
import cleaner.runner.splits
import cleaner_json_array
import cleaner_json_array.cutting
import cleaner_mail
import cleaner_mail.cutting
from cleaner import CleanerError, Document, Failed, Source
from cleaner.building import build_chain
from cleaner.chain import Recipe
from cleaner.input.walk import Walk
from cleaner.runner import Run, run

LENIENT = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
ARRAY = cleaner_json_array.Options(max_nesting=3, max_item=60)
MAIL = cleaner_mail.Options(max_message=100)


def read_mail(source: Source, options: Any) -> Any:
    return cleaner_mail.read(source, options, lambda _: None)


def told(read: Any, sources: Iterable[Source], options: Any) -> list[Any]:
    """Return what all sources give, and what breaks them."""
    found: list[Any] = []
    for source in sources:
        try:
            for item in read(source, options):
                if isinstance(item, Failed):
                    found.append((item.part, item.error))
                elif isinstance(item, Document):
                    found.append((item.part, item.text or item.data, item.meta))
                else:
                    found.append((item.part, item.open().read(), item.meta))
        except CleanerError as error:
            found.append(("end", str(error)))
        if source.damage:
            found.append(("end", source.damage))
    return found


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.sampled_from('a"\\{}[],:\n\u00e9\U0001f600\ud800'), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("a{", max_size=2), inner),
    max_leaves=6,
)
ITEMS = st.lists(
    VALUES | st.fixed_dictionaries({"text": st.text('a,]"', max_size=9), "n": VALUES}), max_size=9
)
# Put into the middle of a file, somewhere.
DAMAGE = st.sampled_from(
    (b"", b",", b"]", b"[", b"{", b"}", b'"', b"\\", b"\xff", b"\0", b"\xed\xa0\x80", b"1", b":",
     b"\\ud800", b"tru", b"-", b" ", b"\xef\xbb\xbf", b"1" * 19, b"1e999", b"1" * 1001, b"1" * 5000,
     b"1e9999999999", b"1e99999999999999999999", b"[[[[[[[1]]]]]]],")
)  # fmt: skip


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaner_json_array.cutting, "_HEAD_BYTES", 8)


@pytest.mark.parametrize("size", [1, 20, 100], ids=lambda size: f"pieces-of-{size}")
@LENIENT
@given(
    items=ITEMS,
    ascii_only=st.booleans(),
    indent=st.sampled_from((None, 1)),
    damage=DAMAGE,
    where=st.floats(0, 1),
    cut=st.booleans(),
)
@example(items=[1, 2, 3], ascii_only=True, indent=None, damage=b",", where=0.95, cut=False)
@example(items=[{"text": "a"}] * 9, ascii_only=True, indent=None, damage=b"", where=0.7, cut=True)
@example(
    items=[{"text": "a" * 99}] * 3, ascii_only=True, indent=None, damage=b"", where=0, cut=False
)
def test_an_array_in_pieces_is_the_same_array(
    tmp_path: Path,
    monkeypatch,
    size: int,
    items: list[Any],
    ascii_only: bool,
    indent: int | None,
    damage: bytes,
    where: float,
    cut: bool,
) -> None:
    monkeypatch.setattr(cleaner_json_array.cutting, "_PIECE_BYTES", size)
    data = json.dumps(items, ensure_ascii=ascii_only, indent=indent).encode(errors="surrogatepass")
    at = int(where * len(data))
    data = data[:at] + damage + (b"" if cut else data[at:])
    path = tmp_path / "array.json"
    path.write_bytes(data)
    source = Source(str(path), "array.json", len(data), format="json")
    whole = told(cleaner_json_array.read, [source], ARRAY)
    pieces = cleaner_json_array.split(source, ARRAY)
    assert told(cleaner_json_array.read, pieces or [source], ARRAY) == whole


LINES = st.lists(
    st.sampled_from(
        ("From a@b Thu Jan  1 00:00:00 1970", "", " ", "\r", "Subject: x", "text", "From",
         ">From x", "Content-Type: text/html", "\x0c", "longer text " * 5)
    ),
    max_size=40,
)  # fmt: skip


class Breaking(io.BytesIO):
    """Raises where its bytes end."""

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as there is something."""
        count = super().readinto(buffer)
        if not count:
            raise CleanerError("it breaks")
        return count


@pytest.mark.parametrize("size", [1, 80, 400], ids=lambda size: f"pieces-of-{size}")
@pytest.mark.parametrize("opened", [io.BytesIO, Breaking])
@LENIENT
@given(lines=LINES, end=st.sampled_from(("", "\n")))
def test_a_mailbox_in_pieces_is_the_same_mailbox(
    tmp_path: Path, monkeypatch, size: int, opened: Any, lines: list[str], end: str
) -> None:
    monkeypatch.setattr(cleaner_mail.cutting, "_PIECE_BYTES", size)
    data = ("\n".join(lines) + end).encode()
    path = tmp_path / "mail.mbox"
    path.write_bytes(data)
    source = Source(str(path), "mail.mbox", len(data), format="mbox")
    pieces = list(cleaner_mail.split(source, MAIL) or ())
    assert told(read_mail, pieces, MAIL) == told(read_mail, [source], MAIL)
    assert [one.start for one in pieces[1:]] == [one.end for one in pieces[:-1]]

    def stream() -> Source:
        return source.inside(io.BufferedReader(opened(data)), format="mbox")

    whole = told(read_mail, [stream()], MAIL)
    assert told(read_mail, cleaner_mail.split(stream(), MAIL) or (), MAIL) == whole


@pytest.mark.parametrize("name", ["a.json", "a.mbox", "a.mbox.gz"])
def test_large_files_of_items_are_read_by_all_workers(
    tmp_path: Path, monkeypatch, name: str
) -> None:
    texts = [f"text {number} " * 9 for number in range(200)]
    if name.endswith("json"):
        data = json.dumps([{"text": text} for text in texts]).encode()
    else:
        data = "".join(f"From a@b 1970\nSubject: x\n\n{text}\n\n" for text in texts).encode()
    path = tmp_path / name
    path.write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    with monkeypatch.context() as patch:
        patch.setattr(cleaner.chain, "WORTH_SPLITTING", 0)
        patch.setattr(cleaner.input.choice, "_SMALL_BYTES", 0)
        patch.setattr(cleaner.runner.splits, "TASK_BYTES", 1)
        for module in (cleaner_json_array.cutting, cleaner_mail.cutting):
            patch.setattr(module, "_PIECE_BYTES", 1000)
        (source,) = Walk([str(path)])
        assert len(list(build_chain(Recipe(())).split(source))) > 10
        cut = [_written(path, jobs) for jobs in (1, 2, 3)]
    assert cut == [_written(path, 1)] * 3
    kept = [json.loads(line) for line in cut[0].decode().splitlines()]
    assert [one["text"].strip() for one in kept] == [text.strip() for text in texts]
    assert [one["id"] for one in kept] == [f"{name}#{number}" for number in range(1, 201)]


def _written(path: Path, jobs: int) -> bytes:
    out = path.with_name("out.jsonl")
    run(Run(Recipe(()), (str(path),), str(out), jobs=jobs))
    return out.read_bytes()

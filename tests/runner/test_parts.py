"""Parts: what is taken up at once lies in memory, as far as it is short."""

import pytest

from cleaner.runner import parts
from cleaner.runner.parts import KEPT, Held, PartFolder, part_path
from cleaner.testing import run_chain


@pytest.mark.parametrize(
    ("pieces", "in_memory"),
    [
        pytest.param([b"abc", b"defg"], True, id="short"),
        pytest.param([b"abcdef", b"ghij"], True, id="just short enough"),
        pytest.param([b"abcdef", b"ghijk", b"l"], False, id="it grows too long"),
        pytest.param([b"abcdefghijkl"], False, id="too long at once"),
    ],
)
def test_a_part_is_whole_wherever_it_lies(tmp_path, monkeypatch, pieces, in_memory):
    monkeypatch.setattr(parts, "_MOST_HELD", 10)
    held = Held()
    part = PartFolder(tmp_path, held).part(0, KEPT)
    places = [part.write(piece) for piece in pieces]
    part.close()
    path = part_path(tmp_path, 0, KEPT)
    memory = held.take(path)
    assert (memory is not None, path.exists()) == (in_memory, not in_memory)
    data = memory.getvalue() if memory else path.read_bytes()
    assert data == b"".join(pieces)
    assert [data[start:end] for start, end in places] == pieces
    assert held.take(path) is None


@pytest.mark.parametrize("most", [0, 300, 10**9])
def test_outputs_do_not_depend_on_where_parts_lie(monkeypatch, most):
    monkeypatch.setattr(parts, "_MOST_HELD", most)
    texts = ["one two three four five six", "one two three four five six", "other", b"\xff\xfe\x00"]
    result = run_chain(texts, ["near-duplicates"])
    assert result.texts == [texts[0], texts[2]]
    assert [record["text"] for record in result.rejected] == [texts[1]]
    assert [record["id"] for record in result.failed] == ["00000003.txt"]

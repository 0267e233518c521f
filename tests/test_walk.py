"""What a walk finds, in which order, and by which names."""

import os
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import CleanerError
from cleaner.input.selection import Selection
from cleaner.input.walk import Walk, source_name

NAMES = ["a.txt", "b/c.txt", "b/d/e.md", "b.txt", "ä.txt", "z"]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    names = list(NAMES)
    random.Random(str(tmp_path)).shuffle(names)
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


def names(*paths: str | Path) -> list[str]:
    return [source.name for source in Walk([str(path) for path in paths])]


def test_a_folder_is_walked_in_sorted_order(tree: Path) -> None:
    assert names(tree) == ["a.txt", "b/c.txt", "b/d/e.md", "b.txt", "z", "ä.txt"]


def test_a_file_is_named_by_itself(tree: Path) -> None:
    assert names(tree / "b" / "c.txt") == ["c.txt"]


def test_several_arguments_are_named_from_what_they_have_in_common(tree: Path) -> None:
    assert names(tree / "b" / "d", tree / "a.txt") == ["a.txt", "b/d/e.md"]


@pytest.mark.parametrize(
    "arguments",
    [("a.txt", "b", "z"), ("z", "b", "a.txt"), ("b", "a.txt", "b/d", "z", "./b/c.txt", "b/")],
    ids=["in order", "another order", "some twice"],
)
def test_order_and_repetition_of_arguments_change_nothing(
    tree: Path, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tree)
    assert names(*arguments) == ["a.txt", "b/c.txt", "b/d/e.md", "z"]


def test_a_file_beside_a_folder_whose_name_it_begins_with_is_not_within_it(tree: Path) -> None:
    assert names(tree / "b", tree / "b.txt") == ["b/c.txt", "b/d/e.md", "b.txt"]


def test_sizes_and_fields_are_known(tree: Path) -> None:
    (source,) = Walk([str(tree / "z")], text_field="body", id_field="n")
    found = (source.size, source.text_field, source.id_field, source.given)
    assert found == (1, "body", "n", True)


def test_what_is_left_out_is_counted(tree: Path) -> None:
    (tree / ".hidden").write_text("x")
    (tree / ".git").mkdir()
    (tree / "loop").symlink_to(tree)
    os.mkfifo(tree / "pipe")
    walk = Walk([str(tree)])
    assert len(list(walk)) == len(NAMES)
    assert walk.left_out == {"hidden": 2, "link that loops": 1, "pipe": 1}


def test_what_is_named_itself_is_taken(tree: Path) -> None:
    (tree / ".hidden").write_text("x")
    (tree / "link").symlink_to(tree / "b")
    assert names(tree / ".hidden") == [".hidden"]
    assert names(tree / "link") == ["c.txt", "d/e.md"]


def test_a_link_to_a_file_is_read_and_a_broken_one_is_left_to_the_reader(tree: Path) -> None:
    (tree / "link.txt").symlink_to("a.txt")
    (tree / "none.txt").symlink_to("nowhere")
    assert {"link.txt", "none.txt"} <= set(names(tree))


def test_a_path_that_does_not_exist_is_told_at_once(tree: Path) -> None:
    with pytest.raises(CleanerError, match="nope: there is no such file or folder"):
        Walk([str(tree), str(tree / "nope")])


def test_standard_input_comes_last(tree: Path) -> None:
    walk = Walk(["-", str(tree / "z")])
    assert [source.name for source in walk] == ["z", "stdin"]
    assert walk.standard_input


def test_a_file_called_minus_is_a_file(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree)
    Path("-").write_text("x")
    (source,) = Walk(["./-"])
    assert not source.is_standard_input
    assert source.name == "-"


def test_a_name_that_is_no_unicode_is_shown_in_unicode(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("x")
    (source,) = Walk([str(tmp_path)])
    assert source.name == "caf%E9.txt"
    with source.open() as stream:
        assert stream.read() == b"x"


@pytest.mark.parametrize(
    ("selection", "kept", "left_out"),
    [
        (Selection(include=("*.md",)), ["b/d/e.md"], {"not included": 5, "hidden": 2}),
        (
            Selection(exclude=("b/",)),
            ["a.txt", "b.txt", "z", "ä.txt"],
            {"excluded": 1, "hidden": 2},
        ),
        (
            Selection(exclude=("*.txt", "!b.txt")),
            ["b/d/e.md", "b.txt", "z"],
            {"excluded": 3, "hidden": 2},
        ),
        (Selection(include=("/*.txt",), exclude=("a*",)), ["b.txt", "ä.txt"], None),
        (Selection(include=(".*", ".*/**"), hidden=True), [".g/f.txt", ".h.txt"], None),
    ],
    ids=["include", "exclude a folder", "take back", "both", "hidden ones"],
)
def test_patterns(
    tree: Path, selection: Selection, kept: list[str], left_out: dict[str, int] | None
) -> None:
    (tree / ".h.txt").write_text("x")
    (tree / ".g").mkdir()
    (tree / ".g" / "f.txt").write_text("x")
    walk = Walk([str(tree)], selection=selection)
    assert [source.name for source in walk] == kept
    assert left_out is None or walk.left_out == left_out


def test_links_to_folders(tmp_path: Path) -> None:
    """One is followed where it leads to what is not read otherwise, once, and never in a circle."""
    inside, outside = tmp_path / "in", tmp_path / "out"
    (inside / "sub").mkdir(parents=True)
    (outside / "deep").mkdir(parents=True)
    (inside / "sub" / "a.txt").write_text("a")
    (outside / "deep" / "b.txt").write_text("b")
    (inside / "again").symlink_to(inside / "sub")
    (inside / "link").symlink_to(outside)
    (inside / "link2").symlink_to(outside / "deep")
    (inside / "up").symlink_to(tmp_path)
    (inside / "self").symlink_to("self")
    (outside / "round").symlink_to(outside)
    walk = Walk([str(inside)])
    assert [source.name for source in walk] == ["link/deep/b.txt", "sub/a.txt"]
    assert walk.left_out == {"link to what is read anyway": 3, "link that loops": 2}


@pytest.mark.xfail(reason="it is left out like any other of its folder", strict=True)
def test_what_is_named_itself_is_taken_from_a_folder_that_is_named_too(tree: Path) -> None:
    (tree / ".hidden").write_text("x")
    assert ".hidden" in names(tree, tree / ".hidden")


@given(st.text(st.sampled_from("ab#%2/35"), max_size=8), st.text(st.sampled_from("ab#%2/35")))
def test_two_paths_never_have_one_name(one: str, other: str) -> None:
    assert "#" not in source_name(one)
    assert (source_name(one) == source_name(other)) == (one == other)


@pytest.mark.parametrize("name", ["caf\\xe9", "caf%E9", "caf%25E9", "café"])
def test_a_name_that_is_no_unicode_is_not_taken_for_another(name: str) -> None:
    assert source_name(os.fsdecode(b"caf\xe9")) != source_name(name)

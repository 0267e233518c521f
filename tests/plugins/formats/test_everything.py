"""A folder with one file of each format gives what the table in the docs says."""

import importlib.util
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from cleaner.plugins import load_plugins

ROOT = Path(__file__).parents[3]
ROW = re.compile(r"^\| `([\w./-]+)` \| (\d+) \| (?:`(.*?)`)? ?\|$", re.MULTILINE)
TABLE = {
    name: (int(documents), told)
    for name, documents, told in ROW.findall((ROOT / "docs/formats.md").read_text(encoding="utf-8"))
}


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = ROOT / "examples/formats/make.py"
    spec = importlib.util.spec_from_file_location("make_formats", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    folder = tmp_path_factory.mktemp("everything") / "everything"
    module.make(folder)
    return folder


@pytest.fixture(scope="module")
def found(everything: Path, read_folder: Any) -> Any:
    return read_folder(everything)


def file_of(source: str, folder: Path) -> str:
    return str(Path(source.partition("!")[0]).relative_to(folder))


def test_the_table_names_every_file_that_is_read(everything: Path) -> None:
    files = {
        str(path.relative_to(everything))
        for path in everything.rglob("*")
        if path.is_file()
        and not path.is_symlink()
        and path.name[0] != "."
        and path.suffix != ".png"
    }
    assert set(TABLE) == files


def test_every_format_has_a_file(everything: Path) -> None:
    plugins = load_plugins()
    formats = [each for impl in plugins.implementations("formats") for each in impl.function()]
    suffixes = {path.suffix for path in everything.rglob("*")}
    assert [each.name for each in formats if not suffixes & set(each.suffixes)] == []


def test_documents_are_as_many_as_the_table_says(found: Any, everything: Path) -> None:
    counted = Counter(file_of(record["source"], everything) for record in found.kept)
    assert counted == {name: count for name, (count, _) in TABLE.items() if count}


@pytest.mark.parametrize("name", TABLE)
def test_what_fails_is_told_once_as_the_table_says(found: Any, name: str) -> None:
    errors = [error for id_, error in found.failed.items() if re.match(rf"{name}([#!]|$)", id_)]
    told = TABLE[name][1]
    assert len(errors) == bool(told)
    assert all(told in error for error in errors)


def test_what_is_left_out_is_counted(found: Any) -> None:
    assert found.summary.left_out == {
        ".png": 5,
        "image/* in a WARC": 3,
        "request in a WARC": 3,
        "link in an archive": 2,
        "device in an archive": 1,
        "hidden": 1,
        "link that loops": 1,
        "pipe": 1,
    }


def test_nothing_was_written_where_names_lead(found: Any, everything: Path) -> None:
    assert found.kept
    assert not (everything.parent / "up.txt").exists()
    assert not (everything.parent.parent / "up.txt").exists()

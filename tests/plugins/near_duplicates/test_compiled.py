"""Compiled kernels are used only where they fit their sources, and else it is said why not."""

import _ctypes
import shutil
from pathlib import Path

import pytest

import cleaner_near_duplicates as step
from cleaner_near_duplicates import compiled

HOME = Path(compiled.__file__).parent


@pytest.fixture
def folder(tmp_path):
    """The sources of the kernels, without kernels."""
    for path in (*HOME.glob("*.c"), *HOME.glob("*.h")):
        shutil.copy(path, tmp_path)
    return tmp_path


def kernels():
    if compiled.library() is None:
        pytest.skip("the kernels are not compiled")
    return next(HOME.glob("_kernels.*"))


def test_those_of_the_same_sources_are_used(folder):
    shutil.copy(kernels(), folder)
    found = compiled.find(folder)
    assert not found.fault
    assert found.library is not None


@pytest.mark.parametrize("name", ["sketch.c", "words.h"])
def test_those_of_other_sources_are_not_used(folder, name):
    shutil.copy(kernels(), folder)
    with (folder / name).open("a") as source:
        source.write("\n")
    found = compiled.find(folder)
    assert found.fault.startswith("its compiled kernels are of other sources: numpy")
    assert found.library is None


def test_those_that_do_not_tell_their_sources_are_not_used(folder):
    shutil.copy(_ctypes.__file__, folder / "_kernels.so")
    found = compiled.find(folder)
    assert found.fault.startswith("its compiled kernels are of older sources: numpy")
    assert found.library is None


def test_what_is_no_library_is_not_used(folder):
    (folder / "_kernels.so").write_bytes(b"damaged")
    found = compiled.find(folder)
    assert found.fault.startswith("its compiled kernels cannot be loaded (")
    assert found.library is None


def test_where_there_are_none_it_is_said(folder):
    found = compiled.find(folder)
    assert found.fault.startswith("its compiled kernels are not there: numpy")
    assert "\n" not in found.fault


def test_the_summary_says_so(monkeypatch, scratch):
    memory = step.begin(step.Options(), scratch)
    monkeypatch.setattr(compiled, "fault", lambda: "its kernels are of yesterday")
    assert step.end(memory, complete=True) == ["its kernels are of yesterday"]


def test_the_summary_says_nothing_where_they_are_used(scratch):
    kernels()
    assert step.end(step.begin(step.Options(), scratch), complete=True) == []

"""Inputs that vanish or change under a run, and runs that are no longer the same."""

import os

import pytest


@pytest.fixture
def own(tmp_path, write_corpus, runs_in):
    """Runs over a corpus that the test may change, one of them killed when well under way."""
    write_corpus(tmp_path / "in", seed=2, documents=150)
    runs = runs_in(tmp_path, tmp_path / "in")
    started = runs.start(jobs=1)
    assert started.wait_until(lambda: started.journal_bytes > 15_000)
    started.kill()
    return runs


def first(runs):
    return min(runs.given.glob("a*.txt"))


def test_a_changed_input_is_refused_by_name(own) -> None:
    first(own).write_text("something else\n")
    assert f"{first(own)}: it has changed" in own.refused("--resume")


def test_an_input_that_was_touched_only_is_refused_as_well(own) -> None:
    os.utime(first(own), ns=(1, 1))
    assert f"{first(own)}: it has changed" in own.refused("--resume")


def test_an_input_that_is_gone_is_refused_by_name(own) -> None:
    path = first(own)
    path.unlink()
    assert f"{path}: the unfinished run has read it, and it is gone" in own.refused("--resume")


def test_an_input_that_is_new_before_what_is_done_is_refused_by_name(own) -> None:
    (own.given / "Z.txt").write_text("before all others\n")
    errors = own.refused("--resume")
    assert "changed" not in errors
    assert "Z.txt: it was not there" in errors


def test_a_refused_run_can_still_be_gone_on_with_once_the_input_is_as_it_was(own) -> None:
    path = first(own)
    path.rename(path.with_suffix(".away"))
    own.refused("--resume")
    path.with_suffix(".away").rename(path)
    resumed = own.finish("--resume")
    assert resumed.is_complete
    assert resumed == own.finish()


def test_other_configuration_is_refused_with_what_differs(own) -> None:
    errors = own.refused("--resume", "--near-duplicates-threshold", "0.7")
    assert "options of near-duplicates was {}, is {'threshold': 0.7}" in errors
    assert "steps was" in own.refused("--resume", steps="encoding,titles")
    assert "text_field was text, is body" in own.refused("--resume", "--text-field", "body")
    # None of this has cost what was done.
    assert (own.folder / ".out.jsonl.run" / "output").stat().st_size
    assert own.finish("--resume") == own.finish()


def test_files_that_vanish_in_the_first_run_fail_by_name(tmp_path, write_corpus, runs_in) -> None:
    write_corpus(tmp_path / "in", seed=3, documents=150)
    runs = runs_in(tmp_path, tmp_path / "in")
    last = sorted(runs.given.glob("z*.txt"))[-5:]
    started = runs.start(jobs=1)
    assert started.wait_until(lambda: started.journal_bytes > 3_000)
    for path in last:
        path.unlink()
    status, errors = started.end()
    assert status == 1, errors
    result = runs.result_of(status, errors)
    assert result.is_complete
    for path in last:
        named = f'"id":"{path.name}","source":"{path}","step":"read"'.encode()
        # Those that were not walked to yet are no inputs at all.
        assert named in result.outputs[2] or path.name.encode() not in b"".join(result.outputs)

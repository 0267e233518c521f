"""A run that is killed in the midst of its end, at any operation on a file, comes to that end."""

import json
import os
import random
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from cleaner.chain import Recipe
from cleaner.errors import CleanerError
from cleaner.runner import Run, Summary, run

MOST = 500
STEP = "near-duplicates"
WORDS = 40


def text_of(seed: int) -> str:
    chance = random.Random(seed)
    return " ".join(f"w{chance.randrange(5000)}" for _ in range(WORDS))


@pytest.fixture
def order(tmp_path: Path) -> Callable[..., Run]:
    """Make orders of one input with a copy in it, in folders of their own, each with an index."""
    lines = [json.dumps({"text": text_of(number % 9)}) for number in range(10)]
    (tmp_path / "in.jsonl").write_text("\n".join([*lines, "no JSON"]))

    def make(folder: str, *, resume: bool = False, **options: object) -> Run:
        place = tmp_path / folder
        place.mkdir(exist_ok=True)
        recipe = Recipe((STEP,), values={STEP: {"index": str(place / "texts.index"), **options}})
        output, rejected, failed = (str(place / name) for name in ("out", "rejected", "failed"))
        paths = (str(tmp_path / "in.jsonl"),)
        return Run(recipe, paths, output, rejected, failed, resume=resume)

    return make


def counts(summary: Summary) -> dict[str, object]:
    """Return a summary without its times, and without saying when it was made."""
    told = msgspec.structs.asdict(summary)
    return {name: told[name] for name in told if name not in ("seconds", "main", "wall", "is_old")}


def outputs(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in ("out", "rejected", "failed")}


@pytest.mark.parametrize(
    "options", [{}, {"keep": "longest"}], ids=["decided at once", "decided in two passes"]
)
def test_killed_at_every_operation_with_an_index(
    order: Callable[..., Run], tmp_path: Path, figures, killed_at, options: dict[str, object]
) -> None:
    whole = run(order("undisturbed", **options))
    assert (whole.written, whole.rejected, whole.failed) == (9, 1, 1)
    expected = outputs(tmp_path / "undisturbed")
    size = (tmp_path / "undisturbed" / "texts.index").stat().st_size
    killed = True
    for number in range(MOST):
        folder = f"killed-{number}"
        killed = killed_at(order(folder, **options), number)
        # Resumed twice: the second time there is nothing left, and no document is its own copy.
        for again in range(2):
            summary = run(order(folder, resume=True, **options))
            assert outputs(tmp_path / folder) == expected, f"{number}, {again}"
            assert counts(summary) == counts(whole), f"{number}, {again}"
            assert (tmp_path / folder / "texts.index").stat().st_size == size, f"{number}, {again}"
        assert sorted(path.name for path in (tmp_path / folder).iterdir()) == [
            "failed",
            "out",
            "rejected",
            "texts.index",
        ]
        if not killed:
            break
    assert not killed
    assert number > 20
    name = "operations on files before each of which a run with an index was killed"
    figures[name] = figures.get(name, 0) + number


def left_before_its_names(order: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run up to the names of the outputs, where the run is as good as killed."""

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("cleaner.runner.session.name_all", killed)
        with pytest.raises(KeyboardInterrupt):
            run(order)


def test_without_resume_a_run_that_only_lacked_its_names_is_begun_anew(
    order, tmp_path: Path, monkeypatch
) -> None:
    left_before_its_names(order("anew"), monkeypatch)
    # Whoever begins anew finds what the first run has put into the index.
    assert run(order("anew")).written == 0
    assert not list(tmp_path.glob("anew/.*"))


def test_input_that_has_changed_meanwhile_is_told_when_the_outputs_are_there(
    order, tmp_path: Path, monkeypatch
) -> None:
    run(order("undisturbed"))
    left_before_its_names(order("changed"), monkeypatch)
    with (tmp_path / "in.jsonl").open("a") as given:
        given.write("\n" + json.dumps({"text": text_of(99)}))
    with pytest.raises(CleanerError, match=r"in\.jsonl: it has changed since .*: run again"):
        run(order("changed", resume=True))
    assert outputs(tmp_path / "changed") == outputs(tmp_path / "undisturbed")
    assert not list(tmp_path.glob("changed/.*"))
    # The new one is found, and no other.
    assert run(order("changed", resume=True)).written == 1


def test_another_configuration_is_refused_then_too(order, tmp_path: Path, monkeypatch) -> None:
    left_before_its_names(order("other"), monkeypatch)
    with pytest.raises(CleanerError, match=r"threshold.*0\.5"):
        run(order("other", resume=True, threshold=0.5))
    assert not (tmp_path / "other" / "out").exists()
    assert run(order("other", resume=True)).written == 9


@pytest.mark.parametrize("name", ["output", "rejected", "failed"])
@pytest.mark.parametrize("damage", ["cut", "gone", "flipped"])
def test_an_output_that_was_damaged_before_it_got_its_name_is_made_again(
    order, tmp_path: Path, monkeypatch, name: str, damage: str
) -> None:
    run(order("undisturbed"))
    left_before_its_names(order("damaged"), monkeypatch)
    unfinished = tmp_path / "damaged" / ".out.run" / name
    data = bytearray(unfinished.read_bytes())
    if damage == "gone":
        unfinished.unlink()
    else:
        data[len(data) // 2] ^= 1
        unfinished.write_bytes(data if damage == "flipped" else data[:-1])
    assert run(order("damaged", resume=True)).written == 9
    assert outputs(tmp_path / "damaged") == outputs(tmp_path / "undisturbed")


TOUCHED = {
    "nothing": (lambda folder: None, True),
    "the input": (lambda folder: os.utime(folder.parent / "in.jsonl", ns=(1, 1)), False),
    "the output": (lambda folder: os.utime(folder / "out", ns=(1, 1)), False),
    "the output's bytes": (lambda folder: (folder / "out").write_bytes(b"mine"), False),
    "the rejected, gone": (lambda folder: (folder / "rejected").unlink(), False),
}


@pytest.mark.parametrize(("touch", "is_old"), TOUCHED.values(), ids=TOUCHED)
def test_a_complete_run_is_not_made_again_by_resume_unless_something_was_touched(
    order, tmp_path: Path, touch: Callable[[Path], None], is_old: bool
) -> None:
    assert not run(order("complete")).is_old
    touch(tmp_path / "complete")
    again = run(order("complete", resume=True))
    # Made again, it finds its documents in the index.
    assert (again.is_old, again.written) == ((True, 9) if is_old else (False, 0))
    assert not run(order("complete")).is_old


def test_where_the_file_system_takes_no_note_a_complete_run_is_made_again(
    order, tmp_path: Path, monkeypatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("os.setxattr", refuse)
    run(order("plain"))
    assert run(order("plain", resume=True)).written == 0

"""Runs with an index, which decide in two passes, are killed in either, and go on."""

import random
import signal
import time

LONGEST = "--near-duplicates-keep=longest"
KILLS = 4


def index_in(folder) -> str:
    return f"--near-duplicates-index={folder / 'texts.index'}"


def is_longer(started, size):
    """Return whether the journal is longer than that, or has not grown for a while, when asked."""
    late = time.monotonic() + 1.5
    return lambda: started.journal_bytes > size or time.monotonic() > late


def test_a_killed_run_leaves_the_index_usable_and_adds_its_documents_once(
    tmp_path, corpus, runs_in, figures, chance: random.Random
) -> None:
    places = {name: tmp_path / name for name in ("undisturbed", "killed")}
    for place in places.values():
        place.mkdir()
    calm = runs_in(places["undisturbed"], corpus)
    undisturbed = calm.finish(LONGEST, index_in(places["undisturbed"]))
    runs = runs_in(places["killed"], corpus)
    options = (LONGEST, index_in(places["killed"]))
    killed, status, errors = 0, -signal.SIGKILL, ""
    while status == -signal.SIGKILL:
        started = runs.start("--resume", *options, jobs=chance.choice((1, 2)))
        # The first time for sure before its end.
        size = started.journal_bytes + (chance.uniform(0, 100_000) if killed else 0)
        if killed < KILLS and started.wait_until(is_longer(started, size)):
            time.sleep(chance.uniform(0, 0.1) if killed else 0)
            status, errors = started.kill()
            killed += status == -signal.SIGKILL
        else:
            status, errors = started.end()
    figures["kills with an index"] = killed
    assert killed
    assert runs.result_of(status, errors) == undisturbed
    sizes = {name: (place / "texts.index").stat().st_size for name, place in places.items()}
    assert sizes["killed"] == sizes["undisturbed"] > 4096
    # Nothing of the corpus is new to either index, and no document is in it twice.
    again = {name: runs_in(place, corpus).finish(index_in(place)) for name, place in places.items()}
    assert again["killed"] == again["undisturbed"]
    assert {name: (place / "texts.index").stat().st_size for name, place in places.items()} == sizes

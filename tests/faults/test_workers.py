"""A document that a worker does not survive costs itself only, and no worker is left behind."""

import json
import os
import signal
import time

import pytest

STEPS = "encoding,trouble"
LINES = 400


def write(runs, orders: dict[int, str]) -> None:
    """Write lines that fill several splits, with an order to the step in some of them."""
    lines = [
        json.dumps({"text": f"{n} {orders.get(n, '')} " + f"word {n} " * 40}) for n in range(LINES)
    ]
    (runs.given / "lines.jsonl").write_text("\n".join(lines))


def failed(result) -> dict[str, tuple[str, str]]:
    records = [json.loads(line) for line in result.outputs[2].splitlines()]
    return {record["id"]: (record["step"], record["error"]) for record in records}


@pytest.mark.parametrize("jobs", [1, 2])
def test_documents_that_kill_their_worker_fail_by_name_and_all_others_get_through(
    small, figures, jobs
) -> None:
    orders = {3: "killed", 4: "crash", 150: "exit", 151: "fail", 399: "killed"}
    write(small, {number: f"[[{order}]]" for number, order in orders.items()})
    result = small.finish(steps=STEPS, jobs=jobs)
    found = failed(result)
    assert list(found) == [f"lines.jsonl#{n + 1}" for n in orders]
    assert {step for step, _ in found.values()} == {"trouble"}
    errors = [error for _, error in found.values()]
    assert "SIGKILL" in errors[0]
    assert "SIGSEGV" in errors[1]
    assert "status 3" in errors[2]
    assert result.counts["written"] == LINES - len(orders)
    assert result.is_complete
    figures["documents that end their worker"] = 4


def test_documents_that_hang_fail_by_name(small, figures) -> None:
    """In Python they are interrupted; in compiled code their process is ended."""
    write(small, {3: "[[hang]]", 200: "[[hang_in_c]]"})
    result = small.finish("--step-timeout", "3", steps=STEPS)
    assert list(failed(result)) == ["lines.jsonl#4", "lines.jsonl#201"]
    assert all("longer than 3 s" in error for _, error in failed(result).values())
    assert result.is_complete
    figures["documents that hang"] = 2


def test_an_input_that_is_one_split_loses_no_more_to_a_document(small, runs_in) -> None:
    """With the sizes that are used in earnest: there is one worker, for the sake of this."""
    write(small, {3: "[[killed]]", 150: "[[crash]]", 200: "[[hang_in_c]]", 399: "[[exit]]"})
    runs = runs_in(small.folder, small.given, launcher=None)
    result = runs.finish("--step-timeout", "3", steps=STEPS)
    assert list(failed(result)) == [f"lines.jsonl#{n + 1}" for n in (3, 150, 200, 399)]
    assert result.counts["written"] == LINES - 4
    assert result.is_complete


def test_a_worker_that_hangs_in_c_takes_in_nothing_and_holds_nobody_up(small) -> None:
    """A block of standard input is more than fits into the pipe to a worker."""
    block = b'{"text": "' + b"x y " * 400_000 + b'"}\n'
    hang = b'{"text": "[[hang_in_c]]"}\n'
    small.given = "-"
    given = block * 4 + hang + block * 4
    result = small.result(small.start("--step-timeout", "3", steps=STEPS, given=given))
    assert list(failed(result)) == ["stdin#5"]
    assert result.counts["read"] == 9


def test_a_document_that_kills_its_worker_in_a_batch_is_found(small) -> None:
    write(small, {77: "[[batch]]"})
    result = small.finish(steps="encoding,comparing")
    assert list(failed(result)) == ["lines.jsonl#78"]
    assert failed(result)["lines.jsonl#78"][0] == "comparing"
    assert result.counts["written"] == LINES - 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_step_may_take_its_time_for_each_document_of_a_batch(small, jobs) -> None:
    """Ten in a split take longer than one may; only the one that hangs fails."""
    write(small, dict.fromkeys(range(10), "[[slow]]") | {7: "[[hang]]"})
    result = small.finish("--step-timeout", "2", steps="encoding,comparing", jobs=jobs)
    assert list(failed(result)) == ["lines.jsonl#8"]
    assert "longer than 2 s" in failed(result)["lines.jsonl#8"][1]
    assert result.counts["written"] == LINES - 1


def test_a_worker_that_is_killed_once_is_replaced_and_no_document_is_blamed(
    runs, undisturbed, chance
) -> None:
    """Only once: killed twice at one document, it would rightly be that document's fault."""
    started = runs.start(jobs=2)
    size = started.journal_bytes
    started.wait_until(lambda: started.journal_bytes > size)
    time.sleep(chance.uniform(0.0, 0.8))
    for worker in started.workers()[-1:]:
        os.kill(worker, signal.SIGKILL)
    assert runs.result(started) == undisturbed


@pytest.mark.parametrize("order", ["hang", "hang_in_c"])
def test_no_worker_outlives_a_killed_main_process(small, order, figures) -> None:
    write(small, dict.fromkeys(range(0, LINES, 20), f"[[{order}]]"))
    started = small.start(steps=STEPS)
    assert started.wait_until(lambda: len(started.workers()) == 2)
    time.sleep(2)  # until they hang; were they not there yet, the test would be weaker, not wrong
    started.kill()  # waits for the workers
    figures["workers left behind by a killed main process"] = 0

"""The index in a Redis server, a real one, that several machines share."""

import random
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import redis

from cleaner import CleanerError, RunError
from cleaner.chain import Recipe
from cleaner.errors import ConfigError
from cleaner.runner import Run, run
from cleaner.testing import run_chain
from cleaner_near_duplicates import redis_index

STEP = "near-duplicates"

pytestmark = pytest.mark.skipif(
    shutil.which("redis-server") is None,
    reason="there is no redis-server; Debian's package of that name has it",
)


class Server:
    """A Redis server on a free port of the loopback interface, whose data lie in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process = self.start()

    def start(self) -> subprocess.Popen:
        given = f"--port {self.port} --bind 127.0.0.1 --dir {self.folder} --appendonly yes"
        self.process = subprocess.Popen(
            ["redis-server", *given.split(), "--appendfsync", "always", "--save", ""],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1) as connection:
                    connection.sendall(b"PING\r\n")
                    if connection.recv(5) == b"+PONG":
                        return self.process
            except OSError:
                time.sleep(0.02)
        raise AssertionError("redis-server does not answer")

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()

    def client(self):
        return redis.Redis.from_url(self.url)


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("redis"))
    yield server
    server.stop()


@pytest.fixture
def server(running):
    with running.client() as client:
        client.flushall()
    return running


def text_of(seed, words=60, changed=0):
    chance = random.Random(seed)
    tokens = [f"w{chance.randrange(5000)}" for _ in range(words)]
    for place in range(changed):
        tokens[place * 7 % words] = f"changed{place}"
    return " ".join(tokens)


def clean(server, *texts, **options):
    return run_chain(texts, [STEP], {STEP: {"index": server.url, **options}})


def test_documents_of_earlier_runs_are_twins(server):
    clean(server, *map(text_of, range(10)))
    clean(server, *map(text_of, range(10, 20)))
    texts = [text_of(3), text_of(15), text_of(12, changed=1), text_of(99), text_of(99, changed=1)]
    result = clean(server, *texts)
    assert result.texts == [text_of(99)]
    assert [
        (each["reason"], each["duplicate_of"], each.get("earlier_run")) for each in result.rejected
    ] == [
        ("exact copy", "00000003.txt", True),
        ("exact copy", "00000005.txt", True),
        ("near-duplicate", "00000002.txt", True),
        ("near-duplicate", "00000003.txt", None),
    ]
    assert not result.failed


@pytest.mark.parametrize("keep", ["first", "longest"])
def test_runs_one_by_one_decide_as_with_a_file(server, tmp_path, keep):
    chance = random.Random(5)
    texts = [text_of(chance.randrange(12), changed=chance.randrange(4)) for _ in range(60)]
    outcomes = []
    for index in (server.url, str(tmp_path / "index")):
        kept = []
        for start in range(0, 60, 13):
            options = {"index": index, "keep": keep}
            kept += run_chain(texts[start : start + 13], [STEP], {STEP: options}).texts
        outcomes.append(kept)
    assert outcomes[0] == outcomes[1]
    assert len(outcomes[0]) > 12


def test_only_complete_runs_count_and_read_only_adds_nothing(server):
    clean(server, text_of(1))
    with server.client() as client:
        before = client.dbsize()
        clean(server, text_of(2), **{"index-read-only": True})
        assert client.dbsize() == before
        # A run of another machine that has put in documents, and is not complete.
        client.srem("cleaner:near-duplicates:complete", 1)
    assert clean(server, text_of(1)).texts == [text_of(1)]
    assert clean(server, text_of(1)).texts == []


def test_other_settings_are_refused_by_what_differs(server):
    clean(server, text_of(1))
    with pytest.raises(RunError, match="its index was made with other settings: ngram is 5 there,"):
        clean(server, text_of(1), ngram=4)


def test_read_only_needs_an_index_that_is_there(server):
    with pytest.raises(RunError, match="there is no index in it"):
        clean(server, "text", **{"index-read-only": True})


def test_what_cannot_be_had_with_it_is_refused(server, tmp_path):
    with pytest.raises(ConfigError, match="report-pairs and containment need an index in a file"):
        clean(server, "text", containment=0.9)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        pytest.param(
            "redis://:secret@127.0.0.1:1/0", "redis://127.0.0.1:1/0: the Redis server does"
        ),
        pytest.param("redis://127.0.0.1:port", "it is no address of a Redis server"),
    ],
    ids=["nobody there", "no address"],
)
def test_a_server_that_is_down_is_told_in_a_line_without_its_password(url, told):
    with pytest.raises(RunError) as caught:
        run_chain(["text"], [STEP], {STEP: {"index": url}})
    assert told in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def order_for(tmp_path, server, texts=(), **fields):
    (tmp_path / "in").mkdir(exist_ok=True)
    for number, text in enumerate(texts):
        (tmp_path / "in" / f"{number:03}.txt").write_text(text)
    recipe = Recipe(steps=(STEP,), values={STEP: {"index": server.url}})
    return Run(recipe, (str(tmp_path / "in"),), str(tmp_path / "out.jsonl"), **fields)


@pytest.mark.parametrize("moment", ["open", "end"])
def test_a_server_that_goes_away_ends_the_run_which_goes_on_when_it_is_back(
    tmp_path, server, monkeypatch, moment
):
    clean(server, text_of(3))
    # Two splits: the first is decided on, and written down, before the server goes away.
    texts = [text_of(50) + " " * 9_000_000, text_of(3), text_of(60), text_of(60, changed=1)]
    order = order_for(tmp_path, server, texts)
    calls = []
    original = getattr(redis_index.RedisIndex, moment)

    def goes_away(self, *arguments, **named):
        calls.append(moment)
        if len(calls) == (2 if moment == "open" else 1):
            server.stop()
        return original(self, *arguments, **named)

    try:
        with monkeypatch.context() as patch:
            patch.setattr("cleaner.runner.journal._SECONDS_BETWEEN_COMMITS", 0.0)
            patch.setattr(redis_index.RedisIndex, moment, goes_away)
            with pytest.raises(RunError, match="the Redis server does not answer") as caught:
                run(order)
    finally:
        if server.process.poll() is not None:
            server.start()
    assert caught.value.__notes__ == ["--resume goes on where it stopped"]
    assert not Path(order.output).exists()
    assert clean(server, text_of(60), **{"index-read-only": True}).texts == [text_of(60)]
    # What others add meanwhile makes no difference to a run that goes on.
    clean(server, text_of(60))
    summary = run(order_for(tmp_path, server, resume=True))
    assert (summary.written, summary.rejected) == (2, 2)
    assert clean(server, text_of(50), text_of(60)).texts == []


def test_a_server_that_lost_what_a_resumed_run_was_compared_with(tmp_path, server, monkeypatch):
    clean(server, text_of(3))
    order = order_for(tmp_path, server, [text_of(50)])
    with monkeypatch.context() as patch:
        patch.setattr("cleaner.runner.journal._SECONDS_BETWEEN_COMMITS", 0.0)
        patch.setattr("cleaner.runner.merge.Outputs.ready", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            run(order)
    with server.client() as client:
        client.flushall()
    with pytest.raises(CleanerError, match="it has lost what the unfinished run was compared with"):
        run(order_for(tmp_path, server, resume=True))


def test_a_run_that_has_added_its_own_adds_nothing_twice(tmp_path, server, monkeypatch):
    order = order_for(tmp_path, server, [text_of(50), text_of(50)])
    with monkeypatch.context() as patch:
        patch.setattr("cleaner.runner.journal._SECONDS_BETWEEN_COMMITS", 0.0)
        patch.setattr("cleaner.runner.merge.Outputs.ready", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            run(order)
    summary = run(order_for(tmp_path, server, resume=True))
    assert (summary.written, summary.rejected) == (1, 1)
    with server.client() as client:
        assert client.smembers("cleaner:near-duplicates:complete") == {b"1"}


def test_it_is_said_which_extra_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "redis.connection", None)
    with pytest.raises(RunError, match=r"python -m pip install 'cleaner\[redis\]'"):
        run_chain(["text"], [STEP], {STEP: {"index": "redis://127.0.0.1:1"}})

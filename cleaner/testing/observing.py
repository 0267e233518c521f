"""What a plugin answers to the samples, as plain data that runs and processes are compared by.

As a program it reads a plugin's place and options as JSON, and prints what it observed; so the same
samples can be put to it in another process, in another order and with other hash seeds.
"""

from __future__ import annotations

import base64
import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import msgspec

from cleaner.chain import Step
from cleaner.document import Decoded, Document, Drop
from cleaner.errors import RAISED
from cleaner.scratch import Reference
from cleaner.testing.harness import run_recipe
from cleaner.testing.samples import DATA, TEXTS
from cleaner.testing.subject import Subject

# Hook and sample, and the answer as JSON.
Observed: TypeAlias = dict[tuple[str, str], str]

WHOLE_RUN = "a whole run"

_LASTING = {"id", "text", "meta", "step", "reason", "duplicate_of", "similarity", "error"}

# Another one than a process has by chance or by the user's own setting.
_HASH_SEED = "20011"

# A good step is through all samples in a few.
_MOST_SECONDS = 120


class MemoryScratch:
    """A scratch that lies in memory."""

    def __init__(self) -> None:
        self._data = bytearray()

    def put(self, data: bytes | memoryview) -> Reference:
        """Keep the bytes."""
        start = len(self._data)
        self._data += data
        return Reference(0, start, len(self._data))

    def get(self, reference: Reference) -> bytes:
        """Give the bytes back."""
        return bytes(self._data[reference.start : reference.end])


def observe(subject: Subject, *, backwards: bool = False) -> Observed:
    """Put every sample to every hook that must be pure; then run them all through the chain."""
    order = reversed if backwards else list
    observed: Observed = {}
    for step in subject.chain().steps:
        for kind in order(list(DATA)):
            if step.decode is not None:
                observed["decode", kind] = _answer(
                    step.decode, data=DATA[kind], document=sample_of(kind)
                )
        for kind in order(list(TEXTS)):
            document = sample_of(kind)
            if step.clean is not None:
                observed["clean", kind] = _answer(step.clean, document)
            if step.sketch is not None:
                observed["sketch", kind] = _answer(sketch_of, step, document)
    if subject.is_step:
        result = run_recipe([{"text": text} for text in TEXTS.values()], subject.recipe())
        rows = [*result.kept, *result.rejected, *result.failed]
        observed[WHOLE_RUN, "all samples"] = json.dumps(
            # The samples lie in another folder each time.
            [{key: row[key] for key in row.keys() & _LASTING} for row in rows],
            sort_keys=True,
        )
    return observed


def observe_elsewhere(subject: Subject) -> Observed:
    """Observe in a process of its own, backwards, with another order of sets.

    Raises:
        TimeoutError: it does not come to its end.
    """
    given = json.dumps({"place": subject.place, "options": subject.options})
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=given.encode(),
            capture_output=True,
            check=False,
            env=os.environ | {"PYTHONHASHSEED": _HASH_SEED},
            timeout=_MOST_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise TimeoutError(f"the samples take more than {_MOST_SECONDS} seconds") from error
    if done.returncode:
        raise RuntimeError(f"the plugin cannot be run in another process: {done.stderr.decode()}")
    return {(hook, kind): answer for hook, kind, answer in json.loads(done.stdout)}


def sample_of(kind: str) -> Document:
    """Return the sample of a kind as a document, with a field that the input brought along."""
    name = kind.replace(" ", "-")
    meta = {"language": "und", "tags": ["a", "b"]}
    if kind in DATA:
        return Document(name, source=name, meta=meta, data=DATA[kind])
    return Document(name, TEXTS[kind], source=name, meta=meta)


def sketch_of(step: Step, document: Document) -> Any:
    """Return the sketch of one document."""
    (answer,) = step.sketch([document], scratch=MemoryScratch()) if step.sketch else [None]
    if isinstance(answer, RAISED):
        raise answer
    return answer


def _answer(call: Callable[..., Any], *arguments: Any, **named: Any) -> str:
    try:
        return json.dumps(_plain(call(*arguments, **named)), default=repr)
    except RAISED as error:
        return json.dumps({"raised": f"{type(error).__name__}: {error}"})


def _plain(answer: Any) -> Any:
    if isinstance(answer, Document):
        return [answer.id, answer.text, answer.meta, *_plain_changes(answer)]
    if isinstance(answer, Decoded | Drop):
        return msgspec.structs.asdict(answer)
    if isinstance(answer, str | None):
        return answer
    if isinstance(answer, list | tuple | Iterable) and not isinstance(answer, bytes | dict):
        return [_plain(part) for part in answer]
    return base64.b64encode(pickle.dumps(answer, protocol=5)).decode()


def _plain_changes(document: Document) -> list[Any]:
    edits = [list(msgspec.structs.astuple(edit)) for edit in document.edits]
    return [edits, dict(document.changes)]


def _main() -> None:
    given = json.load(sys.stdin)
    # What a plugin prints must not get between the answers.
    answers, sys.stdout = sys.stdout, sys.stderr
    observed = observe(Subject(given["place"], given["options"]), backwards=True)
    json.dump([[hook, kind, answer] for (hook, kind), answer in observed.items()], answers)


if __name__ == "__main__":
    _main()

"""The step as a function: texts in, verdicts out."""

import shutil
import tempfile
import weakref
from pathlib import Path

import pytest

import cleaner_near_duplicates as step
from cleaner import Document, Reference


class MemoryScratch:
    """A scratch folder in memory: one part."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp())
        weakref.finalize(self, shutil.rmtree, self.folder)
        self.data = bytearray()
        self.reads = 0
        self.broken = False

    def put(self, data):
        start = len(self.data)
        self.data += data
        return Reference(0, start, len(self.data))

    def get(self, reference):
        if self.broken:
            raise OSError("broken")
        self.reads += 1
        return bytes(self.data[reference.start : reference.end])

    def file(self, name):
        return self.folder / name


def _judge_with(texts, batch=1000, **options):
    options = step.Options(**options)
    scratch = MemoryScratch()
    memory = step.begin(options, scratch)
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    verdicts = []
    batches = []
    for start in range(0, len(documents), batch):
        some = documents[start : start + batch]
        sketches = step.sketch_batch(some, options, scratch)
        batches.append(([Document(document.base) for document in some], sketches))
    for _, sketches in batches if step.passes(options) == 2 else ():
        step.survey(sketches, memory)
    for bare, sketches in batches:
        verdicts += step.admit_batch(bare, sketches, memory)
    step.end(memory, complete=True)
    return verdicts, scratch


@pytest.fixture
def scratch():
    return MemoryScratch()


@pytest.fixture(scope="session")
def judge_with():
    """Give the verdict on each text, and the scratch; the ids are "0", "1", ... in order."""
    return _judge_with


@pytest.fixture(scope="session")
def judge():
    """Give the verdict on each text; the ids are "0", "1", ... in order."""
    return lambda texts, **options: _judge_with(texts, **options)[0]

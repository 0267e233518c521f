"""Measure how quick the step is beside its peers, and what it takes of texts of one thing."""

import resource
import subprocess
import sys
import time

from asking import SPLITTERS, ask, segments
from corpora import HERE, SHAPES, one_thing, prose

from cleaner import Document
from cleaner_segments import Options, clean
from cleaner_segments.cutting import places

MOST = 2000
SIZES = {"3 kB": (3_000, 300), "300 kB": (300_000, 4), "3 MB": (3_000_000, 1)}


def speed(rounds: int = 9) -> None:
    """Print MB/s of English prose in several shapes and sizes, at the same maximum.

    The peers give strings, and the step is timed for the same, with where each string begins. What
    it takes beside that to make documents of them, with their metadata, is timed as well.
    """
    print(f"\nspeed, English prose, at most {MOST} characters, MB/s")
    for size, (length, count) in SIZES.items():
        plain = [prose(length, seed) for seed in range(count)]
        for shape, make in SHAPES.items():
            texts = [make(text) for text in plain]
            total = sum(map(len, texts)) / 1e6
            strings, whole = (total / taken(texts, rounds) for taken in (own_strings, own))
            print(f"  {size}, {shape}: strings {strings:.0f}, documents {whole:.0f}", flush=True)
            for name in SPLITTERS:
                given = {"texts": texts, "max": MOST, "rounds": rounds if size != "3 MB" else 3}
                found = ask(name, "sizes", given)
                if found:
                    rate = total / found["seconds"]
                    lost = "" if found["kept"] else ", text not kept"
                    print(f"    {name} {rate:.0f}, longest {found['longest']}{lost}", flush=True)


def own(texts: list[str], rounds: int) -> float:
    """Return the least processor seconds that the step takes for all of the texts."""
    options = Options(max=MOST)
    documents = [Document("text", text) for text in texts]
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        found = [clean(document.text, document, options) for document in documents]
        taken.append(time.process_time() - start)
        del found
    return min(taken)


def own_strings(texts: list[str], rounds: int) -> float:
    """Return the same of what the peers do: places and strings, without the documents."""
    options = Options(max=MOST)
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        found = [
            [(start, text[start:end]) for start, end, _ in places(text, options)] for text in texts
        ]
        taken.append(time.process_time() - start)
        del found
    return min(taken)


def linear(size: int) -> None:
    """Print the time a byte and the peak of memory of texts of one thing, beside prose."""
    print(f"\n{size:,} characters at once: ns each, times prose, memory beyond the text in MB")
    normal = None
    for kind in one_thing(0):
        command = [sys.executable, HERE / "speed.py", kind, str(size)]
        answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        each, memory = float(answer[0]), int(answer[1])
        normal = normal or each
        print(f"  {kind}: {each:.2f}, {each / normal:.2f}, {memory}", flush=True)


def once(kind: str, size: int) -> None:
    """Print nanoseconds a character, and how much the peak of memory grew, in MB."""
    text = one_thing(size)[kind]()
    segments(text[:100_000])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = own([text], 3)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(seconds / len(text) * 1e9, (after - before) // 1024)


if __name__ == "__main__":
    once(sys.argv[1], int(sys.argv[2]))

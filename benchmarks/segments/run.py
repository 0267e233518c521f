"""Measure the segments step beside its peers: ``python benchmarks/segments/run.py``.

Each peer gets an environment of its own at a pinned version, in the folder ``.environments``
beside this file. Times are processor seconds, the best of three.
"""

import json
import subprocess
import sys
import tempfile
import time
import venv
from typing import Any

from corpora import HERE, glued, joined, prose, sentences
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

from cleaner import Document
from cleaner_segments import Options, clean
from cleaner_segments.languages import languages
from cleaner_segments.sentences import Sentences

PEERS = {
    "semantic-text-splitter": "0.33.1",
    "semchunk": "4.1.1",
    "chonkie": "1.7.0",
    "langchain-text-splitters": "1.1.3",
    "pysbd": "0.3.4",
    "nltk": "3.10.4",
}
# What a peer needs but does not ask for.
ALSO = {"nltk": ["numpy==2.4.6"]}
SPLITTERS = list(PEERS)[:4]
SIZE = 2_000_000


def ask(name: str, task: str, given: dict[str, Any]) -> Any:
    """Run a peer in its environment, made where there is none; None where it has no answer."""
    folder = HERE / ".environments" / name
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        wanted = [f"{name}=={PEERS[name]}", *ALSO.get(name, [])]
        subprocess.run([python, "-m", "pip", "-q", "install", *wanted], check=True)
    command = [python, "-W", "ignore", HERE / "peers.py", name, task]
    answer = subprocess.run(
        command, input=json.dumps(given), capture_output=True, text=True, check=False
    )
    if answer.returncode:
        print(f"  {name} failed: {answer.stderr.strip().splitlines()[-1:]}")
        return None
    return json.loads(answer.stdout)


def segments(text: str, **options: Any) -> list[Document]:
    """Return the segments that the step makes."""
    found = clean(text, Document("text", text), Options(**options))
    return found if isinstance(found, list) else [found]


def timed(text: str, rounds: int = 3, **options: Any) -> tuple[float, list[str]]:
    """Return the least processor seconds of some rounds, and the segments' texts."""
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        found = segments(text, **options)
        taken.append(time.process_time() - start)
    return min(taken), [segment.text for segment in found]


def ends_of(parts: list[str]) -> list[int]:
    """Return where each part but the last ends."""
    ends = []
    for part in parts[:-1]:
        ends.append((ends[-1] if ends else 0) + len(part))
    return ends


def speed() -> None:
    """Print MB/s of English prose, with and without paragraphs, at the same maximum."""
    text = prose(SIZE)
    for kind, each in (("in paragraphs", text), ("in one line", text.replace("\n\n", " "))):
        print(f"\nspeed on {len(each):,} characters of English {kind}, max 2000, MB/s")
        seconds, _ = timed(each)
        print(f"  segments {len(each) / seconds / 1e6:.1f}")
        for name in SPLITTERS:
            found = ask(name, "sizes", {"text": each, "max": 2000})
            if found:
                parts = [part for _, part in found["segments"]]
                longest, kept = max(map(len, parts)), "".join(parts) == each
                rate = len(each) / found["seconds"] / 1e6
                print(f"  {name} {rate:.1f}, text kept: {kept}, longest: {longest}")


def tokens() -> None:
    """Print what counting in tokens takes, in times of encoding the text once."""
    text = prose(300_000)
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=2000, initial_alphabet=alphabet, show_progress=False)
    made.train_from_iterator([text], trainer)
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        made.save(file.name)
        rounds = []
        for _ in range(3):
            start = time.process_time()
            made.encode(text, add_special_tokens=False)
            rounds.append(time.process_time() - start)
        seconds, parts = timed(text, unit="tokens", tokenizer=file.name, max=512)
    most = max(len(made.encode(part, add_special_tokens=False)) for part in parts)
    print("\ntokens, max 512: times the tokenizer's own time, and the largest segment")
    print(f"  segments {seconds / min(rounds):.2f} {most}")


def linear(size: int) -> None:
    """Print nanoseconds a byte of texts of one thing, beside those of prose."""
    texts = {
        "prose": prose(size)[:size],
        "one line": prose(size).replace("\n", " ")[:size],
        "no spaces": "".join(character for character in prose(size) if character.isalnum()),
        "newlines": "\n" * size,
        "a letter": "a" * size,
    }
    print("\ntime a byte, nanoseconds, and times that of prose")
    normal = None
    for name, text in texts.items():
        seconds, _ = timed(text)
        each = seconds / len(text) * 1e9
        normal = normal or each
        print(f"  {name} {each:.1f} {each / normal:.2f}")


def f1(found: list[int], wanted: list[int]) -> float:
    """Return the harmonic mean of precision and recall."""
    both = len(set(found) & set(wanted))
    return 2 * both / (len(set(found)) + len(set(wanted))) if both else 0.0


def quality() -> None:
    """Print F1 of sentence ends by language."""
    texts = {language: joined(language, lines) for language, lines in sentences().items()}
    plain = {language: text for language, (text, _) in texts.items()}
    pysbd = ask("pysbd", "sentences", {"texts": plain})
    rust = ask("semantic-text-splitter", "sentences", {"texts": plain})
    print("\nF1 of sentence ends: segments, pysbd, semantic-text-splitter (its best size)")
    rows = []
    for language, (text, wanted) in texts.items():
        own = [end for end in Sentences(text).ends(0, len(text)) if end < len(text)]
        row = [f1(own, wanted), f1(ends_in(text, pysbd[language]), wanted)]
        row.append(max(f1(ends_of(parts), wanted) for parts in rust[language]))
        rows.append(row)
        print(f"  {language}", *(f"{value:.3f}" for value in row))
    print("  mean", *(f"{sum(column) / len(column):.3f}" for column in zip(*rows, strict=True)))


def ends_in(text: str, parts: list[str]) -> list[int]:
    """Return where the parts end in the text, with the white space behind each."""
    ends = []
    at = 0
    for part in parts:
        at = text.index(part.strip(), at) + len(part.strip())
        end = at + len(text[at:]) - len(text[at:].lstrip())
        if end < len(text):
            ends.append(end)
    return ends


def bounds() -> None:
    """Print the share of segments at 1000 characters that begin and end with a sentence."""
    print("\nsegments of 1000 characters that begin and end with a sentence, %")
    for language, lines in sentences().items():
        text, ends = joined(language, lines * 40)
        edges = {0, *ends, len(text)}
        found = segments(text, max=1000)
        places = [each.meta["segment"] for each in found]
        whole = sum(place["start"] in edges and place["end"] in edges for place in places)
        print(f"  {language} {100 * whole / len(found):.1f} of {len(found)}")


def p_k(found: list[int], wanted: list[int], length: int) -> float:
    """Return Pk (Beeferman, Berger and Lafferty 1999), counted in characters."""
    window = max(1, length // (2 * (len(wanted) + 1)))
    step = max(1, window // 50)

    def together(ends: list[int], start: int) -> bool:
        return not any(start < end <= start + window for end in ends)

    starts = range(0, length - window, step)
    return sum(together(found, at) != together(wanted, at) for at in starts) / len(starts)


def cohesion() -> None:
    """Print Pk of topics' ends on glued texts."""
    texts = list(glued(40))
    given = {"texts": [text for text, _ in texts], "stopwords": sorted(languages()["en"].words)}
    tiling = ask("nltk", "topics", given)
    own, other, even = [], [], []
    for (text, wanted), parts in zip(texts, tiling["parts"], strict=True):
        found = ends_of([each.text for each in segments(text, by="topic")])
        own.append(p_k(found, wanted, len(text)))
        other.append(p_k(ends_of(parts), wanted, len(text)))
        even.append(p_k([], wanted, len(text)))
    print("\nPk of topics on 40 glued texts (less is better)")
    for name, values in (("segments", own), ("TextTiling", other), ("no ends", even)):
        print(f"  {name} {sum(values) / len(values):.3f}")


if __name__ == "__main__":
    quality()
    bounds()
    cohesion()
    speed()
    tokens()
    linear(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000)

"""Measure decoding beside its peers: ``python benchmarks/encoding/run.py [FOLDER ...]``.

Each peer gets an environment of its own at a pinned version, in the folder ``.environments``
beside this file. A folder holds labelled files, in folders named for Python's codecs.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import time
import venv
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import corpus
from corpus import HERE, Item

from cleaner import Document
from cleaner_encoding import Options, clean, decode_bytes
from cleaner_encoding.mojibake import fix_mojibake

PEERS = {
    "chardet": "7.7.0",
    "charset-normalizer": "3.5.2",
    "faust-cchardet": "3.2.0",
    "resiliparse": "2.0.1",
}
OURS = "cleaner"
REPEAT = 7
# What vendors map to one character or another; which of them is no matter of the encoding.
VARIANTS = str.maketrans("〜‖−¢£¬―–・•¥‾¤", "～∥－￠￡￢——··\\~€")


def ask(name: str, items: Iterable[bytes], *arguments: str) -> list[Any]:
    """Run a peer in its environment, made where there is none."""
    folder = HERE / ".environments" / name
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        command = [python, "-m", "pip", "-q", "install", f"{name}=={PEERS[name]}"]
        subprocess.run(command, check=True)
    given = b"".join(base64.b64encode(data) + b"\n" for data in items)
    command = [python, "-W", "ignore", HERE / "peers.py", name, *arguments]
    answer = subprocess.run(command, input=given, stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in answer.stdout.splitlines()]


def is_right(item: Item, text: str | None) -> bool:
    """Say whether a text is one of the right ones, vendors' variants aside."""
    if text is None or not item.right:
        return text is None and not item.right
    folded = text.translate(VARIANTS)
    return any(folded == right.translate(VARIANTS) for right in item.right)


def compare(title: str, items: list[Item]) -> None:
    """Print how many of each kind every decoder has right, in percent."""
    answers = {OURS: [decode_bytes(item.data)[0] for item in items]}
    answers |= {name: ask(name, [item.data for item in items]) for name in PEERS}
    kinds: dict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        kinds[item.kind].append(number)
    kinds["all"] = list(range(len(items)))
    print(f"\n## {title}: texts right, %\n\n| | n | {' | '.join(answers)} |")
    print("|---|" + "---|" * (len(answers) + 1))
    for kind, numbers in kinds.items():
        right = {
            name: sum(is_right(items[number], given[number]) for number in numbers)
            for name, given in answers.items()
        }
        shares = " | ".join(f"{100 * count / len(numbers):.1f}" for count in right.values())
        print(f"| {kind} | {len(numbers)} | {shares} |")


def speed() -> None:
    """Print the time to decode, in microseconds."""
    texts = corpus.texts()
    cases = {
        f"{language} {codec} {size:,} B": (texts[language] * (size // 500 + 1)).encode(
            codec, "ignore"
        )[:size]
        for language, codec in (
            ("en", "ascii"),
            ("fr", "utf-8"),
            ("ru", "utf-8"),
            ("fr", "cp1252"),
            ("ru", "cp1251"),
            ("zh-Hans", "gb18030"),
        )
        for size in (1_000, 10_000, 1_000_000)
    }
    times = {OURS: [1e6 * fastest(decode_bytes, data) for data in cases.values()]}
    for name in PEERS:
        times[name] = [1e6 * each for each in ask(name, cases.values(), str(REPEAT))]
    print(f"\n## Time to decode, µs\n\n| | {' | '.join(times)} |\n|---|{'---|' * len(times)}")
    for number, case in enumerate(cases):
        print(f"| {case} | {' | '.join(f'{each[number]:.1f}' for each in times.values())} |")


def scan() -> None:
    """Print how fast clean text is found clean, in MB of UTF-8 a second."""
    print("\n## Clean text, MB/s\n\n| | mojibake | all repairs |\n|---|---|---|")
    for language in ("en", "fr", "pl", "ru", "ar", "ja", "zh-Hans"):
        text = corpus.texts()[language] * 500
        if language == "en":
            text = text.encode("ascii", "ignore").decode()
        size = len(text.encode()) / 1e6
        mojibake = size / fastest(fix_mojibake, text)
        repairs = size / fastest(clean, text, Document("text", text), Options())
        print(f"| {language} | {mojibake:.0f} | {repairs:.0f} |")


def fastest(function: Callable[..., Any], *arguments: Any) -> float:
    """Return the best time of several, in seconds."""
    times = []
    for _ in range(REPEAT):
        before = time.perf_counter()
        function(*arguments)
        times.append(time.perf_counter() - before)
    return min(times)


def main() -> None:
    """Measure everything."""
    compare("Texts of our own", [*corpus.whole(), *corpus.prefixes(), *corpus.short()])
    compare("Damaged", list(corpus.damaged()))
    for folder in sys.argv[1:]:
        compare(f"Folder {Path(folder).name}", list(corpus.labelled(Path(folder))))
    speed()
    scan()


if __name__ == "__main__":
    main()

"""Measure the decoding and repairing of text beside the detectors that there are.

Makes an environment for the peers in ``.environments``, and prints tables; see README.md.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import subprocess
import sys
import tarfile
import tempfile
import venv
from collections import Counter
from pathlib import Path
from typing import Any

import corpora
import labelled
from corpora import Item
from texts import languages

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".environments" / "peers"
FTFY = "ftfy==6.3.1"
PINS = (
    "chardet==7.7.0",
    "charset-normalizer==3.5.2",
    "faust-cchardet==3.2.0",
    "resiliparse==2.0.1",
    FTFY,
)
DETECTORS = ("cleaner", "chardet", "charset-normalizer", "faust-cchardet", "resiliparse")
# Variants of one character among the tables that vendors made of East Asian encodings.
_VARIANTS = str.maketrans("〜‖−¢£¬—–・•‧¥‾€∼⋯¦⊙", "～∥－￠￡￢――···\\~¤～…￤◉")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="labelled files to score as well")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="print so many wrong answers")
    parser.add_argument("--no-speed", action="store_true")
    arguments = parser.parse_args()
    prepare()
    items = corpora.make(arguments.seed)
    for folder in arguments.folders:
        items += labelled.read(folder, prefixes="truth.json" not in set(_names(folder)))
    print_scores(items, arguments.show)
    print_mojibake_cases()
    if not arguments.no_speed:
        print_speed(arguments.seed)


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def prepare() -> None:
    """Make the peers' environment, once."""
    if not (ENVIRONMENT / "done").exists():
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        subprocess.run([_python("peer"), "-m", "pip", "install", "-qq", *PINS], check=True)
        (ENVIRONMENT.parent / ".gitignore").write_text("*\n")
        (ENVIRONMENT / "done").touch()


def _python(name: str) -> str:
    return sys.executable if name.startswith("cleaner") else str(ENVIRONMENT / "bin" / "python")


def ask(name: str, task: str, given: Any) -> Any:
    """Let a detector do a task in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "task"
        file.write_bytes(pickle.dumps(given))
        command = [_python(name), str(HERE / "peers.py"), name, task, str(file)]
        subprocess.run(command, check=True)
        return pickle.loads(file.read_bytes())


def is_right(item: Item, text: str | None) -> bool:
    """Say whether a text is one of the right ones, variants of vendors aside."""
    if text is None or not item.texts:
        return text is None and not item.texts
    text = text.removeprefix("\ufeff")
    return text in item.texts or text.translate(_VARIANTS) in {
        right.translate(_VARIANTS) for right in item.texts
    }


def print_scores(items: list[Item], show: int) -> None:
    """Print the share of right texts, a row for each kind of item and a sum for each group."""
    rights: dict[str, Counter[str]] = {}
    sums = Counter(row for item in items for row in _rows(item))
    for name in DETECTORS:
        answers = ask(name, "decode", [item.data for item in items])
        rights[name] = Counter()
        for item, answer in zip(items, answers, strict=True):
            if is_right(item, answer):
                rights[name].update(_rows(item))
            elif show and name == "cleaner":
                show -= 1
                print("wrong:", item.row, item.label, repr(answer)[:70], repr(item.texts)[:70])
    print("| texts right, % | n |", " | ".join(DETECTORS), "|")
    print("|---|---|" + "---|" * len(DETECTORS))
    for row in sums:
        shares = (f"{100 * rights[name][row] / sums[row]:.1f}" for name in DETECTORS)
        print(f"| {row} | {sums[row]} |", " | ".join(shares), "|")


def _rows(item: Item) -> list[str]:
    """Return the rows that an item counts in: its own, and the sum of its group."""
    group = item.row.partition(":")[0] if ":" in item.row else item.row.partition(" ")[0]
    return [item.row] if group == "whole" else [f"{group}, all", item.row]


def print_mojibake_cases() -> None:
    """Print how many of ftfy's own passing cases come out right; they are in its source."""
    with tempfile.TemporaryDirectory() as folder:
        command = [_python("peer"), "-m", "pip", "download", "-qq", "--no-deps", "--no-binary"]
        subprocess.run([*command, ":all:", "-d", folder, FTFY], check=True)
        (source,) = Path(folder).glob("*.tar.gz")
        with tarfile.open(source) as archive:
            (member,) = [n for n in archive.getnames() if n.endswith("/tests/test_cases.json")]
            file = archive.extractfile(member)
            cases = json.loads(file.read()) if file else []
    passing = [case for case in cases if case["expect"] == "pass"]
    fixed = [case.get("fixed-encoding", case["fixed"]) for case in passing]
    for name in ("cleaner-mojibake", "ftfy-mojibake"):
        answers = ask(name, "decode", [case["original"].encode() for case in passing])
        right = sum(map(str.__eq__, answers, fixed))
        clean = [sentence for language in languages() for sentence in language.sentences]
        changed = sum(map(str.__ne__, ask(name, "decode", [s.encode() for s in clean]), clean))
        print(f"\n{name}: {right} of ftfy's {len(passing)} passing cases right; ", end="")
        print(f"{changed} of {len(clean)} clean sentences changed")


def print_speed(seed: int) -> None:
    """Print microseconds per call, and MB/s of looking for mojibake."""
    by_name = {language.name: language for language in languages()}
    dice = random.Random(seed)

    def sample(name: str, encoding: str, size: int) -> bytes:
        text = corpora.paragraphs(by_name[name], encoding, dice, size)
        return text.encode(encoding)[:size].decode(encoding, "ignore").encode(encoding)

    plain = (b"The old mill at the river turns again, and nobody knows why. " * 20_000)[:1_000_000]
    rows = {f"ASCII {size}": plain[:size] for size in (1000, 10_000, 1_000_000)}
    for size in (1000, 10_000, 1_000_000):
        for name in ("french", "russian", "chinese"):
            rows[f"UTF-8 {name} {size}"] = sample(name, "utf-8", size)
    for name, encoding in (("french", "cp1252"), ("russian", "cp1251"), ("chinese", "gb18030")):
        rows[f"{encoding} {name} 10000"] = sample(name, encoding, 10_000)
    print_times("µs per call", DETECTORS, rows, lambda _, seconds: f"{seconds * 1e6:.1f}")
    scanned = {"ASCII": plain}
    scanned |= {name: sample(name, "utf-8", 300_000) for name in ("french", "russian", "chinese")}
    print_times(
        "mojibake scan of clean text, MB/s",
        ("cleaner-mojibake", "ftfy-mojibake"),
        scanned,
        lambda size, seconds: f"{size / seconds / 1e6:.0f}",
    )


def print_times(title: str, names: tuple[str, ...], rows: dict[str, bytes], show: Any) -> None:
    """Print a table of times."""
    times = {name: ask(name, "time", rows) for name in names}
    print(f"\n| {title} |", " | ".join(names), "|")
    print("|---|" + "---|" * len(names))
    for row, data in rows.items():
        print(f"| {row} |", " | ".join(show(len(data), times[n][row]) for n in names), "|")


if __name__ == "__main__":
    main()

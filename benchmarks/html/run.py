"""Compare libraries that find the main text of a page, alone and in `cleaner`.

python benchmarks/html/run.py [--each 4] [--repeat 5]
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

from pages import Page, pages

# Words; of scripts without spaces, characters.
_WORD = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]|[^\W_]+")
PACKAGES = {"resiliparse": "Resiliparse", "trafilatura": "trafilatura", "justext": "jusText"}
Extract = Callable[[str], str]


def f1(found: str, wanted: str) -> float:
    """Return the F1 of the words, each as often as it stands; of nothing for nothing, 1."""
    words, expected = Counter(_WORD.findall(found)), Counter(_WORD.findall(wanted))
    if not words or not expected:
        return float(words == expected)
    both = (words & expected).total()
    return 2 * both / (words.total() + expected.total())


def alone() -> dict[str, Extract]:
    """Return each library by itself, with what its own documentation begins with."""
    import justext
    import trafilatura
    from resiliparse.extract.html2text import extract_plain_text

    english = justext.get_stoplist("English")

    def by_justext(page: str) -> str:
        found = justext.justext(page.encode(), english, encoding="utf-8")
        return "\n".join(each.text for each in found if not each.is_boilerplate)

    return {
        "resiliparse": lambda page: extract_plain_text(page, main_content=True),
        "trafilatura": lambda page: trafilatura.extract(page) or "",
        "justext": by_justext,
    }


def by_cleaner(name: str, given: list[Page], folder: Path) -> tuple[dict[str, str], float]:
    """Return the texts by the name of their page, and the seconds of the whole command."""
    out = folder / "out.jsonl"
    command = [
        sys.executable,
        "-m",
        "cleaner",
        "run",
        str(folder / "in"),
        "-o",
        str(out),
        "-j",
        "1",
    ]
    command += ["--steps", "encoding", "--html-extractor", name]
    before = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    seconds = time.perf_counter() - before
    records = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    texts = {Path(record["source"]).stem: record["text"] for record in records}
    return {page.name: texts.get(page.name, "") for page in given}, seconds


def scores(texts: dict[str, str], given: list[Page]) -> dict[str, float]:
    """Return the mean F1 of each layout, and of all layouts."""
    by_kind = defaultdict(list)
    for page in given:
        by_kind[page.name.partition("-")[0]].append(f1(texts[page.name], page.text))
    means = {kind: statistics.mean(found) for kind, found in by_kind.items()}
    return {**means, "mean": statistics.mean(means.values())}


def show(label: str, found: dict[str, float], speeds: list[float]) -> None:
    """Print a line of the table."""
    cells = " ".join(f"{kind} {value:.3f}" for kind, value in found.items())
    spread = f"{min(speeds):,.0f} to {max(speeds):,.0f}"
    print(f"  {label:22} {cells}  {statistics.median(speeds):,.0f} pages/s ({spread})")


def measure(half: str, each: int, repeat: int) -> None:
    """Print the table of one half."""
    given = list(pages(half, each))
    size = sum(len(page.html.encode()) for page in given)
    print(f"{half}: {len(given)} pages of {size // len(given):,} bytes")
    for name, extract in alone().items():
        speeds = []
        for _ in range(repeat):
            before = time.perf_counter()
            texts = {page.name: extract(page.html) for page in given}
            speeds.append(len(given) / (time.perf_counter() - before))
        show(name, scores(texts, given), speeds)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "in").mkdir()
        for page in given:
            (folder / "in" / f"{page.name}.html").write_text(page.html, encoding="utf-8")
        for name in (*PACKAGES, "none"):
            speeds = []
            for _ in range(repeat):
                texts, seconds = by_cleaner(name, given, folder)
                speeds.append(len(given) / seconds)
            show(f"cleaner, {name}", scores(texts, given), speeds)


def main() -> None:
    """Measure both halves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=8, help="pages of each layout and language")
    parser.add_argument("--repeat", type=int, default=3, help="times that each is run")
    given = parser.parse_args()
    print(", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES.values()))
    for half in ("first", "second"):
        measure(half, given.each, given.repeat)


if __name__ == "__main__":
    main()

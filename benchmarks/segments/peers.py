"""Run one splitter of others, in an environment of its own: ``peers.py NAME TASK``.

A JSON object comes in, and one goes out. ``sizes`` times the cutting of ``texts`` to segments of
at most ``max`` characters; ``sentences`` gives the sentences of each of ``texts``, by language;
``topics`` gives the parts of each of ``texts``.
"""

import importlib
import json
import sys
import time
from collections.abc import Callable
from typing import Any


def splitter(name: str, most: int) -> Callable[[str], list[str]]:
    """Return a function from a text to its segments of at most ``most`` characters.

    Each is used as its documentation begins with, white space kept where that can be asked for.
    """
    if name == "semantic-text-splitter":
        rust: Callable[[str], list[str]] = (
            importlib.import_module("semantic_text_splitter").TextSplitter(most, trim=False).chunks
        )
        return rust
    if name == "semchunk":
        chunker: Callable[[str], list[str]] = importlib.import_module("semchunk").chunkerify(
            len, most
        )
        return chunker
    if name == "chonkie/FastChunker":
        fast = importlib.import_module("chonkie").FastChunker(chunk_size=most)
        return lambda text: [chunk.text for chunk in fast.chunk(text)]
    if name == "chonkie":
        chonkie = importlib.import_module("chonkie")
        recursive = chonkie.RecursiveChunker(tokenizer="character", chunk_size=most)
        return lambda text: [chunk.text for chunk in recursive.chunk(text)]
    langchain = importlib.import_module("langchain_text_splitters")
    split: Callable[[str], list[str]] = langchain.RecursiveCharacterTextSplitter(
        chunk_size=most, chunk_overlap=0, keep_separator="end", strip_whitespace=False
    ).split_text
    return split


def sizes(name: str, given: dict[str, Any]) -> dict[str, Any]:
    """Time the splitter on all of the texts, the least of some rounds."""
    split = splitter(name, given["max"])
    taken = []
    for _ in range(given["rounds"]):
        start = time.process_time()
        found = [split(text) for text in given["texts"]]
        taken.append(time.process_time() - start)
    kept = ["".join(parts) for parts in found] == given["texts"]
    return {"seconds": min(taken), "kept": kept, "longest": max(len(p) for ps in found for p in ps)}


def sentences(name: str, given: dict[str, Any]) -> dict[str, Any]:
    """Split texts into sentences; a language that the splitter does not know is left out."""
    if name == "pysbd":
        pysbd = importlib.import_module("pysbd")
        known = importlib.import_module("pysbd.languages").LANGUAGE_CODES
        return {
            language: pysbd.Segmenter(language=language, clean=False).segment(text)
            for language, text in given["texts"].items()
            if language in known
        }
    splitter_of = importlib.import_module("semantic_text_splitter").TextSplitter
    # It gives segments, not sentences: of each size the one closest to sentences is asked for.
    return {
        language: [
            list(splitter_of((1, most), trim=False).chunks(text)) for most in (20, 30, 40, 60, 80)
        ]
        for language, text in given["texts"].items()
    }


def topics(_: str, given: dict[str, Any]) -> dict[str, Any]:
    """Divide texts with TextTiling (Hearst 1997), as NLTK has it."""
    tiling = importlib.import_module("nltk.tokenize").TextTilingTokenizer(
        stopwords=given["stopwords"]
    )
    return {"parts": [tiling.tokenize(text) for text in given["texts"]]}


if __name__ == "__main__":
    task = {"sizes": sizes, "sentences": sentences, "topics": topics}[sys.argv[2]]
    print(json.dumps(task(sys.argv[1], json.load(sys.stdin))))

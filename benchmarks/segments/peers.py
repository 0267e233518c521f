"""Run one splitter of others, in an environment of its own: ``peers.py NAME TASK``.

A JSON object comes in, and one goes out. ``sizes`` times the cutting of ``text`` to segments of
at most ``max`` characters, and gives them; ``sentences`` gives the sentences of each of ``texts``,
by language; ``topics`` gives the parts of each of ``texts``.
"""

import importlib
import json
import sys
import time
from collections.abc import Callable
from typing import Any


def splitter(name: str, most: int) -> Callable[[str], Any]:
    """Return a function from a text to its segments of at most ``most`` characters."""
    if name == "semantic-text-splitter":
        splitter_of = importlib.import_module("semantic_text_splitter").TextSplitter
        return splitter_of(most, trim=False).chunks
    if name == "semchunk":
        return importlib.import_module("semchunk").chunkerify(len, most)
    if name == "chonkie":
        chunker = importlib.import_module("chonkie").RecursiveChunker(
            tokenizer="character", chunk_size=most
        )
        return lambda text: [chunk.text for chunk in chunker.chunk(text)]
    langchain = importlib.import_module("langchain_text_splitters")
    return langchain.RecursiveCharacterTextSplitter(
        chunk_size=most, chunk_overlap=0, keep_separator="end", strip_whitespace=False
    ).split_text


def sizes(name: str, given: dict[str, Any]) -> dict[str, Any]:
    """Time the splitter, the best of three."""
    split = splitter(name, given["max"])
    taken = []
    for _ in range(given.get("rounds", 3)):
        start = time.process_time()
        found = split(given["text"])
        taken.append(time.process_time() - start)
    return {"seconds": min(taken), "segments": list(found)}


def sentences(name: str, given: dict[str, Any]) -> dict[str, Any]:
    """Split texts into sentences."""
    if name == "pysbd":
        pysbd = importlib.import_module("pysbd")
        return {
            language: pysbd.Segmenter(language=language, clean=False).segment(text)
            for language, text in given["texts"].items()
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

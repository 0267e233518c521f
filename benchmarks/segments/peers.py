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
    """Return a function from a text to its segments of at most ``most`` characters.

    Each with where it starts, which is what the step gives as well.
    """
    if name == "semantic-text-splitter":
        splitter_of = importlib.import_module("semantic_text_splitter").TextSplitter
        return splitter_of(most, trim=False).chunk_indices
    if name == "semchunk":
        chunker = importlib.import_module("semchunk").chunkerify(len, most)
        return lambda text: [
            (start, part) for part, (start, _) in zip(*chunker(text, offsets=True), strict=True)
        ]
    if name == "chonkie":
        chonkie = importlib.import_module("chonkie")
        recursive = chonkie.RecursiveChunker(tokenizer="character", chunk_size=most)
        return lambda text: [(chunk.start_index, chunk.text) for chunk in recursive.chunk(text)]
    langchain = importlib.import_module("langchain_text_splitters")
    documents = langchain.RecursiveCharacterTextSplitter(
        chunk_size=most,
        chunk_overlap=0,
        keep_separator="end",
        strip_whitespace=False,
        add_start_index=True,
    ).create_documents
    return lambda text: [
        (part.metadata["start_index"], part.page_content) for part in documents([text])
    ]


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

"""Run one splitter of others, in an environment of its own: ``peers.py NAME TASK``.

A JSON object comes in, and one goes out. ``sizes`` times the cutting of ``text`` to segments of
at most ``max`` characters, and gives them; ``sentences`` gives the sentences of each of ``texts``,
by language; ``topics`` gives the parts of each of ``texts``.
"""

import json
import sys
import time


def splitter(name, most):
    """Return a function from a text to its segments of at most ``most`` characters."""
    if name == "semantic-text-splitter":
        from semantic_text_splitter import TextSplitter

        return TextSplitter(most, trim=False).chunks
    if name == "semchunk":
        import semchunk

        return semchunk.chunkerify(len, most)
    if name == "chonkie":
        from chonkie import RecursiveChunker

        chunker = RecursiveChunker(tokenizer="character", chunk_size=most)
        return lambda text: [chunk.text for chunk in chunker.chunk(text)]
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    return RecursiveCharacterTextSplitter(
        chunk_size=most, chunk_overlap=0, keep_separator="end", strip_whitespace=False
    ).split_text


def sizes(name, given):
    """Time the splitter, the best of three."""
    split = splitter(name, given["max"])
    taken = []
    for _ in range(given.get("rounds", 3)):
        start = time.process_time()
        found = split(given["text"])
        taken.append(time.process_time() - start)
    return {"seconds": min(taken), "segments": list(found)}


def sentences(name, given):
    """Split texts into sentences."""
    if name == "pysbd":
        import pysbd

        return {
            language: pysbd.Segmenter(
                language=language if language != "pt" else "es", clean=False
            ).segment(text)
            for language, text in given["texts"].items()
        }
    from semantic_text_splitter import TextSplitter

    # It gives segments, not sentences: of each size the one closest to sentences is asked for.
    return {
        language: [
            list(TextSplitter((1, most), trim=False).chunks(text)) for most in (20, 30, 40, 60, 80)
        ]
        for language, text in given["texts"].items()
    }


def topics(_, given):
    """Divide texts with TextTiling (Hearst 1997), as NLTK has it."""
    from nltk.tokenize import TextTilingTokenizer

    tiling = TextTilingTokenizer(stopwords=given["stopwords"])
    return {"parts": [tiling.tokenize(text) for text in given["texts"]]}


if __name__ == "__main__":
    task = {"sizes": sizes, "sentences": sentences, "topics": topics}[sys.argv[2]]
    print(json.dumps(task(sys.argv[1], json.load(sys.stdin))))

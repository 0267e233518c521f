"""What one would write by hand: ftfy, then datasketch, then LangChain's splitter.

    python plain_script.py corpus.jsonl kept.jsonl workers

With more than one worker, all that concerns one document alone is done by processes of a pool,
and the index is asked in this one, document by document.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from multiprocessing import Pool
from pathlib import Path

import ftfy
from datasketch import MinHash, MinHashLSH
from langchain_text_splitters import RecursiveCharacterTextSplitter

THRESHOLD = 0.8
PERMUTATIONS = 128
GRAM = 5
SEGMENT = 2000
_WORD = re.compile(r"\w+")
_splitter = RecursiveCharacterTextSplitter(chunk_size=SEGMENT, chunk_overlap=0)


def prepare(line: bytes) -> tuple[str, MinHash, list[str]]:
    """Mend a document's text, sign its 5-grams of words, and split it."""
    record = json.loads(line)
    text = ftfy.fix_text(record["text"])
    words = _WORD.findall(text.lower())
    grams = {
        " ".join(words[at : at + GRAM]).encode() for at in range(max(len(words) - GRAM + 1, 1))
    }
    signature = MinHash(PERMUTATIONS)
    signature.update_batch(list(grams))
    return record["id"], signature, _splitter.split_text(text)


def kept(prepared: Iterable[tuple[str, MinHash, list[str]]]) -> Iterator[str]:
    """Give the segments of the documents that are like none before."""
    index = MinHashLSH(THRESHOLD, PERMUTATIONS)
    for name, signature, segments in prepared:
        if index.query(signature):
            continue
        index.insert(name, signature)
        for number, segment in enumerate(segments, 1):
            yield json.dumps({"id": f"{name}#{number}", "text": segment}, ensure_ascii=False) + "\n"


def main() -> None:
    """Run over the corpus."""
    corpus, output, workers = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    with corpus.open("rb") as lines, output.open("w", encoding="utf-8") as out:
        if workers == 1:
            out.writelines(kept(map(prepare, lines)))
        else:
            with Pool(workers) as pool:
                out.writelines(kept(pool.imap(prepare, lines, chunksize=100)))


if __name__ == "__main__":
    main()

"""Ask the peers, each in an environment of its own, and the step itself."""

import json
import subprocess
import venv
from pathlib import Path
from typing import Any

from corpora import HERE

from cleaner import Document
from cleaner_segments import Options, clean

PEERS = {
    "semantic-text-splitter": "0.33.1",
    "semchunk": "4.1.1",
    "chonkie": "1.7.0",
    "langchain-text-splitters": "1.1.3",
    "pysbd": "0.3.4",
    "nltk": "3.10.4",
    "tokenizers": "0.23.3",
}
# What a peer needs but does not ask for; the step itself as it stands here, whenever that is.
ALSO = {"nltk": ["numpy==2.4.6"], "tokenizers": ["-e", str(HERE.parents[1])]}
# One of chonkie's stands beside the others: it is given delimiters, and knows no levels of them.
SPLITTERS = [*list(PEERS)[:4], "chonkie/FastChunker"]


def python_of(package: str) -> Path:
    """Return the interpreter of a package's environment, which is made where there is none."""
    folder = HERE / ".environments" / package
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        wanted = [f"{package}=={PEERS[package]}", *ALSO.get(package, [])]
        subprocess.run([python, "-m", "pip", "-q", "install", *wanted], check=True)
    return python


def ask(name: str, task: str, given: dict[str, Any]) -> Any:
    """Run a peer in its environment; None where it has no answer."""
    python = python_of(name.split("/", maxsplit=1)[0])
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

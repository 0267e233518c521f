"""Run each decoder in a process of its own, the peers in environments of their own."""

from __future__ import annotations

import pickle
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FOLDER = HERE / ".environments"
OURS = "cleaner"
FTFY = "ftfy"
PINS = {
    "chardet": "7.7.0",
    "charset-normalizer": "3.5.2",
    "faust-cchardet": "3.2.0",
    "resiliparse": "2.0.1",
    FTFY: "6.3.1",
}
DETECTORS = (OURS, *(name for name in PINS if name != FTFY))


def ask(name: str, task: str, given: Any) -> Any:
    """Let a decoder do a task of ``peers.py`` with what it is given, and return its answer."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "task"
        file.write_bytes(pickle.dumps(given))
        subprocess.run([python(name), HERE / "peers.py", name, task, file], check=True)
        return pickle.loads(file.read_bytes())


def python(name: str) -> Path:
    """Return the interpreter that has a decoder; a peer's environment is made where there is none.

    A folder that is not done (its installation was broken off) is made anew.
    """
    if name == OURS:
        return Path(sys.executable)
    folder = FOLDER / f"{name}-{PINS[name]}"
    interpreter = folder / "bin" / "python"
    done = folder / "done"
    if not done.exists():
        venv.create(folder, with_pip=True, clear=True)
        requirement = f"{name}=={PINS[name]}"
        subprocess.run([interpreter, "-m", "pip", "install", "-qq", requirement], check=True)
        done.touch()
    return interpreter

"""What undoing mojibake gets right: ftfy's own cases, and clean text, which must stay as it is."""

from __future__ import annotations

import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

from bars import Bar
from environments import FTFY, OURS, PINS, ask, python
from languages import languages


def mojibake() -> list[Bar]:
    """Return how many of ftfy's passing cases are right, and how many clean texts changed."""
    cases = [case for case in _cases() if case["expect"] == "pass"]
    fixed = [case.get("fixed-encoding", case["fixed"]) for case in cases]
    given = [case["original"] for case in cases]
    clean = [sentence for language in languages() for sentence in language.sentences]
    right, changed = {}, {}
    for name in (OURS, FTFY):
        right[name] = sum(map(str.__eq__, ask(name, "mojibake", given), fixed))
        changed[name] = sum(map(str.__ne__, ask(name, "mojibake", clean), clean))
    count = str(len(cases))
    return [
        Bar(
            "ftfy's own passing cases right",
            f"{right[FTFY]} (ftfy)",
            str(right[OURS]),
            count,
            right[OURS] == len(cases),
        ),
        Bar(
            f"clean sentences changed, of {len(clean)}",
            f"{changed[FTFY]} (ftfy)",
            str(changed[OURS]),
            "0",
            not changed[OURS],
        ),
    ]


def _cases() -> list[dict[str, str]]:
    """Return ftfy's cases, which only its source has."""
    with tempfile.TemporaryDirectory() as folder:
        command = [python(FTFY), "-m", "pip", "download", "-qq", "--no-deps", "--no-binary"]
        subprocess.run([*command, ":all:", "-d", folder, f"{FTFY}=={PINS[FTFY]}"], check=True)
        (source,) = Path(folder).glob("*.tar.gz")
        with tarfile.open(source) as archive:
            (name,) = [n for n in archive.getnames() if n.endswith("/tests/test_cases.json")]
            file = archive.extractfile(name)
            return json.loads(file.read()) if file else []

"""Write the generated parts of README.md: the tour's output, and the steps with their options.

Run it from the project's folder: ``python docs/update_readme.py``. A test compares.
"""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from cleaner.cli.details import kinds_of, summary_of
from cleaner.config import defaults
from cleaner.options import OptionInfo, describe
from cleaner.plugins import Plugins, load_plugins

ROOT = Path(__file__).parent.parent
_SECTION = re.compile(r"(<!-- begin: ([\w-]+) -->\n).*?(<!-- end: \2 -->)", re.DOTALL)
_LONGEST_TEXT = 60


def render(readme: str) -> str:
    """Return the README with all generated parts made anew."""
    parts = {
        **_tour(),
        **_everything(),
        **_segments(),
        **_code(),
        "steps": steps_section(load_plugins()),
    }
    return _SECTION.sub(lambda match: f"{match[1]}{parts[match[2]]}\n{match[3]}", readme)


def steps_section(plugins: Plugins) -> str:
    """Return the steps, readers and writers with their options, as Markdown."""
    order = list(defaults().steps or ())
    bundled = [name for name in plugins.names() if plugins.origin(name).startswith("cleaner ")]
    order += [name for name in bundled if name not in order]
    return "\n\n".join(_plugin_section(plugins, name) for name in order)


def _plugin_section(plugins: Plugins, name: str) -> str:
    kinds = " and ".join(kinds_of(plugins, name))
    text = f"### `{name}` ({kinds})\n\n{summary_of(plugins, name)}"
    options = plugins.options_of(name)
    if options is None:
        return text
    rows = [_row(info) for info in describe(options)]
    return "\n".join([text, "", "| option | default | allowed | |", "|---|---|---|---|", *rows])


def _row(info: OptionInfo) -> str:
    default = "" if info.default in (None, (), "") else f"`{_toml(info.default)}`"
    cells = (f"`{info.key}`", default, info.allowed, info.help)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _toml(value: Any) -> str:
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def _tour() -> dict[str, str]:
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "out.jsonl"
        command = [sys.executable, "-m", "cleaner", "run", "seeds/", "-o", str(out)]
        told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stderr
        kept = _records(out)
        rejected = _records(out.with_suffix(".rejected.jsonl"))
    shown = [record for record in kept if record["id"].startswith(("news-bundle.txt#2", "cp1251"))]
    title = [record["text"] for record in kept if record["source"].endswith("scattered-title.txt")]
    return {
        "summary": _block("console", f"$ cleaner run seeds/ -o out.jsonl\n{told.rstrip()}"),
        "kept": _block("json", "\n".join(map(_shortened, shown))),
        "rejected": _block("json", "\n".join(map(_shortened, rejected))),
        "before-after": _before_after("".join(title)),
    }


def _everything() -> dict[str, str]:
    """Run on a folder with one file of each format; show what is told, and what can be written."""
    with tempfile.TemporaryDirectory() as name:
        make = [sys.executable, str(ROOT / "examples/formats/make.py"), "everything/"]
        subprocess.run(make, cwd=name, check=True)
        command = ["run", "everything/", "-o", "out.jsonl", "--steps", "encoding"]
        run = [sys.executable, "-m", "cleaner", *command]
        told = subprocess.run(run, cwd=name, capture_output=True, text=True, check=False).stderr
        written = "\n".join(f"$ {line}\n{_shell(line, name)}".rstrip() for line in _OUTPUTS)
    lines = told.splitlines()
    failed = [line for line in lines if line.startswith("cleaner: failed")]
    summary = [line for line in lines if line.startswith(("documents", "left out"))]
    shown = [f"$ cleaner {' '.join(command)}", *failed[::4], "...", *summary]
    return {
        "everything": _block("console", "\n".join(shown)),
        "outputs": _block("console", written),
    }


_WHOLE = "cleaner run everything/ -q --steps encoding --exclude broken/"
_OUTPUTS = (
    f"{_WHOLE} -o out.parquet",
    "python -c \"import pyarrow.parquet as p; print(p.read_table('out.parquet').num_rows)\"",
    f"{_WHOLE} -o - --output-format jsonl.gz | gzip -dc | wc -l",
    f"{_WHOLE} -o shards --output-format jsonl.zst --shard-size 20",
    "ls shards",
    "python -c \"import json; print(json.load(open('shards.manifest.json'))['shards'][0])\"",
)


def _shell(line: str, folder: str) -> str:
    """Return what a line of the tour prints, run by this Python and this package."""
    python = shlex.quote(sys.executable)
    line = re.sub(r"^cleaner ", f"{python} -m cleaner ", re.sub(r"^python ", f"{python} ", line))
    done = subprocess.run(line, shell=True, cwd=folder, capture_output=True, text=True, check=True)
    # How many bytes there are, and which, is a matter of the compressor's version.
    return re.sub(r"('(?:bytes|sha256)': )('?)\w+\2", r"\1...", done.stdout.rstrip())


_NOTES = """\
# Tides

Dr. Hale keeps a log. She writes at 6.45 a.m. and again at dusk.

## Tools

A pole, a lamp and a clock. "Is that all?" people ask. It is.
"""


def _segments() -> dict[str, str]:
    command = [sys.executable, "-m", "cleaner", "run", "-", "-o", "-", "--steps", "segments"]
    command += ["--segments-max", "60"]
    given = json.dumps({"id": "notes", "text": _NOTES})
    done = subprocess.run(
        command, cwd=ROOT, input=given, capture_output=True, text=True, check=True
    )
    parts = [_block("json", given), "becomes", _block("json", done.stdout.rstrip())]
    return {"segments": "\n\n".join(parts)}


def _before_after(after: str) -> str:
    before = (ROOT / "seeds/scattered-title.txt").read_text(encoding="utf-8")
    columns = (("before", before), ("after", after))
    blocks = [f"{label}:\n\n{_block('text', _skeleton(text))}" for label, text in columns]
    return "\n\n".join(blocks)


def _skeleton(text: str) -> str:
    """Return the lines of a text, the long ones cut."""
    lines = [line for line in text.splitlines() if line.strip()]
    return "\n".join(f"{line[:_LONGEST_TEXT]}…" if len(line) > 90 else line for line in lines)


def _code() -> dict[str, str]:
    one_file = (ROOT / "examples/one_file/nbsp.py").read_text(encoding="utf-8")
    package = (ROOT / "examples/cleaner-word-count/cleaner_word_count.py").read_text("utf-8")
    options = re.search(
        r"@dataclasses\.dataclass\(frozen=True\)\nclass Options.*?(?=\n\n\n)", package, re.DOTALL
    )
    assert options is not None, "the example has lost its options"
    return {
        "plugin": _block("python", one_file.rstrip()),
        "options": _block("python", options[0]),
    }


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _shortened(record: dict[str, Any]) -> str:
    text = " ".join(record["text"].split())
    short = f"{text[:_LONGEST_TEXT]}…" if len(text) > _LONGEST_TEXT else text
    return json.dumps({**record, "text": short}, ensure_ascii=False)


def _block(language: str, content: str) -> str:
    return f"```{language}\n{content}\n```"


if __name__ == "__main__":
    path = ROOT / "README.md"
    path.write_text(render(path.read_text(encoding="utf-8")), encoding="utf-8")

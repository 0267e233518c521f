"""A harness for the authors of plugins, which this project's own tests use as well."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from cleaner.building import build_chain
from cleaner.chain import Recipe
from cleaner.plugins import Plugins, load_plugins
from cleaner.runner import Run, Summary, run


class Result(msgspec.Struct, frozen=True):
    """What came of some documents: the records of the three outputs, and the summary."""

    kept: list[dict[str, Any]]
    rejected: list[dict[str, Any]]
    failed: list[dict[str, Any]]
    summary: Summary

    @property
    def texts(self) -> list[str]:
        """The texts that were kept."""
        return [record["text"] for record in self.kept]


def run_step(step: str, *documents: str | bytes | Mapping[str, Any], **options: Any) -> Result:
    """Run documents through one installed step; options by name, ``min_title=20``.

    >>> run_step("segments", "One sentence. Another one.", max=15).texts
    ['One sentence. ', 'Another one.']
    """
    named = {key.replace("_", "-"): value for key, value in options.items()}
    return run_chain(documents, [step], {step: named})


def run_chain(
    documents: Iterable[str | bytes | Mapping[str, Any]],
    steps: Sequence[str],
    options: Mapping[str, Mapping[str, Any]] | None = None,
    plugins: Plugins | None = None,
    files: Sequence[str | os.PathLike[str]] = (),
) -> Result:
    """Run documents through a chain, in order, the way ``cleaner run`` does.

    A text or bytes become a file of their own, named ``00000000.txt`` and so on; a mapping is a
    JSON object with a ``text``. ``files`` are plugins in files, as ``-p`` takes them; ``plugins``
    holds what is not installed and in no file.
    """
    named = tuple(os.fspath(file) for file in files)
    recipe = Recipe(steps=tuple(steps), files=named, values=options or {})
    return run_recipe(documents, recipe, plugins)


def run_recipe(
    documents: Iterable[str | bytes | Mapping[str, Any]],
    recipe: Recipe,
    plugins: Plugins | None = None,
) -> Result:
    """Run documents through the chain of a recipe; see ``run_chain``."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        for number, document in enumerate(documents):
            _write(folder / "in" / f"{number:08}", document)
        outputs = [str(folder / f"{kind}.jsonl") for kind in ("kept", "rejected", "failed")]
        order = Run(recipe, (str(folder / "in"),), outputs[0], outputs[1], outputs[2])
        plugins = plugins or load_plugins(recipe.files)
        summary = run(order, plugins=plugins, chain=build_chain(recipe, plugins))
        kept, rejected, failed = (_read(Path(output)) for output in outputs)
    return Result(kept, rejected, failed, summary)


def _write(path: Path, document: str | bytes | Mapping[str, Any]) -> None:
    if isinstance(document, bytes):
        path.with_suffix(".txt").write_bytes(document)
    elif isinstance(document, str):
        path.with_suffix(".txt").write_bytes(document.encode("utf-8"))
    else:
        # Half a surrogate pair can stand in JSON, escaped, as it comes from other programs.
        path.with_suffix(".jsonl").write_text(json.dumps(document), encoding="ascii")


def _read(path: Path) -> list[dict[str, Any]]:
    with path.open("rb") as lines:
        return [msgspec.json.decode(line) for line in lines]

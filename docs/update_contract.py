"""Write down what others rely on: exported names, hooks with their arguments, and record fields.

Run it from the project's folder after a change of one of them:
``python docs/update_contract.py``. It updates ``docs/contract.toml`` and the tables of
``docs/compatibility.md``. What is new or other than before is marked with the version that brings
it, and tests want it named in the CHANGELOG.
"""

from __future__ import annotations

import inspect
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import cleaner
import cleaner.testing
from cleaner import hookspecs

ROOT = Path(__file__).parent.parent
CONTRACT = ROOT / "docs" / "contract.toml"
PAGE = ROOT / "docs" / "compatibility.md"

# By kind and name: what it is, since when, and the version whose changes must name it.
Contract: TypeAlias = dict[str, dict[str, dict[str, str]]]

_HEADINGS = {
    "exports": "What `cleaner` exports",
    "testing": "What `cleaner.testing` exports",
    "hooks": "Hooks and their arguments",
    "records": "Fields of the records",
}


def current() -> dict[str, dict[str, str]]:
    """Return what is there now: by kind and name, what it is."""
    return {
        "exports": dict(_exports(cleaner)),
        "testing": dict(_exports(cleaner.testing)),
        "hooks": dict(_hooks()),
        "records": dict(_fields()),
    }


def _exports(module: Any) -> Iterator[tuple[str, str]]:
    for name in sorted(module.__all__):
        value = getattr(module, name)
        yield name, f"{name}{_signature(value)}"
        if inspect.isclass(value) and not issubclass(value, BaseException):
            for method, function in sorted(vars(value).items()):
                if inspect.isfunction(function) and not method.startswith("_"):
                    yield f"{name}.{method}", f"{method}{_signature(function)}"


def _signature(value: Any) -> str:
    """Return the parameters without their types: what a caller relies on."""
    if inspect.isclass(value) and issubclass(value, BaseException):
        return ""
    parameters = inspect.signature(value).parameters.values()
    plain = [
        parameter.replace(annotation=inspect.Parameter.empty)
        for parameter in parameters
        if parameter.name != "self"
    ]
    # Where a function stands in memory is another place each time.
    return re.sub(r"<function (\w+) at 0x[0-9a-f]+>", r"\1", str(inspect.Signature(plain)))


def _hooks() -> Iterator[tuple[str, str]]:
    for name, value in vars(hookspecs).items():
        if hasattr(value, "cleaner_spec"):
            yield name, f"{name}{_signature(value)}"


def _fields() -> Iterator[tuple[str, str]]:
    schema = json.loads((ROOT / "docs" / "records.schema.json").read_text(encoding="utf-8"))
    for record, definition in schema["$defs"].items():
        required = definition.get("required", ())
        for field, content in definition.get("properties", {}).items():
            kind = content.get("type") or content.get("$ref", "").rpartition("/")[2] or "anything"
            kinds = " or ".join(kind) if isinstance(kind, list) else kind
            yield f"{record}.{field}", kinds if field in required else f"{kinds}, may be missing"


def load() -> Contract:
    """Return what was written down last."""
    return tomllib.loads(CONTRACT.read_text(encoding="utf-8")) if CONTRACT.exists() else {}


def update(past: Contract, now: dict[str, dict[str, str]], version: str) -> Contract:
    """Return the contract of now; what is not as it was is marked with the version."""
    return {
        kind: {
            name: _entry(past.get(kind, {}).get(name), shape, version, is_first=not past)
            for name, shape in names.items()
        }
        for kind, names in now.items()
    }


def _entry(
    before: dict[str, str] | None, shape: str, version: str, *, is_first: bool
) -> dict[str, str]:
    if before is not None and before["is"] == shape:
        return before
    since = before["since"] if before is not None else version
    entry = {"is": shape, "since": since}
    return entry if is_first else {**entry, "noted": version}


def as_toml(contract: Contract) -> str:
    """Return the contract as TOML."""
    lines = ["# Written by update_contract.py; `noted` is the version whose changes name an entry."]
    for kind, entries in contract.items():
        for name, entry in entries.items():
            lines += ["", f"[{kind}.{json.dumps(name)}]"]
            lines += [f"{key} = {json.dumps(value)}" for key, value in entry.items()]
    return "\n".join(lines) + "\n"


def as_page(page: str, contract: Contract) -> str:
    """Return the page with its tables made anew."""
    tables = "\n\n".join(_table(_HEADINGS[kind], names) for kind, names in contract.items())
    begin, end = "<!-- begin: contract -->", "<!-- end: contract -->"
    pattern = re.compile(f"{begin}.*{end}", re.DOTALL)
    return pattern.sub(lambda _: f"{begin}\n{tables}\n{end}", page)


def _table(heading: str, entries: dict[str, dict[str, str]]) -> str:
    lines = [f"## {heading}", "", "| name | | since |", "|---|---|---|"]
    for name, entry in entries.items():
        shape = entry["is"].replace("|", "\\|")
        lines.append(f"| `{name}` | `{shape}` | {_versions(entry)} |")
    return "\n".join(lines)


def _versions(entry: dict[str, str]) -> str:
    noted = entry.get("noted", entry["since"])
    return entry["since"] if noted == entry["since"] else f"{entry['since']}, changed in {noted}"


if __name__ == "__main__":
    contract = update(load(), current(), cleaner.__version__)
    CONTRACT.write_text(as_toml(contract), encoding="utf-8")
    PAGE.write_text(as_page(PAGE.read_text(encoding="utf-8"), contract), encoding="utf-8")

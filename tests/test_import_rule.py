"""Who may import whom: plugins only the public names, the core no plugin, records nothing."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import cleaner

ROOT = Path(__file__).parent.parent
CORE = sorted((ROOT / "cleaner").rglob("*.py"))
PLUGINS = sorted((ROOT / "plugins").rglob("*.py"))
ENTRIES = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"]["cleaner"]


def imported(path: Path) -> Iterator[tuple[str, str | None]]:
    """Yield modules and, of ``from`` imports, the names."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield from ((node.module or "", alias.name) for alias in node.names)


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PLUGINS, ids=shown)
def test_a_plugin_imports_public_names_only_and_no_other_plugin(path: Path) -> None:
    own = path.relative_to(ROOT / "plugins").parts[0].removesuffix(".py")
    for module, name in imported(path):
        package = module.partition(".")[0]
        if package == "cleaner":
            assert module == "cleaner"
            assert name in cleaner.__all__
        assert not package.startswith("cleaner_") or package == own


@pytest.mark.parametrize("path", CORE, ids=shown)
def test_the_core_imports_no_plugin(path: Path) -> None:
    assert not [module for module, _ in imported(path) if module.startswith("cleaner_")]


@pytest.mark.parametrize("path", CORE, ids=shown)
def test_the_core_names_no_plugin(path: Path) -> None:
    """Defaults are configuration, in a file of their own; docstrings may give examples."""
    tree = ast.parse(path.read_text("utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    strings = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
    }
    # "text" is the field of a record as well, and "encoding" and the like name what they say.
    assert not strings & (set(ENTRIES.values()) | set(ENTRIES) - {"text"})


@pytest.mark.parametrize(
    ("module", "allowed"),
    [
        ("text.edits", set()),
        ("text.trace", {"text.edits"}),
        ("kernels", set()),
        ("text.cutting", {"kernels"}),
        ("document", {"text.cutting", "text.edits", "text.trace"}),
        ("errors", set()),
        ("scratch", set()),
        ("input.source", set()),
        ("output.target", set()),
        ("codes", set()),
        ("input.formats", set()),
        (
            "hookspecs",
            {
                "codes",
                "document",
                "input.columns",
                "input.formats",
                "scratch",
                "input.source",
                "output.target",
            },
        ),
        ("options", {"errors"}),
    ],
)
def test_the_contract_imports_nothing_above_it(module: str, allowed: set[str]) -> None:
    found = {
        name.removeprefix("cleaner.")
        for name, _ in imported(ROOT / "cleaner" / Path(f"{module.replace('.', '/')}.py"))
        if name.partition(".")[0] == "cleaner"
    }
    assert found <= allowed


def test_every_plugin_is_listed() -> None:
    names = {path.relative_to(ROOT / "plugins").parts[0].removesuffix(".py") for path in PLUGINS}
    assert set(ENTRIES.values()) == names

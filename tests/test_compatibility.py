"""What others rely on is written down, and no entry changes without the CHANGELOG naming it."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from packaging.version import Version

import cleaner

ROOT = Path(__file__).parent.parent
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def _load() -> ModuleType:
    path = ROOT / "docs" / "update_contract.py"
    spec = importlib.util.spec_from_file_location("update_contract", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


script = _load()


def not_named(contract: dict[str, dict[str, dict[str, str]]], changelog: str) -> list[str]:
    """List the entries that a version changed and its part of the CHANGELOG does not name."""
    parts = re.split(r"^## \[", changelog, flags=re.MULTILINE)
    sections = {part.partition("]")[0]: part for part in parts}
    missing = []
    for entries in contract.values():
        for name, entry in entries.items():
            version = entry.get("noted")
            section = sections.get(version or "", sections.get("Unreleased", ""))
            if version and f"`{name}`" not in section:
                missing.append(name)
    return missing


def test_it_is_what_the_code_has() -> None:
    written = {
        kind: {name: entry["is"] for name, entry in entries.items()}
        for kind, entries in script.load().items()
    }
    assert written == script.current(), "run: python docs/update_contract.py"


def test_the_page_shows_it() -> None:
    page = script.PAGE.read_text(encoding="utf-8")
    assert page == script.as_page(page, script.load()), "run: python docs/update_contract.py"
    assert "`clean(text, document, options)`" in page


def test_the_changelog_names_what_has_changed() -> None:
    assert not_named(script.load(), CHANGELOG) == []


PAST = {"hooks": {"clean": {"is": "clean(text)", "since": "0.1.0"}}}


@pytest.mark.parametrize(
    ("now", "changed"),
    [
        ({"clean": "clean(text)"}, []),
        ({"clean": "clean(text, more)"}, ["clean"]),
        ({"clean": "clean(text)", "tidy": "tidy()"}, ["tidy"]),
    ],
    ids=["nothing", "an argument more", "a hook more"],
)
@pytest.mark.parametrize("heading", ["0.2.0", "Unreleased"])
def test_a_change_must_be_named(now: dict[str, str], changed: list[str], heading: str) -> None:
    contract = script.update(PAST, {"hooks": now}, "0.2.0")
    log = f"# Changelog\n\n## [{heading}]\n\n- Something else.\n\n## [0.1.0]\n\n- `clean`, `tidy`\n"
    assert not_named(contract, log) == changed
    assert not_named(contract, log.replace("else", "`clean`, `tidy`")) == []


def test_since_stays_when_an_entry_changes() -> None:
    changed = script.update(PAST, {"hooks": {"clean": "clean()"}}, "0.2.0")["hooks"]["clean"]
    assert changed == {"is": "clean()", "since": "0.1.0", "noted": "0.2.0"}


def test_versions_are_those_of_releases() -> None:
    now = Version(cleaner.__version__)
    for entries in script.load().values():
        assert all(Version(entry["since"]) <= now for entry in entries.values())

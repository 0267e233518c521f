"""The README shows what really comes out, and names every step and option."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
TIMES = re.compile(r"\s+[\d.]+ s\b.*$", re.MULTILINE)


def _load():
    spec = importlib.util.spec_from_file_location("update_readme", ROOT / "docs/update_readme.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_parts_are_up_to_date() -> None:
    rendered = _load().render(README)
    assert TIMES.sub("", README) == TIMES.sub("", rendered), "run: python docs/update_readme.py"


@pytest.mark.parametrize("name", ["run", "test"])
def test_has_each_command_that_ci_runs_once(name: str) -> None:
    assert len(re.findall(rf"<!-- command: {name} -->\n```sh\n[^\n]+\n```", README)) == 1


def test_links_lead_to_files() -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if "://" not in link]
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []

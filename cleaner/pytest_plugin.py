"""Fixtures for the tests of plugins; pytest finds them where `cleaner` is installed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from cleaner.testing import Result


@pytest.fixture(scope="session")
def run_step() -> Callable[..., Result]:
    """Run documents through one step: ``run_step("titles", text, reach=3)``."""
    from cleaner.testing import run_step  # noqa: PLC0415 (other projects' tests must not wait)

    return run_step


@pytest.fixture(scope="session")
def run_chain() -> Callable[..., Result]:
    """Run documents through several steps: ``run_chain([text], ["encoding", "titles"])``."""
    from cleaner.testing import run_chain  # noqa: PLC0415 (other projects' tests must not wait)

    return run_chain


@pytest.fixture(scope="session")
def check_plugin() -> Callable[..., None]:
    """Check that a plugin keeps to what the runner relies on: ``check_plugin("titles")``."""
    from cleaner.testing import check_plugin  # noqa: PLC0415 (other projects' tests must not wait)

    return check_plugin


@pytest.fixture
def plugin_file(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a plugin of one file: ``plugin_file("shout", source)`` gives its path."""

    def write(name: str, source: str) -> Path:
        path = tmp_path / f"{name.replace('-', '_')}.py"
        path.write_text(source, encoding="utf-8")
        return path

    return write

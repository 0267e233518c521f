"""Where there is a C compiler, kernels are compiled: else all tests of them would be skipped."""

import importlib.util
import shutil
from pathlib import Path

import pytest

import cleaner
from cleaner.kernels import kernels

ROOT = Path(__file__).parent.parent
INSTALLED = Path(cleaner.__file__).parent.parent
SOURCES = [path for top in ("cleaner", "plugins") for path in (ROOT / top).rglob("*.c")]
WITH_SOURCES = sorted({path.parent.relative_to(ROOT) for path in SOURCES})


def installed(folder: Path) -> Path:
    """Return where a folder of the project is imported from."""
    if folder.parts[0] == "cleaner":
        return INSTALLED / folder
    found = importlib.util.find_spec(folder.parts[1])
    assert found
    assert found.origin
    return Path(found.origin).parent


@pytest.mark.skipif(not any(map(shutil.which, ("cc", "gcc", "clang"))), reason="no C compiler")
@pytest.mark.parametrize("folder", WITH_SOURCES, ids=str)
def test_kernels_are_compiled(folder: Path) -> None:
    found = kernels(installed(folder))
    assert found.library is not None, f"{folder}: its kernels {found.fault}"

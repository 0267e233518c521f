"""Libraries that are installed only by those who need them."""

from __future__ import annotations

import importlib
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from cleaner.errors import CleanerError


def require(module: str, extra: str) -> Any:
    """Import a library of an extra of this package, when the first document needs it.

    Raises:
        CleanerError: it is not installed; says the line that installs it.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        missing = error.name or package
        raise CleanerError(
            f'it needs {missing}, which is not installed: python -m pip install ".[{extra}]"'
        ) from None


def installed(*packages: str) -> dict[str, str]:
    """Return the version of each package by its name, for a lock; of an extra, it may be missing.

    >>> installed("no-such-package")
    {'no-such-package': 'not installed'}
    """
    return {package: _version(package) for package in packages}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"

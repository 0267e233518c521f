"""Checks in fresh environments: ``nox`` runs the tests on every supported Python, and the lint."""

from __future__ import annotations

import nox

# A Python that is not installed is passed over, in CI as well.
nox.options.error_on_missing_interpreters = False
nox.options.sessions = ["tests", "lint"]

PROJECT = nox.project.load_toml("pyproject.toml")
PYTHONS = nox.project.python_versions(PROJECT)


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run the tests; arguments behind ``--`` go to pytest."""
    session.install("-e", ".[test]")
    session.run("python", "-m", "pytest", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, format and types."""
    session.install("-e", ".[check]")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy")

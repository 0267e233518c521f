"""`cleaner new-plugin`: a package that is ready to publish, to put one's own step in."""

from __future__ import annotations

import datetime as dt
import re
from importlib.resources import files
from pathlib import Path
from string import Template

import click

from cleaner import __version__
from cleaner.errors import CleanerError
from cleaner.plugins import load_plugins

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

# Template, and the place of what it makes.
_FILES = {
    "pyproject.toml": "pyproject.toml",
    "README.md": "README.md",
    "LICENSE": "LICENSE",
    "gitignore": ".gitignore",
    "module.py": "{module}.py",
    "test_module.py": "tests/test_{module}.py",
    "test.yml": ".github/workflows/test.yml",
}


@click.command("new-plugin")
@click.argument("name")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Where the package's folder is made.  [default: the working folder]",
)
def new_plugin(name: str, folder: Path | None) -> None:
    """Make a package with a step NAME, its option, tests, README and CI, ready to publish."""
    package = _package(name)
    place = (folder or Path()) / package
    name = package.removeprefix("cleaner-")
    if name in load_plugins().names():
        raise CleanerError(f"there is a plugin {name!r} already; give yours another name")
    if place.exists():
        raise CleanerError(f"{place}: it is there already; remove it, or give another name")
    write_package(place, name)
    click.echo(f"{place}/")
    for made in sorted(path for path in place.rglob("*") if path.is_file()):
        click.echo(f"  {made.relative_to(place)}")
    click.echo(f"\nPut your own step in {place}/{package.replace('-', '_')}.py, then:\n")
    click.echo(f'  cd {place}\n  python -m pip install -e ".[test]"\n  python -m pytest')
    click.echo(f"  cleaner run TEXTS -o out.jsonl --steps encoding,{name}")


def write_package(place: Path, name: str) -> None:
    """Write the package of a step to a folder that is not there yet.

    Raises:
        CleanerError: it cannot be written.
    """
    words = {
        "name": name,
        "package": place.name,
        "module": place.name.replace("-", "_"),
        "needs": _fitting(__version__),
        "version": __version__,
        "year": str(dt.datetime.now(tz=dt.UTC).year),
    }
    templates = files("cleaner").joinpath("templates", "plugin")
    try:
        for source, target in _FILES.items():
            text = templates.joinpath(f"{source}.txt").read_text(encoding="utf-8")
            path = place / target.format(**words)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(Template(text).substitute(words), encoding="utf-8")
    except OSError as error:
        raise CleanerError(f"{place}: it cannot be written: {error.strerror}") from error


def _package(name: str) -> str:
    name = name.removeprefix("cleaner-")
    if _NAME.fullmatch(name) is None:
        raise CleanerError(
            f"{name!r} is no name of a step; use small letters, digits, and hyphens between them,"
            " such as short-lines"
        )
    return f"cleaner-{name}"


def _fitting(version: str) -> str:
    """Say which versions go together with this one: until 1.0, those of one minor version.

    >>> _fitting("0.1.0"), _fitting("2.3.4")
    ('>=0.1,<0.2', '>=2.3,<3')
    """
    major, minor = map(int, version.split(".")[:2])
    bound = f"{major}.{minor + 1}" if major == 0 else f"{major + 1}"
    return f">={major}.{minor},<{bound}"

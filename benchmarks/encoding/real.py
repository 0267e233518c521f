"""Real files in valid UTF-8 or ASCII, of which no decoder may make another text."""

from __future__ import annotations

import os
import sysconfig
from collections.abc import Iterator
from pathlib import Path

MOST = 6000
_LARGEST = 2_000_000
# NUL is in no text, and ESC begins the sequences of ISO 2022, which is all ASCII and no ASCII text.
_OTHER = (b"\x00", b"\x1b")


def folders() -> list[Path]:
    """Return folders of this machine that hold source, documentation and translations."""
    names = ("/usr/share/doc", "/usr/share/man", "/usr/share/perl", sysconfig.get_path("stdlib"))
    return [Path(name) for name in names if Path(name).is_dir()]


def files(roots: list[Path]) -> list[bytes]:
    """Return the contents of as many files, evenly taken from all that there are."""
    paths = [path for root in roots for path in _paths(root)]
    found: list[bytes] = []
    seen: set[bytes] = set()
    apart = max(1, len(paths) // (2 * MOST))
    for path in [*paths[::apart], *paths]:
        data = path.read_bytes()
        if data and data not in seen and _is_utf8(data):
            seen.add(data)
            found.append(data)
            if len(found) == MOST:
                break
    return found


def _paths(root: Path) -> Iterator[Path]:
    for folder, subfolders, names in os.walk(root):
        subfolders.sort()
        for name in sorted(names):
            path = Path(folder, name)
            if not path.is_symlink() and path.is_file() and path.stat().st_size <= _LARGEST:
                yield path


def _is_utf8(data: bytes) -> bool:
    if any(other in data for other in _OTHER):
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True

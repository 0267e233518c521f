"""Compile the kernels of the folders that have some, where there is a C compiler.

Without one the package is built all the same: the steps compute the same in Python and by numpy.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDERS = (
    "cleaner/text",
    "cleaner/unique_ids",
    "plugins/cleaner_jsonl",
    "plugins/cleaner_near_duplicates",
    "plugins/cleaner_segments",
    "plugins/cleaner_titles",
)
TARGET = f"_kernels{'.dll' if os.name == 'nt' else '.so'}"
FLAGS = ("-O3", "-std=gnu11", "-shared", "-fPIC", "-fvisibility=hidden")


class KernelsHook(BuildHookInterface[Any]):
    """Adds the compiled kernels to a wheel, which then fits one platform and every Python."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the wheel is put together."""
        del version  # the kernels are the same in an editable install
        compiler = os.environ.get("CC") or next(filter(shutil.which, ("cc", "gcc", "clang")), None)
        if not compiler:
            self.app.display_warning("no C compiler: the steps will compute the same, but slowly")
            return
        built = [name for name in FOLDERS if self._compile(compiler, Path(self.root) / name)]
        if built:
            platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
            build_data["tag"] = f"py3-none-{platform}"
            build_data["pure_python"] = False
            build_data["artifacts"] += [f"/{name}/{TARGET}" for name in built]

    def _compile(self, compiler: str, folder: Path) -> bool:
        """Make one library of the sources of a folder; say whether it is there."""
        target = folder / TARGET
        sources = sorted(map(str, folder.glob("*.c")))
        marked = f'-DSOURCES="{_digest(folder)}"'
        command = [*compiler.split(), *FLAGS, *_python_flags(), marked, "-o", str(target), *sources]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            self.app.display_warning(f"{folder.name} will do without kernels: {done.stderr}")
            target.unlink(missing_ok=True)
        return done.returncode == 0


def _python_flags() -> list[str]:
    """Return what kernels need that are a module of Python's."""
    undefined = ["-undefined", "dynamic_lookup"] if sys.platform == "darwin" else []
    return [f"-I{sysconfig.get_path('include')}", *undefined]


def _digest(folder: Path) -> str:
    """Return what the program tells these sources from others by."""
    path = Path(__file__).with_name("cleaner") / "kernels.py"
    spec = importlib.util.spec_from_file_location("kernels", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["kernels"] = module  # a named tuple looks its module up
    spec.loader.exec_module(module)
    return str(module.digest(folder))

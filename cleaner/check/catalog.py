"""The codes of all plugins: which there are, and which one stands for a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cleaner.codes import Code
from cleaner.errors import CleanerError
from cleaner.options import nearest
from cleaner.plugins import Plugins


class Catalog:
    """The codes of the steps, by step and by name."""

    def __init__(self, plugins: Plugins) -> None:
        self._by_step: dict[str, tuple[Code, ...]] = {}
        for impl in plugins.implementations("codes"):
            found: Any = impl.function()
            self._by_step[impl.plugin_name] = tuple(found or ())

    def has(self, step: str) -> bool:
        """Tell whether a step has codes: one without has nothing to say of a file."""
        return bool(self._by_step.get(step))

    def find(self, step: str, reason: str) -> Code | None:
        """Return the code of what a step did for a reason, if it has one."""
        return next((code for code in self._by_step.get(step, ()) if code.fits(reason)), None)

    def all(self) -> Iterator[tuple[str, Code]]:
        """Yield all codes, with the step of each, by name; the first where it has several."""
        first: dict[str, tuple[str, Code]] = {}
        for step, codes in self._by_step.items():
            for code in codes:
                first.setdefault(code.code, (step, code))
        yield from (first[name] for name in sorted(first))

    def of(self, steps: Iterable[str]) -> frozenset[str]:
        """Return the names of the codes that some steps have."""
        return frozenset(code.code for step in steps for code in self._by_step.get(step, ()))

    def named(self, name: str) -> tuple[str, Code]:
        """Return a code and its step.

        Raises:
            CleanerError: there is none of that name.
        """
        known = {code.code: (step, code) for step, code in self.all()}
        if name.upper() not in known:
            raise CleanerError(f"there is no code {name!r}{nearest(name.upper(), known)}")
        return known[name.upper()]

    def check_prefixes(self, prefixes: Sequence[str], origin: str) -> None:
        """Refuse a prefix that no code begins with.

        Raises:
            CleanerError: it stands for nothing.
        """
        known = [code.code for _, code in self.all()]
        for prefix in prefixes:
            if prefix != "ALL" and not any(code.startswith(prefix) for code in known):
                raise CleanerError(
                    f"{origin}: no code begins with {prefix!r}{nearest(prefix, known)};"
                    " `cleaner explain` lists all"
                )

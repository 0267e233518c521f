"""Headers of messages, as the standard library parses them, each kind and many of them once."""

from __future__ import annotations

import email.policy
import functools
from email.headerregistry import HeaderRegistry
from typing import Any

_MOST_CACHED = 200


class _Registry(HeaderRegistry):
    """Makes a class for each kind of header once.

    The library makes one for each header that is looked at: slow, and held until the collector of
    cycles comes, which with small messages is after hundreds of megabytes.
    """

    def __init__(self) -> None:
        super().__init__()
        self._classes: dict[type, type] = {}

    def __getitem__(self, name: str) -> type:
        kind = self.registry.get(name.lower(), self.default_class)
        if kind not in self._classes:
            self._classes[kind] = super().__getitem__(name)
        return self._classes[kind]

    def __call__(self, name: str, value: Any) -> Any:
        if len(value) > _MOST_CACHED:
            return super().__call__(name, value)
        return self._parsed(name, value)

    @functools.lru_cache(maxsize=64)  # noqa: B019 (there is one registry)
    def _parsed(self, name: str, value: str) -> Any:
        # The content type of a message is asked for several times, and most have the same.
        return super().__call__(name, value)


POLICY = email.policy.default.clone(header_factory=_Registry())

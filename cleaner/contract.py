"""Whether a plugin keeps to the contract: its hooks, its options, and the version that it needs.

Said in one line before anything is registered, where pluggy would say it in many or not at all.
"""

from __future__ import annotations

import inspect
from typing import Any

import pluggy

from cleaner import __version__
from cleaner.errors import PluginError
from cleaner.options import describe, nearest

NEEDS = "requires_cleaner"
"""Name of a plugin's attribute with the versions of `cleaner` that it works with: ">=0.1,<0.2"."""


def check_contract(manager: pluggy.PluginManager, plugin: object) -> None:
    """Check a plugin before it is registered.

    Raises:
        PluginError: it needs another version, or a hook or an option of it is not understood.
    """
    _check_needs(getattr(plugin, NEEDS, None))
    _check_hooks(manager, plugin)
    _check_options(getattr(plugin, "Options", None))


def _check_needs(needs: Any) -> None:
    if needs is None:
        return
    # Few plugins say it, and those that do not should cost no import.
    from packaging.specifiers import InvalidSpecifier, SpecifierSet  # noqa: PLC0415

    try:
        fits = SpecifierSet(needs).contains(__version__, prereleases=True)
    except (InvalidSpecifier, TypeError, AttributeError):
        raise PluginError(f"its {NEEDS} is {needs!r}, but must be like '>=0.1,<0.2'") from None
    if not fits:
        raise PluginError(
            f"it needs cleaner {needs}, and this is cleaner {__version__};"
            " install versions that go together"
        )


def _check_hooks(manager: pluggy.PluginManager, plugin: object) -> None:
    known = [name for name in vars(manager.hook) if not name.startswith("_")]
    found = 0
    for attribute in dir(plugin):
        marks = manager.parse_hookimpl_opts(plugin, attribute)
        if marks is None:
            continue
        found += 1
        hook = marks.get("specname") or attribute
        if hook not in known:
            raise PluginError(f"there is no hook {hook!r}{nearest(hook, known)}")
        if marks.get("wrapper") or marks.get("hookwrapper"):
            raise PluginError(f"hook {hook} is a wrapper; steps cannot be wrapped")
        _check_arguments(manager, getattr(plugin, attribute), hook)
    if not found:
        raise PluginError(f"it implements no hook; mark one of {', '.join(known)} with @hookimpl")


def _check_arguments(manager: pluggy.PluginManager, function: Any, hook: str) -> None:
    spec = getattr(manager.hook, hook).spec
    wrong = sorted(set(inspect.signature(function).parameters) - set(spec.argnames))
    if wrong:
        allowed = ", ".join(spec.argnames)
        raise PluginError(f"hook {hook} takes no argument {wrong[0]!r}; it may take {allowed}")


def _check_options(options: type | None) -> None:
    if options is not None:
        try:
            describe(options)
        except (TypeError, NameError) as error:
            raise PluginError(str(error)) from error

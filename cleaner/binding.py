"""Bind the implementations of hooks into plain callables that are called with what they want.

pluggy's own call costs more than most steps; this costs a call.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import pluggy

from cleaner.batch import Batch, each, guarded

Call: TypeAlias = Callable[..., Any]


def bind_batch(bound: Mapping[str, Call], hook: str) -> Batch | None:
    """Return the form of a bound hook that takes many documents, if it has any form."""
    if f"{hook}_batch" in bound:
        return guarded(bound[f"{hook}_batch"])
    return each(bound[hook]) if hook in bound else None


def bind(impl: pluggy.HookImpl, options: Any) -> Call:
    """Bind options, and leave out at each call the arguments that are not wanted."""
    wanted = frozenset(impl.argnames)
    named = wanted - {"options"}
    function = impl.function
    if "options" in wanted:
        function = functools.partial(function, options=options)

    def call(**arguments: Any) -> Any:
        if arguments.keys() == named:
            return function(**arguments)
        return function(**{name: arguments[name] for name in arguments if name in wanted})

    return call


def bind_clean(impl: pluggy.HookImpl, options: Any) -> Call:
    """Bind a ``clean`` hook to take a document: the innermost loop of a run."""
    wanted = frozenset(impl.argnames)
    function: Call = impl.function
    if "options" in wanted:
        function = functools.partial(function, options=options)
    match "text" in wanted, "document" in wanted:
        case True, True:
            return lambda document: function(text=document.text, document=document)
        case True, False:
            return lambda document: function(text=document.text)
        case False, True:
            return lambda document: function(document=document)
        case _:
            return lambda _: function()

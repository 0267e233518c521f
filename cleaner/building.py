"""Build a chain: bind the plugins that a recipe names, with their options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cleaner import unique_ids
from cleaner.binding import Call, bind, bind_batch, bind_clean
from cleaner.chain import Chain, Reader, Recipe, Step
from cleaner.errors import ConfigError, PluginError
from cleaner.options import build, nearest
from cleaner.output.writing import Writing
from cleaner.plugins import Plugins, load_plugins

_STEP_HOOKS = ("decode", "clean", "sketch", "sketch_batch", "admit", "admit_batch")


def build_chain(recipe: Recipe, plugins: Plugins | None = None) -> Chain:
    """Bind the steps of a recipe, and all readers and writers.

    Raises:
        PluginError: a step does not exist, or is no step.
        ConfigError: a value of an option is not allowed.
    """
    plugins = plugins or load_plugins(recipe.files)
    options = options_of(recipe, plugins)
    steps = [_step(plugins, name, options) for name in _checked(recipe.steps, plugins)]
    if recipe.unique_ids:
        steps.insert(0, Step(unique_ids.NAME, None, None, *unique_ids.HOOKS, takes_columns=True))
    writers, finishers = (
        [call for _, call in _bound(plugins, hook, options)] for hook in ("write", "finish")
    )
    return Chain(
        steps,
        _readers(plugins, options),
        Writing(writers, finishers),
        traces=recipe.traces,
        selection=recipe.selection,
    )


def _readers(plugins: Plugins, options: Mapping[str, Any]) -> list[Reader]:
    splits = dict(_bound(plugins, "split", options))
    reads = dict(_bound(plugins, "read", options))
    formats = {name: tuple(call()) for name, call in _bound(plugins, "formats", options)}
    batches = dict(_bound(plugins, "read_batch", options))
    names = [*reads, *(name for name in splits if name not in reads)]
    return [
        Reader(name, splits.get(name), reads.get(name), batches.get(name), formats.get(name, ()))
        for name in names
    ]


def options_of(recipe: Recipe, plugins: Plugins) -> dict[str, Any]:
    """Return the options of each plugin, by its name; None of one that has none.

    Raises:
        PluginError: an option is given to a plugin that is not there, or has none.
        ConfigError: a value of an option is not allowed.
    """
    names = sorted({*plugins.names(), *recipe.values})
    return {name: _options(plugins, name, recipe) for name in names}


def step_names(plugins: Plugins) -> list[str]:
    """List the plugins that are steps, sorted."""
    return sorted(
        {impl.plugin_name for hook in _STEP_HOOKS for impl in plugins.implementations(hook)}
    )


def compares(plugins: Plugins, name: str) -> bool:
    """Tell whether a plugin is a step that compares documents."""
    hooks = ("admit", "admit_batch")
    return any(impl.plugin_name == name for hook in hooks for impl in plugins.implementations(hook))


def _options(plugins: Plugins, name: str, recipe: Recipe) -> Any:
    plugins.require(name)
    options = plugins.options_of(name)
    values = recipe.values.get(name, {})
    where = recipe.where.get(name, dict.fromkeys(values, name))
    if options is None:
        for key in values:
            raise PluginError(f"{where[key]}: {name} has no options, and so no {key!r}")
        return None
    try:
        return build(options, values, where)
    except ConfigError:
        raise
    except Exception as error:
        # An Options class may refuse values that do not go together, and knows no places.
        places = ", ".join(dict.fromkeys(where.values())) or name
        raise ConfigError(f"{places}: {error}") from error


def _checked(steps: Sequence[str], plugins: Plugins) -> Sequence[str]:
    known = step_names(plugins)
    for number, name in enumerate(steps):
        if name in plugins.broken or name in plugins.blocked:
            plugins.require(name)
        if name not in known:
            raise PluginError(f"there is no step {name!r}{nearest(name, known)}")
        if name in steps[:number]:
            raise PluginError(f"the step {name!r} comes twice; a step runs once")
    return steps


def _bound(plugins: Plugins, hook: str, options: Mapping[str, Any]) -> list[tuple[str, Call]]:
    return [
        (impl.plugin_name, bind(impl, options[impl.plugin_name]))
        for impl in plugins.implementations(hook)
    ]


def _step(plugins: Plugins, name: str, options: Mapping[str, Any]) -> Step:
    impls = {
        hook: impl
        for hook in (*_STEP_HOOKS, "begin", "passes", "survey", "forget", "keeps", "end")
        for impl in plugins.implementations(hook)
        if impl.plugin_name == name
    }
    bound = {hook: bind(impl, options[name]) for hook, impl in impls.items()}
    clean = bind_clean(impls["clean"], options[name]) if "clean" in impls else None
    admit, sketch = bind_batch(bound, "admit"), bind_batch(bound, "sketch")
    if (admit is None) != (sketch is None):
        missing = "sketch" if admit else "admit"
        raise PluginError(f"plugin {name} ({plugins.origin(name)}): it has no hook {missing!r}")
    twice = "passes" in bound and bound["passes"]() == 2
    others = {hook: bound.get(hook) for hook in ("decode", "begin", "forget", "end")}
    return Step(
        name=name,
        clean=clean,
        sketch=sketch,
        admit=admit,
        takes_columns="sketch_batch" in bound,
        survey=bound.get("survey") if twice else None,
        keeps="end" in bound and ("keeps" not in bound or bool(bound["keeps"]())),
        **others,
    )

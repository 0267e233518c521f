"""Options of a plugin: one frozen dataclass gives flags, configuration keys, checks and docs."""

from __future__ import annotations

import dataclasses
import difflib
import types
import typing
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cleaner.errors import ConfigError

_SIMPLE = {bool: "true or false", int: "a whole number", float: "a number", str: "a string"}


def option(
    default: Any,
    help: str,  # noqa: A002 (the field's word, as in click)
    *,
    min: float | None = None,  # noqa: A002
    max: float | None = None,  # noqa: A002
    choices: Sequence[str] = (),
) -> Any:
    """Declare an option in a plugin's frozen dataclass ``Options``.

    The annotation is one of ``bool``, ``int``, ``float``, ``str``, ``tuple[str, ...]``, or one of
    the first four ``| None``. ``help`` is a phrase for ``--help`` and the docs; ``min`` and ``max``
    are allowed values; ``choices`` lists the allowed strings.

    >>> @dataclasses.dataclass(frozen=True)
    ... class Options:
    ...     threshold: float = option(0.8, "least similarity", min=0, max=1)
    >>> describe(Options)[0].allowed
    'a number from 0 to 1'
    """
    return dataclasses.field(
        default=default, metadata={"help": help, "min": min, "max": max, "choices": tuple(choices)}
    )


@dataclasses.dataclass(frozen=True)
class OptionInfo:
    """One option as flags, checks and docs see it; ``key`` is its name with hyphens."""

    key: str
    field: str
    kind: type
    many: bool
    optional: bool
    default: Any
    help: str
    min: float | None
    max: float | None
    choices: tuple[str, ...]

    @property
    def allowed(self) -> str:
        """What a value must be, as a phrase."""
        if self.choices:
            one = " or ".join(self.choices)
            return f"a list of {one}" if self.many else one
        if self.many:
            return "a list of strings"
        low, high = self.min, self.max
        if low is not None and high is not None:
            return f"{_SIMPLE[self.kind]} from {low} to {high}"
        if low is not None:
            return f"{_SIMPLE[self.kind]} of at least {low}"
        if high is not None:
            return f"{_SIMPLE[self.kind]} of at most {high}"
        return _SIMPLE[self.kind]

    def check(self, value: Any) -> Any:
        """Return the value, made into the option's type.

        Raises:
            ValueError: it is not allowed.
        """
        if value is None and self.optional:
            return None
        if self.many:
            if not isinstance(value, list | tuple):
                raise ValueError(self.allowed)
            return tuple(self._check_one(item) for item in value)
        return self._check_one(value)

    def _check_one(self, value: Any) -> Any:
        if self.kind is float and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if not isinstance(value, self.kind) or (self.kind is int and isinstance(value, bool)):
            raise ValueError(self.allowed)
        if not self._in_bounds(value) or (self.choices and value not in self.choices):
            raise ValueError(self.allowed)
        return value

    def _in_bounds(self, value: Any) -> bool:
        # Written so that NaN is within no bounds.
        above = self.min is None or value >= self.min
        return bool(above and (self.max is None or value <= self.max))


def describe(options: type) -> list[OptionInfo]:
    """List the options of a plugin's ``Options`` class.

    Raises:
        TypeError: a field is not made by ``option()``, or its annotation is not understood.
    """
    hints = typing.get_type_hints(options)
    return [_describe_field(field, hints[field.name]) for field in dataclasses.fields(options)]


def _describe_field(field: dataclasses.Field[Any], hint: Any) -> OptionInfo:
    if "help" not in field.metadata:
        raise TypeError(f"its option {field.name!r} is not made by option()")
    kind, many, optional = _kind(hint)
    if kind not in _SIMPLE or (many and kind is not str):
        raise TypeError(f"its option {field.name!r} has a type that options cannot have: {hint}")
    return OptionInfo(
        key=field.name.replace("_", "-"),
        field=field.name,
        kind=kind,
        many=many,
        optional=optional,
        default=field.default,
        **field.metadata,
    )


def _kind(hint: Any) -> tuple[type, bool, bool]:
    """Split an annotation into the type of a value, whether there are many, and whether None."""
    if typing.get_origin(hint) is tuple:
        return typing.get_args(hint)[0], True, False
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        kinds = [kind for kind in typing.get_args(hint) if kind is not types.NoneType]
        return (kinds[0] if len(kinds) == 1 else object), False, True
    return hint, False, False


def build(options: type, values: Mapping[str, Any], where: Mapping[str, str]) -> Any:
    """Make an instance of a plugin's ``Options`` from values by key.

    ``where`` says for each key where its value comes from, for the error.

    Raises:
        ConfigError: a key is unknown or a value is not allowed.
    """
    known = {info.key: info for info in describe(options)}
    fields = {}
    for key, value in values.items():
        if key not in known:
            raise ConfigError(f"{where[key]}: there is no option {key!r}{nearest(key, known)}")
        try:
            fields[known[key].field] = known[key].check(value)
        except ValueError as error:
            msg = f"{where[key]}: {key} is {value!r}, but must be {error}"
            raise ConfigError(msg) from None
    return options(**fields)


def nearest(name: str, names: Iterable[str]) -> str:
    """Say which names are meant, as the end of an error's line.

    >>> nearest("titel", ["titles", "articles"])
    "; did you mean 'titles'?"
    """
    names = sorted(names)
    close = difflib.get_close_matches(name, names, n=3, cutoff=0.5)
    if close:
        return f"; did you mean {' or '.join(map(repr, close))}?"
    return f"; there are: {', '.join(names)}" if names else ""

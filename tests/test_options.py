"""Options: what a plugin may declare, and what a user may say."""

import math
from dataclasses import dataclass, field
from typing import Any

import pytest

from cleaner import option
from cleaner.errors import ConfigError
from cleaner.options import build, describe, nearest


@dataclass(frozen=True)
class Options:
    yes: bool = option(False, "a switch")
    count: int = option(3, "how many", min=1, max=9)
    least: int = option(0, "at least", min=0)
    most: float = option(1.0, "at most", max=1)
    share: float = option(0.5, "a share", min=0, max=1)
    name: str = option("x", "a name")
    kind: str = option("a", "a kind", choices=("a", "b"))
    names: tuple[str, ...] = option((), "some names")
    kinds: tuple[str, ...] = option((), "some kinds", choices=("a", "b"))
    two_words: int | None = option(None, "maybe")


INFOS = {info.key: info for info in describe(Options)}


@pytest.mark.parametrize(
    ("key", "allowed"),
    [
        ("yes", "true or false"),
        ("count", "a whole number from 1 to 9"),
        ("least", "a whole number of at least 0"),
        ("most", "a number of at most 1"),
        ("share", "a number from 0 to 1"),
        ("name", "a string"),
        ("kind", "a or b"),
        ("names", "a list of strings"),
        ("kinds", "a list of a or b"),
        ("two-words", "a whole number"),
    ],
)
def test_what_is_allowed_is_a_phrase(key: str, allowed: str) -> None:
    assert INFOS[key].allowed == allowed


ALLOWED = [
    ("yes", True, True),
    ("count", 1, 1),
    ("count", 9, 9),
    ("share", 0, 0.0),
    ("share", 1, 1.0),
    ("most", -math.inf, -math.inf),
    ("name", "", ""),
    ("kind", "b", "b"),
    ("names", ["x", "y"], ("x", "y")),
    ("names", [], ()),
    ("kinds", ("b",), ("b",)),
    ("two-words", None, None),
    ("two-words", 7, 7),
]
REFUSED = [
    ("yes", 1, "a number is no switch"),
    ("yes", "true", "nor is a word"),
    ("count", 0, "below"),
    ("count", 10, "above"),
    ("count", 2.0, "a fraction, though it is whole"),
    ("count", True, "a switch is no number"),
    ("count", "3", "a string is no number"),
    ("count", None, "None where there must be one"),
    ("share", math.nan, "NaN is within no bounds"),
    ("share", True, "a switch is no number"),
    ("name", 7, "a number is no name"),
    ("kind", "c", "not a choice"),
    ("names", "x", "a string is no list"),
    ("names", [1], "a list of numbers"),
    ("kinds", ["a", "c"], "one of them not a choice"),
    ("two-words", "", "a string is no number"),
]


@pytest.mark.parametrize(("key", "value", "made"), ALLOWED)
def test_allows(key: str, value: Any, made: Any) -> None:
    found = INFOS[key].check(value)
    assert found == made
    assert type(found) is type(made)


@pytest.mark.parametrize(
    ("key", "value"), [(k, v) for k, v, _ in REFUSED], ids=[i[2] for i in REFUSED]
)
def test_refuses(key: str, value: Any) -> None:
    with pytest.raises(ConfigError) as error:
        build(Options, {key: value}, {key: "cleaner.toml: [x]"})
    assert str(error.value) == (
        f"cleaner.toml: [x]: {key} is {value!r}, but must be {INFOS[key].allowed}"
    )


def test_builds_from_keys_over_the_defaults() -> None:
    assert build(Options, {"two-words": 2}, {}) == Options(two_words=2)


def test_an_unknown_key_is_told_with_its_place_and_the_nearest() -> None:
    with pytest.raises(ConfigError, match=r"^here: there is no option 'cuont'; did you .*'count'"):
        build(Options, {"cuont": 1}, {"cuont": "here"})


@pytest.mark.parametrize(
    ("annotation", "default"),
    [
        (dict, option(None, "x")),
        (int | str, option(1, "x")),
        (list[str], option((), "x")),
        (bytes, option(b"", "x")),
        (int, 3),
        (int, field(default=3)),
    ],
    ids=["dict", "union", "list", "bytes", "plain default", "plain field"],
)
def test_refuses_to_describe(annotation: Any, default: Any) -> None:
    made = dataclass(frozen=True)(
        type("Options", (), {"__annotations__": {"odd": annotation}, "odd": default})
    )
    with pytest.raises(TypeError, match="its option 'odd'"):
        describe(made)


def test_a_list_of_numbers_is_refused_as_no_flag_could_give_it() -> None:
    made = dataclass(frozen=True)(
        type("Options", (), {"__annotations__": {"odd": tuple[int, ...]}, "odd": option((), "x")})
    )
    with pytest.raises(TypeError, match="its option 'odd'"):
        describe(made)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("titel", "; did you mean 'titles'?"),
        ("zzz", "; there are: articles, titles"),
    ],
)
def test_nearest(name: str, told: str) -> None:
    assert nearest(name, ["titles", "articles"]) == told


def test_nearest_of_nothing_says_nothing() -> None:
    assert nearest("x", []) == ""

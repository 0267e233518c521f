"""Finding and registering plugins, and what is told of those that are wrong."""

from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from cleaner import __version__, hookimpl
from cleaner.errors import PluginError
from cleaner.plugins import Plugins, load_plugins


def clean(text: str) -> None:
    return None


def step(**attributes: Any) -> Any:
    return SimpleNamespace(clean=hookimpl(lambda text: None), **attributes)


@dataclass(frozen=True)
class Plain:
    number: int = 3


@pytest.mark.parametrize(
    ("plugin", "told"),
    [
        (SimpleNamespace(clean=clean), "it implements no hook; mark one of"),
        (SimpleNamespace(claen=hookimpl(lambda text: None)), "'claen'; did you mean 'clean'"),
        (
            SimpleNamespace(clean=hookimpl(lambda txt: None)),
            "hook clean takes no argument 'txt'; it may take text, document, options",
        ),
        (SimpleNamespace(clean=hookimpl(wrapper=True)(lambda: (yield))), "is a wrapper"),
        (step(Options=Plain), "its option 'number' is not made by option()"),
        (step(Options=int), "dataclass"),
        (
            step(requires_cleaner=">=99,<100"),
            f"it needs cleaner >=99,<100, and this is cleaner {__version__}; install versions",
        ),
        (
            step(requires_cleaner="<0.0.1"),
            f"it needs cleaner <0.0.1, and this is cleaner {__version__}",
        ),
        (step(requires_cleaner="new"), "its requires_cleaner is 'new', but must be like"),
        (step(requires_cleaner=3), "its requires_cleaner is 3, but must be like"),
    ],
    ids=[
        "unmarked",
        "name",
        "argument",
        "wrapper",
        "plain option",
        "no dataclass",
        "made for a newer cleaner",
        "made for an older cleaner",
        "needs that are no versions",
        "needs that are no string",
    ],
)
def test_refuses(plugin: Any, told: str) -> None:
    plugins = Plugins()
    with pytest.raises(PluginError) as error:
        plugins.register(plugin, "mine", "mine.py")
    assert str(error.value).startswith("plugin mine (mine.py): ")
    assert told in str(error.value)
    assert plugins.names() == []


def test_a_hook_may_have_another_name_in_its_module() -> None:
    plugins = Plugins()
    plugins.register(SimpleNamespace(mine=hookimpl(specname="clean")(clean)), "mine", "mine.py")
    assert [impl.plugin_name for impl in plugins.implementations("clean")] == ["mine"]


def test_managers_share_nothing() -> None:
    one, other = Plugins(), Plugins()
    one.register(step(), "mine", "mine.py")
    assert (one.names(), other.names()) == (["mine"], [])


def test_two_of_one_name_are_refused_with_both_places() -> None:
    plugins = Plugins()
    plugins.register(step(), "mine", "a.py")
    with pytest.raises(PluginError, match=r"two plugins are named 'mine': a\.py and b\.py"):
        plugins.register(step(), "mine", "b.py")


def test_a_file_is_a_plugin_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "my_step.py"
    path.write_text("from cleaner import hookimpl\n@hookimpl\ndef clean(): pass\n")
    plugins = load_plugins([str(path)])
    assert "my-step" in plugins.names()
    assert plugins.from_files == ["my-step"]
    assert plugins.origin("my-step") == str(path)


def test_the_bundled_ones_come_from_the_package() -> None:
    plugins = load_plugins()
    assert plugins.broken == {}
    assert plugins.origin("segments").startswith("cleaner ")


def test_a_plugin_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(PluginError, match="no plugin 'segmnts'; did you mean 'segments'"):
        load_plugins().require("segmnts")


def test_a_plugin_that_needs_this_version_is_taken() -> None:
    plugins = Plugins()
    plugins.register(step(requires_cleaner=f"=={__version__}"), "mine", "mine.py")
    assert plugins.names() == ["mine"]


class TestBlocking:
    def test_a_blocked_plugin_is_not_there_and_says_why(self) -> None:
        plugins = load_plugins(["no:segments"])
        assert "segments" not in plugins.names()
        assert "titles" in plugins.names()
        with pytest.raises(PluginError, match="'segments' is blocked by -p no:segments"):
            plugins.require("segments")

    def test_a_file_can_be_blocked_and_is_not_imported(self, tmp_path: Path) -> None:
        path = tmp_path / "my_step.py"
        path.write_text("raise SystemError")
        assert load_plugins([str(path), "no:my-step"]).from_files == []

    def test_one_that_is_not_there_is_told_with_the_nearest(self) -> None:
        with pytest.raises(PluginError, match=r"-p no:titls: there is no plugin 'titls'; did you"):
            load_plugins(["no:titls"])

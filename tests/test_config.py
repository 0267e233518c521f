"""Configuration: found upwards, checked, and joined with flags."""

from pathlib import Path
from typing import Any

import pytest

from cleaner.config import Config, defaults, find_config, load_config, make_recipe
from cleaner.errors import CleanerError, ConfigError, PluginError
from cleaner.plugins import load_plugins


def write(path: Path, content: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return path


class TestFind:
    def test_upwards(self, tmp_path: Path) -> None:
        path = write(tmp_path / "cleaner.toml", "")
        (tmp_path / "a" / "b").mkdir(parents=True)
        assert find_config(tmp_path / "a" / "b") == path

    def test_the_nearest(self, tmp_path: Path) -> None:
        write(tmp_path / "cleaner.toml", "")
        path = write(tmp_path / "a" / "pyproject.toml", "[tool.cleaner]")
        assert find_config(tmp_path / "a") == path

    def test_its_own_file_goes_before_pyproject(self, tmp_path: Path) -> None:
        write(tmp_path / "pyproject.toml", "[tool.cleaner]")
        path = write(tmp_path / "cleaner.toml", "")
        assert find_config(tmp_path) == path

    def test_a_pyproject_without_a_table_is_passed_by(self, tmp_path: Path) -> None:
        path = write(tmp_path / "cleaner.toml", "")
        write(tmp_path / "a" / "pyproject.toml", "[tool.ruff]\n[project]")
        assert find_config(tmp_path / "a") == path


class TestLoad:
    def test_both_files_say_the_same(self, tmp_path: Path) -> None:
        plain = 'steps = ["titles"]\ntext-field = "body"\n'
        own = load_config(write(tmp_path / "cleaner.toml", f"{plain}[segments]\nmax = 9"))
        content = f"[tool.cleaner]\n{plain}[tool.cleaner.segments]\nmax = 9"
        other = load_config(write(tmp_path / "pyproject.toml", content))
        for config in (own, other):
            assert config.steps == ("titles",)
            assert config.text_field == "body"
            assert config.tables == {"segments": {"max": 9}}

    @pytest.mark.parametrize(
        ("content", "parts"),
        [
            ("stepps = []", ["no key 'stepps'", "did you mean 'steps'?"]),
            ("steps = []", ["steps is []", "a list of names"]),
            ('steps = "titles"', ["steps is 'titles'", "a list of names"]),
            ("steps = [1]", ["steps is [1]", "a list of names"]),
            ("text-field = 1", ["text-field is 1", "a string"]),
            ("[segments", ["not TOML", "end of a table"]),
            ("\udcff", ["not TOML"]),
        ],
        ids=["key", "no steps", "steps a string", "steps of numbers", "type", "syntax", "bytes"],
    )
    def test_refuses(self, tmp_path: Path, content: str, parts: list[str]) -> None:
        path = tmp_path / "cleaner.toml"
        path.write_bytes(content.encode("utf-8", "surrogateescape"))
        with pytest.raises(ConfigError) as error:
            load_config(path)
        assert [part for part in [str(path), *parts] if part not in str(error.value)] == []

    @pytest.mark.parametrize("content", ["[tool]\ncleaner = 3", "[tool]\ncleaner = [1]"])
    def test_refuses_what_is_no_table(self, tmp_path: Path, content: str) -> None:
        with pytest.raises(ConfigError, match=r"pyproject\.toml: tool\.cleaner is .* a table"):
            load_config(write(tmp_path / "pyproject.toml", content))

    def test_a_file_that_is_not_there_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(ConfigError, match=r"none\.toml: it cannot be read: No such file"):
            load_config(tmp_path / "none.toml")


class TestRecipe:
    plugins = load_plugins()

    def recipe(self, config: Config, flags: Any = None, steps: Any = None) -> Any:
        return make_recipe(config, self.plugins, (), steps, flags or {})

    def test_the_defaults_are_a_configuration(self) -> None:
        recipe = self.recipe(Config())
        assert recipe.steps == defaults().steps
        assert recipe.values == {}

    def test_flags_win_over_the_file_key_by_key(self) -> None:
        config = Config("c.toml", tables={"segments": {"max": 9, "min": 1}})
        recipe = self.recipe(config, {"segments": {"max": 5}})
        assert recipe.values == {"segments": {"max": 5, "min": 1}}
        assert recipe.where["segments"] == {"max": "--segments-max", "min": "c.toml: [segments]"}

    def test_steps_of_the_command_line_win(self) -> None:
        config = Config(steps=("titles",))
        assert self.recipe(config).steps == ("titles",)
        assert self.recipe(config, steps=("segments",)).steps == ("segments",)

    def test_a_table_of_no_plugin_is_told_with_the_file(self) -> None:
        with pytest.raises(PluginError, match=r"c\.toml: \[segmnts\]: .* did you mean 'segments'"):
            self.recipe(Config("c.toml", tables={"segmnts": {}}))

    def test_a_plugin_file_runs_before_documents_are_compared(self, tmp_path: Path) -> None:
        path = write(
            tmp_path / "own_step.py", "from cleaner import hookimpl\n@hookimpl\ndef clean(): pass\n"
        )
        plugins = load_plugins([str(path)])
        steps = make_recipe(Config(), plugins, (str(path),), None, {}).steps
        assert steps.index("own-step") == steps.index("near-duplicates") - 1
        assert tuple(step for step in steps if step != "own-step") == defaults().steps


def test_every_error_is_one_that_users_see() -> None:
    assert issubclass(ConfigError, CleanerError)
    assert issubclass(PluginError, CleanerError)

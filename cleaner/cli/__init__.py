"""The command line: the only place that knows click commands, and that prints errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from cleaner import __version__
from cleaner.cli.lazy import LazyCommand
from cleaner.errors import CleanerError
from cleaner.plugins import load_plugins

_INTERRUPTED, _PIPE_CLOSED = 130, 141

_COMMANDS = (
    ("run", "cleaner.cli.run:run_command", "Run documents through the chain, into JSON Lines."),
    ("check", "cleaner.cli.check:check_command", "Look at documents, and say what is wrong."),
    ("explain", "cleaner.cli.explain:explain_command", "Tell what the codes of a check mean."),
    ("lock", "cleaner.cli.lock:lock_command", "Write down what decides the output."),
    ("plugins", "cleaner.cli.listing:list_plugins", "List steps, readers and writers."),
    ("new-plugin", "cleaner.cli.new_plugin:new_plugin", "Make a package with a step of your own."),
)


class _PipeClosedError(Exception):
    """Whoever read the output has what it wanted."""


class _Group(click.Group):
    """A group that asks the plugins for more commands, when a command is looked for."""

    _asked = False

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. click would end with 1 where a pipe is closed, as if it had failed."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise _PipeClosedError from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        self._ask_plugins()
        return super().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return super().get_command(ctx, cmd_name) or self._from_plugins(ctx, cmd_name)

    def _from_plugins(self, ctx: click.Context, name: str) -> click.Command | None:
        self._ask_plugins()
        return super().get_command(ctx, name)

    def _ask_plugins(self) -> None:
        if not self._asked:
            self._asked = True
            plugins = load_plugins()
            for impl in plugins.implementations("register_commands"):
                try:
                    impl.function(*[self for _ in impl.argnames])
                except Exception as error:  # noqa: BLE001 (whatever a plugin raises)
                    origin = plugins.origin(impl.plugin_name)
                    _tell(f"plugin {impl.plugin_name} ({origin}) gives no commands: {error!r}")


def make_cli() -> click.Group:
    """Make the command group; the plugins' own commands join it when it is used."""
    cli = _Group(
        name="cleaner",
        help="Clean and deduplicate text through a chain of plugins.",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    cli = click.version_option(__version__, prog_name="cleaner")(cli)
    for name, target, text in _COMMANDS:
        cli.add_command(LazyCommand(name, target, text))
    return cli


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 some documents failed, 2 wrong use."""
    cli = make_cli()
    try:
        status = cli.main(arguments, prog_name="cleaner", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort as error:
        status = _end("interrupted; no output was written", _INTERRUPTED, error.__cause__)
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except KeyboardInterrupt as error:
        status = _end("interrupted; no output was written", _INTERRUPTED, error)
    except (_PipeClosedError, BrokenPipeError):
        status = _PIPE_CLOSED
        # At exit Python would flush, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except CleanerError as error:
        status = _end(str(error), error.status, error)
    except OSError as error:
        # Files are told of where they are opened; what is left is where commands print.
        name = error.filename or "standard output"
        status = _end(f"{name}: it cannot be written: {error.strerror}", 2)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(status if isinstance(status, int) else 0)


def _end(message: str, status: int, error: BaseException | None = None) -> int:
    """Print an error on one line, with what was noted on it on the way."""
    _tell("; ".join([message, *getattr(error, "__notes__", [])]))
    return status


def _tell(message: str) -> None:
    click.echo(f"cleaner: {message}", err=True)

"""The one class of error that users see, printed in one place: the command line."""

from __future__ import annotations

# What a plugin may raise and only its document pays for. A library that calls `sys.exit` is among
# them: taken at its word, it would end the run with whatever status it likes, and no output.
RAISED = (Exception, SystemExit)


class CleanerError(Exception):
    """Something the user can mend; the message says what, where and what to do."""

    # The exit status of a command that ends with it.
    status = 2


class StoppedError(CleanerError):
    """A run that was to end at the first failed document, and did."""

    status = 1


class RunError(CleanerError):
    """What a step needs for any document is damaged or gone: it ends the run, whoever raises it."""


class PluginError(CleanerError):
    """A plugin that cannot be found, imported or understood."""


class ConfigError(CleanerError):
    """A configuration file or option with a wrong key or value."""

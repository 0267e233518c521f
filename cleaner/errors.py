"""The one class of error that users see, printed in one place: the command line."""

from __future__ import annotations


class CleanerError(Exception):
    """Something the user can mend; the message says what, where and what to do."""


class PluginError(CleanerError):
    """A plugin that cannot be found, imported or understood."""


class ConfigError(CleanerError):
    """A configuration file or option with a wrong key or value."""

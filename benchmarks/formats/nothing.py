"""A step that does nothing: what is left of a run is reading and writing."""

from cleaner import hookimpl


@hookimpl
def clean() -> None:
    """Change nothing."""

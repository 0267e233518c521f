"""Turn non-breaking spaces into spaces."""

from cleaner import hookimpl


@hookimpl
def clean(text):
    return text.replace("\u00a0", " ")

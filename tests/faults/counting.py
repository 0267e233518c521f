"""A step that writes down each document that it is given, and takes a moment for it."""

import time

from cleaner import hookimpl


@hookimpl
def clean(document):
    with open("cleaned.log", "a") as log:
        log.write(f"{document.id}\n")
    time.sleep(0.001)

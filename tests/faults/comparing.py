"""A comparing step whose batch form dies of one document, and which else keeps all."""

import os
import signal

from cleaner import hookimpl


@hookimpl
def sketch_batch(documents):
    for document in documents:
        if "[[batch]]" in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
    return [None] * len(documents)


@hookimpl
def admit():
    return None

"""A comparing step whose batch form dies or hangs of one document; it takes a while for others."""

import os
import signal
import time

from cleaner import hookimpl


@hookimpl
def sketch_batch(documents):
    for document in documents:
        if "[[slow]]" in document.text:
            time.sleep(0.25)
        if "[[hang]]" in document.text:
            time.sleep(3600)
        if "[[batch]]" in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
    return [None] * len(documents)


@hookimpl
def admit():
    return None

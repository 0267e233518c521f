"""Turn the bytes of a document into text, by the steps of a chain."""

from __future__ import annotations

from typing import NamedTuple

from cleaner.chain import Chain
from cleaner.document import Document, Drop
from cleaner.errors import RAISED
from cleaner.runner import tracing
from cleaner.runner.apply import decoded
from cleaner.runner.clock import DECODE
from cleaner.runner.outcome import Tally
from cleaner.runner.reading import strictly


class Refused(NamedTuple):
    """The step that makes no text of a document's bytes, and why."""

    step: str
    why: Drop | str | BaseException


def decode(chain: Chain, document: Document, tally: Tally) -> Document | Refused:
    """Turn a document's bytes into text: by the first step that can, else as strict UTF-8."""
    data = document.data or b""
    step_name = DECODE
    try:
        for step in chain.steps:
            step_name = step.name
            found = step.decode(data=data, document=document) if step.decode else None
            if isinstance(found, Drop):
                return Refused(step.name, found)
            if found is not None:
                text = decoded(document, found, tally)
                return tracing.begin(text, step.name, found) if chain.traces else text
        step_name = DECODE
        text = document.decoded(strictly(document))
        return tracing.begin(text, DECODE) if chain.traces else text
    except UnicodeDecodeError as error:
        why = f"byte {error.start} is not UTF-8, and no step of the chain decodes it otherwise"
        return Refused(step_name, why)
    except RAISED as error:
        return Refused(step_name, error)

"""Keep the documents of some languages, and note the language of each."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from cleaner import Document, Drop, hookimpl, option

requires_cleaner = ">=0.1,<0.2"

UNKNOWN = "und"
"""The code of ISO 639-2 for a language that is not known."""

# What identifies a language is there within a page; a book would only take longer.
_SAMPLE_CHARACTERS = 10_000
_LEAST_LETTERS = 3


@dataclass(frozen=True)
class Options:
    """Which languages are kept, and from which confidence on one is believed."""

    keep: tuple[str, ...] = option((), "languages to keep, by ISO 639-1 code; none: only note it")
    min_confidence: float = option(0.5, "least confidence; below it, und", min=0, max=1)
    keep_unknown: bool = option(False, "keep what is in no language that can be told")

    def __post_init__(self) -> None:
        """Refuse languages that are not known, where the configuration is read."""
        unknown = sorted(set(self.keep) - set(known_languages())) if self.keep else []
        if unknown:
            raise ValueError(f"keep names no language that is known: {', '.join(unknown)}")


@hookimpl
def clean(text: str, document: Document, options: Options) -> Document | Drop:
    """Note the language, and drop what is in another one than those that are wanted."""
    code, confidence = identify(text)
    if confidence < options.min_confidence:
        code = UNKNOWN
    wanted = not options.keep or code in options.keep
    if not wanted and not (code == UNKNOWN and options.keep_unknown):
        return Drop(f"language {code}, confidence {confidence:.2f}")
    return document.note(language={"code": code, "confidence": confidence})


def identify(text: str) -> tuple[str, float]:
    """Return the ISO 639-1 code of a text's language, and the confidence from 0 to 1.

    By a naive Bayes model over byte n-grams: Lui and Baldwin (2012), "langid.py: An Off-the-shelf
    Language Identification Tool", in the implementation of py3langid. Text without letters is in
    no language.
    """
    sample = text[:_SAMPLE_CHARACTERS]
    if sum(map(str.isalpha, sample)) < _LEAST_LETTERS:
        return UNKNOWN, 0.0
    code, confidence = _identifier().classify(sample)
    # The last bits depend on the processor; the output must not.
    return str(code), round(float(confidence), 3)


def known_languages() -> list[str]:
    """List the codes of all languages that can be told."""
    return sorted(_identifier().labels)


@functools.cache
def _identifier() -> Any:
    # It brings numpy and a model, which `cleaner --help` should not wait for.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

"""Mask personal data: e-mail and IP addresses, telephone and card numbers."""

from __future__ import annotations

import ipaddress
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from cleaner import Document, Edit, hookimpl, option

requires_cleaner = ">=0.1,<0.2"

# Every repeat is bounded: a long run of letters must not be tried from each of its letters anew.
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}[^\W\d_]{2,24}(?![\w@])"
)
_IPV4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d)")
_IPV6 = re.compile(r"(?<![\w:.])[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?![\w:])")
_CARD = re.compile(r"(?<![\w.-])[2-6](?:[ -]?\d){12,18}(?![\w-])")
# What a telephone number has at least; to look for one costs a thousand times as much.
_MAYBE_PHONE = re.compile(r"\+?\d(?:[\s().\u2010-\u2015/-]{0,3}\d){5,14}")
_CONTEXT = 40

KINDS = ("email", "ip", "card", "phone")


@dataclass(frozen=True)
class Options:
    """What is masked, and by what."""

    kinds: tuple[str, ...] = option(KINDS, "what to mask", choices=KINDS)
    mask: str = option("[{kind}]", "what stands in its place; {kind} is what it was")
    region: str | None = option(
        None, "country of telephone numbers without +, as two letters; none: only those with +"
    )

    def __post_init__(self) -> None:
        """Refuse a region that there is not, where the configuration is read."""
        if self.region is not None:
            from phonenumbers import SUPPORTED_REGIONS  # noqa: PLC0415 (brings all metadata)

            if self.region not in SUPPORTED_REGIONS:
                raise ValueError(f"region {self.region!r} is none of ISO 3166-1, such as GB")


@hookimpl
def clean(text: str, document: Document, options: Options) -> Document | None:
    """Mask what is found, each by an edit that says what it was."""
    edits = list(find(text, options))
    return document.edit(edits) if edits else None


def find(text: str, options: Options) -> Iterator[Edit]:
    """Yield an edit for each place that is masked; they do not overlap.

    >>> [edit.replacement for edit in find("ada@example.org, 192.0.2.7", Options())]
    ['[email]', '[ip]']
    """
    taken: list[tuple[int, int]] = []
    finders: dict[str, Callable[[str], Iterable[tuple[int, int]]]] = {
        "email": _emails,
        "ip": _addresses,
        "card": _cards,
        "phone": lambda text: _phones(text, options.region),
    }
    for kind in KINDS:
        if kind not in options.kinds:
            continue
        new = [place for place in finders[kind](text) if not _overlaps(place, taken)]
        for start, end in new:
            yield Edit(start, end, options.mask.replace("{kind}", kind), kind)
        taken = sorted([*taken, *new])


def _overlaps(place: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    at = bisect_left(taken, (place[1], 0))
    return at > 0 and taken[at - 1][1] > place[0]


def _emails(text: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in _EMAIL.finditer(text)) if "@" in text else iter(())


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    for expression in (_IPV4, _IPV6):
        for found in expression.finditer(text):
            try:
                address = ipaddress.ip_address(found[0])
            except ValueError:
                continue
            # `a::b` is a name in many programming languages, and 0.0.0.0 is the address of nobody.
            if int(address) and any(map(str.isdecimal, found[0])):
                yield found.span()


def _cards(text: str) -> Iterator[tuple[int, int]]:
    """Yield what has the length, the first digit and the check digit of a card (ISO/IEC 7812-1)."""
    for found in _CARD.finditer(text):
        from stdnum import luhn  # noqa: PLC0415 (imported when the first number comes)

        if luhn.is_valid(re.sub("[ -]", "", found[0])):
            yield found.span()


def _phones(text: str, region: str | None) -> Iterator[tuple[int, int]]:
    """Yield valid telephone numbers, by the metadata of libphonenumber."""
    for start, end in _runs_of_digits(text):
        from phonenumbers import PhoneNumberMatcher  # noqa: PLC0415 (brings all metadata)

        for match in PhoneNumberMatcher(text[start:end], region):
            yield start + match.start, start + match.end


def _runs_of_digits(text: str) -> Iterator[tuple[int, int]]:
    """Yield the surroundings of what may be a telephone number, joined where they meet."""
    last: tuple[int, int] | None = None
    for found in _MAYBE_PHONE.finditer(text):
        start = max(found.start() - _CONTEXT, 0)
        end = min(found.end() + _CONTEXT, len(text))
        if last is not None and start <= last[1]:
            last = last[0], end
            continue
        if last is not None:
            yield last
        last = start, end
    if last is not None:
        yield last

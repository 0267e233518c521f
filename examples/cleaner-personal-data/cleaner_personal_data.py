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
    r"(?<![\w.+'%-])[\w.+'%-]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}"
    r"(?:xn--[a-z0-9-]{2,59}|[^\W\d_]{2,24})(?![^\W_@]|@)"
)
# A part in the old form may stand at the end of a new one: the longer form is tried first.
_OLD = r"(?:\d{1,3}\.){3}\d{1,3}"
_ADDRESS = re.compile(
    rf"(?<![0-9A-Za-z_:.])(?:[0-9A-Fa-f]{{0,4}}:){{2,7}}(?:{_OLD}|[0-9A-Fa-f]{{0,4}})(?![0-9A-Za-z_])"
    rf"|(?<![0-9A-Za-z_.])(?:(?<!:):)?{_OLD}(?![0-9A-Za-z_]|\.\d)",
    re.ASCII,
)
# Groups of digits as cards have them, with whatever stands between; which of them are a card, the
# check digit says.
_DIGITS = re.compile(r"(?<!\d)\d(?:[ \u00a0.\u2010-\u2015-]{0,2}\d){12,40}(?!\d)")
_GROUP = re.compile(r"\d+")
_CARD_LENGTHS = range(13, 20)
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
    for found in _ADDRESS.finditer(text):
        shown = found[0]
        # A label's colon, as in `IP:192.0.2.7`, and one of a sentence are no part of the address.
        start = found.start() + (shown.startswith(":") and not shown.startswith("::"))
        end = found.end() - (shown.endswith(":") and not shown.endswith("::"))
        try:
            address = ipaddress.ip_address(text[start:end])
        except ValueError:
            continue
        # `a::b` is a name in many programming languages, and 0.0.0.0 is the address of nobody.
        if int(address) and any(map(str.isdecimal, text[start:end])):
            yield start, end


def _cards(text: str) -> Iterator[tuple[int, int]]:
    """Yield what has the length, the first digit and the check digit of a card (ISO/IEC 7812-1).

    The longest run of whole groups that is a card is taken: a date or a code may stand beside it.
    """
    for found in _DIGITS.finditer(text):
        from stdnum import luhn  # noqa: PLC0415 (imported when the first number comes)

        groups = [group.span() for group in _GROUP.finditer(text, *found.span())]
        first = 0
        while first < len(groups):
            last = _end_of_card(text, groups, first, luhn.is_valid)
            if last is not None:
                yield groups[first][0], groups[last][1]
                first = last
            first += 1


def _end_of_card(
    text: str, groups: list[tuple[int, int]], first: int, is_valid: Callable[[str], bool]
) -> int | None:
    """Return the last group of the longest card that begins with a group, if one does."""
    if text[groups[first][0]] not in "23456":
        return None
    digits, best = "", None
    for last in range(first, len(groups)):
        start, end = groups[last]
        digits += text[start:end]
        if len(digits) >= _CARD_LENGTHS.stop:
            break
        if len(digits) in _CARD_LENGTHS and is_valid(digits):
            best = last
    return best


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

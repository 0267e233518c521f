"""Times of any range and precision as ISO 8601, from the integers that they are stored as.

Python's own hold no nanoseconds, and no years but those from 1 to 9999.
"""

from __future__ import annotations

import datetime as dt

_DIGITS = {"s": 0, "ms": 3, "us": 6, "ns": 9}
_DAY = 86_400
# The calendar is the same again after so many days: 400 years (ISO 8601 has the Gregorian one
# for all of time).
_CYCLE = 146_097
_EPOCH = dt.date(1970, 1, 1)
_START = dt.date(2000, 1, 1)
_EPOCH_MOMENT = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def date(days: int) -> str:
    """Return a day, counted from 1970 on; years of more than four digits have a sign.

    >>> date(19_849), date(2_932_897), date(-735_000)
    ('2024-05-06', '+10000-01-01', '-0043-08-22')
    """
    cycles, rest = divmod(days - (_START - _EPOCH).days, _CYCLE)
    day = _START + dt.timedelta(rest)
    year = day.year + 400 * cycles
    shown = f"{year:04}" if 0 <= year <= 9999 else f"{year:+05}"
    return f"{shown}-{day.month:02}-{day.day:02}"


def time(value: int, unit: str) -> str:
    """Return a time of day, counted in a unit from midnight on.

    >>> time(3_723_000_000_001, "ns"), time(3_723_500, "ms")
    ('01:02:03.000000001', '01:02:03.500000')
    """
    seconds, fraction = divmod(value, 10 ** _DIGITS[unit])
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}{_fraction(fraction, unit)}"


def timestamp(value: int, unit: str) -> str:
    """Return a moment, counted in a unit from the start of 1970 on.

    >>> timestamp(1, "ns"), timestamp(1_714_950_000, "s"), timestamp(1 << 62, "ms")
    ('1970-01-01T00:00:00.000000001', '2024-05-05T23:00:00', '+146140482-04-24T15:36:27.904000')
    """
    days, rest = divmod(value, _DAY * 10 ** _DIGITS[unit])
    return f"{date(days)}T{time(rest, unit)}"


def timestamp_in(zone: dt.tzinfo | None, value: int, unit: str) -> str:
    """Return a moment by the clocks of a zone; in UTC where the zone or its offset is not known.

    >>> timestamp_in(dt.timezone(dt.timedelta(hours=2)), 1, "ns")
    '1970-01-01T02:00:00.000000001+02:00'
    >>> timestamp_in(None, 1 << 50, "s")
    '+35680317-09-25T18:57:04Z'
    """
    seconds = _offset(zone, value // 10 ** _DIGITS[unit])
    if not seconds or seconds % 60:  # ISO 8601 knows no seconds there
        return f"{timestamp(value, unit)}Z"
    moment = timestamp(value + seconds * 10 ** _DIGITS[unit], unit)
    minutes = abs(seconds) // 60
    return f"{moment}{'-' if seconds < 0 else '+'}{minutes // 60:02}:{minutes % 60:02}"


def duration(value: int, unit: str) -> str:
    """Return how long something takes, counted in a unit: days and seconds.

    >>> duration(-90_500_000_001, "ns"), duration(86_400, "s"), duration(0, "s")
    ('-PT90.500000001S', 'P1D', 'P0D')
    """
    seconds, fraction = divmod(abs(value), 10 ** _DIGITS[unit])
    days, seconds = divmod(seconds, _DAY)
    shown = f"{days}D" if days or not (seconds or fraction) else ""
    if seconds or fraction:
        shown += f"T{seconds}{_fraction(fraction, unit).rstrip('0')}S"
    return f"{'-' if value < 0 else ''}P{shown}"


def _fraction(fraction: int, unit: str) -> str:
    """Return what is less than a second: nothing, or six digits, nine where that loses some."""
    nanoseconds = fraction * 10 ** (9 - _DIGITS[unit])
    if not nanoseconds:
        return ""
    micro, nano = divmod(nanoseconds, 1000)
    return f".{nanoseconds:09}" if nano else f".{micro:06}"


def _offset(zone: dt.tzinfo | None, seconds: int) -> int:
    """Return how many seconds the clocks of a zone are ahead of UTC at a moment."""
    try:
        moment = _EPOCH_MOMENT + dt.timedelta(seconds=seconds)
        ahead = moment.astimezone(zone or dt.UTC).utcoffset()
    except OverflowError:
        return 0
    return int(ahead.total_seconds()) if ahead is not None else 0

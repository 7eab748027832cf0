"""Times of day: read as people write them, and printed by one of two clocks."""

from __future__ import annotations

import re

from babel import Locale

from briefgen.ledger.formats import FormatError
from briefgen.ledger.forms import DateForms
from briefgen.model.fact import ClockTime
from briefgen.model.labels import NO_BREAK_SPACE
from briefgen.patterns import lazy_regex

ZONE = r"UTC(?:[+-](?:1[0-4]|0?[0-9])(?::?[034][05])?)?|[A-Z]{1,3}[ST]?T|Z|local time"
"""The zone behind a time, as a pattern: UTC, UTC+4:30, GMT, EST, local time."""

_TIME = lazy_regex(
    rf"(?P<hour>[01]?[0-9]|2[0-3])(?:[:.](?P<minute>[0-5][0-9])(?P<second>:[0-5][0-9])?)?"
    rf"(?: ?(?P<half>[ap])\.?m\.?)?(?: ?(?P<zone>{ZONE}))?",
    re.IGNORECASE,
)
_LARGEST_OF_HALF = 12
LOCAL_TIME = "local time"


def parse_clock_time(text: str) -> ClockTime | None:
    """The time that a text is: 14:30, 9 a.m., 9.30 am, 14:30 UTC; none for other texts, and for one with seconds."""
    match = _TIME.fullmatch(" ".join(text.split()))
    if match is None or match["second"] or not (match["half"] or match["minute"]):
        return None
    if not match["half"] and f"{match['hour']}." in match[0]:
        return None
    hour, zone = int(match["hour"]), match["zone"] or ""
    if match["half"]:
        if not 1 <= hour <= _LARGEST_OF_HALF:
            return None
        hour = hour % _LARGEST_OF_HALF + (_LARGEST_OF_HALF if match["half"].lower() == "p" else 0)
    zone = zone if zone.lower() == "local time" else zone.upper()
    return ClockTime(hour, int(match["minute"] or 0), {"Z": "UTC", "LOCAL TIME": "local time"}.get(zone.upper(), zone))


def clock_text(time: ClockTime, locale: Locale, *, halves: bool, with_zone: bool) -> str:
    """The time as printed: "14:30 UTC", or by the clock of twelve hours "2.30 p.m. UTC", with a point in Britain."""
    forms = DateForms.of(locale)
    text = forms.time.format(hour=f"{time.hour:02}", minute=f"{time.minute:02}")
    if halves:
        if not forms.morning:
            message = f"{locale.english_name} counts the hours of a day up to 24"
            raise FormatError(message, 'take the format "am_pm" out')
        hour = (time.hour - 1) % _LARGEST_OF_HALF + 1
        point = "." if locale.territory == "GB" else ":"
        minutes = f"{point}{time.minute:02}" if time.minute else ""
        text = f"{hour}{minutes}{NO_BREAK_SPACE}{forms.morning if time.hour < _LARGEST_OF_HALF else forms.afternoon}"
    zone = forms.local_time if time.zone == LOCAL_TIME else time.zone
    return f"{text}{NO_BREAK_SPACE}{zone.replace(' ', NO_BREAK_SPACE)}" if zone and with_zone else text

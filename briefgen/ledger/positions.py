"""Positions on the globe: coordinates read as people write them, and printed in degrees or with minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

from briefgen.ledger.values import places_of, rounded
from briefgen.model.fact import Angle, Position
from briefgen.model.labels import NO_BREAK_SPACE
from briefgen.patterns import lazy_regex

_ANGLE = (
    r"(?P<{0}degrees>[0-9]{{1,3}}(?:\.[0-9]{{1,8}})?)(?:°| ?deg)? ?"
    r"(?:(?P<{0}minutes>[0-9]{{1,2}}(?:\.[0-9]{{1,4}})?)['′’] ?)?"
    r"(?:(?P<{0}seconds>[0-9]{{1,2}}(?:\.[0-9]{{1,3}})?)(?:\"|″|”|''|′′) ?)?(?P<{0}side>{1})"
)
_POSITION = lazy_regex(rf"{_ANGLE.format('lat_', '[NS]')}[,;]? ?{_ANGLE.format('long_', '[EW]')}")
_MOST = {"N": 90, "S": 90, "E": 180, "W": 180}
_MINUTES = 60


def parse_position(text: str) -> Position | None:
    """The position that a text is: 34.5°N 69.2°E, 33°56′11″S, 18°25′E; none for other texts.

    Raises ValueError, with a message for the author, where there is no such latitude or longitude.
    """
    match = _POSITION.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    return Position(*(_angle(match, which) for which in ("lat_", "long_")))


def positions_in(text: str) -> Iterator[Position]:
    """Every position that a text gives."""
    for match in _POSITION.finditer(text):
        with suppress(ValueError):
            yield Position(*(_angle(match, which) for which in ("lat_", "long_")))


def position_text(position: Position, form: str, point: str, sides: Mapping[str, str]) -> str:
    """The position as it is written, or all in degrees ("decimal"), or with minutes and seconds ("minutes").

    `point` stands before decimals; `sides` are the language's letters or words for N, S, E and W.
    """
    made = {"decimal": _in_degrees, "minutes": _with_minutes}.get(form)
    angles = (made(angle) if made else angle for angle in (position.latitude, position.longitude))
    return NO_BREAK_SPACE.join(
        angle.text.removesuffix(angle.side).replace(".", point) + sides.get(angle.side, angle.side) for angle in angles
    )


def _angle(match: re.Match[str], which: str) -> Angle:
    degrees, minutes, seconds = (
        Decimal(match[which + part]) if match[which + part] else None for part in ("degrees", "minutes", "seconds")
    )
    angle = Angle(degrees or Decimal(0), match[which + "side"], minutes, seconds)
    if _exact(angle) > _MOST[angle.side] or any(part is not None and part >= _MINUTES for part in (minutes, seconds)):
        raise ValueError(f"there is no {'latitude' if angle.side in 'NS' else 'longitude'} {angle.text}")
    if any(part is not None and places_of(whole) for part, whole in ((minutes, degrees), (seconds, minutes)) if whole):
        raise ValueError(f"{angle.text} has a fraction before its last part")
    return angle


def _exact(angle: Angle) -> Fraction:
    """The angle in degrees."""
    minutes = Fraction(angle.minutes or 0) + Fraction(angle.seconds or 0) / _MINUTES
    return Fraction(angle.degrees) + minutes / _MINUTES


def _in_degrees(angle: Angle) -> Angle:
    """The angle in degrees alone, as exact as it was: a minute is two decimal places, a second is four."""
    if angle.minutes is None and angle.seconds is None:
        return angle
    finest = angle.minutes if angle.seconds is None else angle.seconds
    places = (2 if angle.seconds is None else 4) + places_of(finest or Decimal(0))
    return Angle(rounded(_exact(angle), places), angle.side)


def _with_minutes(angle: Angle) -> Angle:
    """The angle in degrees and minutes, and in seconds where it has more than two decimal places."""
    places = places_of(angle.degrees)
    if angle.minutes is not None or angle.seconds is not None or not places:
        return angle
    total = rounded(Fraction(angle.degrees) * _MINUTES * (1 if places <= 2 else _MINUTES), max(0, places - 4))
    if places <= 2:
        degrees, minutes = divmod(total, _MINUTES)
        return Angle(degrees, angle.side, minutes)
    minutes, seconds = divmod(total, _MINUTES)
    degrees, minutes = divmod(minutes, _MINUTES)
    return Angle(degrees, angle.side, minutes, seconds)

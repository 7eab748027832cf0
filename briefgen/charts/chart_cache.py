"""Keeping pictures: a chart's key, and its picture as plain bytes and back, for a cache and for other processes."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from briefgen.layout import fonts
from briefgen.model.chart import Chart
from briefgen.model.drawing import Drawing, Picture, Segment, Shape, Stroke, Words
from briefgen.model.length import Length
from briefgen.theme import Theme


def key_of(chart: Chart, theme: Theme, width: Length) -> str:
    """What a chart's picture depends on, as one SHA-256: the chart, the house style, the room, and all that draws."""
    room = (float(width), float(theme.page.text_height))
    return hashlib.sha256(repr((chart, theme.digest, room, _drawing_code())).encode()).hexdigest()


@cache
def _drawing_code() -> str:
    """A digest of what draws and measures, and of the libraries' versions: pictures of another code are others."""
    total = hashlib.sha256(" ".join(map(version, ("matplotlib", "pillow", "uharfbuzz"))).encode())
    for path in (*sorted(Path(__file__).parent.glob("*.py")), Path(fonts.__file__)):
        total.update(path.read_bytes())
    return total.hexdigest()


def packed(picture: Picture) -> bytes:
    """A chart's picture as bytes: a line of JSON, then its three images one behind the other."""
    images = picture.data, picture.svg, picture.outlines
    head = {
        "lengths": [len(image) for image in images],
        "media_type": picture.media_type,
        "size": [picture.width, picture.height],
        "drawing": picture.drawing and _listed(picture.drawing),
    }
    return b"\n".join((json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode(), b"".join(images)))


def unpacked(data: bytes) -> Picture:
    """The picture that was packed; raises ValueError, TypeError, KeyError or IndexError for anything else."""
    line, _, images = data.partition(b"\n")
    head = json.loads(line)
    first, second, third = head["lengths"]
    if first + second + third != len(images):
        raise ValueError("a packed picture is not whole")
    width, height = head["size"]
    drawing = _drawing(head["drawing"]) if head["drawing"] else None
    svg, outlines = images[first : first + second], images[first + second :]
    return Picture(images[:first], head["media_type"], width, height, svg, outlines, drawing)


def _listed(drawing: Drawing) -> list[Any]:
    return [drawing.width, drawing.height, [_mark_listed(mark) for mark in drawing.marks]]


def _mark_listed(mark: Shape | Words) -> list[Any]:
    if isinstance(mark, Words):
        return [mark.text, mark.x, mark.baseline, mark.face, mark.size, mark.colour, mark.angle]
    stroke = mark.stroke
    line = stroke and [stroke.colour, stroke.width, stroke.dashes, stroke.phase, stroke.cap, stroke.join]
    return [[[segment.kind, *segment.points] for segment in mark.segments], mark.fill, line]


def _drawing(listed: list[Any]) -> Drawing:
    width, height, marks = listed
    return Drawing(width, height, tuple(_mark(*mark) for mark in marks))


def _mark(first: Any, *others: Any) -> Shape | Words:
    if isinstance(first, str):
        return Words(first, *others)
    fill, line = others
    segments = tuple(Segment(kind, tuple(points)) for kind, *points in first)
    return Shape(segments, fill, _stroke(*line) if line else None)


def _stroke(colour: str, width: float, dashes: list[float], phase: float, cap: Any, join: Any) -> Stroke:
    return Stroke(colour, width, tuple(dashes), phase, cap, join)

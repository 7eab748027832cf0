"""Drawing all charts of a brief: each once, those that are kept not again, many by several processes."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Mapping
from contextlib import suppress

from briefgen.cache import Cache
from briefgen.figures.guards import ChartError
from briefgen.figures.keeping import key_of, packed, unpacked
from briefgen.model.figure import Chart, Picture
from briefgen.model.length import Length
from briefgen.theme import Theme

MANY = 8
"""So many charts make up for another process, which has to import matplotlib, too."""


def draw_all(
    charts: Mapping[str, Chart], theme: Theme, width: Length, cache: Cache | None = None
) -> dict[str, Picture | ChartError]:
    """Each chart's picture, by the names given, or why it cannot be drawn."""
    keys = {name: key_of(chart, theme, width) for name, chart in charts.items()}
    pictures = {key: picture for key in dict.fromkeys(keys.values()) if (picture := _kept(cache, key))}
    missing = {key: charts[name] for name, key in keys.items() if key not in pictures}
    drawn = _drawn(list(missing.values()), theme, width)
    fresh = dict(zip(missing, drawn, strict=True))
    if cache:
        cache.put({key: data for key, data in fresh.items() if isinstance(data, bytes)})
    found = {key: unpacked(data) if isinstance(data, bytes) else ChartError(data) for key, data in fresh.items()}
    return {name: pictures.get(key) or found[key] for name, key in keys.items()}


def _kept(cache: Cache | None, key: str) -> Picture | None:
    data = cache.get(key) if cache else None
    with suppress(ValueError, TypeError, KeyError, IndexError):
        return unpacked(data) if data else None
    return None


def _drawn(charts: list[Chart], theme: Theme, width: Length) -> list[bytes | str]:
    """Each chart packed, or the message of its error."""
    processes = min(_processors(), len(charts))
    if len(charts) < MANY or processes < 2 or multiprocessing.parent_process():
        return [_draw(chart, theme, width) for chart in charts]
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(processes, initializer=_take, initargs=(theme, width)) as pool:
        return list(pool.map(_draw_here, charts, chunksize=-(-len(charts) // (4 * processes))))


def _draw(chart: Chart, theme: Theme, width: Length) -> bytes | str:
    from briefgen.figures import draw

    try:
        return packed(draw(chart, theme, width))
    except ChartError as error:
        return str(error)


_house: list[tuple[Theme, Length]] = []


def _take(theme: Theme, width: Length) -> None:
    """Remember in another process what all its charts are drawn with."""
    _house.append((theme, width))


def _draw_here(chart: Chart) -> bytes | str:
    return _draw(chart, *_house[-1])


def _processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

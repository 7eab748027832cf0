"""A chart as a release has it: without the facts, series and categories that are for others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from briefgen.content import yaml
from briefgen.content.node_text import Written
from briefgen.frozen import frozen
from briefgen.model.fact_table import ANY

Cells = Callable[[str], Sequence[tuple[str, bool]]]
"""The cells for which toll.*.deaths stands, "" for one without a figure; each with whether its row or column went."""
Entry = dict[yaml.Scalar | str, Written]


@frozen(eq=False)
class CutChart:
    """What a release has of a chart: its entry, and the numbers of the series and categories that are left."""

    entry: Entry
    series: tuple[int, ...] = ()
    categories: tuple[int, ...] = ()

    def words(self, key: str, given: Written) -> Written:
        """Words of a translation under a key: those of the series and categories that are left, and labels of facts."""
        if key in ("series", "categories") and isinstance(given, list):
            return [given[at] for at in (self.series if key == "series" else self.categories) if at < len(given)]
        if key == "labels" and isinstance(given, dict):
            facts = next((value for name, value in self.entry.items() if _text(name) == "facts"), ())
            shown = {_text(item.get("fact", "")) for item in map(_by_name, facts if isinstance(facts, list) else ())}
            return {fact: words for fact, words in given.items() if fact.text in shown}
        return given


def _by_name(item: Written) -> dict[str, Written]:
    """An item of a chart in its long form, by the names of its keys."""
    return {_text(key): each for key, each in item.items()} if isinstance(item, dict) else {"fact": item}


def _text(node: Written) -> str:
    return node.text if isinstance(node, yaml.Scalar) else node if isinstance(node, str) else ""


@frozen
class _Point:
    """What stands at one place of a series, none for nothing, and whether that is because it is for others."""

    item: Written
    is_gone: bool = False


def cut_chart(
    node: yaml.Mapping, value: Callable[[yaml.Node], Written], shows: Callable[[yaml.Node], bool], cells: Cells
) -> CutChart | None:
    """What a release has of a chart; none where nothing is left of it.

    `value` gives what the release has of a part of it, and `shows` says whether it has it at all.
    """
    left_out = ("for", "marking", "facts", "series", "categories")
    said = ((key, value(each)) for key, each in node.entries if key.text not in left_out)
    entry: Entry = {key: each for key, each in said if each is not None}
    categories = yaml.items_of(node.get("categories"))
    if (key := node.key("facts")) is not None:
        entry[key] = [value(each) for each in yaml.items_of(node.get("facts")) if shows(each)]
        return CutChart(entry) if entry[key] else None
    shown = [each for each in yaml.items_of(node.get("series")) if isinstance(each, yaml.Mapping) and shows(each)]
    lines = [(each, _all_points(each, value, shows, cells)) for each in shown]
    lines = [(each, points) for each, points in lines if any(point.item is not None for point in points)]
    length = min((len(points) for _, points in lines), default=0)
    gone = {at for at, each in enumerate(categories) if not shows(each)}
    kept = [at for at in range(length) if at not in gone and not all(points[at].is_gone for _, points in lines)]
    if not kept:
        return None
    is_open = not categories and any(ANY in fact.text for each in shown for fact in _facts(each))
    for key, _ in node.entries:
        if key.text == "series":
            entry[key] = [
                _series(each, None if is_open else [points[at] for at in kept], value) for each, points in lines
            ]
        elif key.text == "categories":
            entry[key] = [value(categories[at]) for at in kept if at < len(categories)]
    series = tuple(
        at for at, each in enumerate(yaml.items_of(node.get("series"))) if any(each is own for own, _ in lines)
    )
    return CutChart(entry, series, tuple(at for at in kept if at < len(categories)))


def _series(series: yaml.Mapping, points: Sequence[_Point] | None, value: Callable[[yaml.Node], Written]) -> Entry:
    """A series with its points, as far as these are not those of a table that is cut itself."""
    kept = ((key, each) for key, each in series.entries if key.text not in ("for", "marking"))
    return {
        key: [point.item for point in points] if points is not None and key.text == "facts" else value(each)
        for key, each in kept
    }


def _facts(series: yaml.Mapping) -> Iterator[yaml.Scalar]:
    return (fact for item in yaml.items_of(series.get("facts")) if (fact := fact_of(item)))


def fact_of(item: yaml.Node) -> yaml.Scalar | None:
    """The id in an item of a chart, in its long form or its short one."""
    found = item.get("fact") if isinstance(item, yaml.Mapping) else item
    return found if isinstance(found, yaml.Scalar) and found.value is not None else None


def _all_points(
    series: yaml.Mapping, value: Callable[[yaml.Node], Written], shows: Callable[[yaml.Node], bool], cells: Cells
) -> list[_Point]:
    """The points of a series: an item is one, or all cells of a row or column of a table."""
    points = []
    for item in yaml.items_of(series.get("facts")):
        fact = fact_of(item)
        if not shows(item):
            points.append(_Point(None, is_gone=True))
        elif fact is not None and ANY in fact.text:
            points += [_Point(cell or None, is_gone) for cell, is_gone in cells(fact.text)]
        else:
            points.append(_Point(value(item) if fact else None))
    return points

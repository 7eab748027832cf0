"""Sources: each fact's place in its source, what the source can give, and what nobody uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefgen import codes
from briefgen.checks.passages import paragraphs_named, text_of
from briefgen.checks.subject import Subject
from briefgen.errors import Diagnostic
from briefgen.ledger import printed
from briefgen.ledger.rates import rate_of
from briefgen.ledger.values import DAYS, PER_DAY, POINTS, YEARS
from briefgen.model.authored_texts import authored_texts
from briefgen.model.edition import Source
from briefgen.model.fact import Citation, Fact, Interval, Quantity
from briefgen.model.fact_table import table_of
from briefgen.model.inlines import CrossReference
from briefgen.model.traverse import inlines_of, plain_text
from briefgen.spans import Span
from briefgen.suggest import did_you_mean

_SOURCE = "source:"
_KNOWN_UNITS = frozenset({DAYS, YEARS, POINTS})


SAY_WHERE = "say where in {source} it stands"
"""What a mark for review above a fact asks for, whose place in its source nobody has given yet."""


def places_in_sources(subject: Subject) -> Iterator[Diagnostic]:
    """Facts that name a source, but no place in it, and have no mark for review that says so."""
    for entry in subject.ledger:
        citation = entry.fact.citation
        if citation and not citation.at and "from" not in entry.fact.places and not _is_marked(entry.fact, citation):
            message = f'"{entry.fact.id}" does not say where in "{citation.source}" it stands'
            hint = f"write source: {{id: {citation.source}, at: ...}}, with a page, paragraph or table"
            yield codes.SOURCE_WITHOUT_PLACE.at(subject.at(citation.place), message, hint)


def _is_marked(fact: Fact, citation: Citation) -> bool:
    """Whether the line above a fact asks for its place, which is a warning of its own."""
    place = fact.place
    above = place.source.text[: max(place.start, 0)].rstrip("\n").rpartition("\n")[2] if place else ""
    return above.startswith("# REVIEW") and SAY_WHERE.format(source=citation.source) in above


def outside_sources(subject: Subject) -> Iterator[Diagnostic]:
    """Facts whose time or place lies outside what their source covers."""
    for entry in subject.ledger:
        citation = entry.fact.citation
        if citation and (source := subject.edition.sources.get(citation.source)):
            yield from _outside_time(entry.fact, source, subject)
            yield from _outside_place(entry.fact, citation, source, subject)


def _outside_time(fact: Fact, source: Source, subject: Subject) -> Iterator[Diagnostic]:
    """The fact's period and its day, each against the time that the source covers and the day of its publication."""
    if fact.forecast:
        return
    spans = []
    if fact.period:
        spans.append(("period", fact.period.first, fact.period.last, fact.period.text))
    if fact.as_of:
        spans.append(("as_of", fact.as_of, fact.as_of, str(fact.as_of)))
    for key, first, last, text in spans:
        place = subject.at(fact.places.get(key, fact.place))
        if source.covers and not source.covers.first <= first <= last <= source.covers.last:
            message = f'"{source.id}" covers {source.covers.text}, but the fact {text}'
            hint = "correct the fact's time, or the source's `covers` in sources.yaml"
            yield codes.OUTSIDE_SOURCE.at(place, message, hint)
        if source.date and last > source.date:
            message = f'"{source.id}" was published on {source.date}, before the time of the fact was over ({text})'
            hint = "correct one of the two; a forecast says `forecast: true`"
            yield codes.OUTSIDE_SOURCE.at(place, message, hint)


def _outside_place(fact: Fact, citation: Citation, source: Source, subject: Subject) -> Iterator[Diagnostic]:
    if fault := _misplaced(citation.at, source, subject.edition.sources):
        hint = "correct the place, or the source; or `via_at` in sources.yaml"
        place = subject.at(fact.places.get("at", citation.place))
        yield codes.OUTSIDE_SOURCE.at(place, fault, hint)


def cited_places(subject: Subject) -> Iterator[Diagnostic]:
    """Paragraphs that a text cites, but that the source does not have, or in which it is not reported."""
    sources = subject.edition.sources
    for reference in _references(subject):
        source = sources.get(reference.target.removeprefix(_SOURCE))
        if source and (fault := _misplaced(plain_text(reference.content), source, sources)):
            yield codes.OUTSIDE_SOURCE.at(subject.at(reference.place), fault, "correct the place, or the source")


def _references(subject: Subject) -> Iterator[CrossReference]:
    """The citations of the texts."""
    for text in authored_texts(subject.edition):
        for inline in inlines_of(text):
            if isinstance(inline, CrossReference) and inline.target.startswith(_SOURCE):
                yield inline


def _misplaced(at: str, source: Source, sources: Mapping[str, Source]) -> str:
    """What is wrong with a place in a source; empty where it can be there."""
    named, reported = paragraphs_named(at), paragraphs_named(source.via_at)
    if named is None:
        return ""
    if not named:
        return f"{at} ends before it begins"
    if reported is not None and not named <= reported:
        return _not_reported(at, source, reported)
    text = text_of(source, sources)
    if text and not (min(named) >= 1 and max(named) <= text.last):
        return f'the text of "{source.id}" ends with ¶ {text.last}, and has no {at}'
    return ""


def _not_reported(at: str, source: Source, reported: frozenset[int]) -> str:
    if not reported:
        return f'"{source.id}" is reported in {source.via_at} of "{source.via}", which ends before it begins'
    return f'"{source.id}" is reported in {source.via_at} of "{source.via}", not in {at}'


def unused_facts(subject: Subject) -> Iterator[Diagnostic]:
    """Facts that nothing prints or draws, from which nothing that is printed follows, and that are part of no total.

    What has errors may have meant any of them.
    """
    if not subject.is_sound:
        return
    waiting = [entry.fact.id for entry in printed(subject.edition, subject.ledger)[1]]
    used: set[str] = set()
    while waiting:
        fact = waiting.pop()
        if fact not in used and fact in subject.ledger:
            used.add(fact)
            waiting += [*subject.ledger[fact].inputs, *subject.ledger[fact].fact.parts]
    tables = {table_of(fact) for fact in used}
    for table in subject.edition.tables.values():
        if table.id not in tables and table.facts:
            message, hint = f'nothing uses the table "{table.id}"', f"print it, ![](table:{table.id}), or delete it"
            yield codes.UNUSED_FACT.at(subject.at(table.place), message, hint)
    for entry in subject.ledger:
        if entry.fact.id not in used and table_of(entry.fact.id) not in subject.edition.tables:
            message, hint = f'nothing uses the fact "{entry.fact.id}"', f"write {{{{ {entry.fact.id} }}}} or delete it"
            yield codes.UNUSED_FACT.at(subject.at(entry.fact.place), message, hint)


def unused_sources(subject: Subject) -> Iterator[Diagnostic]:
    """Sources that no edition of the desk cites."""
    for source in subject.edition.sources.values():
        if source.id in subject.unused_sources:
            message, hint = f'no edition cites the source "{source.id}"', "cite it, or delete it"
            yield codes.UNUSED_SOURCE.at(subject.at(source.place), message, hint)


def later_sources(subject: Subject) -> Iterator[Diagnostic]:
    """Cited sources that were published after the edition's date."""
    edition = subject.edition
    cited = {entry.fact.citation.source for entry in subject.ledger if entry.fact.citation}
    cited.update(reference.target.removeprefix(_SOURCE) for reference in _references(subject))
    for source in edition.sources.values():
        if source.id in cited and source.date and source.date > edition.date:
            message = f'"{source.id}" was published on {source.date}, after the edition of {edition.date}'
            place = subject.at(source.date_place or source.place)
            yield codes.FUTURE_DATE.at(place, message, "correct the date")


def undeclared_units(subject: Subject) -> Iterator[Diagnostic]:
    """Units that the desk does not list, where it lists any: each once, where it first stands."""
    units = subject.edition.desk.units
    places: dict[str, list[Span]] = {}
    for entry in subject.ledger:
        place = entry.fact.places.get("unit")
        if units and place and isinstance(entry.value, Quantity | Interval):
            places.setdefault(entry.value.unit.removesuffix(PER_DAY), []).append(place)
    for unit, (first, *others) in places.items():
        if unit not in units and unit not in _KNOWN_UNITS and not rate_of(unit) and _is_noun(unit):
            more = f", here and in {len(others)} more {'facts' if len(others) > 1 else 'fact'}" if others else ""
            message = f'"{unit}" is none of the units that desk.yaml lists{more}'
            hint = did_you_mean(unit, units) or f"add it to units in desk.yaml, with its singular: {unit}: ..."
            yield codes.UNDECLARED_UNIT.at(first, message, hint)


def _is_noun(unit: str) -> bool:
    """Whether the unit is a word or two for what is counted: no sign, no currency's code, no rate in words."""
    words = unit.split()
    is_plain = all(word.isalpha() and not word.isupper() for word in words)
    return is_plain and len(words) in (1, 2) and unit != "year"

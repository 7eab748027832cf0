"""desk.yaml and sources.yaml -> the desk and the sources of its editions."""

from __future__ import annotations

from dataclasses import replace

from briefgen import codes
from briefgen.content.files import Located, read_entries, read_file
from briefgen.content.language_options import report_idle_options
from briefgen.content.ledger_files import SOURCE_KIND, Sources
from briefgen.content.pictures import read_picture
from briefgen.content.schema import ContactEntry, DeskFile, DigitSet, EditionFile, SourceEntry
from briefgen.content.source_reader import SourceReader
from briefgen.content.tree import SOURCE_LIMIT, find_kind
from briefgen.languages import languages
from briefgen.model.blocks import Listed
from briefgen.model.document import Logo
from briefgen.model.edition import AgreedText, Contact, Desk, NumberStyle, SinceStyle, Source, Term, UnitWords
from briefgen.model.labels import labels_for
from briefgen.model.length import mm
from briefgen.model.protection import ReviewRules
from briefgen.model.release import Release
from briefgen.spans import Span

TEXTS = "sources"
"""The folder, beside desk.yaml, of the sources' own texts."""


def read_desk(reading: SourceReader, path: str) -> Desk:
    """The desk; where the file cannot be used, one without a name, so that the edition can be read on."""
    located = read_file(reading, path, DeskFile, {"name": ""})
    if located is None:
        return Desk("", place=reading.place(path))
    entry = located.entry
    language = offered_language(reading, entry.language, located.place_of("language")) or Desk.language
    report_idle_options(reading, located, language)
    review = ReviewRules(entry.track_changes, entry.protection)
    check_review(reading, review, located.place_of("track_changes"))
    return Desk(
        name=entry.name,
        language=language,
        page=entry.page,
        theme=entry.theme,
        logo=_logo(reading, located),
        cover=entry.cover,
        markings=tuple(each.name for each in entry.markings),
        labels=tuple(each.label.model if each.label else None for each in entry.markings),
        distribution={name: tuple(members) for name, members in entry.distribution.items()},
        terms=tuple(Term(term.use, tuple(term.avoid), tuple(term.forbid)) for term in entry.terms),
        numbers=NumberStyle(
            entry.numbers.thousands,
            entry.numbers.percent_space,
            entry.numbers.date.value,
            entry.numbers.percent_words,
            entry.numbers.currency,
            own_digits=entry.numbers.digits is DigitSet.OWN,
            lakh=entry.numbers.lakh,
        ),
        units={unit: UnitWords(words.forms, tuple(words.also)) for unit, words in entry.units.items()},
        names=tuple(entry.names),
        contact=contact_of(entry.contact) or Contact(),
        acronyms=entry.acronyms,
        understood=tuple(entry.understood),
        agreed=tuple(
            AgreedText(agreed.text, tuple(agreed.about), place=located.place_of("agreed", number, "text"))
            for number, agreed in enumerate(entry.agreed)
        ),
        sign_off_required=entry.sign_off_required,
        embed_sources=entry.embed_sources,
        pdf=entry.pdf,
        data_tables=entry.data_tables,
        online=entry.online,
        hyphenation=entry.hyphenation,
        strict_publishing=entry.strict_publishing,
        stale_after=entry.stale_after,
        contents=entry.contents,
        references=entry.references,
        word_charts=entry.word_charts,
        numbered_paragraphs=entry.numbered_paragraphs,
        since=SinceStyle(entry.since.place, entry.since.limit),
        formats=tuple(dict.fromkeys(kind.value for kind in entry.formats)),
        lists=tuple(Listed(kind.value) for kind in dict.fromkeys(entry.lists)),
        fiscal_year=entry.fiscal_year.model if entry.fiscal_year else None,
        review=review,
        releases=releases_of(located),
        page_place=located.place_of("page"),
        theme_place=located.place_of("theme"),
        language_place=located.place_of("language"),
        place=located.place,
    )


def releases_of(located: Located[DeskFile] | Located[EditionFile]) -> dict[str, Release]:
    """The releases that a file declares, by their names."""
    releases = located.entry.releases.items()
    return {name: Release(name, each.marking, located.place_of("releases", name)) for name, each in releases}


def _logo(reading: SourceReader, located: Located[DeskFile]) -> Logo | None:
    """The desk's logo; none, with the fault noted, where its file is no sound picture beside desk.yaml."""
    entry = located.entry.logo
    if entry is None:
        return None
    picture = read_picture(entry.file, reading, "", located.place_of("logo", "file"))
    return Logo(picture, entry.alt, mm(entry.height)) if picture else None


def contact_of(entry: ContactEntry | None) -> Contact | None:
    """Whom readers can ask, as a file says it; none where it does not."""
    return Contact(entry.name, entry.phone, entry.email, entry.web, entry.address) if entry else None


def offered_language(reading: SourceReader, language: str, place: Span) -> str:
    """The language if briefgen has words for it; "", with the fault noted, if not."""
    try:
        labels_for(language)
    except KeyError:
        hint = f"the languages are: {', '.join(languages())}, each with or without a country, such as en-GB"
        message = f'briefgen has no words for the language "{language}"'
        reading.report(codes.UNKNOWN_LANGUAGE.at(place, message, hint))
        return ""
    return language


def check_review(reading: SourceReader, review: ReviewRules, place: Span) -> None:
    """Report that Word shall let in only what it tracks, and track nothing."""
    if not review.is_sound:
        message = f'with protection "{review.protection.value}" Word tracks changes, but track_changes is off'
        reading.report(codes.WRONG_VALUE.at(place, message, "take out one of the two lines"))


def read_sources(reading: SourceReader, path: str) -> Sources:
    """The sources by id."""
    entries = read_entries(reading, path, SourceEntry, SOURCE_KIND)
    known = {name: _source(reading, name, located) for name, located in entries.items()}
    data = {name: located for name, located in entries.items() if located.entry.file}
    sources = Sources(known, frozenset(reading.broken), reading.has_read(path), data)
    for name, located in entries.items():
        via = known[name].via
        if via and not sources.check(reading, via, located.place_of("via")):
            known[name] = replace(known[name], via="")
        if located.entry.otherwise:
            sources.check(reading, located.entry.otherwise, located.place_of("otherwise"))
    _check_circles(reading, known, entries)
    return sources


def _source(reading: SourceReader, name: str, located: Located[SourceEntry]) -> Source:
    entry, text = located.entry, f"{TEXTS}/{name}.txt"
    file = reading.text(text, SOURCE_LIMIT) if find_kind(reading.content, text) else None
    return Source(
        id=name,
        kind=entry.kind,
        title=entry.title,
        publisher=entry.publisher,
        date=entry.date,
        undated=entry.undated,
        url=entry.url,
        location=entry.location,
        reliability=entry.reliability,
        via=entry.via,
        via_at=entry.via_at,
        otherwise=entry.otherwise,
        file=entry.file,
        may_go_out=entry.attach,
        covers=entry.covers,
        text=file.text if file else "",
        date_place=located.place_of("date"),
        place=located.place,
    )


def _check_circles(reading: SourceReader, known: dict[str, Source], entries: dict[str, Located[SourceEntry]]) -> None:
    """Report a source that was read in itself, directly or through others."""
    for name, source in known.items():
        seen, via = {name}, source.via
        while via and via not in seen:
            seen.add(via)
            via = known[via].via if via in known else ""
        if via == name:
            message = f'"{name}" is read in itself, through {", ".join(sorted(seen - {name})) or "nothing else"}'
            hint = "name with `via` only the source that was at hand"
            reading.report(codes.WRONG_VALUE.at(entries[name].place_of("via"), message, hint))

"""A translation against its original: every text prints the figures of its counterpart, and all details agree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log

from briefgen import codes
from briefgen.checks.subject import Subject
from briefgen.errors import Diagnostic
from briefgen.frozen import frozen
from briefgen.ledger.formats import ABOUT
from briefgen.model.edition import Edition
from briefgen.model.inlines import CrossReference, Inline, Link, NoteReference, Text, Value
from briefgen.model.translation import (
    BETWEEN_CELLS,
    LABELS,
    ROW,
    SECTION,
    ParallelText,
    Translation,
    parallel_texts,
)
from briefgen.model.traverse import inlines_of, plain_text
from briefgen.spans import Span

OTHER_FIGURES = frozenset({"days_left", "year", "month", *ABOUT})
"""Formats that print another figure than the fact itself."""
GAP, OTHER_LENGTH = 1.0, 0.2

_DIGITS = re.compile(r"\d+")


_Detail = tuple[str, str, str, Span | None]


@frozen
class TextPair:
    """A text of the original and its counterpart in the translation; one of them is none where only one has it."""

    part: str
    original: ParallelText | None
    translated: ParallelText | None


@frozen
class _Printed:
    """What a text prints that a translation must print as well, in words, and where."""

    words: str
    place: Span | None


def translation_agrees(subject: Subject) -> Iterator[Diagnostic]:
    """What differs between a translation and its original, and what of the original has changed since."""
    translation = subject.edition.translation
    if translation is None:
        return
    pairs = text_pairs(translation.original, subject.edition)
    yield from _details(subject.edition, translation.original)
    yield from _alone(pairs, subject.edition)
    yield from _apart(pairs, subject.edition)
    yield from _reordered(pairs, translation, subject.edition)
    yield from _outdated(pairs, translation, subject.edition)


def text_pairs(original: Edition, translated: Edition) -> list[TextPair]:
    """The texts of both, each with its counterpart, in the order of the original."""
    old, new = parallel_texts(original), parallel_texts(translated)
    pairs = []
    for part in {**old, **new}:
        match = _by_key if part == LABELS else _in_order
        pairs += [TextPair(part, *pair) for pair in match(old.get(part, []), new.get(part, []))]
    return pairs


def _by_key(
    old: Sequence[ParallelText], new: Sequence[ParallelText]
) -> Iterator[tuple[ParallelText, ParallelText | None]]:
    known = {text.key: text for text in new}
    return ((text, known.get(text.key)) for text in old)


def _in_order(
    old: Sequence[ParallelText], new: Sequence[ParallelText]
) -> list[tuple[ParallelText | None, ParallelText | None]]:
    """The cheapest alignment (Needleman and Wunsch 1970): only texts of one kind are counterparts.

    Those with the same figures are so first, then those of like length (Gale and Church 1993).
    """
    before, after = ([_Measured.of(text) for text in texts] for texts in (old, new))
    costs = [[column * GAP for column in range(len(new) + 1)]]
    for row, text in enumerate(before, 1):
        line = [row * GAP]
        for column, other in enumerate(after, 1):
            paired = costs[-1][column - 1] + _cost(text, other)
            line.append(min(paired, costs[-1][column] + GAP, line[-1] + GAP))
        costs.append(line)
    pairs: list[tuple[ParallelText | None, ParallelText | None]] = []
    row, column = len(old), len(new)
    while row or column:
        if (
            row
            and column
            and costs[row][column] == costs[row - 1][column - 1] + _cost(before[row - 1], after[column - 1])
        ):
            row, column = row - 1, column - 1
            pairs.append((old[row], new[column]))
        elif row and costs[row][column] == costs[row - 1][column] + GAP:
            row -= 1
            pairs.append((old[row], None))
        else:
            column -= 1
            pairs.append((None, new[column]))
    return pairs[::-1]


@frozen(slots=True)
class _Measured:
    """What a text is paired by: its kind, how often it prints what, and how many characters it has."""

    kind: str
    printed: Counter[str]
    length: int

    @classmethod
    def of(cls, text: ParallelText) -> _Measured:
        return cls(text.kind, Counter(each.words for each in _printed(text)), len(plain_text(text.content)))


def _cost(old: _Measured, new: _Measured) -> float:
    if old.kind != new.kind:
        return 2 * GAP + 1
    total = old.printed.total() + new.printed.total()
    apart = total - 2 * (old.printed & new.printed).total() if total else 0
    length = abs(log((1 + old.length) / (1 + new.length)))
    return GAP * apart / max(1, total) + OTHER_LENGTH * min(length, 1.0)


def _printed(text: ParallelText) -> list[_Printed]:
    """What a text prints that its translation must print too, in reading order."""
    return [
        _Printed(words, inline.place or text.place) for inline in inlines_of(text.content) if (words := _words(inline))
    ]


def _words(inline: Inline) -> str:
    match inline:
        case Value():
            kept = [form for form in inline.formats if form in OTHER_FIGURES]
            return f"{{{{ {' | '.join((inline.fact, *kept))} }}}}"
        case CrossReference():
            numbers = _DIGITS.findall(plain_text(inline.content)) if inline.target.startswith("source:") else ()
            return " ".join((f"({inline.target})", *(str(int(number)) for number in numbers)))
        case NoteReference():
            return f"[^{inline.note.partition(':')[2]}]"
        case Link():
            return f"({inline.target})"
        case Text(text) if text == BETWEEN_CELLS:
            return text
        case _:
            return ""


def _details(edition: Edition, original: Edition) -> Iterator[Diagnostic]:
    """What the headers of both say, and the markings, kinds and order of their sections."""
    markings = dict(zip(edition.desk.markings, original.desk.markings, strict=True))
    compared = [*_of_header(edition, original, markings), *_of_sections(edition, original, markings)]
    for what, here, there, place in compared:
        if here != there:
            message = f"the {what} is {here or 'not given'}; {original.id} has {there or 'none'}"
            hint = f"say the same as the original: {original.home}"
            yield codes.DETAILS_APART.at(place or edition.home, message, hint)


def _of_header(edition: Edition, original: Edition, markings: Mapping[str, str]) -> Iterator[_Detail]:
    places, (here, there) = edition.places, (edition, original)
    yield "date", here.id[:10], there.id[:10], places.get("date")
    yield "number", here.number, there.number, places.get("number")
    periods = [each.period.text if each.period else "" for each in (here, there)]
    yield "period", periods[0], periods[1], edition.period_place
    yield "marking", markings.get(here.marking, here.marking), there.marking, places.get("marking")
    for key in ("audience", "distribution"):
        counts = [str(len(getattr(each, key))) for each in (here, there)]
        yield f"number of names under {key}", counts[0], counts[1], places.get(key)
    numbered = ["on" if each.numbers_paragraphs else "" for each in (here, there)]
    yield "numbering of paragraphs", numbered[0], numbered[1], places.get("numbered_paragraphs")
    yield "clearances", _clearances(here), _clearances(there), places.get("clearances")
    for key in ("decision_by", "next_report"):
        days = [str(getattr(each.head, key) or "") for each in (here, there)]
        yield key, days[0], days[1], places.get(key)
    roles = [", ".join(signature.role for signature in each.head.signatures) for each in (here, there)]
    yield "signatures", roles[0], roles[1], places.get("signatures")


def _of_sections(edition: Edition, original: Edition, markings: Mapping[str, str]) -> Iterator[_Detail]:
    others = {section.name: section for section in original.sections}
    both = [section for section in edition.sections if section.name in others]
    for section in both:
        other, own = others[section.name], markings.get(section.marking, section.marking)
        yield "marking of the section", own, other.marking, section.marking_place or section.place
        uses = [each.use.value if each.use else "" for each in (section, other)]
        yield "use of the section", uses[0], uses[1], section.place
        yield "kind of the section", section.kind.value, other.kind.value, section.place
    here = [section.name for section in both]
    yield "order of the sections", ", ".join(here), ", ".join(name for name in others if name in here), edition.home


def _clearances(edition: Edition) -> str:
    return ", ".join(str(clearance.date or "open") for clearance in edition.clearances)


def _alone(pairs: Iterable[TextPair], edition: Edition) -> Iterator[Diagnostic]:
    """Texts and whole sections that only one of the two has."""
    parts: dict[str, list[TextPair]] = {}
    for pair in pairs:
        parts.setdefault(pair.part, []).append(pair)
    for part, texts in parts.items():
        for side, other in (("original", "translated"), ("translated", "original")):
            alone = [(text, each) for each in texts if getattr(each, other) is None and (text := getattr(each, side))]
            if part.startswith(SECTION) and len(alone) == len(texts):
                alone = alone[:1]
                what = f'the section "{part.removeprefix(SECTION)}"'
            else:
                what = ""
            for text, pair in alone:
                yield _missing(what or f'the {text.kind} "{text.words}"', side, text, _beside(pair, texts), edition)


def _beside(pair: TextPair, texts: list[TextPair]) -> str:
    """Where the translation of a text is missing: behind what goes before it there, else before what follows."""
    at = next(number for number, each in enumerate(texts) if each is pair)
    before = [each.translated.place for each in texts[:at] if each.translated and each.translated.place]
    behind = [each.translated.place for each in texts[at:] if each.translated and each.translated.place]
    return f"behind {before[-1]}" if before else f"before {behind[0]}" if behind else "in its place"


def _missing(what: str, side: str, text: ParallelText, beside: str, edition: Edition) -> Diagnostic:
    if side == "original":
        message = f"{what} of the original is not in the translation {edition.id}"
        return codes.NOT_TRANSLATED.at(text.place or edition.home, message, f"translate it there, {beside}")
    message = f"{what} is not in the original"
    return codes.NOT_TRANSLATED.at(text.place or edition.home, message, "take it out, or add it to the original")


def _apart(pairs: Iterable[TextPair], edition: Edition) -> Iterator[Diagnostic]:
    """Figures, references and notes that a text of only one of the two prints; those that have moved, once."""
    missing: list[tuple[_Printed, TextPair]] = []
    added: list[tuple[_Printed, TextPair]] = []
    for pair in pairs:
        old, new = (_printed(text) if text else [] for text in (pair.original, pair.translated))
        if pair.translated:
            missing += ((each, pair) for each in _surplus(old, new))
            added += ((each, pair) for each in _surplus(new, old))
            yield from _exchanged_cells(pair, old, new, edition)
    for printed, pair in added:
        home = next((each for each in missing if each[0].words == printed.words), None)
        place = printed.place or edition.home
        if home is None:
            message = f"{printed.words} is not printed by the original here: {_at(pair.original, edition)}"
            yield codes.FIGURES_APART.at(place, message, "take it out, or print it in the original as well")
        else:
            missing.remove(home)
            there = _at(home[1].translated, edition)
            message = f"{printed.words} stands elsewhere than in the original: {home[0].place}"
            yield codes.FIGURES_APART.at(place, message, f"print it in the text that translates that one: {there}")
    for printed, pair in missing:
        text = pair.translated
        message = f"the original prints {printed.words} here, and the translation does not: {printed.place}"
        yield codes.FIGURES_APART.at((text and text.place) or edition.home, message, f"print {printed.words}")


def _surplus(some: list[_Printed], others: list[_Printed]) -> list[_Printed]:
    """What some print beyond what others do."""
    left = Counter(each.words for each in others)
    surplus = []
    for each in some:
        if left[each.words]:
            left[each.words] -= 1
        else:
            surplus.append(each)
    return [each for each in surplus if each.words != BETWEEN_CELLS]


def _exchanged_cells(
    pair: TextPair, old: list[_Printed], new: list[_Printed], edition: Edition
) -> Iterator[Diagnostic]:
    """A row in which the same figures stand in other cells, or which has another number of cells."""
    before, after = ([each.words for each in printed] for printed in (old, new))
    is_row = bool(pair.original and pair.original.kind.endswith(ROW))
    has_other_cells = before.count(BETWEEN_CELLS) != after.count(BETWEEN_CELLS)
    if is_row and before != after and (sorted(before) == sorted(after) or has_other_cells):
        message = f"the cells of this row are not those of the original: {_at(pair.original, edition)}"
        hint = "print each figure in the column in which the original has it"
        yield codes.FIGURES_APART.at(_at(pair.translated, edition), message, hint)


def order_of(text: ParallelText) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The order of a text's figures, and that of its references and notes."""
    words = [each.words for each in _printed(text) if each.words != BETWEEN_CELLS]
    return tuple(each for each in words if each.startswith("{{")), tuple(each for each in words if each[0] != "{")


def confirmed_order(original: ParallelText, translated: ParallelText) -> tuple[str, ...]:
    """The order in which a translation prints what its original does, if that is another."""
    return () if order_of(original) == order_of(translated) else sum(order_of(translated), ())


def _reordered(pairs: Iterable[TextPair], translation: Translation, edition: Edition) -> Iterator[Diagnostic]:
    """Texts that print the same in another order, which nobody has confirmed."""
    for pair in pairs:
        old, new = pair.original, pair.translated
        if old is None or new is None or old.kind.endswith(ROW):
            continue
        order = confirmed_order(old, new)
        if not order or sorted(order) != sorted(sum(order_of(old), ())):
            continue
        known = (translation.confirmed or {}).get(pair.part, ())
        if not any(each.digest == old.digest and each.order == order for each in known):
            here = next(each for each, there in zip(order, sum(order_of(old), ()), strict=True) if each != there)
            message = f"{here} and what follows stand in another order than in the original: {_at(old, edition)}"
            hint = f"read both; if each figure is where it belongs: briefgen translate {edition.id} --confirm"
            yield codes.OTHER_ORDER.at(new.place or edition.home, message, hint)


def is_outdated(pair: TextPair, translation: Translation) -> bool:
    """Whether the original of a text is not one from which somebody has confirmed the translation."""
    known = (translation.confirmed or {}).get(pair.part, ())
    return pair.original is not None and all(each.digest != pair.original.digest for each in known)


def _outdated(pairs: Iterable[TextPair], translation: Translation, edition: Edition) -> Iterator[Diagnostic]:
    """Texts of the original that have changed since somebody confirmed their translation."""
    if translation.confirmed is None:
        message = f"nobody has confirmed of which texts of {translation.original.id} this is the translation"
        hint = f"once it is complete: briefgen translate {edition.id} --confirm"
        yield codes.CHANGED_SINCE.at(translation.place or edition.home, message, hint)
        return
    for pair in pairs:
        if pair.translated and is_outdated(pair, translation):
            message = f"the original has changed since this was translated: {_at(pair.original, edition)}"
            hint = f"bring it up to date, then: briefgen translate {edition.id} --confirm"
            yield codes.CHANGED_SINCE.at(pair.translated.place or edition.home, message, hint)


def _at(text: ParallelText | None, edition: Edition) -> Span:
    return (text.place if text else None) or edition.home

"""Releases: an edition as one audience may read it, made of content that has nothing else, and proven to hold no more.

The documents of a release are those of an edition like any other, whose content is `cut_release`'s. What is added here
looks from the other side: at what the whole edition has and the release must not hold.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from briefgen import codes
from briefgen.content import CONFIRMATIONS, SIGN_OFFS, ContentTexts, Memory, cut_release, load_edition
from briefgen.errors import ContentError, Diagnostic, sorted_diagnostics
from briefgen.ledger import build_ledger, confirmation_seal, every_print_form, place_in_edition, tick_seal
from briefgen.ledger.disclosure import Disclosure, disclosed, disclosed_by_difference
from briefgen.ledger.sign_off import SEAL
from briefgen.model.fact_table import groups_of
from briefgen.spans import Span, whole_file

if TYPE_CHECKING:
    from briefgen.cache import Cache
    from briefgen.content import Content, ReleaseContent
    from briefgen.ledger import Printer
    from briefgen.model.document import Document
    from briefgen.model.edition import Edition, SignOff
    from briefgen.model.fact import Ledger, LedgerEntry
    from briefgen.proof.leaks import Withheld
    from briefgen.render import Brief


_MARKUP = re.compile(r"\{\{[^{}]*\}\}|\]\([^()\s]*\)|\{[^{}]*=|\[\^[^\]]*\]:?|\"\}|<!--|-->")
"""Where words of people end in a text as it is written: facts, addresses, marks, calls of notes."""


_OF_WHOLE = {
    code.code for code in (codes.DISCLOSED, codes.DISCLOSED_BETWEEN, codes.NOT_IN_EDITION, codes.QUOTE_UNCHECKED)
}
"""What is found by a look at the whole edition, or would be otherwise there."""


_CHECKED_BEFORE = (codes.QUOTE_UNCHECKED.code, codes.CHANGED_SINCE.code)
"""What is held against files that a release does not have: texts of sources, and what a translation was made from."""


class OpenRelease:
    """A release of an edition: its content, and the whole edition that it must not give away."""

    def __init__(
        self, whole: Edition, ledger: Ledger, cut: ReleaseContent, others: Sequence[ReleaseContent] = ()
    ) -> None:
        self.whole = whole
        self.ledger = ledger
        self.cut = cut
        self.others = others

    @property
    def name(self) -> str:
        """The name of its edition."""
        return self.cut.edition

    @property
    def content(self) -> Memory:
        """Its content."""
        return self.cut.content

    def at_origin(self, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """What was found in its content, at the places of the whole's, in whose sources quotes are looked up."""
        told = (each for each in found if each.code not in _CHECKED_BEFORE)
        return tuple(sorted_diagnostics(self.cut.at_origin(told)))

    def own_findings(self, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """What was found in its content, at the places there, and nothing that names what it leaves out."""
        return tuple(sorted_diagnostics(each for each in found if each.code not in _OF_WHOLE))

    def told_place(self, place: Span) -> str:
        """A place in its content as one within the edition that people edit."""
        return place_in_edition(self.cut.origin_of(place), self.whole.id)

    @cached_property
    def texts(self) -> dict[str, str]:
        """The texts of the files in which these places are."""
        return {made.origin.name: made.origin.text for made in self.cut.made.values()}

    def disclosed(self, known: Collection[str]) -> Iterator[Diagnostic]:
        """What can be worked out of the facts that the release shows, alone or with what another release shows."""
        withheld, tables = self._marked(self.cut), self.whole.tables
        said = f'of what the release "{self.cut.release.name}" shows'
        for found in disclosed(self.ledger, known, withheld, tables):
            yield self._told(codes.DISCLOSED, found, said)
        for other in self.others:
            there = {entry.fact.id for entry in self.ledger if not _is_of(entry.fact.id, other.withheld.facts)}
            both = (known, there), (withheld, self._marked(other))
            for found in disclosed_by_difference(self.ledger, *both, tables):
                yield self._told(codes.DISCLOSED_BETWEEN, found, f'{said} and "{other.release.name}" as well')

    def _marked(self, cut: ReleaseContent) -> frozenset[str]:
        return frozenset(entry.fact.id for entry in self.ledger if _is_of(entry.fact.id, cut.withheld.marked))

    def _told(self, code: codes.Code, found: Disclosure, said: str) -> Diagnostic:
        can = "may" if not found.is_certain else "can roughly" if found.is_about else "can"
        message = f'"{found.fact}", which is left out, {can} be worked out {said}: {found.working}'
        place = self.ledger[found.completed_by].fact.place or self.whole.home
        other = f'"{found.completed_by}"' if found.completed_by != found.fact else "more of what it is added up with"
        return code.at(place, message, f"mark {other} as well, or let the texts print something else")

    def prove(self, brief: Brief, files: Mapping[str, bytes]) -> None:
        """Raises ContentError for what the files of the release have of the rest of the whole edition."""
        from briefgen.proof.leaks import find_leaks

        found = find_leaks(files, self._withheld(brief))
        faults = [
            codes.LEAK.at(whole_file(leak.path), f"{leak.part}: {leak.what}, which the release must not hold")
            for leak in found
        ]
        if faults:
            raise ContentError(faults)

    def _withheld(self, brief: Brief) -> Withheld:
        from briefgen.ledger import Printer
        from briefgen.model.labels import labels_for
        from briefgen.proof.leaks import Withheld

        withheld, printer = self.cut.withheld, Printer(self.whole, self.ledger)
        hidden = [entry.fact.id for entry in self.ledger if _is_of(entry.fact.id, withheld.facts)]
        forms = _withheld_forms(printer, self.ledger, hidden)
        shown = [made.text for made in self.cut.made.values()] + [*brief.ledger.entries]
        shown += _printed(Printer(brief.edition, brief.ledger), brief.ledger, [each.fact.id for each in brief.ledger])
        shown += _texts_of(brief.document)
        labels = vars(labels_for(brief.edition.desk.language)).values()
        shown += [text for text in labels if isinstance(text, str)]
        return Withheld(
            [words for text in withheld.texts for words in _MARKUP.split(text) if words.strip()]
            + [form for form in forms if not any(map(str.isdigit, form))],  # names and figures in words
            forms,
            [*withheld.names, *hidden],
            withheld.files,
            shown,
        )


def open_release(content: Content, edition: str, release: str, cache: Cache | None = None) -> OpenRelease:
    """A release of an edition; raises ContentError where the whole has errors, or no such release."""
    loaded = load_edition(content, edition, cache)
    found = loaded.diagnostics
    if loaded.edition is None or any(each.is_error for each in found):
        raise ContentError(found)
    ledger, faults = build_ledger(loaded.edition, loaded.broken)
    if any(each.is_error for each in faults):
        raise ContentError(sorted_diagnostics((*found, *faults)))
    whole, cells = loaded.edition, loaded.cells
    texts = ContentTexts(content)
    cut = _resealed(cut_release(texts, release, whole, cells), whole, ledger)
    others = (name for name in whole.desk.releases if name != release and cut.withheld.marked)
    return OpenRelease(whole, ledger, cut, [cut_release(texts, name, whole, cells) for name in others])


def _resealed(cut: ReleaseContent, whole: Edition, ledger: Ledger) -> ReleaseContent:
    """The content of a release, in which each tick and confirmation that holds in the whole edition holds as well.

    Whoever ticked a figure has seen all of it; a release may say less of it, and bears another name.
    """
    made = {name: file for name, file in cut.made.items() if name.endswith((SIGN_OFFS, CONFIRMATIONS))}
    if not made:
        return cut
    loaded = load_edition(cut.content, cut.edition)
    if loaded.edition is None:
        return cut
    own, _ = build_ledger(loaded.edition, loaded.broken)
    seals = {}
    for kind, sealed in (("sign_offs", _tick_seal), ("confirmations", confirmation_seal)):
        ticks: Mapping[str, SignOff] = getattr(loaded.edition, kind)
        for name, tick in ticks.items():
            then, now = _ticked(name, ledger), _ticked(name, own)
            if then and now and sealed(whole, then, name) == tick.seal:
                seals[kind, tick.seal] = sealed(loaded.edition, now, name)
    files, texts = dict(cut.content.files), dict(cut.made)
    for name, file in made.items():
        kind = "sign_offs" if name.endswith(SIGN_OFFS) else "confirmations"
        text = SEAL.sub(lambda found, kind=kind: seals.get((kind, found[0]), found[0]), file.text)  # type: ignore[misc]
        texts[name] = replace(file, text=text)
        path = next(path for path, data in files.items() if name.endswith(path) and data == file.text.encode())
        files[path] = text.encode()
    return replace(cut, content=Memory(files, cut.content.name), made=texts)


def _ticked(name: str, ledger: Ledger) -> LedgerEntry | None:
    """A fact that is ticked, or the first of the cells of a table, or of its row, that is."""
    return next((entry for entry in ledger if name in (entry.fact.id, *groups_of(entry.fact.id))), None)


def _tick_seal(edition: Edition, entry: LedgerEntry, ticked: str) -> str:
    return tick_seal(edition, ticked, entry)


def _is_of(fact: str, names: frozenset[str]) -> bool:
    """Whether a fact has one of the names, or is a cell of a table that has."""
    return fact in names or fact.partition(".")[0] in names


def _withheld_forms(printer: Printer, ledger: Ledger, facts: Iterable[str]) -> list[str]:
    """The forms of facts without their workings, whose figures may be shown ones that stand beside each other."""
    found = []
    for fact in facts:
        workings = (ledger[fact].working, printer.derivation(ledger[fact]))
        found += [form for form in every_print_form(ledger[fact], printer) if form not in workings]
    return found


def _printed(printer: Printer, ledger: Ledger, facts: Iterable[str]) -> list[str]:
    return [form for fact in facts for form in every_print_form(ledger[fact], printer)]


def _texts_of(document: Document) -> Iterator[str]:
    """The texts of a document."""
    from briefgen.model.traverse import blocks_of, plain_text, texts_of

    front = document.front
    yield from (front.desk, front.issue, front.marking, front.running_title, front.running_issue, front.draft)
    yield from (plain_text(detail.text) for detail in front.details)
    blocks = [*document.blocks, *(block for note in document.notes for block in note.content)]
    for block in blocks_of(blocks):
        yield from map(plain_text, texts_of(block))

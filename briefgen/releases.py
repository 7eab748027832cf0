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
from briefgen.ledger.disclosure import Disclosure, are_bound, disclosed, disclosed_by_difference
from briefgen.ledger.sign_off import SEAL
from briefgen.memo import Memo
from briefgen.model.fact_table import groups_of
from briefgen.spans import Span, whole_file

if TYPE_CHECKING:
    from briefgen.cache import Cache
    from briefgen.content import BoundCell, Content, ReleaseContent
    from briefgen.ledger import Printer
    from briefgen.model.document import Document
    from briefgen.model.edition import Edition, SignOff
    from briefgen.model.fact import Ledger, LedgerEntry
    from briefgen.proof.leaks import Withheld
    from briefgen.proof.leaks.found import Found
    from briefgen.render import Brief


_MARKUP = re.compile(r"\{\{[^{}]*\}\}|\]\([^()\s]*\)|\{[^{}]*=|\[\^[^\]]*\]:?|\"\}|<!--|-->")
"""Where words of people end in a text as it is written: facts, addresses, marks, calls of notes."""


_OF_WHOLE = {
    code.code
    for code in (
        codes.DISCLOSED,
        codes.DISCLOSED_BETWEEN,
        codes.IDLE_OPTION,
        codes.NOT_IN_EDITION,
        codes.QUOTE_UNCHECKED,
        codes.SIGNS_LEFT,
        codes.SOURCE_WITHOUT_PLACE,
    )
}
"""What is found by a look at the whole edition, or would be otherwise there."""


_CHECKED_BEFORE = {
    code.code for code in (codes.QUOTE_UNCHECKED, codes.CHANGED_SINCE, codes.IDLE_OPTION, codes.SOURCE_WITHOUT_PLACE)
}
"""What is held against files that a release does not have: texts of sources, what a translation was made from, and
other editions of the desk; and places in sources, which it has not of one that is cited in place of another."""


class OpenRelease:
    """A release of an edition: its content, and the whole edition that it must not give away."""

    def __init__(self, whole: Whole, cut: ReleaseContent, memo: Memo | None = None) -> None:
        self._of = whole
        self.cut = cut
        self.memo = memo

    @property
    def whole(self) -> Edition:
        """The edition from which it is made."""
        return self._of.edition

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
        withheld, tables, ledger = self._marked(self.cut), self.whole.tables, self._of.ledger
        said = f'of what the release "{self.cut.release.name}" shows'
        for found in disclosed(ledger, known, withheld, tables):
            yield self._told(codes.DISCLOSED, found, said)
        for other in self._of.others(self.cut.release.name) if are_bound(ledger, withheld, tables) else ():
            there = {entry.fact.id for entry in ledger if not _is_of(entry.fact.id, other.withheld.facts)}
            both = (known, there), (withheld, self._marked(other))
            for found in disclosed_by_difference(ledger, *both, tables):
                yield self._told(codes.DISCLOSED_BETWEEN, found, f'{said} and "{other.release.name}" as well')

    def _marked(self, cut: ReleaseContent) -> frozenset[str]:
        return frozenset(entry.fact.id for entry in self._of.ledger if _is_of(entry.fact.id, cut.withheld.marked))

    def _told(self, code: codes.Code, found: Disclosure, said: str) -> Diagnostic:
        can = "may" if not found.is_certain else "can roughly" if found.is_about else "can"
        message = f'"{found.fact}", which is left out, {can} be worked out {said}: {found.working}'
        place = self._of.ledger[found.completed_by].fact.place or self.whole.home
        other = f'"{found.completed_by}"' if found.completed_by != found.fact else "more of what it is added up with"
        return code.at(place, message, f"mark {other} as well, or let the texts print something else")

    def prove(
        self, brief: Brief, files: Mapping[str, bytes], pages: Mapping[bytes, Sequence[Found]] | None = None
    ) -> None:
        """Raises ContentError for what the files of the release have of the rest of the whole edition.

        `pages` has what the pages of PDFs show where they have been read.
        """
        from briefgen.proof.leaks import find_leaks

        withheld = self._withheld(brief)
        if not any(find_leaks(files, withheld, pages)):
            return
        withheld = replace(withheld, shown=[*withheld.shown, *_all_forms(brief)])  # which takes longer to make
        faults = [
            codes.LEAK.at(whole_file(leak.path), f"{leak.part}: {leak.what}, which the release must not hold")
            for leak in find_leaks(files, withheld, pages)
        ]
        if faults:
            raise ContentError(faults)

    def _withheld(self, brief: Brief) -> Withheld:
        from briefgen.ledger import Printer
        from briefgen.model.labels import labels_for
        from briefgen.proof.leaks import Withheld

        withheld, ledger = self.cut.withheld, self._of.ledger
        hidden = [entry.fact.id for entry in ledger if _is_of(entry.fact.id, withheld.facts)]
        forms = _withheld_forms(Printer(self.whole, ledger), ledger, hidden)
        shown = [made.text for made in self.cut.made.values()] + [*brief.ledger.entries]
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


class Whole:
    """An edition without errors, from which releases are made; each is cut once."""

    def __init__(self, texts: ContentTexts, edition: Edition, ledger: Ledger, cells: Sequence[BoundCell]) -> None:
        self.edition = edition
        self.ledger = ledger
        self._cells = cells
        self._texts = texts
        self._cut: dict[str, ReleaseContent] = {}

    def release(self, name: str) -> OpenRelease:
        """A release; raises ContentError where there is no such one."""
        return self._resealed(self._content_of(name))

    def others(self, name: str) -> Iterator[ReleaseContent]:
        """What the releases are made of but for one."""
        return (self._content_of(each) for each in self.edition.desk.releases if each != name)

    def _content_of(self, name: str) -> ReleaseContent:
        if name not in self._cut:
            self._cut[name] = cut_release(self._texts, name, self.edition, self._cells)
        return self._cut[name]

    def _resealed(self, cut: ReleaseContent) -> OpenRelease:
        """A release in which each tick and confirmation that holds in the whole edition holds as well.

        Whoever ticked a figure has seen all of it; a release may say less of it, and bears another name. What is read
        of it for that is not read again.
        """
        made = {name: file for name, file in cut.made.items() if name.endswith((SIGN_OFFS, CONFIRMATIONS))}
        if not made:
            return OpenRelease(self, cut)
        memo = Memo()
        loaded = load_edition(cut.content, cut.edition, memo=memo)
        if loaded.edition is None:
            return OpenRelease(self, cut)
        own, _ = build_ledger(loaded.edition, loaded.broken)
        seals = {}
        for kind, sealed in (("sign_offs", _tick_seal), ("confirmations", confirmation_seal)):
            ticks: Mapping[str, SignOff] = getattr(loaded.edition, kind)
            for name, tick in ticks.items():
                then, now = _ticked(name, self.ledger), _ticked(name, own)
                if then and now and sealed(self.edition, then, name) == tick.seal:
                    seals[kind, tick.seal] = sealed(loaded.edition, now, name)
        files, texts = dict(cut.content.files), dict(cut.made)
        for name, file in made.items():
            kind = "sign_offs" if name.endswith(SIGN_OFFS) else "confirmations"
            text = SEAL.sub(lambda found, kind=kind: seals.get((kind, found[0]), found[0]), file.text)  # type: ignore[misc]
            texts[name] = replace(file, text=text)
            path = next(path for path, data in files.items() if name.endswith(path) and data == file.text.encode())
            files[path] = text.encode()
        return OpenRelease(self, replace(cut, content=Memory(files, cut.content.name), made=texts), memo)


def open_whole(content: Content, edition: str, cache: Cache | None = None) -> Whole:
    """An edition of which releases are to be made; raises ContentError where it has errors."""
    memo = Memo()
    loaded = load_edition(content, edition, cache, memo=memo)
    found = loaded.diagnostics
    if loaded.edition is None or any(each.is_error for each in found):
        raise ContentError(found)
    ledger, faults = build_ledger(loaded.edition, loaded.broken)
    if any(each.is_error for each in faults):
        raise ContentError(sorted_diagnostics((*found, *faults)))
    return Whole(ContentTexts(content, memo), loaded.edition, ledger, loaded.cells)


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


def _all_forms(brief: Brief) -> Iterator[str]:
    """All forms of all facts of a brief, whether it prints them or not."""
    from briefgen.ledger import Printer

    printer = Printer(brief.edition, brief.ledger)
    return (form for entry in brief.ledger for form in every_print_form(entry, printer))


def _texts_of(document: Document) -> Iterator[str]:
    """The texts of a document."""
    from briefgen.model.traverse import blocks_of, plain_text, texts_of

    front = document.front
    yield from (front.desk, front.issue, front.marking, front.running_title, front.running_issue, front.draft)
    yield from (plain_text(detail.text) for detail in front.details)
    blocks = [*document.blocks, *(block for note in document.notes for block in note.content)]
    for block in blocks_of(blocks):
        yield from map(plain_text, texts_of(block))

"""Binding: typed figures become facts, and the text prints them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import field
from pathlib import PurePosixPath

from briefgen import codes
from briefgen.checks import Subject
from briefgen.checks.new_facts import TO_FILL_IN, NewFact
from briefgen.checks.sources import SAY_WHERE
from briefgen.checks.unbound_numbers import UnboundFigure, typed_figures
from briefgen.content import place_in, yaml
from briefgen.errors import ContentError, Fix, TextEdit, UsageError, errors_among
from briefgen.frozen import frozen
from briefgen.model.edition import Edition
from briefgen.pipeline import check
from briefgen.review.content_change import ContentChange, change_of, edited
from briefgen.review.fix import has_new_errors, without_refused
from briefgen.spans import SourceFile, Span
from briefgen.suggest import with_guess
from briefgen.workspace import Workspace

FACTS, HEADER = "facts.yaml", "edition.yaml"


@frozen
class TypedFigure:
    """A figure that nothing binds: where it stands, what is typed, and what would bind it.

    `existing` print facts that there are; `new` makes a fact of it, none where no fact would print it. `name` is what
    `names` of edition.yaml would declare if it is no figure, "" where that cannot be.
    """

    place: Span
    text: str
    existing: tuple[Fix, ...] = ()
    new: Fix | None = None
    name: str = ""

    @property
    def certain(self) -> Fix | None:
        """What binds it without a question: the one fact that is meant, else a new one, which is marked for review."""
        return next((fix for fix in self.existing if fix.safe), self.new)


@frozen
class Bound:
    """What binding makes of the files: the fixes that it made, and those after which there would be an error."""

    fixes: tuple[Fix, ...]
    refused: tuple[Fix, ...]
    change: ContentChange


def figures_to_bind(
    workspace: Workspace, edition: str, file: str = "", source: str = "", *, derive: bool = False
) -> list[TypedFigure]:
    """The typed figures of an edition, or of one of its files, in the order of the text; new facts cite the source.

    The source may be left out where the desk has only one. A new fact has a guessed formula only if it is to `derive`.
    Raises UsageError for a translation, and a file or source that there is not, and ContentError where the edition
    cannot be read so far.
    """
    checked = check(workspace, edition)
    brief = checked.draft
    if brief and brief.edition.translation:
        original = brief.edition.translation.original.id
        raise UsageError(f"{edition} is a translation, and prints the facts of {original}: bind figures there")
    facts = place_in(workspace.content, f"{edition}/{FACTS}").file
    if brief is None or facts not in checked.texts:
        raise ContentError(errors_among(checked.diagnostics))
    if file and not any(PurePosixPath(name).match(file) for name in checked.texts):
        names = {PurePosixPath(name).name for name in checked.texts}
        raise UsageError(with_guess(f'{edition} has no file "{file}"', PurePosixPath(file).name, names))
    binder = _Binder(_source(brief.edition, source), SourceFile(facts, checked.texts[facts]))
    subject = Subject(brief.edition, brief.ledger, brief.document, brief.theme, checked.texts)
    found = binder.figures(subject, derive=derive)
    return sorted(
        (each for each in found if not file or PurePosixPath(each.place.file).match(file)), key=lambda each: each.place
    )


def _source(edition: Edition, source: str) -> str:
    known = list(edition.sources)
    if source in known:
        return source
    if source:
        raise UsageError(with_guess(f'there is no source "{source}"', source, known))
    if len(known) != 1:
        there = f"sources.yaml has {', '.join(known)}" if known else "sources.yaml has none yet"
        raise UsageError(f"name the source of the new facts: --source ID; {there}")
    return known[0]


@frozen
class _Binder:
    """Makes the fixes: new facts cite the source, and stand at the end of facts.yaml."""

    source: str
    facts: SourceFile
    entries: dict[str, TextEdit] = field(default_factory=dict)

    def figures(self, subject: Subject, *, derive: bool) -> Iterator[TypedFigure]:
        for found in typed_figures(subject, anew=True, derive=derive):
            place = found.place
            if found.can_print and place.source.text[place.start : place.end] == found.text:
                new = self._fix(found.new, found) if found.new and found.new.form.is_alike else None
                yield TypedFigure(place, found.text, found.fixes, new, found.name)

    def _fix(self, new: NewFact, found: UnboundFigure) -> Fix:
        """The fix that makes a fact; a figure that is typed twice is one fact, with one entry."""
        added = self.entries.setdefault(new.id, self._entry(new, found))
        return Fix(f"make a fact of it: {new.braces}{new.form.remark}", (added, TextEdit(found.place, new.braces)))

    def _entry(self, new: NewFact, found: UnboundFigure) -> TextEdit:
        typed, where = " ".join(found.text.split()), "/".join(PurePosixPath(found.place.file).parts[-2:])
        todo = SAY_WHERE.format(source=self.source) if TO_FILL_IN in new.lines else "the formula is a guess"
        maybe = f"; it may be {' or '.join(found.uses)}" if found.uses else ""
        lines = new.lines.replace(TO_FILL_IN, f"{{id: {self.source}}}")
        entry = f'\n# REVIEW: typed as "{typed}" in {where}: {todo}{maybe}\n{new.id}:\n{lines}\n'
        text, end = self.facts.text, len(self.facts.text)
        return TextEdit(self.facts.span(end, end), entry if not text or text.endswith("\n") else f"\n{entry}")


def bind(workspace: Workspace, edition: str, fixes: Sequence[Fix], names: Sequence[str] = ()) -> Bound:
    """The files with figures bound, and names declared, but for what would bring an error that there is not yet.

    That another figure is typed is none: one is known by a unit that a new fact has.
    """
    before = check(workspace, edition).diagnostics
    fixes = [*fixes, *declarations(workspace, edition, names)]
    kept = without_refused(
        fixes,
        lambda chosen: has_new_errors(
            workspace, [edition], workspace.content, before, chosen, but=codes.UNBOUND_FIGURE.code
        ),
    )
    after = edited(workspace.content, (edit for fix in kept for edit in fix.edits))
    refused = tuple(fix for fix in fixes if fix not in kept)
    return Bound(tuple(kept), refused, change_of(workspace.content, after))


def declarations(workspace: Workspace, edition: str, names: Sequence[str]) -> Iterator[Fix]:
    """The fix that adds names to `names` of edition.yaml, behind those that stand there."""
    path = f"{edition}/{HEADER}"
    file = SourceFile(place_in(workspace.content, path).file, workspace.content.read(path).decode("utf-8-sig"))
    node = yaml.parse_yaml(file.passage()).node
    there = node.get("names") if isinstance(node, yaml.Mapping) else None
    written = [json.dumps(name, ensure_ascii=False) for name in dict.fromkeys(names)]
    if not written:
        return
    title = f"declare as {'names' if len(written) > 1 else 'a name'}: {', '.join(dict.fromkeys(names))}"
    if there is None:
        break_before = "" if not file.text or file.text.endswith("\n") else "\n"
        edit = TextEdit(file.span(len(file.text), len(file.text)), f"{break_before}names: [{', '.join(written)}]\n")
    elif isinstance(there, yaml.Sequence) and there.items:
        last = there.items[-1]
        line = file.text[file.text.rfind("\n", 0, last.start) + 1 : last.start]
        is_block = line.strip() == "-"
        more = "".join(f"\n{line}{name}" if is_block else f", {name}" for name in written)
        edit = TextEdit(file.span(last.end, last.end), more)
    else:
        edit = TextEdit(file.span(there.start, there.end), f"[{', '.join(written)}]")
    yield Fix(title, (edit,))

"""Editing words: a reviewer's words, written where ours stand in the content files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefgen.formats.docx.word_model import NOTE, PICTURE
from briefgen.frozen import frozen
from briefgen.review.diff.tokens import END, Hunk, joined_text
from briefgen.review.pull.changes import Edit
from briefgen.review.pull.markdown import Context, composed
from briefgen.review.pull.source_map import Atom, Container, Extent
from briefgen.review.pull.tokens import LineDiff, WordToken, look_of, loose, with_stops

GENERATED = "briefgen makes these words by itself"
MADE_FROM = {
    "front/details": "edition.yaml",
    "acronym-": "desk.yaml",
    "reference-": "facts.yaml",
    "references-": "sources.yaml",
    "source-": "sources.yaml",
}
"""The files from which texts are made, by how their ids begin."""

NO_TEXT = "it is no text: a picture comes from figures.yaml or an image file, and other things have no place"
_OPENING = re.compile(r"(?:[ \t>]|(?:[-+*]|\d{1,9}[.)])[ \t]+|\[\^[^\]\s]+\]:)*$")
_GAP = re.compile(r"(?:[ \t>]*\n)+[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)?")


def made_from(identity: str) -> str:
    """Why a text cannot be written: briefgen makes it, and of what, if that is one file."""
    file = next((file for begins, file in MADE_FROM.items() if identity.startswith(begins)), "")
    return f"{GENERATED}, from {file}" if file else GENERATED


class CannotPlaceError(Exception):
    """Why words cannot be written by themselves."""


@frozen
class WriteTarget:
    """Where a line stands: its file and text, and what parts paragraphs there, if it may have several."""

    file: str
    text: str
    between: str = ""
    in_cell: bool = False
    is_paragraph: bool = True


@frozen
class HunkPart:
    """A hunk, or a part of one: words only, or one printed fact and what the reviewer made of it."""

    hunk: Hunk
    fact: Atom | None = None


def parts(hunk: Hunk, ours: Sequence[WordToken], theirs: list[WordToken]) -> list[HunkPart]:
    """A hunk in parts, so that a fact that the reviewer has given another figure stands alone.

    Facts that are only said elsewhere take their place in the reviewer's words. Raises CannotPlaceError where it does
    not tell which figure is meant for which fact.
    """
    hunk = _without_space(hunk, ours, theirs)
    old = hunk.old(ours)
    facts = list(dict.fromkeys(token.atom for token in old if token.atom and token.atom.kind == "value"))
    if len(facts) == 1 and all(token.atom is facts[0] for token in old):
        if _take_over(old, theirs, hunk):
            return [HunkPart(hunk)]
        said = joined_text(hunk.new(theirs)).strip()
        return [HunkPart(hunk, facts[0] if said else None)]
    missing = [fact for fact in facts if not _take_over([t for t in old if t.atom is fact], theirs, hunk)]
    new = hunk.new(theirs)
    figures = _figures(new)
    if not missing or not figures:
        return [HunkPart(hunk)]
    if len(figures) != len(missing) or len(missing) < len(facts):
        raise CannotPlaceError("it does not tell which figure is meant for which fact")
    found: list[HunkPart] = []
    at, new_at = hunk.start, hunk.new_start
    for fact, (first, behind) in zip(facts, figures, strict=True):
        own = [hunk.start + n for n, token in enumerate(old) if token.atom is fact]
        behind = _with_unit(ours[own[0] : own[-1] + 1], theirs, hunk.new_start + behind)
        found.append(HunkPart(Hunk(at, own[0], new_at, hunk.new_start + first)))
        found.append(HunkPart(Hunk(own[0], own[-1] + 1, hunk.new_start + first, behind), fact))
        at, new_at = own[-1] + 1, behind
    found.append(HunkPart(Hunk(at, hunk.end, new_at, hunk.new_end)))
    return [part for part in found if _is_something(part, ours, theirs)]


def _without_space(hunk: Hunk, ours: Sequence[WordToken], theirs: Sequence[WordToken]) -> Hunk:
    """A hunk without the space at its ends that is on both sides: of two spaces either can be the one that has gone."""
    start, end, new_start, new_end = hunk.start, hunk.end, hunk.new_start, hunk.new_end
    while start < end and new_start < new_end and ours[start].is_space and theirs[new_start].is_space:
        start, new_start = start + 1, new_start + 1
    while start < end and new_start < new_end and ours[end - 1].is_space and theirs[new_end - 1].is_space:
        end, new_end = end - 1, new_end - 1
    return Hunk(start, end, new_start, new_end)


def _take_over(own: Sequence[WordToken], theirs: list[WordToken], hunk: Hunk) -> bool:
    """Let the reviewer's words for a fact be the fact itself, if they are there."""
    said = [loose(token.text) for token in own]
    for at in range(hunk.new_start, hunk.new_end - len(own) + 1):
        spot = theirs[at : at + len(own)]
        if [loose(token.text) for token in spot] == said and not any(token.atom for token in spot):
            theirs[at : at + len(own)] = [
                replace(
                    token,
                    restyled=new.restyled,
                    authors=new.authors,
                    bold=new.bold,
                    italic=new.italic,
                    marks=new.marks,
                    containers=(),
                )
                for token, new in zip(own, spot, strict=True)
            ]
            return True
    return False


def _is_something(part: HunkPart, ours: Sequence[WordToken], theirs: Sequence[WordToken]) -> bool:
    hunk = part.hunk
    return [t.text for t in hunk.old(ours)] != [t.text for t in hunk.new(theirs)]


def _figures(tokens: Sequence[WordToken]) -> list[tuple[int, int]]:
    """The tokens that are figures, each with the sign before and the per cent behind it."""
    found = []
    for number, token in enumerate(tokens):
        if token.atom is None and any(character.isdigit() for character in token.text):
            first, behind = number, number + 1
            if number and tokens[number - 1].text in "+−-±$€£":
                first -= 1
            if behind < len(tokens) and tokens[behind].text == "%":
                behind += 1
            found.append((first, behind))
    return found


def _with_unit(own: Sequence[WordToken], theirs: Sequence[WordToken], behind: int) -> int:
    """The end of a figure with the words behind it that the fact prints as well, such as its unit."""
    last = next((n for n in reversed(range(len(own))) if any(c.isdigit() for c in own[n].text)), -1)
    tail = [loose(token.text) for token in own[last + 1 :]]
    if tail and [loose(token.text) for token in theirs[behind : behind + len(tail)]] == tail:
        return behind + len(tail)
    return behind


def edit_of(hunk: Hunk, diff: LineDiff, setting: WriteTarget, ends: Sequence[tuple[int, str]] = ()) -> Edit:
    """The edit that writes a hunk's words, with a stop where a comment on them ends.

    Raises CannotPlaceError where the content has no place for them.
    """
    new = with_stops(hunk.new(diff.theirs), hunk.new_start, ends)
    return _Writer(hunk, diff.ours, new, setting).edit()


class _Writer:
    """Finds the stretch of the file, then writes into it."""

    def __init__(self, hunk: Hunk, ours: Sequence[WordToken], new: Sequence[WordToken], setting: WriteTarget) -> None:
        self.start, self.end = hunk.start, hunk.end
        self.new: list[WordToken] = list(new)
        self.ours, self.setting = ours, setting

    def edit(self) -> Edit:
        self._refuse_what_no_text_has()
        if self.start == self.end and not self.new:
            raise CannotPlaceError(GENERATED)
        return self._insertion() if self.start == self.end else self._replacement()

    def _refuse_what_no_text_has(self) -> None:
        if any(token.text == PICTURE for token in (*self.new, *self.ours[self.start : self.end])):
            raise CannotPlaceError(NO_TEXT)
        if any(token.is_end for token in self.new) and not self.setting.between:
            raise CannotPlaceError("the text has one paragraph here")
        if any(token.text == "\n" for token in self.new) and not self.setting.is_paragraph:
            raise CannotPlaceError("the text has one line here")

    def _insertion(self) -> Edit:
        before = self._neighbour(self.start - 1)
        after = self._neighbour(self.start)
        if before is None and after is None:
            raise CannotPlaceError(GENERATED)
        look = self._look()
        left = before.containers if before else ()
        right = after.containers if after else ()
        shared = _shared(left, right)
        if not _covers(look, shared):
            return self._widened(shared[-1])
        if before and left != shared and look_of(left) == look:
            return self._written(self._behind(before, left), left)
        if after and right != shared and look_of(right) == look != look_of(shared):
            return self._written(self._before(after, right), right)
        at = self._behind(before, shared) if before else self._before(self.ours[self.start], shared)
        return self._written(at, shared)

    def _written(self, at: int, containers: tuple[Container, ...]) -> Edit:
        return self._trimmed(Edit(self.setting.file, at, at, self._composed(at, containers)))

    def _replacement(self) -> Edit:
        old = self.ours[self.start : self.end]
        shared = old[0].containers
        for token in old:
            if not token.is_end:
                shared = _shared(shared, token.containers)
        while shared and not self.new and not self._goes_on(shared[-1]):
            shared = shared[:-1]
        for token in self.new:
            if not token.is_space and token.text not in (END, NOTE) and not _covers(token.look, shared):
                return self._widened(shared[-1])
        first, last = old[0], old[-1]
        for edge in (first, last):
            if len(edge.containers) > len(shared) and self._goes_on(edge.containers[len(shared)]):
                return self._widened(edge.containers[len(shared)])
        start, end = self._before(first, shared), self._behind(last, shared)
        if start > end or self._has_a_gap(start, end):
            raise CannotPlaceError("comments or other blocks stand between these words in the content")
        return self._trimmed(Edit(self.setting.file, start, end, self._composed(start, shared)))

    def _trimmed(self, edit: Edit) -> Edit:
        """The edit without space at the start or the end of a line, where it would mean something else."""
        text, start, end, new = self.setting.text, edit.start, edit.end, edit.text
        if not text[text.rfind("\n", 0, start) + 1 : start].strip(" \t>"):
            new = new.lstrip(" ")
            while not new and text[end : end + 1] == " ":
                end += 1
        if text[end : end + 1] in ("\n", ""):
            new = new.rstrip(" ")
            while not new and text[start - 1 : start] == " " and text[:start].rpartition("\n")[2].strip(" \t>"):
                start -= 1
        return Edit(edit.file, start, end, new)

    def _has_a_gap(self, start: int, end: int) -> bool:
        """Whether something that is not printed stands in the middle of what is replaced."""
        inside = self.ours[self.start : self.end]
        written = self.setting.text[start:end]
        return "<!--" in written and not any("<!--" in token.text for token in inside)

    def _goes_on(self, container: Container) -> bool:
        """Whether a container holds words beside those that are replaced."""
        beside = (self._token(self.start - 1), self._token(self.end))
        return any(token is not None and container in token.containers for token in beside)

    def _widened(self, container: Container) -> Edit:
        """The edit of all that stands in a container, because it ends or begins in the middle of it."""
        start, end = self.start, self.end
        while (token := self._token(start - 1)) is not None and container in token.containers:
            start -= 1
        while (token := self._token(end)) is not None and container in token.containers:
            end += 1
        if (start, end) == (self.start, self.end) or container.extent is None:
            raise CannotPlaceError("its bold or italic words cannot be parted by rule")
        if container.link or any(token.atom for token in (*self.ours[start : self.start], *self.ours[self.end : end])):
            raise CannotPlaceError("words of another look stand around a fact, a footnote or a link")
        self.new = [*map(_dressed, self.ours[start : self.start]), *self.new, *map(_dressed, self.ours[self.end : end])]
        self.start, self.end = start, end
        return self._replacement()

    def _token(self, number: int) -> WordToken | None:
        return self.ours[number] if 0 <= number < len(self.ours) else None

    def _neighbour(self, number: int) -> WordToken | None:
        """The token beside an insertion, if it stands in the file."""
        token = self._token(number)
        return token if token is not None and token.extent and not token.is_end else None

    def _look(self) -> tuple[bool, bool]:
        solid = [token.look for token in self.new if not token.is_space and token.text not in (END, NOTE)]
        return (all(bold for bold, _ in solid), all(italic for _, italic in solid)) if solid else (False, False)

    def _before(self, token: WordToken, shared: tuple[Container, ...]) -> int:
        return self._edge(token, shared)[0]

    def _behind(self, token: WordToken, shared: tuple[Container, ...]) -> int:
        return self._edge(token, shared)[1]

    def _edge(self, token: WordToken, shared: tuple[Container, ...]) -> Extent:
        """Where a token stands with the containers that are not shared around it."""
        if token.is_end:
            return self._gap(token)
        outer = token.containers[len(shared)] if len(token.containers) > len(shared) else None
        extent = outer.extent if outer else token.extent
        if extent is None:
            raise CannotPlaceError(GENERATED)
        return extent

    def _gap(self, end: WordToken) -> Extent:
        """Where the end of a paragraph stands: all between its last word and the first of the next."""
        number = next(n for n, token in enumerate(self.ours) if token is end)
        before, after = self._neighbour(number - 1), self._neighbour(number + 1)
        if before is None or after is None:
            raise CannotPlaceError(GENERATED)
        start, stop = self._edge(before, ())[1], self._edge(after, ())[0]
        if not _GAP.fullmatch(self.setting.text[start:stop]):
            raise CannotPlaceError("other things stand between these paragraphs in the content")
        return start, stop

    def _composed(self, at: int, containers: tuple[Container, ...]) -> str:
        bold, italic = look_of(containers)
        setting = self.setting
        line = setting.text[setting.text.rfind("\n", 0, at) + 1 : at]
        opens = setting.is_paragraph and _OPENING.match(line) is not None
        new = self.new
        if containers and containers[-1].link:
            new = [replace(token, link="") if token.link == containers[-1].link else token for token in new]
        context = Context(bold, italic, opens, setting.in_cell, setting.between, setting.text)
        return composed(new, context)


def _dressed(token: WordToken) -> WordToken:
    """A word of ours as if the reviewer had written it, with the look that its containers give it."""
    bold, italic = look_of(token.containers)
    return replace(token, bold=bold, italic=italic)


def _shared(one: tuple[Container, ...], other: tuple[Container, ...]) -> tuple[Container, ...]:
    """The containers in which both stand."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return one[:count]


def _covers(look: tuple[bool, bool], containers: Sequence[Container]) -> bool:
    """Whether what stands in the containers may have a look: it has at least what they give."""
    bold, italic = look_of(containers)
    return look[0] >= bold and look[1] >= italic

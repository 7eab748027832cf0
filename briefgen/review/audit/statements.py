"""What a document states more than once: the same thing with two values."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from decimal import Decimal

from briefgen import codes
from briefgen.frozen import frozen
from briefgen.model.characters import plain
from briefgen.review.audit.figures import AuditedFigure, half_step, telling
from briefgen.review.audit.sums import DocumentFault

_BOUNDS = re.compile(r"[,;:()–—]")
_YEAR = re.compile(r"\b(?:1[89]|20)[0-9]{2}\b")
_MONTH = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\bq[1-4]\b"
    r"|\b(?:first|second|third|fourth) (?:quarter|half|week)\b",
    re.IGNORECASE,
)
_CONTRAST = re.compile(
    r"\b(?:last|previous\w*|earlier|prior|former\w*|compared|than|target\w*|plan\w*|expect\w*|forecast\w*|project\w*"
    r"|daily|weekly|monthly|annual\w*|cumulative|fewer|further|additional|other|another|average|peak|lowest|highest"
    r"|minimum|maximum|per|male|female|men|women|boys|girls|children|rural|urban|north\w*|south\w*|east\w*|west\w*)\b",
    re.IGNORECASE,
)
_DIRECTION = re.compile(
    r"\b(?:before|since|new|more|low|high|up|down|from|to|by|rose|fell|increas\w*|decreas\w*)\b", re.IGNORECASE
)
_HEDGE = re.compile(
    r"\b(?:about|around|some|nearly|almost|approximately|roughly|over|more than|at least|up to|fewer than|less than"
    r"|under|an? estimated|close to)\s+\Z",
    re.IGNORECASE,
)
_TIME = re.compile(r"(?:second|minute|hour|day|night|week|month|quarter|year|decade)s?", re.IGNORECASE)
_OPERATOR = re.compile(r"[+×÷*/=−]")
_SENTENCE_END = re.compile(r"[.!?;:](?:\s|\Z)")
_FEWEST_WORDS = 3
_LIKENESS = 0.6
_MOST_COMPARED = 400


@frozen
class FigureStatement:
    """What is said of a figure: the words that say what it is, of when, and in contrast to what."""

    figure: AuditedFigure
    words: Set[str]
    times: Set[str]
    contrasts: Set[str]

    def says_the_same(self, other: FigureStatement) -> bool:
        """Whether both speak of one thing, as far as their words tell."""
        shared = self.words & other.words
        return (
            len(shared) >= _FEWEST_WORDS
            and len(shared) >= _LIKENESS * len(self.words | other.words)
            and (self.times, self.contrasts) == (other.times, other.contrasts)
        )


def repeated_faults(figures: Sequence[AuditedFigure]) -> Iterator[DocumentFault]:
    """Figures that are stated elsewhere in the document with another value."""
    known: dict[tuple[str, str], list[FigureStatement]] = defaultdict(list)
    for figure in figures:
        passage = figure.passage
        if not _can_repeat(figure) or (passage.is_tabular and not (passage.row and passage.column)):
            continue
        statement = statement_of(figure)
        before = known[figure.mention.unit, figure.mention.kind.value]
        alike = [
            each
            for each in before[-_MOST_COMPARED:]
            if _is_apart(each.figure, figure) and each.says_the_same(statement)
        ]
        if alike and not any(agree(each.figure, figure) for each in alike):
            first = alike[0].figure
            place = first.passage.place(first.mention.start)
            message = f"the document says {figure.text} here, and {first.text} in {place}, of what seems to be the same"
            yield DocumentFault(codes.STATED_TWICE, figure, message, "find out which is right, and correct the other")
        before.append(statement)


def _can_repeat(figure: AuditedFigure) -> bool:
    """Whether a figure is a statement: no label of a few words, no time that passes, no step of a calculation."""
    text, mention = figure.passage.text, figure.mention
    is_sentence = figure.passage.is_cell or _SENTENCE_END.search(text, mention.end, figure.sentence[1]) is not None
    beside = text[max(0, mention.start - 3) : mention.start] + " " + text[mention.end : mention.end + 3]
    is_step = _OPERATOR.search(beside) is not None
    return figure.counts and is_sentence and not (mention.in_words or is_step or _TIME.fullmatch(mention.noun))


def statement_of(figure: AuditedFigure) -> FigureStatement:
    """What is said of a figure, by the words of its clause, or of its row and column."""
    passage, (start, end) = figure.passage, figure.sentence
    sentence = plain(passage.text[start:end])
    if passage.is_cell:
        clause = sentence = f"{passage.row} {passage.column} {passage.caption}"
    else:
        first = max(
            (m.end() for m in _BOUNDS.finditer(passage.text, start, figure.mention.start) if _parts(m)), default=start
        )
        last = next((m.start() for m in _BOUNDS.finditer(passage.text, figure.mention.end, end) if _parts(m)), end)
        clause = plain(passage.text[first : figure.mention.start] + " " + passage.text[figure.mention.end : last])
    times = times_in(sentence)
    directions = {match[0].casefold() for match in _DIRECTION.finditer(sentence)}
    return FigureStatement(figure, telling(clause) - times, times, contrasts_in(sentence) | directions)


def times_in(text: str) -> Set[str]:
    """The years, months and quarters that a text names, in small letters."""
    return {match[0].casefold() for pattern in (_YEAR, _MONTH) for match in pattern.finditer(text)}


def contrasts_in(text: str) -> Set[str]:
    """The words by which a text tells what it counts from what is nearly the same."""
    return {match[0].casefold() for match in _CONTRAST.finditer(plain(text))}


def _parts(bound: re.Match[str]) -> bool:
    """Whether a sign parts clauses, and not the digits of a number."""
    return not (
        bound.string[bound.start() - 1 : bound.start()].isdigit()
        and bound.string[bound.end() : bound.end() + 1].isdigit()
    )


def _is_apart(first: AuditedFigure, last: AuditedFigure) -> bool:
    """Whether two figures stand in different sentences, and not both in tables."""
    is_one = first.passage is last.passage and first.sentence == last.sentence
    return not is_one and not (first.passage.is_cell and last.passage.is_cell)


def agree(first: AuditedFigure, last: AuditedFigure) -> bool:
    """Whether two figures can be one value that is rounded differently, or hedged."""
    slack = max(_step(first), _step(last))
    if any(_is_hedged(each) for each in (first, last)):
        slack = max(slack, abs(first.amount) / 10)
    return any(abs(one - other) <= slack for one in first.mention.amounts for other in last.mention.amounts)


def _step(figure: AuditedFigure) -> Decimal:
    """Half of a figure's last digit that is no zero at its end."""
    step = half_step(figure.mention, figure.amount)
    digits = f"{abs(figure.amount):f}"
    if "." in digits or step > 1:
        return step
    zeros = len(digits) - len(digits.rstrip("0"))
    return Decimal("0.5").scaleb(zeros) if zeros > 1 else step


def _is_hedged(figure: AuditedFigure) -> bool:
    return _HEDGE.search(plain(figure.passage.text[: figure.mention.start])) is not None

"""Arithmetic within the sentences of a document: shares of two counts, changes, parts of a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby, pairwise

from briefgen import codes
from briefgen.frozen import frozen
from briefgen.review.audit.figures import AuditedFigure, half_step, is_share
from briefgen.review.audit.sums import DocumentFault, adds_to_whole, is_near_whole, not_whole, number, shown

_WORDS = r"(?:[^\W\d_]+[\s\u00a0-]){0,4}"
_OF = re.compile(rf"[\s\u00a0]{_WORDS}(?:out[\s\u00a0])?of[\s\u00a0]{_WORDS}|[\s\u00a0]?/[\s\u00a0]?", re.IGNORECASE)
_OR_SHARE = re.compile(
    r"[^.;:()\d]{0,60}(?:[(,=–—]|\bor)[\s\u00a0]*(?:or|about|around|i\.e\.|=)?[\s\u00a0]*", re.IGNORECASE
)
_OPENING = re.compile(r"[^.;:()\d]{0,60}[(,–—][\s\u00a0]*(?:or|i\.e\.)?[\s\u00a0]*", re.IGNORECASE)
_FROM = re.compile(rf"\bfrom[\s\u00a0]{_WORDS}$", re.IGNORECASE)
_TO = re.compile(rf"[\s\u00a0]{_WORDS}to[\s\u00a0]{_WORDS}(?:in[\s\u00a0][12][0-9]{{3}}[\s\u00a0])?", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:r[io]se|risen|grew|grown|gr[eo]w|increas\w*|fell|fall\w*|declin\w*|decreas\w*|drop\w*|up|down|chang\w*|climb\w*"
    r"|gain\w*|reduc\w*|expand\w*|shr[aiu]nk)\b",
    re.IGNORECASE,
)
_REST = re.compile(r"\b(?:rest|remaining|remainder|balance)\b", re.IGNORECASE)
_OF_WHOM = re.compile(r"\bof[\s\u00a0](?:whom|which|these|them)\b", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:across|among|at|during|in|on|over|since|throughout|within)[\s\u00a0](?:(?:the|all|some|about|these)[\s\u00a0])*$",
    re.IGNORECASE,
)
_PER_TIME = re.compile(r"\bper\b|\bdaily\b|\bweekly\b|\bpercentage points?\b|\brates?\b", re.IGNORECASE)
_OPERATOR = re.compile(r"[+×÷*/=]|[\s\u00a0][-−–][\s\u00a0(]")
_LONGEST_LINK = 80
_NEAR = Decimal("0.1")
_FEWEST_SHARES = 3
_COMPARE = "compare the figures with their source, and correct the one that is wrong"


@frozen
class _StatedShare:
    """How a sentence states a share of two counts: their order, and the words between, before and behind them."""

    order: tuple[str, str, str]
    first: re.Pattern[str]
    second: re.Pattern[str]
    before: re.Pattern[str] = re.compile("")
    behind: re.Pattern[str] = re.compile("")

    def is_said(self, three: Sequence[AuditedFigure]) -> bool:
        one, two, last = three
        text, (start, _) = one.passage.text, one.sentence
        return bool(
            self.first.fullmatch(text, one.mention.end, two.mention.start)
            and self.second.fullmatch(text, two.mention.end, last.mention.start)
            and self.before.search(text[start : one.mention.start])
            and self.behind.match(text, last.mention.end)
        )


def _said(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace(" ", r"\s").replace("WORD", r"[^\W\d_]+"), re.IGNORECASE)


_PART, _WHOLE, _SHARE = "part", "whole", "share"
_STATED_SHARES = (
    _StatedShare((_PART, _WHOLE, _SHARE), _OF, _OR_SHARE),
    _StatedShare((_SHARE, _PART, _WHOLE), _OPENING, _OF),
    # 420 beds, of which 365 are taken (86.9%)
    _StatedShare(
        (_WHOLE, _PART, _SHARE), _said(r"[^.;:()\d]{0,30},? of (?:whom|which|these|them) (?:WORD[ -]){0,4}"), _OR_SHARE
    ),
    # Of the 84 sites, 68 (81%)
    _StatedShare(
        (_WHOLE, _PART, _SHARE),
        _said(r"(?: WORD){1,3}, (?:WORD ){0,2}"),
        _said(r"(?: WORD){0,3} ?\((?:or |about )?"),
        before=_said(r"\bof (?:WORD ){0,2}\Z"),
    ),
    # 1,200 people, 30% of the 4,000
    _StatedShare((_PART, _SHARE, _WHOLE), _said(r" WORD, (?:or |about |i\.e\. )?"), _said(r" of (?:WORD ){0,2}")),
    # 4,000 is 30% funded (1,200)
    _StatedShare(
        (_WHOLE, _SHARE, _PART),
        _said(r"(?: WORD){1,4} "),
        _said(r"[ -](?:covered|disbursed|financed|funded|met|paid|spent) \("),
        behind=_said(r"\)"),
    ),
    # 30% of the 4,000 pupils (1,200)
    _StatedShare(
        (_SHARE, _WHOLE, _PART), _said(r" of (?:WORD ){0,2}"), _said(r"(?: WORD){1,2} \("), behind=_said(r"\)")
    ),
)


def sentence_faults(figures: Sequence[AuditedFigure]) -> Iterator[DocumentFault]:
    """The faults within sentences; cells of tables have checks of their own."""
    sentences = groupby(figures, lambda figure: (id(figure.passage), figure.sentence))
    for _, group in sentences:
        own = [figure for figure in group if figure.counts]
        if len(own) > 1 and not own[0].passage.is_tabular:
            yield from _faults_of(own)


def _faults_of(own: list[AuditedFigure]) -> Iterator[DocumentFault]:
    yield from _shares_of_counts(own)
    yield from _changes(own)
    yield from _parts(own)
    yield from _whole(own)


def _between(first: AuditedFigure, last: AuditedFigure) -> str:
    return first.passage.text[first.mention.end : last.mention.start]


def _alike(first: AuditedFigure, last: AuditedFigure) -> bool:
    return first.mention.unit == last.mention.unit and first.mention.kind == last.mention.kind


def _shares_of_counts(own: list[AuditedFigure]) -> Iterator[DocumentFault]:
    """Shares beside the two counts of which they are: "1,200 of 4,000 (30%)", "30% (1,200 of 4,000)"."""
    for three in zip(own, own[1:], own[2:], strict=False):
        for stated in _STATED_SHARES:
            figures = dict(zip(stated.order, three, strict=True))
            part, whole, share = figures[_PART], figures[_WHOLE], figures[_SHARE]
            is_share_of = is_share(share) and not is_share(part) and _alike(part, whole)
            if is_share_of and whole.amount and part.amount <= whole.amount and stated.is_said(three):
                yield from _differing(share, part, whole, f"{part.text} of {whole.text}", part.amount / whole.amount)
                break


def _changes(own: list[AuditedFigure]) -> Iterator[DocumentFault]:
    """Changes in percent beside the two counts from which they follow: "rose by 25%, from 1,200 to 1,500"."""
    shares = [figure for figure in own if is_share(figure)]
    text = own[0].passage.text
    for old, new in pairwise(figure for figure in own if not is_share(figure)):
        start = old.sentence[0]
        if not (
            _alike(old, new) and _FROM.search(text[start : old.mention.start]) and _TO.fullmatch(_between(old, new))
        ):
            continue
        if len(shares) == 1 and old.amount and _CHANGE.search(text[start : old.sentence[1]]):
            words = f"the change from {old.text} to {new.text}"
            yield from _differing(shares[0], old, new, words, abs(new.amount / old.amount - 1), is_change=True)


def _differing(
    share: AuditedFigure,
    part: AuditedFigure,
    whole: AuditedFigure,
    words: str,
    ratio: Decimal,
    *,
    is_change: bool = False,
) -> Iterator[DocumentFault]:
    """The fault of a share that is not what its counts give, as far as rounding of all three allows."""
    given = ratio * 100
    slack = half_step(share.mention, share.amount) * Decimal("1.001")
    for each in (part, whole):
        if each.amount % 1 or each.amount >= 10**5 * half_step(each.mention, Decimal(1)) * 2 or is_change:
            step = half_step(each.mention, each.amount)
            slack += (given + 100 * is_change) * step / abs(each.amount) if each.amount and step > Decimal("0.5") else 0
    if abs(abs(share.amount) - given) > slack:
        places = max(0, -half_step(share.mention, share.amount).adjusted())
        message = f"the document says {share.text}, but {words} is {given:.{places}f}%"
        yield DocumentFault(codes.SHARE_DIFFERS, share, message, _COMPARE)


def _parts(own: list[AuditedFigure]) -> Iterator[DocumentFault]:
    """Counts with their parts behind them: "1,616 people (1,000 men and 616 women)", "1,616, of whom 1,000 men"."""
    text = own[0].passage.text
    for number_of, whole in enumerate(own[:-1]):
        behind = own[number_of + 1 :]
        link = _between(whole, behind[0])
        if is_share(whole) or _PER_TIME.search(text[whole.sentence[0] : whole.sentence[1]]):
            continue
        is_listed, is_of_whom = link.rstrip().endswith(("(", ":")), _OF_WHOM.search(link) is not None
        if not (is_listed or is_of_whom) or len(link) > _LONGEST_LINK or _OPERATOR.search(link):
            continue
        end = _end_of_list(text, behind[0].mention.start, whole.sentence[1], in_brackets=link.rstrip().endswith("("))
        parts = [figure for figure in behind if figure.mention.end <= end]
        links = [_between(*pair) for pair in pairwise(parts)]
        if parts and is_of_whom:
            whole = _whole_of(own[: number_of + 1], parts)
        if parts and all(_alike(whole, part) for part in parts) and not any(map(_OPERATOR.search, links)):
            yield from _parts_fault(whole, parts, is_of_whom=is_of_whom)


def _whole_of(before: Sequence[AuditedFigure], parts: Sequence[AuditedFigure]) -> AuditedFigure:
    """What "of whom" is about: not a smaller count of places or times, as in "4,000 people in five ports, of whom"."""
    *others, nearest = before
    is_place = _PLACE.search(nearest.passage.text[nearest.sentence[0] : nearest.mention.start])
    if others and is_place and any(part.amount > nearest.amount for part in parts):
        return _whole_of(others, parts)
    return nearest


def _end_of_list(text: str, start: int, end: int, *, in_brackets: bool) -> int:
    closing = text.find(")", start, end) if in_brackets else -1
    return closing if closing >= 0 else end


def _parts_fault(whole: AuditedFigure, parts: list[AuditedFigure], *, is_of_whom: bool) -> Iterator[DocumentFault]:
    added = sum((part.amount for part in parts), Decimal(0))
    slack = sum((half_step(each.mention, each.amount) for each in (whole, *parts)), Decimal(0))
    slack = slack if slack > len(parts) + 1 or added % 1 or whole.amount % 1 else Decimal(0)
    off = added - whole.amount
    is_near = len(parts) > 1 and slack < abs(off) <= _NEAR * abs(whole.amount)
    if is_of_whom and (larger := next((part for part in parts if part.amount > whole.amount + slack), None)):
        message = f"the document says {larger.text} of {whole.text}: the part is more than the whole"
        yield DocumentFault(codes.PARTS_EXCEED_WHOLE, larger, message, _COMPARE)
    elif is_of_whom and is_near and off > 0:
        message = f"the parts of {whole.text} are more than the whole: {shown(parts)} = {number(added)}"
        yield DocumentFault(codes.PARTS_EXCEED_WHOLE, whole, message, _COMPARE)
    elif not is_of_whom and is_near:
        message = f"{whole.text} is not the sum of its parts: {shown(parts)} = {number(added)}"
        yield DocumentFault(codes.TOTAL_DIFFERS, whole, message, _COMPARE)


def _whole(own: list[AuditedFigure]) -> Iterator[DocumentFault]:
    """Shares of one whole in a sentence that do not add up to it."""
    shares = [figure for figure in own if is_share(figure)]
    text = own[0].passage.text[own[0].sentence[0] : own[0].sentence[1]]
    if _CHANGE.search(text) or _PER_TIME.search(text) or adds_to_whole(shares):
        return
    fewest = 2 if _REST.search(text) else _FEWEST_SHARES
    if len(shares) >= fewest and is_near_whole(shares):
        yield not_whole(shares)

"""Formulas: how a derived fact is written, read into a small tree.

    formula   = term { ("+" | "-") term }
    term      = factor { ("*" | "/") factor }
    factor    = "-" factor | number [ "%" ] | fact | function "(" formula { "," formula } ")" | "(" formula ")"
    function  = "sum" | "count" | "share" | "change" | "per_day" | "days_left"

A fact's id is read as far as its letters, digits, hyphens and underscores go, so that a minus behind an id needs a
space before it: `total-north` is one id, `total - north` a subtraction. A cell of a table is `toll.north.deaths`, and
`toll.*.deaths` all of a column, for sum and count. Numbers have a decimal point and no grouping.
The signs that the brief itself prints (−, ×, ÷) are read too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import assert_never

from briefgen import codes
from briefgen.frozen import frozen
from briefgen.ledger.values import TOO_LONG, is_printable
from briefgen.patterns import lazy_regex
from briefgen.suggest import did_you_mean

MAX_LENGTH = 1000
MAX_DEPTH = 50

FUNCTIONS = {
    "sum": "sum(a, b, ...)",
    "count": "count(a, b, ...)",
    "share": "share(part, whole)",
    "change": "change(old, new)",
    "per_day": "per_day(total)",
    "days_left": "days_left(date)",
}
_ARGUMENTS = {"share": 2, "change": 2, "per_day": 1, "days_left": 1}
_SIGNS = str.maketrans("−×÷", "-*/")
_TOKEN = lazy_regex(
    r"""(?P<space>\s+)
    | (?P<grouped>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9]))
    | (?P<number>[0-9]+(?:\.[0-9]+)?(?:[^\S\n]*%)?)
    | (?P<name>[^\W\d_][\w-]*(?:\.(?:[\w-]+|\*)){0,2})
    | (?P<sign>[-+*/(),])
    | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)


@frozen
class Range:
    """A stretch of a formula's text: its offset from 0, and its width."""

    offset: int
    width: int

    @property
    def end(self) -> int:
        return self.offset + self.width


class FormulaError(Exception):
    """A fault in a formula: its code, the stretch it covers, a message and a hint."""

    def __init__(self, code: codes.Code, span: Range, message: str, hint: str = "") -> None:
        self.code = code
        self.span = span
        self.message = message
        self.hint = hint
        super().__init__(message)


@frozen
class Number:
    """A number as written, in percent points where it has a percent sign."""

    amount: Decimal
    is_percent: bool
    span: Range


@frozen
class FactReference:
    """A fact, by its id."""

    fact: str
    span: Range


@frozen
class Negation:
    """Something with its sign turned."""

    operand: Node
    span: Range


@frozen
class Step:
    """An operator (+ - * /) and what stands to its right."""

    operator: str
    operand: Node


@frozen
class Chain:
    """Operations of one rank, worked from left to right: a long sum is one chain, and not a deep tree."""

    first: Node
    steps: tuple[Step, ...]
    span: Range


@frozen
class Call:
    """A function and its arguments."""

    function: str
    arguments: tuple[Node, ...]
    span: Range


Node = Number | FactReference | Negation | Chain | Call


def parse_formula(text: str) -> Node:
    """The formula as a tree; raises FormulaError where it cannot be read."""
    if len(text) > MAX_LENGTH:
        message = f"the formula has {len(text):,} characters, and may have {MAX_LENGTH:,}"
        raise _bad(Range(0, 1), message, "split it into several facts")
    return _Parser(text).parse()


def children(node: Node) -> tuple[Node, ...]:
    """The formulas right inside a formula, in the order of its text."""
    match node:
        case Number() | FactReference():
            return ()
        case Negation():
            return (node.operand,)
        case Chain():
            return (node.first, *(step.operand for step in node.steps))
        case Call():
            return node.arguments
        case _:
            assert_never(node)


def references(node: Node) -> Iterator[FactReference]:
    """The facts that a formula names, in the order of its text."""
    if isinstance(node, FactReference):
        yield node
    for child in children(node):
        yield from references(child)


def numbers(node: Node) -> Iterator[Number]:
    """The numbers that a formula itself has."""
    if isinstance(node, Number):
        yield node
    for child in children(node):
        yield from numbers(child)


def functions(node: Node) -> Iterator[str]:
    """The functions that a formula calls, in the order of its text."""
    if isinstance(node, Call):
        yield node.function
    for child in children(node):
        yield from functions(child)


@frozen
class _Token:
    kind: str
    text: str
    span: Range


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text.translate(_SIGNS)):
        kind = match.lastgroup or "other"
        if kind != "space":
            yield _Token(kind, match.group(), Range(match.start(), match.end() - match.start()))
    yield _Token("end", "", Range(len(text), 1))


class _Parser:
    """Reads the tokens of one formula by recursive descent."""

    def __init__(self, text: str) -> None:
        self._tokens = list(_tokens(text))
        self._at = 0
        self._depth = 0

    def parse(self) -> Node:
        if self._next.kind == "end":
            raise _bad(Range(0, 1), "the formula is empty")
        node = self._sum()
        if self._next.kind != "end":
            raise self._unexpected()
        return node

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at]

    def _take(self) -> _Token:
        token = self._next
        self._at += 1
        return token

    def _takes(self, sign: str) -> bool:
        if self._next.text != sign:
            return False
        self._at += 1
        return True

    def _sum(self) -> Node:
        first = self._product()
        steps = []
        while self._next.text in ("+", "-"):
            steps.append(Step(self._take().text, self._product()))
        return _chain(first, steps)

    def _product(self) -> Node:
        first = self._factor()
        steps = []
        while self._next.text in ("*", "/"):
            steps.append(Step(self._take().text, self._factor()))
        return _chain(first, steps)

    def _factor(self) -> Node:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _bad(self._next.span, f"the formula is nested more than {MAX_DEPTH} deep", "split it into facts")
        node = self._nested()
        self._depth -= 1
        return node

    def _nested(self) -> Node:
        token = self._next
        if token.kind == "number":
            return self._number()
        if token.kind == "name":
            return self._name()
        if self._takes("-"):
            operand = self._factor()
            return Negation(operand, _across(token.span, operand.span))
        if self._takes("("):
            node = self._sum()
            self._close(token)
            return node
        raise self._unexpected()

    def _number(self) -> Node:
        token = self._take()
        amount = Decimal(token.text.rstrip("%").rstrip())
        if not is_printable(amount):
            raise _bad(token.span, TOO_LONG)
        return Number(amount, token.text.endswith("%"), token.span)

    def _name(self) -> Node:
        name = self._take()
        if not self._takes("("):
            return FactReference(name.text, name.span)
        if name.text not in FUNCTIONS:
            hint = did_you_mean(name.text, FUNCTIONS) or f"the functions are {', '.join(FUNCTIONS)}"
            raise _bad(name.span, f'unknown function "{name.text}"', hint)
        arguments = [] if self._next.text == ")" else [self._sum()]
        while arguments and self._takes(","):
            arguments.append(self._sum())
        end = self._close(name)
        return _call(name, tuple(arguments), _across(name.span, end.span))

    def _close(self, opening: _Token) -> _Token:
        if self._next.kind == "end":
            raise _bad(opening.span, "a parenthesis is not closed")
        if self._next.text != ")":
            raise self._unexpected()
        return self._take()

    def _unexpected(self) -> FormulaError:
        token = self._next
        if token.kind == "end":
            return _bad(token.span, "the formula ends where a fact or number should follow")
        if token.kind == "grouped":
            hint = f"write {token.text.replace(',', '')}, or spaces behind commas that separate numbers"
            return _bad(token.span, f'"{token.text}" may be one number or several', hint)
        shown = token.text if token.text.isprintable() else f"U+{ord(token.text[0]):04X}"
        return _bad(token.span, f'"{shown}" cannot stand here', _remedy(token))


def _remedy(token: _Token) -> str:
    if token.text == "%":
        return "only a number can have a percent sign; a fact in percent needs none"
    if token.text in ("–", "—", "‐", "‑"):
        return "write - for minus, with a space on both sides"
    if token.text == ".":
        return "write digits before and behind a decimal point"
    if token.kind in ("name", "number") or token.text == "(":
        return "an operator is missing before it"
    return ""


def _chain(first: Node, steps: list[Step]) -> Node:
    return Chain(first, tuple(steps), _across(first.span, steps[-1].operand.span)) if steps else first


def _call(name: _Token, arguments: tuple[Node, ...], span: Range) -> Call:
    wanted = _ARGUMENTS.get(name.text)
    if not arguments or wanted not in (None, len(arguments)):
        given = f"{len(arguments)} argument{'' if len(arguments) == 1 else 's'}"
        raise _bad(span, f"{name.text} does not take {given}", f"write {FUNCTIONS[name.text]}")
    return Call(name.text, arguments, span)


def _across(first: Range, last: Range) -> Range:
    return Range(first.offset, last.end - first.offset)


def _bad(span: Range, message: str, hint: str = "") -> FormulaError:
    return FormulaError(codes.BAD_FORMULA, span, message, hint)

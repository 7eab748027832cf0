import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.ledger.formula import (
    FUNCTIONS,
    MAX_DEPTH,
    MAX_LENGTH,
    Call,
    Chain,
    FactReference,
    FormulaError,
    Negation,
    Node,
    Number,
    parse_formula,
    references,
)


def shape(node: Node) -> str:
    """The tree in brackets, so that its form can be compared at a glance."""
    match node:
        case Number():
            return f"{node.amount}{'%' if node.is_percent else ''}"
        case FactReference():
            return node.fact
        case Negation():
            return f"neg({shape(node.operand)})"
        case Chain():
            return "[" + " ".join([shape(node.first), *(f"{s.operator} {shape(s.operand)}" for s in node.steps)]) + "]"
        case Call():
            return f"{node.function}({', '.join(map(shape, node.arguments))})"


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("north + south", "[north + south]"),
        ("a + b * c - d", "[a + [b * c] - d]"),
        ("(a + b) * c", "[[a + b] * c]"),
        ("a / b / c", "[a / b / c]"),
        ("-a * b", "[neg(a) * b]"),
        ("a - -b", "[a - neg(b)]"),
        ("north-sea", "north-sea"),
        ("north - sea", "[north - sea]"),
        ("north -sea", "[north - sea]"),
        ("catch_2030/2", "[catch_2030 / 2]"),
        ("a * 66 %", "[a * 66%]"),
        ("a * 6.5%", "[a * 6.5%]"),
        ("share(a, sum(a, b, 3))", "share(a, sum(a, b, 3))"),
        ("sum + share", "[sum + share]"),
        ("sum(100, 200)", "sum(100, 200)"),
        ("sum(100,2000)", "sum(100, 2000)"),
        ("a − b × c ÷ d", "[a - [b * c / d]]"),
    ],
)
def test_tree_of_a_formula(text: str, tree: str) -> None:
    assert shape(parse_formula(text)) == tree


@pytest.mark.parametrize(
    ("text", "column", "width", "message", "hint"),
    [
        ("", 1, 1, "the formula is empty", ""),
        ("  ", 1, 1, "the formula is empty", ""),
        ("a +", 4, 1, "ends where a fact or number should follow", ""),
        ("a + * b", 5, 1, '"*" cannot stand here', ""),
        ("a b", 3, 1, '"b" cannot stand here', "an operator is missing before it"),
        ("12abc", 3, 3, '"abc" cannot stand here', "an operator is missing before it"),
        ("a (b)", 1, 1, 'unknown function "a"', "the functions are sum, count, share, change, per_day, days_left"),
        ("2 * (a + b", 5, 1, "a parenthesis is not closed", ""),
        ("share(a, b", 1, 5, "a parenthesis is not closed", ""),
        ("a + b)", 6, 1, '")" cannot stand here', ""),
        ("shar(a, b)", 1, 4, 'unknown function "shar"', 'did you mean "share"?'),
        ("1 + share(a)", 5, 8, "share does not take 1 argument", "write share(part, whole)"),
        ("per_day(a, b)", 1, 13, "per_day does not take 2 arguments", "write per_day(total)"),
        ("sum()", 1, 5, "sum does not take 0 arguments", "write sum(a, b, ...)"),
        ("sum(a,)", 7, 1, '")" cannot stand here', ""),
        ("sum(1,612, a)", 5, 5, '"1,612" may be one number or several', "write 1612, or spaces behind commas"),
        ("rise %", 6, 1, '"%" cannot stand here', "a fact in percent needs none"),
        (".5 * a", 1, 1, '"." cannot stand here', "write digits before and behind a decimal point"),
        ("a – b", 3, 1, '"–" cannot stand here', "write - for minus, with a space on both sides"),
        ("a ; b", 3, 1, '";" cannot stand here', ""),
        ("a \x07", 3, 1, '"U+0007" cannot stand here', ""),
        ("a + " + "9" * 19, 5, 19, "at most 18 digits before the decimal point", ""),
        ("__import__", 1, 1, '"_" cannot stand here', ""),
    ],
)
def test_fault_with_its_stretch(text: str, column: int, width: int, message: str, hint: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse_formula(text)
    error = caught.value
    assert (error.code.code, error.span.offset + 1, error.span.width) == ("BG204", column, width)
    assert message in error.message
    assert hint in error.hint
    assert bool(hint) is bool(error.hint)


@pytest.mark.parametrize("opening", ["(", "-", "sum(", "1 + ("])
def test_depth_is_bounded(opening: str) -> None:
    closing = ")" if "(" in opening else ""
    deep = MAX_DEPTH - 1
    parse_formula(opening * deep + "a" + closing * deep)
    with pytest.raises(FormulaError, match="nested more than 50 deep"):
        parse_formula(opening * MAX_DEPTH + "a" + closing * MAX_DEPTH)


def test_length_is_bounded() -> None:
    parse_formula(("a+" * MAX_LENGTH)[: MAX_LENGTH - 1])
    with pytest.raises(FormulaError, match="the formula has 1,001 characters, and may have 1,000"):
        parse_formula(("a+" * MAX_LENGTH)[: MAX_LENGTH + 1])


def test_references_in_the_order_of_the_text() -> None:
    found = references(parse_formula("share(b, a + -c) * b"))
    assert [(reference.fact, reference.span.offset) for reference in found] == [
        ("b", 6),
        ("a", 9),
        ("c", 14),
        ("b", 19),
    ]


PIECES = st.sampled_from([*FUNCTIONS, "a", "b-c", "1", "2.5", "3 %", *"+-*/(),. %−×\n", "1,612", "é"])


@given(st.text(max_size=60) | st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_read_or_refused_within_its_bounds(text: str) -> None:
    try:
        node = parse_formula(text)
    except FormulaError as error:
        assert error.code.code == "BG204"
        assert 0 <= error.span.offset <= len(text)
        assert error.span.width >= 1
    else:
        assert text[node.span.offset : node.span.end].strip()

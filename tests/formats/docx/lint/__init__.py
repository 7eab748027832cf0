"""The lint of Word documents: what is wrong with a file although it satisfies the schema.

Each rule is a function from a document to what breaks it. Some say what Word needs, others what a person who knows
Word, or its accessibility checker, looks at.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from tests.formats.docx.lint import definitions, directions, fields, looks, marks, package, tables
from tests.formats.docx.opened import Docx

Rule = Callable[[Docx], Iterator[str]]

RULES: Mapping[str, Rule] = {
    **package.RULES,
    **marks.RULES,
    **fields.RULES,
    **definitions.RULES,
    **tables.RULES,
    **looks.RULES,
    **directions.RULES,
}
"""The rules by name."""

BY_CONTENT = frozenset({"blank lines", "header cells", "heading levels", "titles of tables"})
"""What content can break and the writer cannot mend: an empty paragraph, a table without heads, a level left out."""


def faults(docx: Docx, but: Collection[str] = ()) -> list[str]:
    """What breaks the rules, but for some of them; the rule's name first."""
    rules = {name: rule for name, rule in RULES.items() if name not in but}
    return [f"{name}: {fault}" for name, rule in rules.items() for fault in rule(docx)]

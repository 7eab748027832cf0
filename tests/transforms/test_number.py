from __future__ import annotations

from dataclasses import replace

from briefgen.model.blocks import Callout, CalloutKind, Cell, Column, Heading, Table
from briefgen.model.inlines import Text
from briefgen.model.labels import ENGLISH
from briefgen.model.walk import blocks_of
from briefgen.transforms.number import name_again


def test_a_table_is_named_where_it_goes_on() -> None:
    """By its label, its caption or the heading above it; not at all where there is none of these."""
    row = (Cell((Text("x"),)),)
    plain = Table((Column(),), row, (row,))
    blocks = (
        plain,
        Heading(1, (Text("References"),)),
        plain,
        replace(plain, label="Table 3", caption=(Text("The toll."),)),
        replace(plain, caption=(Text("Data of Figure 2."),)),
        Callout(CalloutKind.NOTE, "Note", (replace(plain, caption=(Text("word " * 30),)),)),
    )
    found = [block.again for block in blocks_of(name_again(blocks, ENGLISH)) if isinstance(block, Table)]
    assert found == [
        "",
        "References, continued",
        "Table 3, continued",
        "Data of Figure 2, continued",
        "References, continued",
    ]

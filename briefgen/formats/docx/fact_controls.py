"""Controls: each printed fact stands in a content control of Word's that is bound to one node of a part with all facts.

Source: ISO/IEC 29500-1, 17.5.2 (sdt), 17.5.2.6 (dataBinding), 17.5.2.23 (lock).
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable
from copy import copy
from hashlib import sha256

from briefgen.formats.docx.elements import Markup, escaped, part_of, quotable
from briefgen.formats.docx.markup import NAMESPACES, Element, qualified
from briefgen.model.document import Properties
from briefgen.model.inlines import Value

LONGEST, DIGEST = 64, 8
"""The characters that Word allows in a control's tag and title, and those of the digest in one that is cut."""

FIRST = 1_000_000
"""The number before that of the first control, beyond those of other marks, so that nothing else moves them."""

TAG = "fact:"
"""How the tag of a fact's control begins; its id follows."""

_RUN_PROPERTIES = qualified("w:rPr")


class FactControls:
    """The controls of a document, and the nodes to which they are bound: one for each fact and text that it prints as.

    Nobody types into a control by mistake, but it can be taken out with the words around it. The part of the nodes has
    an id that is of this edition and this state of its ledger alone, so that what somebody pastes into another brief
    finds no node there and goes on to show what it showed.
    """

    def __init__(self, properties: Properties) -> None:
        own = "/".join((NAMESPACES["f"], properties.edition, properties.version, properties.ledger))
        self.item = f"{{{uuid.uuid5(uuid.NAMESPACE_URL, own)}}}".upper()
        self._edition = quotable(properties.edition)
        self._figures: list[Markup] = []
        self._count = 0
        self._forms: Counter[str] = Counter()
        self._numbers: dict[tuple[str, str], int] = {}
        self._bound = f"<w:dataBinding w:prefixMappings=\"xmlns:f='{NAMESPACES['f']}'\""

    def around(self, run: Markup, value: Value, look: Markup) -> Markup:
        """A run that prints a fact, inside its control, into which Word writes in a look.

        It is a list without entries, which takes any text: LibreOffice (7.4) takes looks and tracked changes out of
        plain text controls, but not out of these.
        """
        fact = quotable(value.fact)
        path = f"/f:figures[@edition='{self._edition}']/f:figure[@fact='{fact}'][@form='{self._form(value)}']"
        title = quotable(value.fact.replace("_", " ")[:LONGEST])
        return Markup(
            f'<w:sdt><w:sdtPr>{look}<w:alias w:val="{title}"/><w:tag w:val="{quotable(tag_of(value.fact))}"/>'
            f'<w:id w:val="{self.next_id()}"/><w:lock w:val="contentLocked"/>'
            f'{self._bound} w:xpath="{path}" w:storeItemID="{self.item}"/><w:comboBox/></w:sdtPr>'
            f"<w:sdtContent>{run}</w:sdtContent></w:sdt>"
        )

    def next_id(self) -> int:
        """The number of a new control, of a fact or of something else."""
        self._count += 1
        return FIRST + self._count

    def figures(self) -> bytes:
        """The part of the nodes; nothing where the text prints no fact."""
        if not self._figures:
            return b""
        return part_of("f:figures", ("f",), "".join(self._figures), f' edition="{self._edition}"')

    def _form(self, value: Value) -> int:
        """The number of the node of a fact and its text, which is new where they have none."""
        key = value.fact, value.text
        if key not in self._numbers:
            self._forms[value.fact] += 1
            number = self._numbers[key] = self._forms[value.fact]
            named = f'<f:figure fact="{quotable(value.fact)}" form="{number}">'
            self._figures.append(Markup(f"{named}{escaped(value.text)}</f:figure>"))
        return self._numbers[key]


def tag_of(fact: str) -> str:
    """The tag of a fact's control; of an id that is too long, its beginning with a digest of all of it."""
    tag = f"{TAG}{fact}"
    return tag if len(tag) <= LONGEST else f"{tag[: LONGEST - DIGEST - 1]}~{sha256(fact.encode()).hexdigest()[:DIGEST]}"


def is_in_control(runs: Markup, at: int) -> bool:
    """Whether what stands somewhere in some runs is in a control, which says its fact and nothing else."""
    return runs.rfind("<w:sdt>", 0, at) > runs.rfind("</w:sdt>", 0, at)


def take_looks(elements: Iterable[Element]) -> None:
    """Let the controls in some elements have the look of their runs, which has changed."""
    for element in elements:
        for control in element.iter(qualified("w:sdt")):
            take_look(control)


def take_look(control: Element) -> None:
    """Let what Word puts into a control look as its first run does."""
    properties, content = control
    look = content[0].find(_RUN_PROPERTIES)
    if properties[0].tag == _RUN_PROPERTIES:
        del properties[0]
    if look is not None:
        properties.insert(0, copy(look))

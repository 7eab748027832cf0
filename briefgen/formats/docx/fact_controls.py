"""Controls: each printed fact stands in a content control of Word's that is bound to one node of a part with all facts.

Source: ISO/IEC 29500-1, 17.5.2 (sdt), 17.5.2.6 (dataBinding), 17.5.2.23 (lock).
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable
from copy import copy
from hashlib import sha256

from briefgen.formats.docx.markup import NAMESPACES, Element, Vocabulary, qualified, w
from briefgen.model.document import Properties
from briefgen.model.inlines import Value

LONGEST, DIGEST = 64, 8
"""The characters that Word allows in a control's tag and title, and those of the digest in one that is cut."""

FIRST = 1_000_000
"""The number before that of the first control, beyond those of other marks, so that nothing else moves them."""

TAG = "fact:"
"""How the tag of a fact's control begins; its id follows."""

f = Vocabulary("f")
_VAL, _XPATH, _STORE_ITEM = (qualified(f"w:{name}") for name in ("val", "xpath", "storeItemID"))
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
        self.figures = f("figures", edition=properties.edition)
        self._count = 0
        self._forms: Counter[str] = Counter()
        self._numbers: dict[tuple[str, str], int] = {}
        self._blank = self._control()

    def around(self, run: Element, value: Value) -> Element:
        """A run that prints a fact, inside its control."""
        control = copy(self._blank)
        properties, content = control
        title, tag, number, _, binding, _ = properties
        title.set(_VAL, value.fact.replace("_", " ")[:LONGEST])
        tag.set(_VAL, tag_of(value.fact))
        number.set(_VAL, str(self.next_id()))
        binding.set(_XPATH, self._path(value))
        binding.set(_STORE_ITEM, self.item)
        content.append(run)
        if run[0].tag == _RUN_PROPERTIES:
            take_look(control)
        return control

    def next_id(self) -> int:
        """The number of a new control, of a fact or of something else."""
        self._count += 1
        return FIRST + self._count

    def _control(self) -> Element:
        """A control of no fact yet, without its number and its run: a list without entries, which takes any text.

        LibreOffice (7.4) takes looks and tracked changes out of plain text controls, but not out of these.
        """
        binding = w("dataBinding", prefixMappings=f"xmlns:f='{NAMESPACES['f']}'")
        lock = w("lock", val="contentLocked")
        return w("sdt", w("sdtPr", w("alias"), w("tag"), w("id"), lock, binding, w("comboBox")), w("sdtContent"))

    def _path(self, value: Value) -> str:
        """The path to the node of a fact and its text, which is new where they have none."""
        key = value.fact, value.text
        if key not in self._numbers:
            self._forms[value.fact] += 1
            self._numbers[key] = self._forms[value.fact]
            self.figures.append(f("figure", value.text, fact=value.fact, form=self._numbers[key]))
        figures = f"/f:figures[@edition='{self.figures.get('edition')}']"
        return f"{figures}/f:figure[@fact='{value.fact}'][@form='{self._numbers[key]}']"


def tag_of(fact: str) -> str:
    """The tag of a fact's control; of an id that is too long, its beginning with a digest of all of it."""
    tag = f"{TAG}{fact}"
    return tag if len(tag) <= LONGEST else f"{tag[: LONGEST - DIGEST - 1]}~{sha256(fact.encode()).hexdigest()[:DIGEST]}"


def is_in_control(text: Element) -> bool:
    """Whether a text is that of a control, which says its fact and nothing else."""
    return next(text.iterancestors(qualified("w:sdt")), None) is not None


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

"""What a file says of itself, for catalogues and for readers that speak."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.model.document import Properties
from briefgen.proof.compare import Difference, different
from briefgen.proof.expected import of_front
from briefgen.proof.reading import squeezed


def property_differences(properties: Properties, title: str, language: str) -> Iterator[Difference]:
    """How the title and the language that a file gives of itself differ."""
    for what, wanted, read in (("title", properties.title, title), ("language", properties.language, language)):
        if squeezed(wanted) != squeezed(read):
            yield different(of_front(wanted, f"{what} among the file’s properties"), read)

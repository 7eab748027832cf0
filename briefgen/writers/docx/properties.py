"""Properties: what the file says of itself, for catalogues and for the archive."""

from __future__ import annotations

from briefgen.model.document import Properties
from briefgen.writers.docx.markup import Element, Vocabulary

core = Vocabulary("cp")
dublin_core = Vocabulary("dc")
terms = Vocabulary("dcterms")
extended = Vocabulary("ep")


def core_properties(properties: Properties) -> Element:
    """The core properties part (ISO/IEC 29500-2, 11); created and modified are the edition's date, never the clock."""
    day = f"{properties.date.isoformat()}T00:00:00Z"
    return core(
        "coreProperties",
        dublin_core("title", properties.title),
        dublin_core("subject", properties.subject),
        dublin_core("creator", properties.author),
        core("keywords", ", ".join(properties.keywords)),
        dublin_core("language", properties.language),
        core("lastModifiedBy", properties.author),
        core("revision", "1"),
        terms("created", day, xsi__type="dcterms:W3CDTF"),
        terms("modified", day, xsi__type="dcterms:W3CDTF"),
    )


def extended_properties() -> Element:
    """The extended properties part: which program made the file."""
    return extended("Properties", extended("Application", "briefgen"))

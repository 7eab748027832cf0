"""Attachments: files that a document carries inside itself."""

from __future__ import annotations

from dataclasses import field
from enum import Enum

from briefgen.frozen import frozen


class Relationship(Enum):
    """What an attachment is to the document: the values of AFRelationship (ISO 32000-2, 7.11.3; ISO 19005-3, 6.8)."""

    SOURCE = "Source"
    DATA = "Data"
    ALTERNATIVE = "Alternative"
    SUPPLEMENT = "Supplement"
    UNSPECIFIED = "Unspecified"


@frozen
class Attachment:
    """A file by its name, a path that leads nowhere upwards; `description` is what a reader is told of it."""

    name: str
    data: bytes = field(repr=False)
    media_type: str
    description: str
    relationship: Relationship

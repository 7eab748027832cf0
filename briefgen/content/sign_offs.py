"""signoffs.yaml and confirmations.yaml -> who has ticked which fact, and who says that it still holds."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.content.files import Located, read_entries
from briefgen.content.schema import SignOffEntry
from briefgen.content.schema_types import TICK_ID
from briefgen.content.source_reader import SourceReader
from briefgen.content.text import FORBIDDEN
from briefgen.content.tree import Content, find_kind
from briefgen.errors import ContentError
from briefgen.model.edition import SignOff

SIGN_OFF_KIND = "signoff:"


def read_sign_offs(reading: SourceReader, path: str) -> dict[str, SignOff]:
    """The sign-offs by the ids of their facts; none where there is no file."""
    if not find_kind(reading.content, path):
        return {}
    entries = read_entries(reading, path, SignOffEntry, SIGN_OFF_KIND, TICK_ID)
    return {name: _sign_off(name, located) for name, located in entries.items()}


def load_sign_offs(content: Content, path: str) -> Mapping[str, SignOff]:
    """The sign-offs of a file as they stand now; raises ContentError where it has faults."""
    reading = SourceReader(content)
    found = read_sign_offs(reading, path)
    if reading.diagnostics:
        raise ContentError(reading.diagnostics)
    return found


def as_name(text: str) -> str:
    """The text as a name that the file can hold, with single spaces; "" where it can be none."""
    name = " ".join(text.split())
    is_fit = any(character.isalpha() for character in name) and "{{" not in name and not FORBIDDEN.search(name)
    return name if is_fit else ""


def _sign_off(name: str, located: Located[SignOffEntry]) -> SignOff:
    entry = located.entry
    return SignOff(name, entry.by, entry.on, entry.seal, place=located.place)

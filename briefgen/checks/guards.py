"""What the texts of a desk are not read for, since the file of its language does not have the words."""

from __future__ import annotations

from collections.abc import Iterator

from babel import Locale

from briefgen import codes
from briefgen.errors import Diagnostic
from briefgen.languages import guards, language_of
from briefgen.model.edition import Desk


def guards_off(desk: Desk) -> Iterator[Diagnostic]:
    """A note that names the guards that are off in the language of a desk; none where all are on."""
    language = language_of(desk.language)
    off = [guard for guard, is_on in guards(language).items() if not is_on]
    place = desk.language_place or desk.place
    if off and place:
        name = Locale(language).english_name
        hint = "digits are found all the same; look for these yourself"
        yield codes.GUARDS_OFF.at(place, f"texts in {name} are not read for: {'; '.join(off)}", hint)

"""What a release must not hold, looked for in every part of every file of its pack.

The readers here are the scanner's own: they share nothing with the writers, nor with the readers that compare a file
with its document, which look for what must be there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from briefgen.frozen import frozen
from briefgen.proof.leaks.found import PARTED, Found, FoundText, HeldFile, Unread, Zone
from briefgen.proof.leaks.needles import Needles, Withheld, searched
from briefgen.proof.leaks.parts import ReadBefore, parts_of

__all__ = ["Leak", "Withheld", "find_leaks"]


@frozen
class Leak:
    """Something withheld that is in a file: the part of it, in words, and what was found there."""

    path: str
    part: str
    what: str


def find_leaks(
    files: Mapping[str, bytes], withheld: Withheld, pages: Mapping[bytes, Sequence[Found]] | None = None
) -> Iterator[Leak]:
    """What of the withheld is in the files of a pack, each thing once for each part.

    An archive or a PDF that cannot be opened is a leak as well, since nothing is known of it. `pages` has what
    `pages_of` gives of PDFs where it has been asked before.
    """
    needles = Needles(withheld)
    once = ReadBefore({*files.values()}, pages or {}, {True: set(), False: set()})
    if any(True for path, data in files.items() for _ in found_in(path, data, needles, once)):
        for path, data in files.items():
            found = dict.fromkeys(found_in(path, data, needles, ReadBefore({*files.values()}, pages or {})))
            yield from (Leak(path, part or "file", what) for part, what in found)


def found_in(path: str, data: bytes, needles: Needles, known: ReadBefore) -> Iterator[tuple[str, str]]:
    """The parts of a file with what is found in each, looked for in all at once, and in each where there is any.

    Other files of the pack are not read again where they are in this one.
    """
    texts: dict[Zone, list[FoundText]] = defaultdict(list)
    texts[Zone.MARKUP].append(FoundText("name of the file", Zone.MARKUP, path))
    for part in parts_of(HeldFile("", data, path), known):
        match part:
            case FoundText():
                texts[part.zone].append(part)
            case HeldFile():
                yield from ((part.part, what) for what in needles.files_in(part.data))
            case Unread():
                yield part.part, f"it cannot be read, so that nothing is known of it: {part.why}"
    for zone, parts in texts.items():
        said = {text: searched(text, zone) for text in dict.fromkeys(part.text for part in parts)}
        if any(needles.found_in(PARTED.join(said.values()), zone)):
            for part in parts:
                yield from ((part.part, what) for what in needles.found_in(said[part.text], zone))

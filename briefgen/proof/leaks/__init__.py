"""What a release must not hold, looked for in every part of every file of its pack.

The readers here are the scanner's own: they share nothing with the writers, nor with the readers that compare a file
with its document, which look for what must be there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefgen.frozen import frozen
from briefgen.proof.leaks.needles import Needles, Withheld
from briefgen.proof.leaks.parts import parts_of

__all__ = ["Leak", "Withheld", "find_leaks"]


@frozen
class Leak:
    """Something withheld that is in a file: the part of it, in words, and what was found there."""

    path: str
    part: str
    what: str


def find_leaks(files: Mapping[str, bytes], withheld: Withheld) -> Iterator[Leak]:
    """What of the withheld is in the files of a pack, each thing once for each part."""
    needles = Needles(withheld)
    for path, data in files.items():
        found = dict.fromkeys((part.name, what) for part in parts_of(path, data) for what in needles.found_in(part))
        yield from (Leak(path, part, what) for part, what in found)

"""Releases of a brief: for each audience what it may read of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field

from briefgen.frozen import frozen
from briefgen.spans import Span


@frozen
class Release:
    """A release by its name: the highest protective marking of what it has; "" where that is the edition's own."""

    name: str
    marking: str = ""
    place: Span | None = field(default=None, compare=False)

    def shows(self, releases: Collection[str], marking: str, markings: tuple[str, ...]) -> bool:
        """Whether it has what is for some `releases` (none: for all), under a marking of the desk's from the lowest up.

        A marking that the desk does not have is above all others.
        """
        if releases and self.name not in releases:
            return False
        if not marking or not self.marking:
            return True
        ranks = {each: rank for rank, each in enumerate(markings)}
        return ranks.get(marking, len(ranks)) <= ranks.get(self.marking, -1)


@frozen
class MarkScheme:
    """The releases and the markings that content can be marked with, these up to the edition's own, if it has one."""

    releases: Mapping[str, Release] = field(default_factory=dict)
    markings: tuple[str, ...] = ()
    own: str = ""

    def is_above(self, marking: str) -> bool:
        """Whether a marking is above the edition's own."""
        both = self.own in self.markings and marking in self.markings
        return both and self.markings.index(marking) > self.markings.index(self.own)


def release_folder(edition: str, release: str) -> str:
    """The name of a release as an edition."""
    return f"{edition}-{release.replace('_', '-')}"

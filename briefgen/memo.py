"""What was made of parts of the content that have not changed since, kept in memory while somebody edits."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import field

from briefgen.frozen import mutable


@mutable
class Memo:
    """Values by a key, each with what it was made from; those that the last two rounds did not use are forgotten.

    `made` and `found` count what had to be made and what was there.
    """

    made: int = 0
    found: int = 0
    _now: dict[Hashable, tuple[object, object]] = field(default_factory=dict, repr=False)
    _before: dict[Hashable, tuple[object, object]] = field(default_factory=dict, repr=False)

    def begin_round(self) -> None:
        """Forget what the round before did not use."""
        self._before, self._now = self._now, {}
        self.made = self.found = 0

    def get(self, key: Hashable, made_from: object) -> object | None:
        """What was made under a key, if it was made from the same."""
        entry = self._now.get(key) or self._before.get(key)
        if entry is None or (entry[0] is not made_from and entry[0] != made_from):
            return None
        self.found += 1
        self._now[key] = entry
        return entry[1]

    def put(self, key: Hashable, made_from: object, value: object) -> None:
        """Keep what was made."""
        self.made += 1
        self._now[key] = (made_from, value)

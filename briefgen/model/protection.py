"""What readers of a document can do with it: which changes, tracked or not, and its label of sensitivity."""

from __future__ import annotations

from enum import Enum

from briefgen.frozen import frozen


class Protection(Enum):
    """What readers can change in the Word document: everything, comments, text that is tracked, or nothing."""

    NONE = "none"
    COMMENTS = "comments"
    TRACKED_CHANGES = "tracked changes"
    READ_ONLY = "read-only"


@frozen
class ReviewRules:
    """How Word treats what a reviewer does: whether it tracks changes from the start, and what it lets them change."""

    track_changes: bool = True
    protection: Protection = Protection.NONE

    @property
    def is_sound(self) -> bool:
        """Whether both can hold: where only tracked changes are let in, they are tracked."""
        return self.track_changes or self.protection is not Protection.TRACKED_CHANGES


@frozen
class SensitivityLabel:
    """A label of Microsoft Purview, as the tenant (`site`) has it; both ids are GUIDs in small letters."""

    id: str
    name: str
    site: str

"""What a form says behind a text, in braces: what a point may be used for, and the boxes below it."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.content.braces import ID, Sayable, chosen, listed
from briefgen.content.edition_context import EditionContext
from briefgen.model.kind import PointUse
from briefgen.spans import SourceText

POINT = Sayable("a point", (ID, "use", "answers"), 'write {#id use="if raised" answers="agree, disagree"}')
NO_ANSWERS = "none"


def use_of(said: Mapping[str, SourceText], context: EditionContext) -> PointUse | None:
    """What a point may be used for; reports another word."""
    use = chosen("use", said["use"], [each.value for each in PointUse], context.reading) if "use" in said else ""
    return PointUse(use) if use else None


def answers_of(said: Mapping[str, SourceText], context: EditionContext) -> tuple[str, ...] | None:
    """The boxes below a point; none where it does not say."""
    if "answers" not in said:
        return None
    known = (NO_ANSWERS, *context.labels.answers)
    found = [chosen("answers", each, known, context.reading) for each in listed(said["answers"])]
    return tuple(dict.fromkeys(each for each in found if each not in ("", NO_ANSWERS)))

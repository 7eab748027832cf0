"""What a form says behind a text, in braces: what a point may be used for, and the boxes below it."""

from __future__ import annotations

import re

from briefgen import codes
from briefgen.content.edition_context import EditionContext
from briefgen.frozen import frozen
from briefgen.model.kind import PointUse
from briefgen.patterns import lazy_regex
from briefgen.spans import SourceText
from briefgen.suggest import did_you_mean

_ENTRY = r"([a-z]+)[ \t]*=[ \t]*(?:[\"“]([^\"“”{}]*)[\"”]|([^\s\"“”{}=]+))"
_MARK = lazy_regex(rf"(?:^|\s+)\{{(?:#[^{{}}\s]+(?=\s))?((?:\s*{_ENTRY})+)\s*\}}[ \t]*$")
_PART = lazy_regex(_ENTRY)
KEYS = ("use", "answers")
NO_ANSWERS = "none"


@frozen
class FormMark:
    """What stands in the braces, and from where to where in the text; none of what they do not say."""

    start: int
    end: int
    use: PointUse | None = None
    answers: tuple[str, ...] | None = None


def form_mark(content: SourceText, end: int, context: EditionContext) -> FormMark | None:
    """The mark at the end of the first so many characters of a text; reports words that it cannot have."""
    found = _MARK.search(content.text, 0, end)
    if found is None:
        return None
    said = {part[1]: _value(content, part) for part in _PART.finditer(content.text, *found.span(1))}
    has_id = content.text.startswith("#", content.text.index("{", found.start()) + 1)
    start, stop = found.span(1) if has_id else found.span()
    if unknown := next((key for key in said if key not in KEYS), ""):
        hint = did_you_mean(unknown, KEYS)
        fault = codes.UNSUPPORTED_MARKUP.at(content.place(*found.span(1)), f'a point has no "{unknown}"', hint)
        context.reading.extend([fault] if hint else [])
        return FormMark(start, stop) if hint else None
    uses = [each.value for each in PointUse]
    use = _known(said["use"], uses, "use", context) if "use" in said else ""
    answers = _answers(said["answers"], context) if "answers" in said else None
    return FormMark(start, stop, PointUse(use) if use else None, answers)


def _value(content: SourceText, part: re.Match[str]) -> SourceText:
    """What a key is said to be, in quotation marks or without."""
    return content.part(*part.span(2 if part[2] is not None else 3))


def _answers(value: SourceText, context: EditionContext) -> tuple[str, ...]:
    """The boxes that a text names, with commas between them."""
    known, found, at = [NO_ANSWERS, *context.labels.answers], [], 0
    for word in value.text.split(","):
        start = at + len(word) - len(word.lstrip())
        found.append(_known(value.part(start, start + len(word.strip())), known, "answers", context))
        at += len(word) + 1
    return tuple(dict.fromkeys(word for word in found if word not in ("", NO_ANSWERS)))


def _known(value: SourceText, known: list[str], key: str, context: EditionContext) -> str:
    """A word that is known; "", with the fault noted, for another one."""
    if value.text in known:
        return value.text
    hint = did_you_mean(value.text, known) or f"write one of {', '.join(known)}"
    context.reading.report(codes.WRONG_VALUE.at(value.whole, f'`{key}` cannot be "{value.text}"', hint))
    return ""

"""Times of day: 14:30, 9.30 am, 6pm."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.numbers_in_text.mention import Mention, MentionKind

_HALF_DAY = r"\s?(?i:[ap]\.m\.|[ap]m)(?!\w)"
_TIME = re.compile(
    rf"(?<![\w.,:/])(?:(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?(?:{_HALF_DAY}|Z)?(?![\w:]|[.,]\d)"
    rf"|(?:0?[0-9]|1[0-9]|2[0-4])(?:\.[0-5][0-9])?{_HALF_DAY})"
)
_RATIO = re.compile(r"\b(?:ratio|scale|odds)\b", re.IGNORECASE)
_NEAR = 20


def times(text: str) -> Iterator[Mention]:
    """Times of day, save what stands behind a word such as "ratio"."""
    for match in _TIME.finditer(text):
        if not _RATIO.search(text, max(0, match.start() - _NEAR), match.start()):
            yield Mention(*match.span(), match[0], MentionKind.TIME)

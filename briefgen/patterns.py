"""Regular expressions that are compiled when they are first used, which most are not in any one brief."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, AnyStr, cast


def lazy_regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern for a whole module: to compile all of them takes longer than to read a small edition."""
    return cast("re.Pattern[AnyStr]", _LazyPattern(pattern, flags))


class _LazyPattern:
    """Stands for a pattern, and has its methods once they are asked for."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self._source = pattern, flags

    @property
    def pattern(self) -> str | bytes:
        """The source, which others are made of."""
        return self._source[0]

    @cached_property
    def _compiled(self) -> re.Pattern[Any]:
        return re.compile(*self._source)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what copying and pickling look for, before there is a source
            raise AttributeError(name)
        value = getattr(self._compiled, name)
        setattr(self, name, value)
        return value

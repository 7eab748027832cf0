"""Regular expressions of the code: compiled when they are first used, and kept beside its compiled modules.

`re` compiles them in Python, which took a fifth of a small build, a third of that for those of libraries. What it hands
to its engine are numbers, which are kept in `__pycache__`: who could change them there could change the code itself.
Where modules are not kept, nor are these; and a Python whose engine is not known compiles all of them each time.
The constructors of `frozen.py`, which are compiled when they are first used as well, are kept with them.
"""

from __future__ import annotations

import atexit
import marshal
import re
import sys
from array import array
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from importlib import import_module
from importlib.util import cache_from_source
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import CodeType
from typing import Any, AnyStr, TypeVar, cast

from briefgen import frozen
from briefgen.cache import Cache

IS_KNOWN = sys.implementation.name == "cpython" and (3, 11) <= sys.version_info < (3, 15)
"""Whether this is a Python whose engine takes what it compiled before; how is private to each."""

_IMPORTING = "importlib._bootstrap"
"""What calls a module that is written in C, and so has no frame of its own."""

_OF_SETS = "babel.", "reportlab.lib.rl_safe_eval"
"""What makes patterns of sets, whose order is another one in each process, so that all of them would be kept."""

MOST = 2000
"""So many patterns are kept at most; then those of earlier versions go."""

T = TypeVar("T")
Key = tuple[str | bytes, int]
Program = tuple[int, bytes, int, Mapping[str, int], tuple[str | None, ...]]
"""What the engine is given: flags, code as 32-bit numbers, and the groups: how many, by name, and their names."""


def lazy_regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern for a whole module: to compile all of them takes longer than to read a small edition."""
    return cast("re.Pattern[AnyStr]", _LazyPattern(pattern, flags))


def compiled(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern that depends on nothing but the code and the language files, so that each desk wants the same one."""
    return cast("re.Pattern[AnyStr]", _KEPT.pattern(pattern, flags))


def keep_all() -> None:
    """From now on, keep the patterns of all modules of this process, those of libraries too, and its constructors."""
    frozen.compiler = partial(_KEPT.code, frozen.compiler)
    if IS_KNOWN:
        compiler: Any = import_module("re._compiler")
        compiler.compile = partial(_of_module, compiler.compile)


def keep_now() -> None:
    """Keep what this process has compiled before it ends, since it is ended by another one."""
    _KEPT.keep()


def _of_module(compile_anew: Callable[..., re.Pattern[Any]], pattern: Any, flags: int = 0) -> re.Pattern[Any]:
    """What `re` compiles: kept for modules and classes, and not for functions, whose patterns are made of any text."""
    caller = sys._getframe(3)  # behind two functions of `re`
    module = caller.f_globals["__name__"]
    is_of_module = not caller.f_code.co_flags & CO_OPTIMIZED or module == _IMPORTING
    is_same = type(pattern) in (str, bytes) and not flags & re.DEBUG and not module.startswith(_OF_SETS)
    return _KEPT.pattern(pattern, flags) if is_of_module and is_same else compile_anew(pattern, flags)


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
        return _KEPT.pattern(*self._source)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what copying and pickling look for, before there is a source
            raise AttributeError(name)
        value = getattr(self._compiled, name)
        setattr(self, name, value)
        return value


class KeptPrograms:
    """What earlier processes have compiled, and what this one has, which is kept when it ends."""

    def __init__(self, folder: Path) -> None:
        self._cache = Cache(folder, limit=sys.maxsize)
        self._key = f"patterns.{sys.implementation.cache_tag}.{sys.hexversion:x}"
        self._made: dict[Any, Any] = {}

    @cached_property
    def _known(self) -> dict[Any, Any]:
        data = self._cache.get(self._key)
        return marshal.loads(data) if data else {}  # noqa: S302 - as compiled modules are read

    def pattern(self, pattern: str | bytes, flags: int) -> re.Pattern[Any]:
        """The pattern; raises re.error where it is wrong."""
        if not IS_KNOWN:
            return re.compile(pattern, flags)
        key: Key = pattern, int(flags)
        flags, code, *groups = self._kept(key, lambda: _program(*key))
        return cast(
            "re.Pattern[Any]", import_module("_sre").compile(pattern, flags, array("I", code).tolist(), *groups)
        )

    def code(self, compile_anew: Callable[[str], CodeType], source: str) -> CodeType:
        """The code of a source that is the same at each start."""
        return self._kept(source, lambda: compile_anew(source))

    def _kept(self, key: Key | str, make: Callable[[], T]) -> T:
        known: T | None = self._known.get(key)
        if known is None:
            if not self._made:
                atexit.register(self.keep)
            known = self._made[key] = self._known[key] = make()
        return known

    def keep(self) -> None:
        """Keep what this process has compiled."""
        if self._made and not sys.dont_write_bytecode:
            programs = self._made if len(self._known) > MOST else self._known
            self._cache.put({self._key: marshal.dumps(programs)})
        self._made.clear()


def _program(pattern: str | bytes, flags: int) -> Program:
    """What `re.compile` makes of a pattern, before the engine takes it."""
    parsed = import_module("re._parser").parse(pattern, flags)
    state, names = parsed.state, {number: name for name, number in parsed.state.groupdict.items()}
    code = array("I", import_module("re._compiler")._code(parsed, flags)).tobytes()
    groups = tuple(names.get(number) for number in range(state.groups))
    return flags | state.flags, code, state.groups - 1, state.groupdict, groups


_KEPT = KeptPrograms(Path(cache_from_source(__file__)).parent)

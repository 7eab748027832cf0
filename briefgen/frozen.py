"""Values that stay as they are: dataclasses of which little has to be compiled when a module is imported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from operator import attrgetter
from types import CodeType, FunctionType
from typing import Any, TypeVar, dataclass_transform, overload

T = TypeVar("T")


@overload
def frozen(cls: type[T], /) -> type[T]: ...
@overload
def frozen(*, eq: bool = True, kw_only: bool = False, slots: bool = False) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: Any = None, /, *, eq: bool = True, kw_only: bool = False, slots: bool = False) -> Any:
    """A dataclass whose values nobody changes, which mypy holds to; `replace` and `fields` know it as any other.

    The standard library compiles six functions for each frozen one, which for all of briefgen takes longer than reading
    a small edition. Here the classes with equally many fields share one, and it need not go round a guard for each.
    """

    def made(plain: type[T]) -> type[T]:
        value = dataclass(init=False, repr=False, eq=False, kw_only=kw_only, slots=slots)(plain)
        for method in (_constructor(value), _repr(value), *(_comparison(value) if eq else ())):
            if method.__name__ not in vars(plain):
                setattr(value, method.__name__, method)
        return value

    return made if cls is None else made(cls)


class _Made:
    """Stands for what is made anew for each value."""

    def __repr__(self) -> str:
        return "<made>"


_MADE = _Made()


def _constructor(cls: Any) -> Callable[..., None]:
    """The constructor: the code of its form, under the names of the fields and with their defaults."""
    all_fields = fields(cls)
    defaults = {
        each.name: _MADE if each.default is MISSING else each.default
        for each in all_fields
        if each.default is not MISSING or each.default_factory is not MISSING
    }
    form = tuple((each.kw_only, each.default_factory is not MISSING) for each in all_fields)
    code = _code_of(form, has_more=hasattr(cls, "__post_init__"))
    names = {f"a{number}": each.name for number, each in enumerate(all_fields)}
    named = code.replace(
        co_varnames=tuple(names.get(name, name) for name in code.co_varnames),
        co_names=tuple(names.get(name, name) for name in code.co_names),
        co_qualname=f"{cls.__qualname__}.__init__",
    )
    makers = {f"make{number}": each.default_factory for number, each in enumerate(all_fields)}
    made = FunctionType(named, {"MADE": _MADE, **makers}, "__init__")
    made.__defaults__ = tuple(defaults[each.name] for each in all_fields if not each.kw_only and each.name in defaults)
    made.__kwdefaults__ = {
        each.name: defaults[each.name] for each in all_fields if each.kw_only and each.name in defaults
    }
    made.__annotations__ = {each.name: each.type for each in all_fields} | {"return": None}
    made.__module__ = cls.__module__
    return made


@cache
def _code_of(form: tuple[tuple[bool, bool], ...], *, has_more: bool) -> CodeType:
    """The code of a constructor with fields a0, a1 ..., of which some only take names and some are made by default."""
    plain = [f"a{number}" for number, (only_named, _) in enumerate(form) if not only_named]
    named = [f"a{number}" for number, (only_named, _) in enumerate(form) if only_named]
    body = [
        f"self.a{n} = make{n}() if a{n} is MADE else a{n}" if is_made else f"self.a{n} = a{n}"
        for n, (_, is_made) in enumerate(form)
    ]
    body += ["self.__post_init__()"] if has_more else [] if form else ["pass"]
    head = f"def __init__({', '.join(['self', *plain, *(['*', *named] if named else [])])}):"
    module = compile("\n ".join([head, *body]), __file__, "exec")
    return next(each for each in module.co_consts if isinstance(each, CodeType))


def _repr(cls: Any) -> Callable[..., Any]:
    names = [each.name for each in fields(cls) if each.repr]

    def __repr__(self: object) -> str:  # noqa: N807
        return f"{type(self).__qualname__}({', '.join([f'{name}={getattr(self, name)!r}' for name in names])})"

    return __repr__


def _comparison(cls: Any) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """Equality and hash, by the class and the fields that are compared."""
    key = attrgetter("__class__", *(each.name for each in fields(cls) if each.compare))

    def __eq__(self: object, other: object) -> bool:  # noqa: N807
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: object) -> int:  # noqa: N807
        return hash(key(self))

    return __eq__, __hash__

"""Values that stay as they are: dataclasses of which little has to be compiled when a module is imported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from operator import attrgetter
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
    a small edition. Here only the constructor is, and it need not go round a guard for each field.
    """

    def made(plain: type[T]) -> type[T]:
        value = dataclass(repr=False, eq=False, kw_only=kw_only, slots=slots)(plain)
        for method in (_repr(value), *(_comparison(value) if eq else ())):
            if method.__name__ not in vars(plain):
                setattr(value, method.__name__, method)
        return value

    return made if cls is None else made(cls)


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

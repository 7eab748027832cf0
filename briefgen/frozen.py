"""Values that stay as they are: dataclasses of which little has to be made, and that when it is first used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from functools import cache
from operator import attrgetter
from threading import RLock
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

    The standard library compiles six functions for each frozen one, and looks at each type for words that mean
    something to it (ClassVar, InitVar, KW_ONLY: here each name with a type is a field), which for all of briefgen takes
    longer than reading a small edition. Here the classes with equally many fields share one function, and it need not
    go round a guard for each; and a class has nothing of this before somebody asks for it, since most briefs have no
    use for half of the classes.
    """

    def made(plain: type) -> None:
        if isinstance(vars(plain)["__dataclass_fields__"], _Pending):
            _declare(plain, kw_only=kw_only)
        parts = {"__init__": _constructor(plain), "__repr__": _repr, "__match_args__": _positional(plain)}
        for name, part in (parts | (_comparison(plain) if eq else {})).items():
            if isinstance(vars(plain).get(name), _Pending):
                setattr(plain, name, part)

    def decorate(plain: type[T]) -> type[T]:
        if slots:
            _declare(plain, kw_only=kw_only)
            plain = _with_slots(plain)
        for name in _OF_EQUALS if eq else _OF_ALL:
            if name not in vars(plain):
                setattr(plain, name, _Pending(plain, name, made))
        return plain

    return decorate if cls is None else decorate(cls)


@overload
def mutable(cls: type[T], /) -> type[T]: ...
@overload
def mutable(*, slots: bool = False) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(eq_default=False, field_specifiers=(field,))
def mutable(cls: Any = None, /, *, slots: bool = False) -> Any:
    """A dataclass whose objects change as work goes on, each equal to itself alone; made as a frozen one is."""
    return frozen(eq=False, slots=slots)(cls) if cls else frozen(eq=False, slots=slots)


def but(value: T, /, **changes: object) -> T:
    """The value with something else in some fields: `replace`, for what is done thousands of times."""
    cls: Any = value.__class__
    taken, places, is_named = _taken(cls)
    parts = [*taken(value)]
    for name, part in changes.items():
        parts[places[name]] = part
    made: T = cls(**dict(zip(places, parts, strict=True))) if is_named else cls(*parts)
    return made


@cache
def _taken(cls: Any) -> tuple[attrgetter[tuple[Any, ...]], dict[str, int], bool]:
    """What takes the parts of a constructor from a value, the place of each, and whether it wants some by name."""
    taken = [each for each in fields(cls) if each.init]
    places = {each.name: place for place, each in enumerate(taken)}
    return attrgetter(*places), places, any(each.kw_only for each in taken)


_OF_ALL = ("__init__", "__repr__", "__match_args__", "__dataclass_fields__")
_OF_EQUALS = (*_OF_ALL, "__eq__", "__hash__")
_one_at_a_time = RLock()


class _Pending:
    """Stands in a class for something that is made, with all else that the class lacks, when it is first asked for."""

    def __init__(self, plain: type, name: str, make: Callable[[type], None]) -> None:
        self._plain, self._name, self._make = plain, name, make

    def __get__(self, value: object, owner: type) -> Any:
        with _one_at_a_time:
            if vars(self._plain).get(self._name) is self:
                self._make(self._plain)
        part = vars(self._plain)[self._name]  # of this class: one that is made of it may have its own
        return part.__get__(value, owner) if hasattr(part, "__get__") else part


class _Made:
    """Stands for what is made anew for each value."""

    def __repr__(self) -> str:
        return "<made>"


_MADE = _Made()


@dataclass(eq=False, repr=False, init=False, match_args=False)
class _Sample:
    """A class of the standard library's own, for what it marks classes and fields with."""

    only: int


_FIELD: Any = fields(_Sample)[0]


def _declare(cls: Any, *, kw_only: bool) -> None:
    """Give a class its fields, behind those of what it is made of."""
    found = dict[str, Any]()
    for base in cls.__mro__[:0:-1]:
        found |= getattr(base, "__dataclass_fields__", {})
    for name, kind in cls.__annotations__.items():
        default = vars(cls).get(name, MISSING)
        each: Any = default if isinstance(default, Field) else field(default=default)
        found[name] = each
        each.name, each.type, each._field_type = name, kind, _FIELD._field_type
        each.kw_only = kw_only if each.kw_only is MISSING else each.kw_only
        if each is default and each.default is MISSING:
            delattr(cls, name)
        elif each is default:
            setattr(cls, name, each.default)
    cls.__dataclass_fields__, cls.__dataclass_params__ = found, vars(_Sample)["__dataclass_params__"]


def _with_slots(cls: Any) -> Any:
    """The class without room for more than its fields, which is another one."""
    fields_of_bases = {each.name for base in cls.__bases__ if is_dataclass(base) for each in fields(base)}
    own = [name for name in cls.__annotations__ if name not in fields_of_bases]
    left = {"__dict__", "__weakref__", *own}
    parts = {name: part for name, part in vars(cls).items() if name not in left}
    return type(cls)(cls.__name__, cls.__bases__, parts | {"__slots__": own, "__qualname__": cls.__qualname__})


def _constructor(cls: Any) -> Callable[..., None]:
    """The constructor: the code of its form, under the names of the fields that it takes and with their defaults."""
    all_fields = [each for each in fields(cls) if each.init]
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


def _compiled(source: str) -> CodeType:
    """The code of a source's only function."""
    return next(each for each in compile(source, __file__, "exec").co_consts if isinstance(each, CodeType))


compiler = _compiled
"""Who makes the code of constructors, which may be kept (`keep_all` of `patterns.py`)."""


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
    return compiler("\n ".join([head, *body]))


def _repr(self: Any) -> str:
    """How a value reads: as it is made."""
    parts = [f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr]
    return f"{type(self).__qualname__}({', '.join(parts)})"


def _positional(cls: Any) -> tuple[str, ...]:
    """The fields that patterns may give by their places."""
    return tuple(each.name for each in fields(cls) if each.init and not each.kw_only)


def _comparison(cls: Any) -> dict[str, Callable[..., Any]]:
    """Equality and hash, by the class and the fields that are compared."""
    key = attrgetter("__class__", *(each.name for each in fields(cls) if each.compare))

    def __eq__(self: object, other: object) -> bool:  # noqa: N807
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: object) -> int:  # noqa: N807
        return hash(key(self))

    return {"__eq__": __eq__, "__hash__": __hash__}

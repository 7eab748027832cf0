"""Entries of content files: classes that declare their keys once, for reading, for faults and for JSON Schema."""

from __future__ import annotations

from collections.abc import Callable, Iterator, KeysView, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from functools import cache, cached_property, reduce
from inspect import cleandoc
from operator import itemgetter
from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, Protocol, TypeVar, Union, cast, get_args, get_origin

from briefgen import codes
from briefgen.content.yaml_faults import NO_SPACE_HINT
from briefgen.frozen import frozen
from briefgen.model.edition import FiscalYear
from briefgen.patterns import lazy_regex
from briefgen.suggest import did_you_mean

Location = tuple[int | str, ...]
JsonSchema = dict[str, Any]
Definitions = dict[str, JsonSchema]

REQUIRED: Any = object()
_NO_SPACE = lazy_regex(r"[^\W\d][\w-]*:\S")
_SWITCHES = {"yes": "write true", "on": "write true", "no": "write false", "off": "write false"}


@frozen
class SchemaFault:
    """What is wrong at a location of an entry, in words of its own or as what was expected instead.

    `key` is the key at fault, if it is one of several there; `lacks` the one that is missing. `hint_for` takes the text
    that stands there.
    """

    code: codes.Code
    message: str = ""
    hint: str = ""
    key: str = ""
    expected: str = ""
    hint_for: Callable[[str], str] | None = None
    lacks: str = ""
    location: Location = ()

    def below(self, step: int | str) -> SchemaFault:
        """The fault as seen from an entry or list that has it under a key or number."""
        return replace(self, location=(step, *self.location))


class Refused(Exception):  # noqa: N818
    """A value that the schema does not allow, with all that is wrong with it."""

    def __init__(self, faults: Sequence[SchemaFault]) -> None:
        super().__init__(faults)
        self.faults = faults

    def below(self, step: int | str) -> Iterator[SchemaFault]:
        return (fault.below(step) for fault in self.faults)


def fault(code: codes.Code, message: str, hint: str = "", key: str = "") -> Refused:
    """A fault that a schema's own check raises; `key` is the key at fault, if one is."""
    return Refused([SchemaFault(code, message, hint, key)])


def unexpected(expected: str, hint_for: Callable[[str], str] | None = None) -> Refused:
    """The fault that something else stands where this was expected: "a text"."""
    return Refused([SchemaFault(codes.WRONG_VALUE, expected=expected, hint_for=hint_for)])


@frozen
class KeyField:
    """A key of an entry: what editors show for it, and what holds where it is left out."""

    description: str = ""
    default: Any = REQUIRED
    name: str = ""
    shows_default: bool = True


def field(description: str, *, default: Any = REQUIRED, name: str = "", shows_default: bool = True) -> Any:
    """A key of an entry, with its name in files where that is a word of Python."""
    return KeyField(description, default, name, shows_default)


class SchemaEntry:
    """Anything that content files hold under keys: no key beyond those declared, and no silent conversion.

    The annotation of a key says what may stand there, so that modules with entries have annotations evaluated. An entry
    has only what was written as values of its own, and the defaults of its class.
    """

    _own_keys: ClassVar[Mapping[str, KeyField]] = {}

    def __init_subclass__(cls) -> None:
        cls._own_keys = {attribute: value for attribute, value in vars(cls).items() if isinstance(value, KeyField)}
        for attribute, own in cls._own_keys.items():
            if own.default is REQUIRED:
                delattr(cls, attribute)
            else:
                setattr(cls, attribute, own.default)

    def __init__(self, **given: Any) -> None:
        """An entry as it would be read; nothing is checked."""
        self.__dict__ = given

    def __eq__(self, other: object) -> bool:
        return self.__dict__ == other.__dict__ if type(other) is type(self) else NotImplemented

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.__dict__})"

    @property
    def given(self) -> KeysView[str]:
        """The attributes of the keys that were written."""
        return self.__dict__.keys()

    def check_whole(self) -> None:
        """Raise Refused where keys that are sound do not fit each other."""

    @classmethod
    def file_with(cls, _key: str) -> str:
        """The content file to which a key belongs that is none of these; "" where nobody would look for it there."""
        return ""

    @classmethod
    def schema_rules(cls) -> JsonSchema:
        """What JSON Schema says of how keys fit each other."""
        return {}


E = TypeVar("E", bound=SchemaEntry)


@frozen(eq=False)
class Check:
    """What a value goes through before its type is checked, and what JSON Schema says of it instead of the type.

    `read` raises Refused; where it `asks_year` it is also given the desk's fiscal year.
    """

    read: Callable[..., Any]
    schema: JsonSchema | None = None
    asks_year: bool = False


@frozen(eq=False)
class Short:
    """A shorter form in which something may be written, and what makes the long form of it."""

    read: Callable[[Any], Any]
    schema: JsonSchema


@frozen
class Limits:
    """The least and most of a whole number."""

    least: int
    most: int | None = None


@frozen
class Items:
    """The fewest and most items of a list or mapping."""

    fewest: int = 0
    most: int | None = None


@frozen(eq=False)
class OneOf:
    """The texts that may stand there, which JSON Schema has under a name with a description."""

    name: str
    description: str
    texts: Callable[[], Sequence[str]]


class ValueType(Protocol):
    """What may stand in a place."""

    def read(self, value: Any, fiscal_year: FiscalYear | None) -> Any:
        """The value as entries have it; raises Refused."""

    def schema(self, definitions: Definitions) -> JsonSchema:
        """The JSON Schema; what it refers to is added to the definitions."""


@cache
def value_type(annotation: Any) -> ValueType:
    """What an annotation lets stand there; raises KeyError for one that says nothing of content files."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return reduce(_marked, parts[1:], value_type(parts[0]))
    if origin in (Union, UnionType) and parts[1:] == (NoneType,):
        return _Optional(value_type(parts[0]))
    if origin is Sequence:
        return _List(value_type(parts[0]))
    if origin is Mapping:
        return _Named(value_type(parts[0]), value_type(parts[1]))
    if isinstance(annotation, type) and issubclass(annotation, SchemaEntry):
        return _Whole(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        members = {member.value: member for member in annotation}
        return _Choice(annotation.__name__, annotation.__doc__ or "", lambda: members)
    return _SIMPLE[annotation]


def _marked(inner: ValueType, mark: object) -> ValueType:
    match mark:
        case Check():
            return _Checked(inner, mark)
        case Short():
            return _Shortened(inner, mark)
        case Limits():
            return _Limited(inner, mark)
        case Items():
            return _Counted(inner, mark)
        case OneOf():
            return _Choice(mark.name, mark.description, lambda: {text: text for text in mark.texts()})
    raise TypeError(f"{mark!r} says nothing of content files")


class _Anything:
    def read(self, value: Any, _fiscal_year: FiscalYear | None) -> Any:
        return value

    def schema(self, _definitions: Definitions) -> JsonSchema:
        return {}


@frozen
class _Simple:
    """A value of one of the types of YAML."""

    type: type
    name: str
    expected: str
    hint_for: Callable[[str], str] | None = None

    def read(self, value: Any, _fiscal_year: FiscalYear | None) -> Any:
        if type(value) is not self.type:  # true is no number
            raise unexpected(self.expected, self.hint_for)
        return value

    def schema(self, _definitions: Definitions) -> JsonSchema:
        return {"type": self.name}


@frozen
class _Checked:
    """What has passed a check."""

    inner: ValueType
    check: Check

    def read(self, value: Any, fiscal_year: FiscalYear | None) -> Any:
        check = self.check
        return self.inner.read(check.read(value, fiscal_year) if check.asks_year else check.read(value), fiscal_year)

    def schema(self, definitions: Definitions) -> JsonSchema:
        return self.inner.schema(definitions) if self.check.schema is None else dict(self.check.schema)


@frozen
class _Shortened:
    """What may have been written in a shorter form."""

    inner: ValueType
    short: Short

    def read(self, value: Any, fiscal_year: FiscalYear | None) -> Any:
        return self.inner.read(self.short.read(value), fiscal_year)

    def schema(self, definitions: Definitions) -> JsonSchema:
        return {"anyOf": [self.short.schema, self.inner.schema(definitions)]}


@frozen
class _Limited:
    """A number within limits."""

    inner: ValueType
    limits: Limits

    def read(self, value: Any, fiscal_year: FiscalYear | None) -> Any:
        number, limits = self.inner.read(value, fiscal_year), self.limits
        check_limits(number, limits.least, limits.most)
        return number

    def schema(self, definitions: Definitions) -> JsonSchema:
        limits = {"minimum": self.limits.least, "maximum": self.limits.most}
        return {
            **self.inner.schema(definitions),
            **{name: limit for name, limit in limits.items() if limit is not None},
        }


def check_limits(number: Any, least: int, most: int | None) -> None:
    """Refuse a number that is too small or too great."""
    if number < least:
        raise unexpected(f"at least {least}")
    if most is not None and number > most:
        raise unexpected(f"at most {most}")


@frozen
class _Counted:
    """A list or mapping of so many items."""

    inner: ValueType
    items: Items

    def read(self, value: Any, fiscal_year: FiscalYear | None) -> Any:
        items = self.items
        if isinstance(value, list) and items.most is not None and len(value) > items.most:
            raise self._refusal(value, f"at most {items.most}")
        made = self.inner.read(value, fiscal_year)
        if len(made) < items.fewest:
            raise self._refusal(made, f"at least {items.fewest}")
        return made

    def _refusal(self, value: Sequence[Any], expected: str) -> Refused:
        return fault(codes.WRONG_VALUE, f"the list has {len(value)} items; expected {expected}")

    def schema(self, definitions: Definitions) -> JsonSchema:
        limits = {"minItems": self.items.fewest, "maxItems": self.items.most}
        return {**self.inner.schema(definitions), **{name: limit for name, limit in limits.items() if limit}}


@frozen
class _Optional:
    """What may be nothing."""

    inner: ValueType

    def read(self, value: Any, fiscal_year: FiscalYear | None) -> Any:
        return None if value is None else self.inner.read(value, fiscal_year)

    def schema(self, definitions: Definitions) -> JsonSchema:
        inner = self.inner.schema(definitions)
        return {"anyOf": [*inner.get("anyOf", [inner]), {"type": "null"}]}


@frozen
class _List:
    """Values in an order."""

    item: ValueType

    def read(self, value: Any, fiscal_year: FiscalYear | None) -> list[Any]:
        if type(value) is not list:
            raise unexpected("a list, such as [one, two]")
        made, faults = [], list[SchemaFault]()
        for number, each in enumerate(value):
            try:
                made.append(self.item.read(each, fiscal_year))
            except Refused as refused:
                faults += refused.below(number)
        if faults:
            raise Refused(faults)
        return made

    def schema(self, definitions: Definitions) -> JsonSchema:
        return {"type": "array", "items": self.item.schema(definitions)}


@frozen
class _Named:
    """Values under names that the author gives; what is wrong with a name is said at its value."""

    name: ValueType
    value: ValueType

    def read(self, value: Any, fiscal_year: FiscalYear | None) -> dict[str, Any]:
        made, faults = {}, list[SchemaFault]()
        for name, each in _mapping(value).items():
            for kind, part in ((self.name, name), (self.value, each)):
                try:
                    made[name] = kind.read(part, fiscal_year)
                except Refused as refused:
                    faults += refused.below(name)
        if faults:
            raise Refused(faults)
        return made

    def schema(self, definitions: Definitions) -> JsonSchema:
        values, pattern = self.value.schema(definitions), self.name.schema(definitions).get("pattern")
        return {
            "type": "object",
            **({"patternProperties": {pattern: values}} if pattern else {"additionalProperties": values}),
        }


@frozen
class _Choice:
    """One of so many texts, each of which stands for a value."""

    name: str
    description: str
    values: Callable[[], Mapping[str, Any]]

    def read(self, value: Any, _fiscal_year: FiscalYear | None) -> Any:
        values = self.values()
        if type(value) is str and value in values:
            return values[value]
        raise unexpected(f"one of {', '.join(values)}", lambda text: did_you_mean(text, values))

    def schema(self, definitions: Definitions) -> JsonSchema:
        description = cleandoc(self.description)
        texts = {"type": "string", "enum": [*self.values()], "title": self.name, "description": description}
        return _defined(definitions, self.name, lambda: texts)


class _Whole:
    """An entry, with its keys in the order in which faults are told: those of the class that it is made from first."""

    def __init__(self, entry: type[SchemaEntry]) -> None:
        self.entry = entry

    @cached_property
    def keys(self) -> dict[str, tuple[int, str, ValueType, KeyField]]:
        """By their names in files: rank, attribute, what may stand there, and what else is declared."""
        found: dict[str, tuple[int, str, ValueType, KeyField]] = {}
        bases = self.entry.__mro__[: self.entry.__mro__.index(SchemaEntry)]
        for base in cast("Sequence[type[SchemaEntry]]", bases[::-1]):
            for attribute, annotation in base.__annotations__.items():
                own = base._own_keys.get(attribute) or KeyField(default=vars(base).get(attribute, REQUIRED))
                found[own.name or attribute] = len(found), attribute, value_type(annotation), own
        return found

    @cached_property
    def required(self) -> frozenset[str]:
        return frozenset(name for name, (*_, own) in self.keys.items() if own.default is REQUIRED)

    def read(self, value: Any, fiscal_year: FiscalYear | None) -> SchemaEntry:
        keys, given, faults = self.keys, {}, list[tuple[int, SchemaFault]]()
        for name, each in _mapping(value).items():
            if name not in keys:
                faults.append((len(keys), self._unknown(name)))
                continue
            rank, attribute, kind, _ = keys[name]
            try:
                given[attribute] = kind.read(each, fiscal_year)
            except Refused as refused:
                faults += ((rank, fault) for fault in refused.below(name))
        faults += ((keys[name][0], _missing(name)) for name in self.required - value.keys())
        if faults:
            raise Refused([fault for _, fault in sorted(faults, key=itemgetter(0))])
        entry = self.entry(**given)
        entry.check_whole()
        return entry

    def _unknown(self, name: str) -> SchemaFault:
        file = self.entry.file_with(name)
        hint = f"it is a key of {file}" if file else did_you_mean(name, self.keys)
        hint = hint or f"the keys here are: {', '.join(self.keys)}"
        return SchemaFault(codes.UNKNOWN_KEY, f'the key "{name}" is not known here', hint, location=(name,))

    def schema(self, definitions: Definitions) -> JsonSchema:
        return _defined(definitions, self.entry.__name__, lambda: json_schema(self.entry, definitions))


_SIMPLE: dict[Any, ValueType] = {
    Any: _Anything(),
    str: _Simple(str, "string", "a text", lambda text: f'put it in quotes: "{text}"' if text else ""),
    int: _Simple(int, "integer", "a whole number"),
    bool: _Simple(bool, "boolean", "true or false", lambda text: _SWITCHES.get(text, "")),
}


def _mapping(value: Any) -> dict[str, Any]:
    if type(value) is not dict:
        raise unexpected("a mapping of keys to values", lambda text: NO_SPACE_HINT if _NO_SPACE.match(text) else "")
    return value


def _missing(name: str) -> SchemaFault:
    return SchemaFault(codes.MISSING_KEY, f'the key "{name}" is missing', f'add a line "{name}: ..."', lacks=name)


def entry_of(model: type[E], value: Any, fiscal_year: FiscalYear | None = None) -> E:
    """The entry that a value is read as; raises Refused with all that is wrong with it."""
    return cast(E, _whole(model).read(value, fiscal_year))


def keys_of(model: type[SchemaEntry]) -> list[str]:
    """The keys that an entry has in files."""
    return list(_whole(model).keys)


def _whole(model: Any) -> _Whole:
    return cast(_Whole, value_type(model))


def json_schema(model: type[SchemaEntry], definitions: Definitions) -> JsonSchema:
    """The JSON Schema of an entry; what it refers to is added to the definitions."""
    whole = _whole(model)
    properties = {name: _property(name, kind, own, definitions) for name, (_, _, kind, own) in whole.keys.items()}
    return {
        "type": "object",
        "title": model.__name__,
        "description": cleandoc(model.__doc__ or ""),
        "properties": properties,
        "additionalProperties": False,
        **({"required": sorted(whole.required, key=list(properties).index)} if whole.required else {}),
        **model.schema_rules(),
    }


def _property(name: str, kind: ValueType, own: KeyField, definitions: Definitions) -> JsonSchema:
    schema = kind.schema(definitions)
    refers = any("$ref" in each for each in (schema, *schema.get("anyOf", ())))
    return {
        **({} if refers else {"title": name.title().replace("_", " ")}),
        **schema,
        "description": own.description,
        **({"default": _in_file(own.default)} if own.default is not REQUIRED and own.shows_default else {}),
    }


def _in_file(default: Any) -> Any:
    """A default as files would have it."""
    if isinstance(default, SchemaEntry):
        keys = _whole(type(default)).keys
        return {name: _in_file(getattr(default, attribute)) for name, (_, attribute, *_) in keys.items()}
    return default.value if isinstance(default, Enum) else default


def _defined(definitions: Definitions, name: str, schema: Callable[[], JsonSchema]) -> JsonSchema:
    """A reference to what is defined once."""
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = schema()
    return {"$ref": f"#/$defs/{name}"}

"""The JSON Schemas: they accept what loading accepts, and refuse what it refuses."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker

from briefgen.content import FILE_KINDS, Folder, load_edition, make_schema, schema_text
from tests.content.contents import EDITION, FILES, TABLE_FILES, write
from tests.translated import TRANSLATION, files

REPOSITORY = Path(__file__).parent.parent.parent
REAL = sorted(path for path in (REPOSITORY / "content").rglob("*.yaml") if not path.parent.name.startswith("."))

OF_TRANSLATIONS = {"labels", "translated"}
SAMPLES = {**FILES, **TABLE_FILES}
SHORTEST_FIRST = sorted((name for name in SAMPLES if name.endswith(".yaml")), key=lambda name: len(SAMPLES[name]))


def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(make_schema(kind), format_checker=FormatChecker())


def data(text: str) -> Any:
    """YAML as an editor's checker sees it: dates are texts."""
    return _dates_as_text(yaml.safe_load(text))


def _dates_as_text(value: Any) -> Any:
    match value:
        case dict():
            return {key: _dates_as_text(each) for key, each in value.items()}
        case list():
            return [_dates_as_text(each) for each in value]
        case _:
            return value.isoformat() if hasattr(value, "isoformat") else value


def dump(value: Any) -> str:
    return yaml.safe_dump(value, allow_unicode=True)


def nodes(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every key and item of a value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from nodes(inner, (*path, key))


def changed(value: Any, path: tuple[str | int, ...], new: Any) -> Any:
    """A copy of the value with another one at the path; `...` takes the key out."""
    result = inner = copy.deepcopy(value)
    for key in path[:-1]:
        inner = inner[key]
    if new is ...:
        del inner[path[-1]]
    else:
        inner[path[-1]] = new
    return result


def mutations(text: str) -> Iterator[Any]:
    """The file's data with each key and item replaced by values of other kinds, or left out; and with a key added."""
    value = data(text)
    for path in nodes(value):
        for new in (..., None, 7, -3.5, True, "", "x", "2031-02-30", "Not An Id", [], ["x"], {}, {"foo": 1}):
            yield changed(value, path, new)
    yield {**value, "foo": {"bar": 1}}


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_schemas_are_schemas(kind: str) -> None:
    Draft202012Validator.check_schema(make_schema(kind))
    assert make_schema(kind)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema_text(kind) == schema_text(kind)
    assert schema_text(kind).endswith("}\n")


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_every_key_is_described(kind: str) -> None:
    found = 0
    for definition in [make_schema(kind), *make_schema(kind).get("$defs", {}).values()]:
        for name, key in definition.get("properties", {}).items():
            assert key.get("description"), name
            assert definition["additionalProperties"] is False
            found += 1
    assert found


def test_an_unknown_kind() -> None:
    with pytest.raises(KeyError):
        make_schema("nothing")


@pytest.mark.parametrize("path", REAL, ids=[path.name for path in REAL])
def test_the_desks_own_files_fit(path: Path) -> None:
    assert list(validator(path.stem).iter_errors(data(path.read_text()))) == []


@pytest.mark.sample(1)
@pytest.mark.parametrize("path", SHORTEST_FIRST)
def test_schema_and_loading_agree(path: str, tmp_path: Path) -> None:
    name, kind = Path(path).name, Path(path).stem
    tables = {name.removeprefix(f"{EDITION}/"): text for name, text in TABLE_FILES.items()}
    content = write(tmp_path, {"sections/10-landings.md": None, **tables})
    check, count = validator(kind), 0
    for mutation in mutations(SAMPLES[path]):
        (content / path).write_text(dump(mutation), encoding="utf-8")
        loaded = load_edition(Folder(content), EDITION)
        shapes = {"BG102", "BG103", "BG104", "BG105", "BG107", "BG108", "BG162", "BG210", "BG211"}
        refused = [d for d in loaded.diagnostics if d.code in shapes and Path(d.place.file).name == name]
        assert check.is_valid(mutation) == (not refused), (mutation, refused)
        count += 1
    assert count > 50


def test_the_front_matter_of_sections() -> None:
    check = validator("section")
    assert check.is_valid({"title": "a", "kind": "annex"})
    assert not check.is_valid({"title": "a", "kind": "anex"})


def test_the_header_of_a_kind_has_its_keys() -> None:
    check, header = validator("edition"), {"title": "a", "date": "2031-05-05"}
    form = {**header, "kind": "submission", "to": "the Minister", "from": "the desk", "decision_by": "2031-05-09"}
    assert check.is_valid({**header, "bottom_line": "b"})
    assert check.is_valid(form)
    for incomplete in (header, {**header, "kind": "brief"}, {**form, "to": ...}):
        assert not check.is_valid({key: value for key, value in incomplete.items() if value is not ...})


def test_the_samples_have_every_file() -> None:
    assert {Path(name).stem for name in SAMPLES if name.endswith(".yaml")} == set(FILE_KINDS) - {
        "section",
        *OF_TRANSLATIONS,
    }


def test_the_files_of_a_translation_are_valid() -> None:
    for kind in OF_TRANSLATIONS:
        validator(kind).validate(yaml.safe_load(files()[f"{TRANSLATION}/{kind}.yaml"]))

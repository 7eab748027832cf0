"""Diagnostics as a reader or a program wants them: text with the faulty line, JSON, or GitHub annotations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache

import click

from briefgen.errors import ContentError, Diagnostic, Row, as_rows

COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


def show(diagnostics: Iterable[Diagnostic], texts: Mapping[str, str] | None = None) -> None:
    """Print diagnostics to stderr as text: the place, what is wrong, the line with a mark under it, and a hint."""
    for diagnostic in diagnostics:
        click.echo(_as_text(diagnostic, texts or {}), err=True)


def show_in_short(
    ctx: click.Context, diagnostics: Iterable[Diagnostic], texts: Mapping[str, str], edition: str
) -> None:
    """Print errors to stderr as `show` does, and of warnings a line for each kind: its first, and how many more.

    With --verbose all are printed as `show` does.
    """
    if is_verbose(ctx):
        show(diagnostics, texts)
        return
    kinds: dict[str, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        if diagnostic.is_error:
            show((diagnostic,), texts)
        else:
            kinds.setdefault(diagnostic.code, []).append(diagnostic)
    for first, *others in kinds.values():
        more = f" (and {len(others)} more)" if others else ""
        click.echo(f"{_head(first)}{more}", err=True)
    if kinds:
        number = sum(map(len, kinds.values()))
        click.echo(f"{plural(number, 'warning')}; `briefgen check {edition}` shows all, with hints", err=True)


def is_verbose(ctx: click.Context) -> bool:
    """Whether more is to be said."""
    return bool((ctx.find_root().obj or {}).get("verbose"))


def refuse(ctx: click.Context, faults: Iterable[Diagnostic], texts: Mapping[str, str], outcome: str) -> int:
    """Say by which errors a command was stopped, and what comes of it; gives the exit code."""
    listed = list(faults)
    if wants_data(ctx):
        print_json(as_data(listed))
    else:
        show(listed, texts)
    click.echo(f"{count(listed)}; {outcome}", err=True)
    return ContentError.exit_code


def wants_data(ctx: click.Context) -> bool:
    """Whether a program reads the results."""
    return bool((ctx.find_root().obj or {}).get("json"))


def print_json(data: object) -> None:
    """Print results for programs: docs/reference/json has their schemas."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def as_data(diagnostics: Iterable[Diagnostic]) -> dict[str, list[Row]]:
    """Diagnostics as every command gives them to programs."""
    return {"diagnostics": as_rows(diagnostics)}


def as_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Diagnostics as GitHub workflow commands, which annotate the lines of a pull request."""
    return "\n".join(_as_command(diagnostic) for diagnostic in diagnostics)


def count(diagnostics: Iterable[Diagnostic]) -> str:
    """A summary: "2 errors, 1 warning"."""
    errors = warnings = 0
    for diagnostic in diagnostics:
        errors += diagnostic.is_error
        warnings += not (diagnostic.is_error or diagnostic.is_note)
    parts = [plural(errors, "error")] if errors else []
    parts += [plural(warnings, "warning")] if warnings else []
    return ", ".join(parts) or "no faults"


def texts_of(diagnostics: Iterable[Diagnostic]) -> dict[str, str]:
    """The texts of the files that diagnostics are about, by their names."""
    return {each.place.file: each.place.source.text for each in diagnostics}


def plural(number: int, noun: str) -> str:
    """A number of things: "1 record", "2 records"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _as_text(diagnostic: Diagnostic, texts: Mapping[str, str]) -> str:
    lines = [_head(diagnostic)]
    lines += _excerpt(diagnostic, texts.get(diagnostic.place.file, ""))
    if diagnostic.hint:
        lines.append(f"  hint: {diagnostic.hint}".replace("\n", "\n    "))
    return "\n".join(lines)


def _head(diagnostic: Diagnostic) -> str:
    severity = diagnostic.severity.value
    kind = click.style(f"{severity} {diagnostic.code}", fg=COLOURS[severity], bold=True)
    return f"{diagnostic.place}: {kind}: {diagnostic.message}"


def _excerpt(diagnostic: Diagnostic, text: str) -> list[str]:
    """The faulty line and a mark under the place; nothing where the place names a whole file."""
    place = diagnostic.place
    lines = _lines(text)
    if not place.line or place.line > len(lines):
        return []
    line = lines[place.line - 1].rstrip("\r")
    before = line[: max(place.column, 1) - 1]
    indent = "".join(character if character == "\t" else " " for character in before)
    mark = "^" * max(1, min(place.width, len(line) - len(before)))
    return [f"  {line}", f"  {indent}{click.style(mark, bold=True)}"]


@lru_cache(maxsize=1)
def _lines(text: str) -> list[str]:
    """The lines of a text, of which a text with many faults is asked for many times."""
    return text.split("\n")


def _as_command(diagnostic: Diagnostic) -> str:
    place = diagnostic.place
    properties = {"file": place.file, "title": diagnostic.code}
    if place.line:
        properties |= {"line": str(place.line), "col": str(max(place.column, 1))}
    message = f"{diagnostic.message}\nhint: {diagnostic.hint}" if diagnostic.hint else diagnostic.message
    values = ",".join(f"{key}={_escape(value, ',:')}" for key, value in properties.items())
    level = "notice" if diagnostic.is_note else diagnostic.severity.value
    return f"::{level} {values}::{_escape(message)}"


def _escape(text: str, more: str = "") -> str:
    """Percent-encode what would end a workflow command or one of its properties."""
    return "".join(f"%{ord(c):02X}" if c in "%\r\n" + more else c for c in text)

"""The pages of docs/reference that are made from the code: `python -m tests.reference --write` renews them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from inspect import cleandoc
from pathlib import Path
from textwrap import fill

import click
from babel import Locale

import briefgen.languages as files
from briefgen.cli import group
from briefgen.codes import CODES, Code
from briefgen.model.labels import PLURALS

FOLDER = Path(__file__).parent.parent / "docs/reference"
RENEW = "python -m tests.reference --write"
MARK = f"<!-- What follows is made from the code: {RENEW} -->\n"
"""What stands above it in a page is written by hand."""


def commands(folder: click.Group = group, parent: click.Context | None = None) -> Iterator[str]:
    """Each command as its help shows it, those of a group behind it."""
    context = parent or click.Context(folder, info_name="briefgen")
    for name in folder.list_commands(context):
        command = folder.get_command(context, name)
        assert command
        own = click.Context(command, parent=context, info_name=name)
        yield _command(own)
        if isinstance(command, click.Group):
            yield from commands(command, own)


def _command(context: click.Context) -> str:
    command, depth = context.command, context.command_path.count(" ")
    records = [option.get_help_record(context) for option in command.params if isinstance(option, click.Option)]
    rows = [f"| `{_cell(names)}` | {_cell(_text(told))} |\n" for names, told in filter(None, records)]
    parts = (
        f"{'#' * (depth + 1)} {context.command_path}\n",
        f"```\n{' '.join([context.command_path, *command.collect_usage_pieces(context)])}\n```\n",
        *(f"{fill(_text(paragraph), 120)}\n" for paragraph in cleandoc(command.help or "").split("\n\n")),
        "".join(["| option | does |\n| --- | --- |\n", *rows]) if rows else "",
        f"{(command.epilog or '').replace(': ', ': `', 1)}`\n",
    )
    return "\n".join(filter(None, parts))


def diagnostics() -> Iterator[str]:
    """Each code with what it means and how to mend it, below a table of all."""
    codes = sorted(CODES.values(), key=lambda code: code.code)
    rows = [
        f"| [{each.code}](#{each.code.lower()}) | {each.severity.value} | {_cell(each.title)} |\n" for each in codes
    ]
    yield "".join(["| code | severity | title |\n| --- | --- | --- |\n", *rows])
    for each in codes:
        told = f"**{each.title}** ({each.severity.value}). {each.meaning}"
        yield "\n".join([f"## {each.code}\n", *(f"{fill(_text(text), 120)}\n" for text in (told, _remedy(each)))])


def _remedy(code: Code) -> str:
    return " ".join(filter(None, (f"To mend it: {code.remedy}", code.fixing)))


def languages() -> Iterator[str]:
    """Each language with what its file has, and the documents that its labels follow."""
    heads = ("language", "runs from", "script", "plurals", "numbers in words", "ranks in words")
    rows = [heads, ("---",) * len(heads), *map(_language, files.languages())]
    yield "".join(f"| {' | '.join(row)} |\n" for row in rows)
    yield "Texts of all of them are read for digits of every script, and for days and months; and for:\n"
    yield "".join(f"| {' | '.join(row)} |\n" for row in _read())
    yield "Its labels follow:\n"
    sources = ((each, files.entries_of(each).get("source", "")) for each in files.languages())
    yield "".join(f"- `{each}`: {_text(source)}\n" for each, source in sources if source)


def _read() -> Iterator[tuple[str, ...]]:
    read = {name: files.guards(name) for name in files.languages()}
    yield "", *(f"`{name}`" for name in read)
    yield ("---",) * (len(read) + 1)
    for guard in files.GUARDS:
        yield guard, *("yes" if each[guard] else "no" for each in read.values())


def _language(name: str) -> tuple[str, ...]:
    entries, locale = files.entries_of(name), Locale(name)
    plurals = [each for each in PLURALS if each in locale.plural_form.tags | {"other"}]
    spelled = entries.get("number_words", {})
    return (
        f"{locale.english_name} `{name}`",
        {"ltr": "left", "rtl": "right"}[entries["direction"]],
        entries["script"],
        ", ".join(plurals),
        *("no" if spelled.get(key) == "none" else "yes" for key in ("cardinals", "ordinals")),
    )


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "commands.md": commands,
    "diagnostics.md": diagnostics,
    "languages.md": languages,
}


def renewed(page: str) -> str:
    """The page with what is made of it made anew, and what stands above that as it is."""
    written, mark, _ = (FOLDER / page).read_text(encoding="utf-8").partition(MARK)
    assert mark, f"{page} does not say where it is made from the code: {MARK}"
    return "\n".join([written + mark, *PAGES[page]()])


def _text(text: str) -> str:
    """The text on one line, without HTML, since a comment would not be shown; code stays as it is."""
    parts = " ".join(text.split()).split("`")
    return "`".join(part if number % 2 else part.replace("<", "\\<") for number, part in enumerate(parts))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    stale = [page for page in PAGES if renewed(page) != (FOLDER / page).read_text(encoding="utf-8")]
    if "--write" in sys.argv[1:]:
        for page in stale:
            (FOLDER / page).write_text(renewed(page), encoding="utf-8")
    print(*(f"docs/reference/{page}" for page in stale), sep="\n")  # noqa: T201

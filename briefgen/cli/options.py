"""The options that several commands share: where the desk is, and which edition is meant."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.api import Folder, Project, open_project
from briefgen.errors import ContentError, UsageError
from briefgen.folders import find_content

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Command = Callable[..., Any]
DAY = "YYYY-MM-DD"


def content_of_desk() -> Path:
    """The content folder of the desk that the working folder is or is in."""
    return Path(find_content())


def content_option(command: Command) -> Command:
    """Add --content."""
    return click.option(
        "--content",
        type=click.Path(path_type=Path),
        default=content_of_desk,
        show_default="content of the desk around this folder",
        help="The desk's editions.",
    )(command)


def desk_options(command: Command) -> Command:
    """Add --content, --assets and --out, for which the command gets the `project` that they mean."""
    folder = click.Path(path_type=Path)

    @wraps(command)
    def for_project(*arguments: Any, content: Path, assets: Path | None, out: Path | None, **others: Any) -> Any:
        return command(*arguments, project=make_project(content, assets, out), **others)

    options = (
        content_option,
        click.option("--assets", type=folder, help="The house style.  [default: assets beside content]"),
        click.option("--out", type=folder, help="Where packs go.  [default: out beside content]"),
    )
    made: Command = for_project
    for option in reversed(options):
        made = option(made)
    return made


def make_project(content: Path, assets: Path | None, out: Path | None) -> Project:
    """The project that the options mean; assets that are asked for must be there."""
    if assets and not assets.is_dir():
        raise UsageError(f"--assets: there is no folder {assets}")
    home = content.parent
    return open_project(Folder(content), assets=assets or home / "assets", out=out or home / "out")


def content_of(project: Project) -> Path:
    """The content folder of a project that the options mean."""
    return Path(project.workspace.content.name)


def edition_argument(*, many: bool = False) -> Callable[[Command], Command]:
    """Add the argument EDITION, or EDITION... for many; the shell completes it."""
    name = "editions" if many else "edition"
    metavar = "[EDITION]..." if many else "[EDITION]"
    return click.argument(name, nargs=-1 if many else 1, required=False, metavar=metavar, shell_complete=complete_brief)


def complete_brief(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The editions whose names start with what is typed and, once that is a day and more, their releases."""
    from click.shell_completion import CompletionItem

    from briefgen.content import Folder, find_releases
    from briefgen.model.release import release_folder

    editions = [item.value for item in complete_edition(ctx, parameter, "") if item.value[: len(DAY)] in incomplete]
    content = Folder(ctx.params.get("content") or content_of_desk()) if editions else None
    names = [release_folder(each, name) for each in editions if content for name in find_releases(content, each)]
    releases = [CompletionItem(name) for name in names if name.startswith(incomplete)]
    return [*complete_edition(ctx, parameter, incomplete), *releases]


def complete_release(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The releases, of the editions that are named or of the newest, whose names start with what is typed."""
    from click.shell_completion import CompletionItem

    from briefgen.content import Folder, choose_edition, find_releases

    named = [ctx.params.get(name) for name in ("editions", "edition", "old", "new")]
    asked = [each for name in named if name for each in ((name,) if isinstance(name, str) else name)]
    found: dict[str, None] = {}
    with suppress(ContentError):
        content = Folder(ctx.params.get("content") or content_of_desk())
        for each in asked or [None]:
            found |= dict.fromkeys(find_releases(content, choose_edition(content, each)))
    return [CompletionItem(name) for name in found if name.startswith(incomplete)]


def complete_edition(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The editions whose names start with what is typed; none where there is no desk."""
    from click.shell_completion import CompletionItem

    from briefgen.content import Folder, find_editions

    with suppress(ContentError):
        editions = find_editions(Folder(ctx.params.get("content") or content_of_desk()))
        return [CompletionItem(name) for name in editions if name.startswith(incomplete)]
    return []


def chosen_editions(project: Project, editions: tuple[str, ...], *, everything: bool) -> tuple[str, ...]:
    """The editions that were named, each once; the newest where none was, or every one of the desk."""
    if everything and editions:
        raise UsageError("--all builds every edition; name none with it")
    if everything:
        return tuple(project.editions) or (project.latest.name,)
    return tuple(dict.fromkeys(project.edition(edition).name for edition in editions or (None,)))


def release_options(command: Command) -> Command:
    """Add --release and --all-releases."""
    one = release_option("This release for an audience, not the whole.")
    return one(click.option("--all-releases", is_flag=True, help="Each release, not the whole.")(command))


def release_option(said: str) -> Callable[[Command], Command]:
    """Add --release, which may be given several times; the shell completes it."""
    return click.option(
        "--release", "releases", multiple=True, metavar="NAME", help=said, shell_complete=complete_release
    )


def with_releases(
    project: Project, editions: tuple[str, ...], releases: tuple[str, ...], *, all_releases: bool
) -> tuple[str, ...]:
    """The editions that are meant; where releases are asked for, those instead of them, by their own names."""
    if releases and all_releases:
        raise UsageError("--all-releases has each of them; name none with --release")
    if not releases and not all_releases:
        return editions
    from briefgen.model.release import release_folder

    found = []
    for edition in editions:
        chosen = project[edition]
        if chosen.workspace.release:
            raise UsageError(f"{edition} is a release itself; leave out --release and --all-releases")
        known = chosen.releases
        if all_releases and not known and len(editions) > 1:
            continue
        if unknown := [name for name in releases if name not in known]:
            there = f"; there are {', '.join(known)}" if known else ", nor any other"
            raise UsageError(f'{edition} has no release "{unknown[0]}"{there}')
        found += [release_folder(edition, name) for name in (known if all_releases else dict.fromkeys(releases))]
    if not found:
        raise UsageError(f"{', '.join(editions)}: no releases; add `releases:` to desk.yaml or edition.yaml")
    return tuple(found)


class DateType(click.ParamType[date]):
    """A date written YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = None
        if day is None or day.isoformat() != value:
            self.fail(f'"{value}" is not a date; write it YYYY-MM-DD, such as 2025-02-28', param, ctx)
        return day


def note_form(ctx: click.Context, _parameter: click.Parameter, value: Any) -> Any:
    """Let whoever reports what stops a command know whether a program reads the results."""
    ctx.find_root().ensure_object(dict)["json"] = value == "json" or (isinstance(value, tuple) and "json" in value)
    return value


def form_option(*forms: str) -> Callable[[Command], Command]:
    """Add --format, of which the first form is the default."""
    choice = click.Choice(forms)
    return click.option("--format", "form", type=choice, default=forms[0], show_default=True, callback=note_form)


def verbosity_options(command: Command) -> Command:
    """Add --quiet and --verbose, so that they may stand behind the command as well as before it."""

    def note(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
        if value and parameter.name:
            ctx.find_root().ensure_object(dict)[parameter.name] = True

    options = (
        click.option(
            "-q", "--quiet", is_flag=True, expose_value=False, callback=note, help="Say nothing but errors and results."
        ),
        click.option(
            "-v", "--verbose", is_flag=True, expose_value=False, callback=note, help="Say more of what is done."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def say(ctx: click.Context, message: str, *, verbose: bool = False) -> None:
    """Print a message to stderr, unless --quiet; one marked `verbose` only with --verbose."""
    settings = ctx.find_root().obj or {}
    if not settings.get("quiet") and (settings.get("verbose") or not verbose):
        click.echo(message, err=True)

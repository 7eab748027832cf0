"""The command line: parses, calls the pipeline and prints; each command is a module, loaded when it is called."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from io import TextIOWrapper
from typing import NoReturn

import click

from briefgen.errors import BriefgenError, ContentError, StorageError
from briefgen.patterns import keep_all
from briefgen.version import __version__

COMMANDS = {
    "archive": "list, show, search, verify and take out what was published",
    "audit": "hold any Word document or PDF against a ledger, and against itself",
    "bind": "make facts of typed figures, and let the text print them",
    "build": "check an edition and write its DOCX and PDF",
    "check": "report every fault of an edition, and write nothing",
    "checksheet": "write a page on which somebody without briefgen checks figures",
    "completion": "print the script by which a shell completes commands and editions",
    "diff": "show what has changed from one edition or record to another",
    "explain": "say what a diagnostic means and how to mend it",
    "facts": "show the ledger: values, formulas, sources, uses",
    "import": "make an edition of a document that was made elsewhere",
    "init": "make a new desk with a first edition",
    "new": "make the next edition, carried forward from the last",
    "redline": "write what has changed as Word and PDF documents with the changes marked",
    "reference": "make the Word document in which styles are changed",
    "publish": "check, build and store an edition for good",
    "pull": "bring a reviewer's Word document back to the content files",
    "review": "show what is open of an edition before it can go out",
    "serve": "open the live page of an edition: read, check, note, edit",
    "take": "show what data files say now, and write it into the ledger",
    "translate": "begin a translation of an edition, show how far it is, and confirm it",
    "schema": "print the JSON Schema of a content file",
}

MODULES = {"import": "import_"}
"""The modules of commands whose names are words of Python."""

INTERRUPTED = 130

SELDOM = 2_000_000, 20, 20
"""When to look for garbage in circles: a document is many small objects that stay, and has none."""


class LazyGroup(click.Group):
    """A group that loads a command's module, of its name, only when that command is called."""

    summaries: Mapping[str, str] = COMMANDS

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self.summaries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return self.load(cmd_name) if cmd_name in self.summaries else None

    def load(self, name: str) -> click.Command:
        """The command of a name, from its module."""
        command: click.Command = import_module(f"{__name__}.{MODULES.get(name, name)}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from briefgen.suggest import did_you_mean

            hint = self.hint_for(args[0]) or did_you_mean(args[0], self.summaries)
            raise click.UsageError(f"{error.message} {hint}".rstrip(), ctx) from error

    def hint_for(self, name: str) -> str:
        """Where a command of the archive is that was asked for by its own name."""
        from briefgen.cli.archive import ArchiveGroup

        return f'did you mean "archive {name}"?' if name in ArchiveGroup.summaries else ""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(self.summaries.items()))


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: briefgen build 2025-02-25",
)
@click.version_option(__version__, prog_name="briefgen")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors and results.")
@click.option("-v", "--verbose", is_flag=True, help="Say more of what is done.")
@click.pass_context
def group(ctx: click.Context, *, quiet: bool, verbose: bool) -> None:
    """Make briefing documents from content files: checked figures, one text, DOCX and PDF.

    An EDITION is the name of its folder in content/, its date, or nothing for the newest.
    """
    ctx.ensure_object(dict).update(quiet=quiet, verbose=verbose)
    if os.environ.get("NO_COLOR"):
        ctx.color = False


def main() -> None:
    """Run the command line and leave with its exit code: 0 done, 1 content, 2 usage, 3 disk, 130 interrupted."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a pipe need not be UTF-8, above all on Windows
    gc.set_threshold(*SELDOM)
    keep_all()
    leave(run(sys.argv[1:]))


def leave(code: int) -> NoReturn:
    """End the process without giving each object back first, which takes long and serves nobody."""
    with suppress(OSError):  # what cannot be written is told by the usual end
        if threading.active_count() == 1:
            atexit._run_exitfuncs()
            for stream in filter(None, (sys.stdout, sys.stderr)):
                stream.flush()
            os._exit(code)
    sys.exit(code)


def run(arguments: list[str], known: object = None) -> int:
    """Run one command, by a process that has something `known`; every fault becomes a message and an exit code."""
    settings: dict[str, object] = {"known": known}
    try:
        return int(group.main(arguments, prog_name="briefgen", standalone_mode=False, obj=settings) or 0)
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return INTERRUPTED
    except ContentError as error:
        from briefgen.cli.report import as_data, print_json, show

        if settings.get("json"):
            print_json(as_data(error.diagnostics))
        else:
            show(error.diagnostics)
        return error.exit_code
    except BriefgenError as error:
        click.echo(f"error: {error}", err=True)
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        click.echo(f"error: {error.filename or 'the disk'}: {error.strerror or error}", err=True)
        return StorageError.exit_code

"""Who works: this process, several of them, or the workers of a cluster; whatever one of them leaves is done here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import field, replace
from pathlib import Path
from threading import Lock
from typing import Any, Generic, TypeVar

import click

from briefgen.api import BuildOptions, Built, Folder, Outcome, Project, open_project
from briefgen.cli.options import Command
from briefgen.cli.report import texts_of
from briefgen.errors import BriefgenError, ContentError, UsageError
from briefgen.frozen import frozen
from briefgen.memo import Memo

PATIENCE = 10
"""Seconds until a scheduler has answered."""

T = TypeVar("T", covariant=True)

_one_at_a_time = Lock()


def jobs_options(what: str) -> Callable[[Command], Command]:
    """Add --jobs and --scheduler to a command that does `what` of several things."""

    def added(command: Command) -> Command:
        jobs = click.option(
            "--jobs", "-j", type=click.IntRange(1), default=1, show_default=True, help=f"How many {what} at once."
        )
        scheduler = click.option(
            "--scheduler",
            metavar="ADDRESS",
            default="",
            help="Leave it to the workers of a dask cluster, such as tcp://host:8786; they must see the same folders.",
        )
        return jobs(scheduler(command))

    return added


@frozen
class Order(Generic[T]):
    """A task for each of several things, and who does it: `jobs` processes, or the `scheduler` at an address.

    Task and things are sent to other processes as pickles.
    """

    task: Callable[[Any], T]
    things: Sequence[Any]
    jobs: int = 1
    scheduler: str = ""


def results(order: Order[T]) -> Iterator[T | BriefgenError]:
    """What comes of each, in their order; a fault of one does not keep the others from being done."""
    if order.scheduler:
        return _on_cluster(order)
    if order.jobs == 1 or len(order.things) == 1:
        return (_done(order.task, thing) for thing in order.things)
    return _by_processes(order)


@frozen
class KnownDesk:
    """A desk that a process has read, its folders named as from one, its home; the memo has what was read.

    What is `shared` are large values of which each copy of the process knows that the others have them.
    """

    home: Path
    content: Path
    assets: Path
    memo: Memo = field(default_factory=Memo)
    shared: list[object] = field(default_factory=list)

    def remembering(self, project: Project) -> Project:
        """The project with what is known of it, if all its files are called the same."""
        names = Path.cwd(), project.workspace.content.name, project.workspace.assets.name
        if names != (self.home, self.content.as_posix(), self.assets.as_posix()):
            return project
        return replace(project, workspace=replace(project.workspace, memo=self.memo))


@frozen
class EditionBuild:
    """The build of any edition of a desk whose folders these are; each process has its own cache."""

    content: Path
    assets: Path
    out: Path
    options: BuildOptions
    known: KnownDesk | None = None

    def __call__(self, name: str) -> Built:
        """Build the edition or release of a name; faults of what a release is made from are its own."""
        project = open_project(Folder(self.content), assets=self.assets, out=self.out)
        try:
            return (self.known.remembering(project) if self.known else project)[name].build(self.options)
        except ContentError as error:
            found = tuple(error.diagnostics)
            return Built(name, Outcome.FAILED, self.out / name, (), found, texts_of(found))

    def from_anywhere(self) -> EditionBuild:
        """The same, for machines that see the same folders."""
        folders = {name: getattr(self, name).absolute() for name in ("content", "assets", "out")}
        return replace(self, **folders)


def _done(task: Callable[[Any], T], thing: object) -> T | BriefgenError:
    try:
        return task(thing)
    except BriefgenError as error:
        return error


def _by_processes(order: Order[T]) -> Iterator[T | BriefgenError]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    with ProcessPoolExecutor(min(order.jobs, len(order.things))) as pool:
        under_way = [pool.submit(_done, order.task, thing) for thing in order.things]
        for thing, each in zip(order.things, under_way, strict=True):
            try:
                yield each.result()
            except BrokenProcessPool:
                yield _done(order.task, thing)


def _on_cluster(order: Order[T]) -> Iterator[T | BriefgenError]:
    """What the workers of dask.distributed do, which see the folders under the same names."""
    try:
        from distributed import Client, KilledWorker
    except ImportError as error:
        raise UsageError("a cluster needs more: pip install 'briefgen[cluster]'") from error
    try:
        client = Client(order.scheduler, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise UsageError(f"--scheduler: no scheduler answers at {order.scheduler}") from error
    with client:
        under_way = client.map(_done_there, [order.task] * len(order.things), order.things, pure=False)
        for thing, each in zip(order.things, under_way, strict=True):
            try:
                yield each.result()
            except KilledWorker:
                yield _done(order.task, thing)


def _done_there(task: Callable[[Any], T], thing: object) -> T | BriefgenError:
    """Work on another machine: alone in its process, since drawing wants that."""
    with _one_at_a_time:
        return _done(task, thing)

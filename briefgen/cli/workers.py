"""Who builds: this process, several of them, or the workers of a cluster; whatever one of them leaves is built here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Lock

from briefgen.api import BuildOptions, Built, Folder, Project, open_project
from briefgen.errors import BriefgenError, UsageError
from briefgen.frozen import frozen

PATIENCE = 10
"""Seconds until a scheduler has answered."""

_one_at_a_time = Lock()


@frozen
class Order:
    """Which editions of a desk to build, how, and by whom: `jobs` processes, or the `scheduler` at an address."""

    project: Project
    editions: tuple[str, ...]
    options: BuildOptions
    jobs: int = 1
    scheduler: str = ""


def results(order: Order) -> Iterator[Built | BriefgenError]:
    """The end of each build, in the order of the editions; a fault of one does not keep the others from being built."""
    if order.scheduler:
        return _on_cluster(order)
    if order.jobs == 1 or len(order.editions) == 1:
        return (_build_one(order, name) for name in order.editions)
    return _by_processes(order)


def _build_one(order: Order, name: str) -> Built | BriefgenError:
    try:
        return order.project[name].build(order.options)
    except BriefgenError as error:
        return error


def _by_processes(order: Order) -> Iterator[Built | BriefgenError]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    with ProcessPoolExecutor(min(order.jobs, len(order.editions))) as pool:
        builds = [pool.submit(_build_one, order, name) for name in order.editions]
        for name, each in zip(order.editions, builds, strict=True):
            try:
                yield each.result()
            except BrokenProcessPool:
                yield _build_one(order, name)


def _on_cluster(order: Order) -> Iterator[Built | BriefgenError]:
    """The builds of the workers of dask.distributed, which see the desk's folders under the same names."""
    try:
        from distributed import Client, KilledWorker
    except ImportError as error:
        raise UsageError("a cluster needs more: pip install 'briefgen[cluster]'") from error
    try:
        client = Client(order.scheduler, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise UsageError(f"--scheduler: no scheduler answers at {order.scheduler}") from error
    workspace = order.project.workspace
    content, assets = (Folder(Path(tree.name).absolute()) for tree in (workspace.content, workspace.assets))
    there = replace(order, project=open_project(content, assets=assets, out=workspace.out.absolute()))
    with client:
        builds = client.map(_build_there, [there] * len(order.editions), order.editions, pure=False)
        for name, each in zip(order.editions, builds, strict=True):
            try:
                yield each.result()
            except KilledWorker:
                yield _build_one(order, name)


def _build_there(order: Order, name: str) -> Built | BriefgenError:
    """A build on another machine: with its own cache, and alone in its process, since drawing wants that."""
    with _one_at_a_time:
        workspace = order.project.workspace
        project = open_project(workspace.content, assets=workspace.assets, out=workspace.out)
        return _build_one(replace(order, project=project), name)

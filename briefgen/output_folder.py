"""The pack: what one build writes, put in place all at once or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path, PurePosixPath

from briefgen.errors import StorageError
from briefgen.frozen import frozen
from briefgen.storage import HAS_LOCKS, as_json, digest, lock, write_all

BUILD_RECORD = "build.json"
NEW = ".new-"
_TRIES = 5


def put_pack(folder: Path, files: Mapping[str, bytes], record: Mapping[str, object]) -> dict[Path, Path]:
    """Make `folder` hold these files and build.json: `record` with the digest of each file.

    The files are written beside it first, but for those that the last build wrote as they are; the folder is then
    replaced by renaming, so that a failure at any point leaves the last good pack. What an earlier build wrote goes;
    what somebody else put there stays, and what somebody has edited is kept under another name: gives each such file
    with the one that now holds it. Raises StorageError, also where the folder is none that a build has made.
    """
    hashes = {name: digest(data) for name, data in sorted(files.items())}
    complete = {**files, BUILD_RECORD: as_json({**record, "files": hashes})}
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        recover(folder)
        _check_replaceable(folder)
        last = _last_pack(folder)
        kept = _names_for(last.edited, {*last.foreign, *complete})
        written = {kept[name]: data for name, data in last.edited.items()}
        same = {name: folder / name for name, hash_ in hashes.items() if last.intact.get(name) == hash_}
        with _staging(folder) as staging:
            _write_files(staging, {**last.foreign, **written, **complete}, same)
            _replace(folder, staging)
    except OSError as error:
        raise StorageError(f"cannot write {folder}: {error.strerror or error}") from error
    return {folder / name: folder / other for name, other in kept.items()}


def is_current(folder: Path, record: Mapping[str, object], *, in_part: bool = False) -> bool:
    """Whether the folder holds an undamaged pack that was built from what `record` names, or names `in_part`."""
    try:
        built = json.loads((folder / BUILD_RECORD).read_bytes())
        files = built.pop("files")
        same = {**built, **record} if in_part else record
        return built == same and all(digest((folder / name).read_bytes()) == hash_ for name, hash_ in files.items())
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return False


@contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    """A new folder beside another, held while it is used, so that others can tell it from what a killed build left."""
    from tempfile import mkdtemp

    for _ in range(_TRIES):
        staging = Path(mkdtemp(prefix=f".{folder.name}{NEW}", dir=folder.parent))
        descriptor = _hold(staging)
        if staging.exists() and (descriptor is not None or not HAS_LOCKS):
            break
    try:
        yield staging
    finally:
        _remove(staging)
        if descriptor is not None:
            os.close(descriptor)


def _remove(folder: Path) -> None:
    from shutil import rmtree  # a build that has nothing to do removes nothing

    rmtree(folder, ignore_errors=True)


def _hold(folder: Path) -> int | None:
    """Lock a folder for this process; none where another process has it, or where the system has no such locks."""
    if not HAS_LOCKS:
        return None
    descriptor = os.open(folder, os.O_RDONLY)
    with suppress(OSError):
        if lock(descriptor):
            return descriptor
    os.close(descriptor)
    return None


def recover(folder: Path) -> None:
    """Put back a pack that a killed build had moved aside, and throw away what one had only begun to write."""
    for begun in folder.parent.glob(f".{folder.name}{NEW}*"):
        with suppress(OSError):
            descriptor = _hold(begun)
            if descriptor is not None:
                _remove(begun)
                os.close(descriptor)
    if not folder.exists():
        for aside in sorted(folder.parent.glob(f".{folder.name}.old-*")):
            aside.rename(folder)
            return


def _check_replaceable(folder: Path) -> None:
    """Refuse to replace what is no pack, such as the edition's own content where --out names the wrong folder."""
    if not folder.exists() and not folder.is_symlink():
        return
    is_pack = folder.is_dir() and ((folder / BUILD_RECORD).is_file() or not any(folder.iterdir()))
    if folder.is_symlink() or not is_pack:
        raise StorageError(f"{folder} is no pack of an earlier build; move it away, or name another folder with --out")


@frozen
class _Pack:
    """The files of a pack: those that its record does not name, those that are no longer as it says, and the others.

    Of these the digests are given.
    """

    foreign: Mapping[str, bytes]
    edited: Mapping[str, bytes]
    intact: Mapping[str, str]


def _last_pack(folder: Path) -> _Pack:
    """The pack that is there; every file counts as edited where its record cannot be read, and nobody knows."""
    paths = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    try:
        written = dict(json.loads((folder / BUILD_RECORD).read_bytes())["files"])
    except (FileNotFoundError, NotADirectoryError):
        return _Pack({}, {}, {})
    except (ValueError, KeyError, TypeError):
        written = dict.fromkeys(paths, "")
    foreign, edited, intact = {}, {}, {}
    for name, path in paths.items():
        if name == BUILD_RECORD:
            continue
        data = path.read_bytes()
        if name not in written:
            foreign[name] = data
        elif (hash_ := digest(data)) != written[name]:
            edited[name] = data
        elif not path.is_symlink():
            intact[name] = hash_
    return _Pack(foreign, edited, intact)


def _names_for(edited: Iterable[str], taken: set[str]) -> dict[str, str]:
    """A free name for each file that somebody has edited: "brief.edited.docx", "brief.edited-2.docx"."""
    names: dict[str, str] = {}
    for name in edited:
        path = PurePosixPath(name)
        numbered = (f"{path.stem}.edited{'' if n == 1 else f'-{n}'}{path.suffix}" for n in count(1))
        names[name] = next(free for other in numbered if (free := path.with_name(other).as_posix()) not in taken)
        taken.add(names[name])
    return names


def _write_files(staging: Path, files: Mapping[str, bytes], same: Mapping[str, Path]) -> None:
    """Write files, each safe on the disk; those that are the same as another get a second name for it, if they can."""
    staging.chmod(0o755)
    written: dict[Path, bytes] = {}
    for name, data in files.items():
        path = staging / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name in same:
            with suppress(OSError):
                path.hardlink_to(same[name])
                continue
        written[path] = data
    write_all(written)


def _replace(folder: Path, staging: Path) -> None:
    """Rename `staging` to `folder`; a pack that is there steps aside, and comes back if the renaming fails."""
    for attempt in range(_TRIES):
        names = (f".{folder.name}.old-{os.getpid()}-{number}" for number in count())
        aside = next(path for name in names if not (path := folder.with_name(name)).exists())
        with suppress(FileNotFoundError):
            folder.rename(aside)
        try:
            staging.rename(folder)
        except BaseException as error:
            if aside.exists() and not folder.exists():
                aside.rename(folder)
            if isinstance(error, OSError) and folder.exists() and attempt < _TRIES - 1:
                continue
            raise
        for old in folder.parent.glob(f".{folder.name}.old-*"):
            _remove(old)
        return

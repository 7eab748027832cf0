"""A cache of what takes long to make: bytes by key, in a folder of the user's own; nothing is missed if it goes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from briefgen.folders import is_own
from briefgen.frozen import frozen
from briefgen.storage import replace_file

LIMIT = 256 * 2**20
KEPT_SHARE = 0.75


@frozen
class Cache:
    """A folder of entries, each named for its key and headed by a digest; the oldest go when all exceed `limit` bytes.

    Several processes may use it at once: an entry is renamed to its place when it is whole. A disk that is full or
    read-only is no error, since everything can be made again.
    """

    folder: Path
    limit: int = LIMIT

    def get(self, key: str) -> bytes | None:
        """What was kept under a key; none where nothing was, or where it is no longer what was kept."""
        path = self.folder / key
        try:
            head, _, data = path.read_bytes().partition(b"\n")
            if head == _head(key, data):
                with suppress(OSError):  # in a folder that can only be read
                    os.utime(path)
                return data
            path.unlink()
        except OSError:
            return None
        return None

    def put(self, entries: Mapping[str, bytes]) -> None:
        """Keep entries by their keys."""
        with suppress(OSError):
            for key, data in entries.items():
                replace_file(self.folder / key, _head(key, data) + b"\n" + data, durable=False)
            self._shrink()

    def _shrink(self) -> None:
        """Remove the entries that were not used for longest, and what killed processes left."""
        with os.scandir(self.folder) as found:
            entries = sorted((entry.stat().st_mtime_ns, entry.stat().st_size, entry.path) for entry in found)
        held = sum(size for _, size, _ in entries)
        if held <= self.limit:
            return
        for _, size, path in entries:
            if held <= self.limit * KEPT_SHARE:
                return
            with suppress(FileNotFoundError):
                Path(path).unlink()
            held -= size


def kept(cache: Cache | None, kind: str, named: str, make: Callable[[], bytes]) -> bytes:
    """What is made of all that is named, made once where there is a cache, and then kept as one of its kind."""
    if cache is None:
        return make()
    key = f"{kind}-{hashlib.sha256(named.encode()).hexdigest()}"
    if (data := cache.get(key)) is None:
        data = make()
        cache.put({key: data})
    return data


def _head(key: str, data: bytes) -> bytes:
    """What stands before an entry's data, so that neither it nor its name can change unnoticed."""
    return hashlib.sha256(key.encode() + b"\n" + data).hexdigest().encode()


def user_cache(name: str) -> Cache | None:
    """This user's cache of that name; none where the system has no place for it that others cannot write to."""
    try:
        folder = _home() / "briefgen" / name
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        is_safe = all(is_own(each) for each in (folder, folder.parent))
    except (OSError, RuntimeError):
        return None
    return Cache(folder) if is_safe else None


def _home() -> Path:
    """Where caches go: as XDG says, or as Windows does."""
    for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        if (folder := Path(os.environ.get(variable, ""))).is_absolute():
            return folder
    return Path.home() / ".cache"

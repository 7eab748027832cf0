"""The cache gives what was put into it or nothing, whatever has happened to its folder."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.cache import Cache, kept, user_cache

DATA = b"a picture\nof several lines"


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path)


def test_gives_what_was_put(cache: Cache) -> None:
    cache.put({"key": DATA, "empty": b""})
    assert (cache.get("key"), cache.get("empty"), cache.get("other")) == (DATA, b"", None)


@given(place=st.integers(0, 64 + 1 + len(DATA) - 1), bit=st.integers(0, 7))
def test_gives_nothing_that_was_damaged(tmp_path_factory: pytest.TempPathFactory, place: int, bit: int) -> None:
    cache = Cache(tmp_path_factory.mktemp("cache"))
    cache.put({"key": DATA})
    entry = bytearray((cache.folder / "key").read_bytes())
    entry[place] ^= 1 << bit
    (cache.folder / "key").write_bytes(entry)
    assert cache.get("key") is None
    assert not (cache.folder / "key").exists()


def test_gives_nothing_that_was_kept_under_another_key(cache: Cache) -> None:
    cache.put({"key": DATA})
    (cache.folder / "key").rename(cache.folder / "other")
    assert cache.get("other") is None


def test_makes_each_thing_once_where_there_is_a_cache(cache: Cache) -> None:
    made: list[str] = []

    def make() -> bytes:
        made.append("it")
        return b"it"

    for where in (cache, cache, None):
        assert kept(where, "kind", "its name", make) == b"it"
    assert kept(cache, "kind", "another name", make) == kept(cache, "other kind", "its name", make) == b"it"
    assert len(made) == 4


def test_gives_nothing_that_was_cut_short(cache: Cache) -> None:
    cache.put({"key": DATA})
    entry = (cache.folder / "key").read_bytes()
    for length in range(len(entry)):
        (cache.folder / "key").write_bytes(entry[:length])
        assert cache.get("key") is None


def test_holds_no_more_than_its_limit_and_drops_what_was_not_used(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=900)
    for number in range(5):
        cache.put({f"{number}": bytes(100)})
        os.utime(tmp_path / f"{number}", (number, number))
    assert cache.get("0") is not None
    cache.put({"new": bytes(100)})
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 900
    assert {"0", "new"} <= {path.name for path in tmp_path.iterdir()}


def test_may_be_used_by_several_at_once(tmp_path: Path) -> None:
    def use(number: int) -> bool:
        cache = Cache(tmp_path, limit=5000)
        cache.put({f"{number % 7}": bytes([number % 7]) * 900})
        return all(cache.get(f"{key}") in (None, bytes([key]) * 900) for key in range(7))

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(use, range(400)))


def test_a_folder_that_goes_is_no_error(cache: Cache) -> None:
    cache.folder.rmdir()
    cache.put({"key": DATA})
    assert cache.get("key") is None


def test_the_users_cache_is_where_the_system_has_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    cache = user_cache("charts")
    assert cache
    assert cache.folder == tmp_path / "briefgen" / "charts"


@pytest.mark.parametrize("folder", ["briefgen", "briefgen/charts"])
def test_a_cache_that_others_may_write_to_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert user_cache("charts")
    (tmp_path / folder).chmod(0o777)
    assert user_cache("charts") is None


def test_a_cache_that_cannot_be_made_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "briefgen").write_text("a file")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert user_cache("charts") is None

"""An edition's files: everything that it is made from, byte for byte, and nothing hidden or from outside."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from briefgen.content import Folder, content_faults, content_files, load_edition
from tests.content.contents import EDITION, FILES, FRONT, png, write


def files_of(content: Path) -> tuple[dict[str, bytes], list[tuple[str, str]]]:
    loaded = load_edition(Folder(content), EDITION)
    assert loaded.edition is not None
    files, faults = content_files(Folder(content), loaded.edition, loaded.files)
    return files, [(fault.code, fault.place.file.removeprefix(f"{content.as_posix()}/")) for fault in faults]


def names(folder: Path, changes: Mapping[str, str | bytes | None] | None = None) -> set[str]:
    """The names of the files that are there beside those of every edition, and of those that are not."""
    files, faults = files_of(write(folder, changes))
    assert faults == []
    return set(files) ^ set(FILES)


def test_the_desks_files_and_the_editions(tmp_path: Path) -> None:
    files, faults = files_of(write(tmp_path))
    assert faults == []
    assert files == {name: text.encode() for name, text in FILES.items()}
    assert list(files) == sorted(files)


def test_bytes_are_those_of_the_disk_and_not_of_the_text(tmp_path: Path) -> None:
    body = ("\ufeff" + FRONT + "Landed: {{ landings }}.\n\n![](figure:landed)\n").replace("\n", "\r\n").encode()
    files, _ = files_of(write(tmp_path, {"sections/10-landings.md": body}))
    assert files[f"{EDITION}/sections/10-landings.md"] == body


def test_what_was_read_is_not_read_again(tmp_path: Path) -> None:
    content = write(tmp_path)
    loaded = load_edition(Folder(content), EDITION)
    assert loaded.edition is not None
    (content / EDITION / "facts.yaml").write_text("changed: since\n", encoding="utf-8")
    files, _ = content_files(Folder(content), loaded.edition, loaded.files)
    assert files[f"{EDITION}/facts.yaml"].decode() == FILES[f"{EDITION}/facts.yaml"]


def test_pictures_and_whatever_else_stands_in_the_folder(tmp_path: Path) -> None:
    body = FRONT + "![Boats](boats.png)\n\n![Nets](../shared/nets.png)\n\n{{ landings }}\n\n![](figure:landed)\n"
    content = write(tmp_path, {"sections/10-landings.md": body, "boats.png": png(), "more/räume.txt": "rooms"})
    (content / "shared").mkdir()
    (content / "shared/nets.png").write_bytes(png(9, 9))
    (content / "shared/others.png").write_bytes(png(8, 8))
    files, faults = files_of(content)
    assert faults == []
    assert set(files) - set(FILES) == {f"{EDITION}/boats.png", f"{EDITION}/more/räume.txt", "shared/nets.png"}
    assert files["shared/nets.png"] == png(9, 9)


def test_only_the_texts_of_cited_sources(tmp_path: Path) -> None:
    content = write(tmp_path, {"sources.yaml": FILES["sources.yaml"] + "other: {kind: k, title: t, undated: u}\n"})
    (content / "sources").mkdir()
    for source in ("survey", "minutes", "other", "unknown"):
        (content / f"sources/{source}.txt").write_text(source, encoding="utf-8")
    files, _ = files_of(content)
    assert set(files) - set(FILES) == {"sources/survey.txt", "sources/minutes.txt"}


@pytest.mark.parametrize("name", [".secret", ".git/config", "#10-landings.md#", "edition.yaml~", "sections/.10.md.swp"])
def test_hidden_files_and_backups_are_left_out(tmp_path: Path, name: str) -> None:
    assert names(tmp_path, {name: "secret"}) == set()


def test_other_editions_are_left_out(tmp_path: Path) -> None:
    content = write(tmp_path)
    (content / "2031-04-28-herring").mkdir()
    (content / "2031-04-28-herring/edition.yaml").write_text("title: Herring\n", encoding="utf-8")
    (content / "notes.txt").write_text("of the desk's own", encoding="utf-8")
    assert set(files_of(content)[0]) == set(FILES)


def test_links_out_of_the_content_are_refused(tmp_path: Path) -> None:
    content = write(tmp_path)
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (content / EDITION / "notes.txt").symlink_to(tmp_path / "secret.txt")
    (content / EDITION / "system.txt").symlink_to("/etc/hostname")
    files, faults = files_of(content)
    assert set(files) == set(FILES)
    assert faults == [("BG004", f"{EDITION}/notes.txt"), ("BG004", f"{EDITION}/system.txt")]


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    content = write(tmp_path)
    (tmp_path / "private").mkdir()
    (tmp_path / "private/secret.txt").write_text("secret", encoding="utf-8")
    (content / EDITION / "private").symlink_to(tmp_path / "private")
    (content / EDITION / "round").symlink_to(content)
    assert files_of(content) == ({name: text.encode() for name, text in FILES.items()}, [])


def test_links_inside_the_content_are_what_they_lead_to(tmp_path: Path) -> None:
    content = write(tmp_path)
    (content / "glossary.txt").write_text("of the desk", encoding="utf-8")
    (content / EDITION / "glossary.txt").symlink_to(content / "glossary.txt")
    files, faults = files_of(content)
    assert (faults, files[f"{EDITION}/glossary.txt"]) == ([], b"of the desk")


def test_a_path_that_goes_up_never_leads_out_of_the_attachments(tmp_path: Path) -> None:
    """By way of a link, the path goes up further than its own folders are deep."""
    body = FRONT + "{{ landings }}\n\n![](figure:landed)\n\n![Boats](deep/../../../../boats.png)\n"
    content = write(tmp_path, {"sections/10-landings.md": body})
    (content / "a/b/c/d").mkdir(parents=True)
    (content / "boats.png").write_bytes(png())
    (content / EDITION / "deep").symlink_to(content / "a/b/c/d")
    files, faults = files_of(content)
    assert faults == []
    assert set(files) - set(FILES) == {"boats.png"}


@pytest.mark.parametrize("name", [b"caf\xe9.txt", b"two\nlines.txt", b"a\\..\\..\\up.txt", b"bell\x07.txt"])
def test_names_that_other_systems_would_not_keep_are_refused(tmp_path: Path, name: bytes) -> None:
    content = write(tmp_path)
    (content / EDITION / os.fsdecode(name)).write_bytes(b"x")
    files, faults = files_of(content)
    assert set(files) == set(FILES)
    assert faults == [("BG007", f"{EDITION}/{os.fsdecode(name)}")]


def test_what_is_no_file_or_too_large_is_refused(tmp_path: Path) -> None:
    content = write(tmp_path)
    os.mkfifo(content / EDITION / "pipe")
    (content / EDITION / "gone.txt").symlink_to("nowhere.txt")
    with (content / EDITION / "film.mp4").open("wb") as file:
        file.truncate(1 << 30)
    _, faults = files_of(content)
    assert faults == [
        ("BG110", f"{EDITION}/film.mp4"),
        ("BG003", f"{EDITION}/gone.txt"),
        ("BG004", f"{EDITION}/pipe"),
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [("50%.png", "BG007"), ("100% sure/notes.txt", "BG007"), ("a\\b.txt", "BG007"), ("link.txt", "BG003")],
)
def test_what_no_record_could_keep_is_a_fault_before_it_is_published(tmp_path: Path, name: str, code: str) -> None:
    content = write(tmp_path, None if name == "link.txt" else {name: png()})
    if name == "link.txt":
        (content / EDITION / name).symlink_to(content / "gone.txt")
    loaded = load_edition(Folder(content), EDITION)
    assert loaded.edition is not None
    (fault,) = content_faults(Folder(content), loaded.edition, loaded.files)
    assert (fault.code, fault.place.file) == (code, (content / EDITION / name).as_posix())
    assert content_files(Folder(content), loaded.edition, loaded.files)[1] == [fault]

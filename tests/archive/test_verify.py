"""Whatever is done to an archive is found: every bit of the small files, and everything that hands can do."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from briefgen.archive.register import BEGINNING, RegisterLine, read_register
from briefgen.archive.verify import Finding, last_sound, log, verify
from briefgen.cli import run
from briefgen.storage import digest, remove_tree
from tests.archive.store import EDITION, store

SMALL = 700
SAMPLED = 4000


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Path]:
    """An archive of three records."""
    home = tmp_path / "archive"
    store(home)
    store(home, "2031-05-12-cod")
    store(home)
    unlock(home)
    yield home


def unlock(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def findings(archive: Path, since: str = "") -> list[Finding]:
    return [finding for _, found in verify(archive, since) for finding in found]


def test_an_archive_is_as_it_was_published(archive: Path) -> None:
    assert findings(archive) == []


@pytest.mark.slow
def test_every_bit_counts(archive: Path) -> None:
    record = archive / "2031/2031-05-05_herring_v001"
    files = [path for path in sorted(record.rglob("*")) if path.is_file()] + [archive / "register.jsonl"]
    small = [path for path in files if path.stat().st_size <= SMALL or path.parent == record]
    assert len(small) >= 8
    flips = [(path, bit) for path in small for bit in range(path.stat().st_size * 8)]
    random = Random(3)  # noqa: S311
    big = [path for path in files if path not in small]
    flips += [(path, random.randrange(path.stat().st_size * 8)) for path in big for _ in range(SAMPLED // len(big))]
    missed = []
    for path, bit in flips:
        data = path.read_bytes()
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        path.write_bytes(changed)
        if not findings_of(archive, path, record):
            missed.append((path.name, bit))
        path.write_bytes(data)
    sys.stdout.write(f"{len(flips)} bits flipped in {len(files)} files, {len(flips) - len(missed)} found\n")
    assert missed == []
    assert findings(archive) == []


def findings_of(archive: Path, path: Path, record: Path) -> list[Finding]:
    """What verifying finds, of the one record and the register alone: the others are as they were."""
    from briefgen.archive.verify import verify_record, verify_register

    register = read_register(archive)
    if path.name == "register.jsonl":
        return list(verify_register(archive))
    (entry,) = [e for e in register.entries if e.record.endswith(record.name)]
    return list(verify_record(archive, entry, None))


def renamed(archive: Path) -> None:
    (archive / "2031/2031-05-05_herring_v001").rename(archive / "2031/2031-05-05_herring_v009")


def hidden(archive: Path) -> None:
    (archive / "2031/2031-05-05_herring_v001").rename(archive / "2031/herring")


def swapped(archive: Path) -> None:
    first, second = archive / "2031/2031-05-05_herring_v001", archive / "2031/2031-05-05_herring_v002"
    first.rename(archive / "aside")
    second.rename(first)
    (archive / "aside").rename(second)


def forged_bag(archive: Path) -> None:
    """A file changed together with both manifests, as one who knows bags would."""
    record = archive / "2031/2031-05-05_herring_v001"
    (record / "data/brief.pdf").write_bytes(b"another")
    reseal(record)


def reseal(record: Path) -> None:
    """Make the manifests of a bag fit what is in it."""
    payload = sorted(path for path in (record / "data").rglob("*") if path.is_file())
    lines = [f"{digest(path.read_bytes())}  {path.relative_to(record).as_posix()}\n" for path in payload]
    (record / "manifest-sha256.txt").write_text("".join(lines))
    tags = ("bag-info.txt", "bagit.txt", "manifest-sha256.txt")
    lines = [f"{digest((record / name).read_bytes())}  {name}\n" for name in tags]
    (record / "tagmanifest-sha256.txt").write_text("".join(lines))


def forged_info(archive: Path) -> None:
    info = archive / "2031/2031-05-05_herring_v001/bag-info.txt"
    info.write_bytes(info.read_bytes().replace(b"Fisheries", b"Forestry"))
    reseal(info.parent)


def added(archive: Path) -> None:
    (archive / "2031/2031-05-05_herring_v001/data/extra.txt").write_text("more")


def added_beside(archive: Path) -> None:
    (archive / "2031/2031-05-05_herring_v001/fetch.txt").write_text("")


def linked(archive: Path) -> None:
    pdf = archive / "2031/2031-05-05_herring_v001/data/brief.pdf"
    pdf.rename(archive / "brief.pdf")
    pdf.symlink_to(archive / "brief.pdf")


def manifest_dropped(archive: Path) -> None:
    (archive / "2031/2031-05-05_herring_v001/tagmanifest-sha256.txt").unlink()


def file_dropped(archive: Path) -> None:
    (archive / "2031/2031-05-05_herring_v001/data/brief.pdf").unlink()


def record_dropped(archive: Path) -> None:
    remove_tree(archive / "2031/2031-05-05_herring_v002")


def line_dropped(archive: Path) -> None:
    lines = (archive / "register.jsonl").read_bytes().splitlines(keepends=True)
    (archive / "register.jsonl").write_bytes(b"".join(lines[:-1]))


def first_line_dropped(archive: Path) -> None:
    lines = (archive / "register.jsonl").read_bytes().splitlines(keepends=True)
    (archive / "register.jsonl").write_bytes(b"".join(lines[1:]))


def register_dropped(archive: Path) -> None:
    (archive / "register.jsonl").unlink()


def linked_record(archive: Path) -> None:
    record = archive / "2031/2031-05-05_herring_v001"
    record.rename(archive.with_name("elsewhere"))
    record.symlink_to(archive.with_name("elsewhere"))


def stranger(archive: Path) -> None:
    (archive / "2025/2025-01-01_forged").mkdir(parents=True)


def loose_file(archive: Path) -> None:
    (archive / "2031/2031-05-05_herring_v009.pdf").write_text("x")


def test_a_changed_line_hides_no_changed_record(archive: Path) -> None:
    register = archive / "register.jsonl"
    register.write_bytes(register.read_bytes().replace(b'"number":1', b'"number": 1', 1))
    (archive / "2031/2031-05-05_herring_v002/data/brief.pdf").write_bytes(b"another")
    (archive / "2031/2031-05-05_herring_v001/data/brief.pdf").write_bytes(b"another")
    found = {(finding.where, finding.what) for finding in findings(archive)}
    assert ("register.jsonl", "line 1 has been changed") in found
    for version in ("v001", "v002"):
        assert (f"2031/2031-05-05_herring_{version}/data/brief.pdf", "has changed") in found


@pytest.mark.parametrize(
    "damage",
    [
        linked_record, stranger, loose_file, renamed, hidden, swapped, forged_bag, forged_info, added, added_beside,
        linked, manifest_dropped, file_dropped, record_dropped, line_dropped, first_line_dropped, register_dropped,
    ],
)  # fmt: skip
def test_what_hands_can_do_is_found(archive: Path, damage: Callable[[Path], None]) -> None:
    damage(archive)
    assert findings(archive)


def rewritten(archive: Path, keep: int) -> None:
    """The chain made anew from a point on, every digest right, with one record gone."""
    entries: list[RegisterLine] = list(read_register(archive).entries)
    chain = entries[:keep]
    for entry in entries[keep + 1 :]:
        previous = chain[-1].digest if chain else BEGINNING
        chain.append(RegisterLine(len(chain) + 1, previous, entry.record, entry.manifest, entry.published).sealed())
    (archive / "register.jsonl").write_bytes(b"".join(entry.line for entry in chain))
    remove_tree(archive / entries[keep].record)


def test_a_noted_head_tells_of_a_chain_that_was_rewritten(archive: Path) -> None:
    head = read_register(archive).head
    copy = archive.with_name("copy")
    shutil.copytree(archive, copy)
    rewritten(copy, 2)
    assert findings(copy) == []  # the last record and its line are gone, and nothing in the archive shows it
    assert [finding.where for finding in findings(copy, head)] == ["register.jsonl"]
    rewritten(archive, 1)
    assert findings(archive, head)
    assert findings(archive)  # a later bag still names the head of the chain that was


def test_it_is_said_until_when_a_record_was_sound(archive: Path) -> None:
    register = read_register(archive)
    records = [entry.record for entry in register.entries]
    line = {"at": "2031-12-01T00:00:00Z", "head": "h", "records": records, "broken": []}  # as it was written before
    (archive / "fixity.jsonl").write_text(json.dumps(line) + "\n")
    assert last_sound(archive) == dict.fromkeys(records, "2031-12-01T00:00:00Z")
    log(archive, "2032-01-01T00:00:00Z", register, records, [])
    file_dropped(archive)
    log(archive, "2033-01-01T00:00:00Z", register, records, records[:1])
    (finding,) = findings(archive)
    assert finding.sound_until == "2032-01-01T00:00:00Z"
    assert last_sound(archive)[records[1]] == "2033-01-01T00:00:00Z"
    (archive / "fixity.jsonl").write_text("no json\n[]\n")
    assert last_sound(archive) == {}
    assert findings(archive)[0].sound_until == "2031-05-05T12:00:00Z"


def test_a_log_that_was_cut_off_goes_on_in_a_line_of_its_own(archive: Path) -> None:
    register = read_register(archive)
    records = [entry.record for entry in register.entries]
    (archive / "fixity.jsonl").write_text('{"at": "2031-12-01T00:00:00Z", "head"')
    log(archive, "2032-01-01T00:00:00Z", register, records, [])
    assert last_sound(archive) == dict.fromkeys(records, "2032-01-01T00:00:00Z")


def test_a_line_of_the_register_is_its_own_seal(archive: Path) -> None:
    line = json.loads((archive / "register.jsonl").read_bytes().splitlines()[0])
    assert line["record"] == f"2031/{EDITION.replace('-herring', '_herring')}_v001"
    own = line.pop("digest")
    assert digest(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode()) == own


def register_gone(archive: Path) -> None:
    (archive / "register.jsonl").unlink()


def register_emptied(archive: Path) -> None:
    (archive / "register.jsonl").write_bytes(b"")


def years_gone(archive: Path) -> None:
    for year in archive.glob("2*"):
        remove_tree(year)


def all_gone(archive: Path) -> None:
    register_gone(archive)
    years_gone(archive)


def all_emptied(archive: Path) -> None:
    register_emptied(archive)
    years_gone(archive)


@pytest.mark.parametrize("loss", [register_gone, register_emptied, years_gone])
def test_half_of_an_archive_misses_the_other(archive: Path, loss: Callable[[Path], None]) -> None:
    loss(archive)
    assert len(findings(archive)) >= 3


@pytest.mark.parametrize("loss", [all_gone, all_emptied, shutil.rmtree])
def test_that_all_is_gone_only_a_head_can_tell(
    archive: Path, loss: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    head = read_register(archive).head
    loss(archive)
    assert (findings(archive), [finding.where for finding in findings(archive, head)]) == ([], ["register.jsonl"])
    found = ["archive", "verify", "--archive", str(archive)]
    assert run([*found, "--since", head]) == 3
    capsys.readouterr()
    assert run(["-q", *found]) == (0 if archive.is_dir() else 2)
    said = capsys.readouterr().err
    assert ("there is no" in said, "all as published" in said) == (True, False)


def test_an_earlier_verification_can_tell_too(archive: Path) -> None:
    head = read_register(archive).head
    log(archive, "2032-01-01T00:00:00Z", read_register(archive), [], [])
    assert findings(archive) == []
    all_gone(archive)
    assert [(finding.where, head in finding.what) for finding in findings(archive)] == [("fixity.jsonl", True)]

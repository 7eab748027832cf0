"""Time stamps: OpenSSL reads the requests, an authority of the tests answers them, and what does not fit is found."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefgen.archive.export import FolderStore, export
from briefgen.archive.register import REGISTER, read_register
from briefgen.archive.stamps import request_of, request_stamp
from briefgen.archive.verify import verify
from briefgen.errors import StorageError, UsageError
from briefgen.storage import digest
from tests.archive.store import store
from tests.archive.test_verify import unlock

AUTHORITY = """
[ tsa ]
default_tsa = authority
[ authority ]
serial = {folder}/serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = {digests}
accuracy = secs:1
ess_cert_id_alg = sha256
[ stamping ]
extendedKeyUsage = critical,timeStamping
"""


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Path]:
    home = tmp_path / "archive"
    store(home)
    store(home, "2031-05-12-cod")
    unlock(home)
    yield home


def openssl(*arguments: str | Path, cwd: Path | None = None) -> str:
    ended = subprocess.run(["openssl", *arguments], capture_output=True, text=True, check=False, cwd=cwd, timeout=60)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a CA, and a time-stamp authority that it has certified."""
    home = tmp_path_factory.mktemp("authority")
    for name, digests in (("tsa.cnf", "sha256"), ("refusing.cnf", "sha512")):
        (home / name).write_text(AUTHORITY.format(folder=home, digests=digests))
    new_key = ("-newkey", "rsa:2048", "-nodes", "-config", "/dev/null")
    of_ca = ("-x509", "-days", "9", "-subj", "/CN=CA", "-addext", "basicConstraints=critical,CA:true")
    openssl("req", *new_key, *of_ca, "-keyout", "ca.key", "-out", "ca.pem", cwd=home)
    openssl("req", *new_key, "-subj", "/CN=Clock", "-keyout", "tsa.key", "-out", "tsa.csr", cwd=home)
    signing = ("-CA", "ca.pem", "-CAkey", "ca.key", "-days", "9", "-extfile", "tsa.cnf", "-extensions", "stamping")
    openssl("x509", "-req", "-in", "tsa.csr", *signing, "-out", "tsa.pem", cwd=home)
    (home / "serial").write_text("01\n")
    return home


def reply(authority: Path, request: Path, config: str = "tsa.cnf") -> Path:
    answer = request.with_suffix(".tsr")
    signer = ("-inkey", authority / "tsa.key", "-signer", authority / "tsa.pem")
    openssl("ts", "-reply", "-config", authority / config, "-queryfile", request, *signer, "-out", answer)
    return answer


def findings(archive: Path) -> list[tuple[str, str]]:
    return [(finding.where, finding.what) for _, found in verify(archive) for finding in found]


def test_a_request_is_a_file_of_the_head_and_has_one_form(archive: Path) -> None:
    head = read_register(archive).head
    request = request_stamp(archive)
    assert request == archive / f"stamps/0002-{head[:12]}.tsq"
    first = request.stat()
    assert request_stamp(archive) == request
    assert (request.stat().st_ino, request.stat().st_mtime_ns) == (first.st_ino, first.st_mtime_ns)
    assert [path.name for path in request.parent.iterdir()] == [request.name]
    assert not request.stat().st_mode & 0o222
    assert findings(archive) == []


@pytest.mark.openssl
def test_openssl_writes_the_same_request(archive: Path, tmp_path: Path) -> None:
    request = request_stamp(archive)
    text = openssl("ts", "-query", "-in", request, "-text")
    assert "Hash Algorithm: sha256" in text
    assert "Certificate required: yes" in text
    assert "Nonce: unspecified" in text
    digest = ("-digest", read_register(archive).head, "-sha256")
    openssl("ts", "-query", *digest, "-cert", "-no_nonce", "-out", tmp_path / "own.tsq")
    assert (tmp_path / "own.tsq").read_bytes() == request.read_bytes()


@pytest.mark.openssl
def test_a_reply_proves_the_line_of_the_register(archive: Path, authority: Path, tmp_path: Path) -> None:
    request = request_stamp(archive)
    answer = reply(authority, request)
    assert findings(archive) == []
    proof = ("ts", "-verify", "-in", answer, "-CAfile", authority / "ca.pem")
    openssl(*proof, "-queryfile", request)
    openssl(*proof, "-digest", read_register(archive).head)
    script = f"""sed -n 2p {archive / REGISTER} | sed 's/,"digest":"[0-9a-f]*"//' | tr -d '\\n'"""
    line = subprocess.run(script, shell=True, capture_output=True, check=True).stdout  # noqa: S602 - as documented
    (tmp_path / "line").write_bytes(line)
    openssl(*proof, "-data", tmp_path / "line")
    (tmp_path / "line").write_bytes(line.replace(b"cod", b"cad"))
    with pytest.raises(AssertionError, match="message imprint mismatch"):
        openssl(*proof, "-data", tmp_path / "line")


@pytest.mark.openssl
def test_a_reply_to_something_else_is_found(archive: Path, authority: Path) -> None:
    first = request_stamp(archive)
    store(archive, "2031-05-19-hake")
    second = request_stamp(archive)
    answer = reply(authority, second)
    whole = answer.read_bytes()
    assert findings(archive) == []
    answer.rename(first.with_suffix(".tsr"))
    assert findings(archive) == [(f"stamps/{first.stem}.tsr", "stamps something else than its request asks for")]
    first.with_suffix(".tsr").unlink()
    for size in (0, 1, 3, len(whole) // 2, len(whole) - 1):
        answer.write_bytes(whole[:size])
        ((where, what),) = findings(archive)
        assert (where, "holds" in what) == (f"stamps/{second.stem}.tsr", True), size
    answer.write_bytes(b"<!DOCTYPE html><p>Too many requests</p>")
    assert ["refused" in what for _, what in findings(archive)] == [True]
    answer.write_bytes(whole)
    second.unlink()
    assert findings(archive) == [(f"stamps/{second.stem}.tsr", f"has no request {second.name} beside it")]


@pytest.mark.openssl
def test_a_refusal_is_found(archive: Path, authority: Path) -> None:
    answer = reply(authority, request_stamp(archive), "refusing.cnf")
    refused = "holds no time stamp: the request was refused, or this is no reply to one"
    assert findings(archive) == [(f"stamps/{answer.name}", refused)]


def test_a_register_that_was_written_anew_is_found(archive: Path) -> None:
    request = request_stamp(archive)
    lines = (archive / REGISTER).read_bytes().splitlines(keepends=True)
    (archive / REGISTER).write_bytes(lines[0])
    head = digest(lines[1].rpartition(b',"digest"')[0] + b"}")
    whats = dict(findings(archive))
    assert whats[f"stamps/{request.name}"].startswith(f"stamps the head {head}, which the register has never had")


@pytest.mark.slow
def test_every_bit_of_a_request_counts(archive: Path) -> None:
    request = request_stamp(archive)
    request.chmod(0o644)
    whole = request.read_bytes()
    for bit in range(len(whole) * 8):
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        request.write_bytes(flipped)
        assert [where for where, _ in findings(archive)] == [f"stamps/{request.name}"], bit
    with pytest.raises(StorageError, match="is there already, and no request for the head"):
        request_stamp(archive)
    assert request.read_bytes() == bytes(flipped)


def test_a_renamed_request_is_found(archive: Path) -> None:
    request = request_stamp(archive)
    request.rename(request.with_name("0001-000000000000.tsq"))
    assert findings(archive) == [("stamps/0001-000000000000.tsq", f"has been renamed: it was {request.name}")]


def test_other_files_may_stand_beside_the_stamps(archive: Path) -> None:
    request_stamp(archive)
    (archive / "stamps/authority.pem").write_text("certificates")
    assert findings(archive) == []


def test_what_a_crash_has_left_is_in_nobodys_way(archive: Path) -> None:
    draft = archive / "stamps" / f".0002-{read_register(archive).head[:12]}.tsq.new"
    draft.parent.mkdir()
    draft.write_bytes(b"0")
    assert findings(archive) == []
    assert request_stamp(archive).read_bytes() == request_of(read_register(archive).head)
    assert not draft.exists()


def test_there_is_nothing_to_stamp(tmp_path: Path, archive: Path) -> None:
    with pytest.raises(UsageError, match="has no record yet"):
        request_stamp(tmp_path)
    (archive / REGISTER).write_bytes((archive / REGISTER).read_bytes().replace(b"cod", b"cad"))
    with pytest.raises(StorageError, match="line 2 has been changed"):
        request_stamp(archive)
    assert not (archive / "stamps").exists()


def test_a_copy_of_the_archive_is_sound_without_its_stamps(archive: Path, tmp_path: Path) -> None:
    request_stamp(archive)
    assert len(list(export(archive, FolderStore(tmp_path / "copy")))) == 2
    assert not (tmp_path / "copy/stamps").exists()

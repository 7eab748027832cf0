"""Time stamps and signed copies as their users meet them."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from tests.archive.test_verify import unlock
from tests.cli.test_publish import FOLDER, NO_NETWORK, RECORD
from tests.commands import briefgen, briefgen_process
from tests.desk import EDITION
from tests.formats.pdf.corpus import FLAVOURS
from tests.test_validators import verdicts

pytestmark = pytest.mark.slow

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey

COPY = f"{FOLDER}.signed.pdf"
PASSPHRASE = b"herring and cod"
NOW = datetime.now(UTC)
YEAR = timedelta(days=365)
KEY = rsa.generate_private_key(65537, 2048)


@pytest.fixture
def desk(published: Path, tmp_path: Path) -> Path:
    """A copy of it, with a key and its passphrase, to be changed."""
    home = tmp_path / "copy"
    shutil.copytree(published, home, symlinks=True)
    unlock(home / "out")
    (home / "key.p12").write_bytes(packed(KEY, CERTIFICATE, PASSPHRASE))
    (home / "pass.txt").write_bytes(PASSPHRASE + b"\n")
    return home


def certified(key: Key, since: datetime = NOW - YEAR, until: datetime = NOW + YEAR) -> x509.Certificate:
    """A certificate of a key, signed with itself."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Fisheries desk")])
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign", "encipher_only"), False
    )
    built = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), since, until)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=True, content_commitment=True, decipher_only=False, **usage), critical=True
        )
    )
    return built.sign(key, None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256())


CERTIFICATE = certified(KEY)


def packed(key: Key | None, certificate: x509.Certificate, passphrase: bytes = b"") -> bytes:
    """A PKCS#12 file."""
    encryption = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    return pkcs12.serialize_key_and_certificates(b"desk", key, certificate, None, encryption)


def sign(desk: Path, *options: str, record: str = EDITION) -> CompletedProcess[str]:
    return briefgen(desk, "archive", "sign", record, "--key", "key.p12", *options)


def is_sound(desk: Path) -> bool:
    return briefgen(desk, "archive", "verify").returncode == 0


def checked(pdf: bytes, certificate: x509.Certificate = CERTIFICATE) -> PdfSignatureStatus:
    """What pyHanko's validator says of the only signature, with nothing trusted but a certificate."""
    (trusted,) = load_certs_from_pemder_data(certificate.public_bytes(Encoding.DER))
    (signature,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    context = ValidationContext(trust_roots=[trusted], allow_fetching=False)
    return validate_pdf_signature(signature, context)


class TestSign:
    def test_the_copy_is_signed_and_the_record_as_it_was(self, desk: Path) -> None:
        ended = sign(desk, "--passphrase-file", "pass.txt")
        assert (ended.returncode, ended.stdout, ended.stderr) == (0, f"{COPY}\n", "")
        signed = (desk / COPY).read_bytes()
        assert signed.startswith((desk / FOLDER / f"data/{EDITION}.pdf").read_bytes())
        assert b"/ETSI.CAdES.detached" in signed
        status = checked(signed)
        assert status.bottom_line, status.pretty_print_details()
        assert status.coverage.name == "ENTIRE_FILE"
        assert status.signing_cert.subject.native["common_name"] == "Fisheries desk"
        assert not (desk / COPY).stat().st_mode & 0o222
        assert is_sound(desk)
        assert [path.name for path in (desk / COPY).parent.iterdir() if path.is_file()] == [f"{RECORD}.signed.pdf"]

    @pytest.mark.verapdf
    @pytest.mark.parametrize("profile", ["ua-1+a-2a", "ua-2+a-4f"])
    def test_a_signed_copy_conforms_as_its_record_does(self, profile: str, desk: Path) -> None:
        with (desk / "content/desk.yaml").open("a") as file:
            file.write(f"\npdf: {profile}\n")
        again = RECORD.replace("v001", "v002")
        assert briefgen(desk, "publish", "--reason", "another profile").returncode == 0
        assert sign(desk, "--passphrase-file", "pass.txt", record=again).returncode == 0
        assert briefgen(desk, "archive", "rebuild", again, "--to", "anew").returncode == 0
        copy = (desk / COPY).with_name(f"{again}.signed.pdf")
        assert checked(copy.read_bytes()).bottom_line
        for flavour in FLAVOURS[2 if profile == "ua-1+a-2a" else 4]:
            (verdict,) = verdicts([copy], flavour).values()
            assert (verdict.compliant, verdict.clauses) == (True, ())

    def test_the_validator_finds_a_changed_copy(self, desk: Path) -> None:
        assert sign(desk, "--passphrase-file", "pass.txt").returncode == 0
        signed = bytearray((desk / COPY).read_bytes())
        signed[len(signed) // 3] ^= 1
        assert not checked(bytes(signed)).intact

    @pytest.mark.slow
    def test_the_archive_goes_on_beside_a_copy(self, desk: Path) -> None:
        assert sign(desk, "--passphrase-file", "pass.txt").returncode == 0
        assert briefgen(desk, "publish", "--reason", "again").returncode == 0
        assert RECORD.replace("v001", "v002") in briefgen(desk, "archive", "list").stdout
        assert briefgen(desk, "archive", "export", "vault").returncode == 0
        assert briefgen(desk, "archive", "export", "vault", "--verify").returncode == 0
        assert is_sound(desk)

    def test_a_copy_is_never_replaced(self, desk: Path) -> None:
        assert sign(desk, "--passphrase-file", "pass.txt").returncode == 0
        before = (desk / COPY).read_bytes()
        refused(sign(desk, "--passphrase-file", "pass.txt"), 2, f"{COPY} is there already")
        assert (desk / COPY).read_bytes() == before

    @pytest.mark.parametrize(
        "key", [KEY, ec.generate_private_key(ec.SECP384R1()), ed25519.Ed25519PrivateKey.generate()], ids=type
    )
    def test_a_key_may_be_of_any_kind_and_have_no_passphrase(self, desk: Path, key: Key) -> None:
        certificate = certified(key)
        (desk / "key.p12").write_bytes(packed(key, certificate))
        assert sign(desk).returncode == 0
        assert checked((desk / COPY).read_bytes(), certificate).bottom_line

    @pytest.mark.parametrize("passphrase", [b"herring", b"", b"\xff\n", b" herring and cod\n"])
    def test_the_passphrase_is_wrong(self, desk: Path, passphrase: bytes) -> None:
        (desk / "pass.txt").write_bytes(passphrase)
        refused(sign(desk, "--passphrase-file", "pass.txt"), 2, "key.p12 cannot be opened: the passphrase is wrong, or")
        refused(sign(desk), 2, "key.p12 cannot be opened: the passphrase is wrong, or")

    @pytest.mark.parametrize("damage", ["empty", "cut", "flipped", "text"])
    def test_the_key_is_damaged(self, desk: Path, damage: str) -> None:
        whole = packed(KEY, CERTIFICATE, PASSPHRASE)
        middle = len(whole) // 2
        flipped = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
        (desk / "key.p12").write_bytes({"empty": b"", "cut": whole[:middle], "flipped": flipped}.get(damage, b"key"))
        refused(sign(desk, "--passphrase-file", "pass.txt"), 2, "key.p12 cannot be opened")

    def test_the_key_is_not_the_certificates(self, desk: Path) -> None:
        (desk / "key.p12").write_bytes(packed(None, CERTIFICATE, PASSPHRASE))
        refused(sign(desk, "--passphrase-file", "pass.txt"), 2, "has no private key with its certificate")
        other = rsa.generate_private_key(65537, 2048)
        both = pkcs12.serialize_key_and_certificates(b"desk", other, None, [CERTIFICATE], NoEncryption())
        (desk / "key.p12").write_bytes(both)
        refused(sign(desk), 2, "has no private key with its certificate")

    @pytest.mark.parametrize(("since", "until"), [(NOW - 2 * YEAR, NOW - YEAR), (NOW + YEAR, NOW + 2 * YEAR)])
    def test_the_certificate_does_not_hold_now(self, desk: Path, since: datetime, until: datetime) -> None:
        (desk / "key.p12").write_bytes(packed(KEY, certified(KEY, since, until)))
        refused(sign(desk), 2, f"is valid from {since:%Y-%m-%d} to {until:%Y-%m-%d} only")

    def test_files_that_are_not_there(self, desk: Path) -> None:
        refused(sign(desk, "--passphrase-file", "no.txt"), 2, "--passphrase-file: cannot read no.txt: No such file")
        refused(sign(desk, record="2030-01-01"), 2, '"2030-01-01" is no record of out/archive')
        (desk / "key.p12").unlink()
        refused(sign(desk), 2, "--key: cannot read key.p12: No such file")

    def test_nobody_signs_what_was_changed(self, desk: Path) -> None:
        pdf = desk / FOLDER / f"data/{EDITION}.pdf"
        pdf.write_bytes(pdf.read_bytes().replace(b"%PDF-1.7", b"%PDF-1.6"))
        refused(sign(desk, "--passphrase-file", "pass.txt"), 3, f"{EDITION}.pdf: has changed; `briefgen archive")

    def test_nobody_signs_what_the_register_does_not_list(self, desk: Path) -> None:
        (desk / "out/archive/register.jsonl").unlink()
        refused(sign(desk, "--passphrase-file", "pass.txt"), 3, f"{FOLDER} is not in the register")

    def test_the_extra_is_not_installed(self, desk: Path) -> None:
        (desk / "pyhanko.py").write_text("raise ImportError\n")
        command = ("archive", "sign", EDITION, "--key", "key.p12", "--passphrase-file", "pass.txt")
        refused(briefgen_process(desk, *command), 2, "signing needs more: pip install 'briefgen[sign]'")


def refused(ended: CompletedProcess[str], code: int, message: str) -> None:
    assert ended.returncode == code, ended.stderr
    assert message in ended.stderr
    assert (ended.stdout, ended.stderr.count("\n")) == ("", 1), ended.stderr


class TestTimestamp:
    def test_it_prints_the_file_and_says_what_to_do_with_it(self, desk: Path) -> None:
        ended = briefgen(desk, "archive", "timestamp")
        request = ended.stdout.strip()
        assert (ended.returncode, (desk / request).stat().st_size) == (0, 59)
        sending, proving = ended.stderr.splitlines()
        assert f"--data-binary @{request} URL > {request[:-4]}.tsr" in sending
        assert f"openssl ts -verify -in {request[:-4]}.tsr -queryfile {request} -CAfile CA.pem" in proving
        assert is_sound(desk)

    def test_a_stamp_of_another_history_fails_the_verification(self, desk: Path) -> None:
        request = briefgen(desk, "archive", "timestamp").stdout.strip()
        shutil.rmtree(desk / FOLDER)
        (desk / "out/archive/register.jsonl").unlink()
        assert briefgen(desk, "publish").returncode == 0
        ended = briefgen(desk, "archive", "verify")
        assert (ended.returncode, f"{request}: stamps the head" in ended.stdout) == (3, True)

    def test_an_empty_archive_has_nothing_to_stamp(self, tmp_path: Path) -> None:
        (tmp_path / "out/archive").mkdir(parents=True)
        refused(briefgen(tmp_path, "archive", "timestamp"), 2, "out/archive has no record yet")


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    "command", [("timestamp",), ("sign", EDITION, "--key", "key.p12", "--passphrase-file", "pass.txt")]
)
def test_neither_uses_the_network(desk: Path, command: tuple[str, ...]) -> None:
    ended = subprocess.run([sys.executable, "-c", NO_NETWORK, "archive", *command], cwd=desk, capture_output=True)
    assert ended.returncode == 0, ended.stderr


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("command", "room"),
    [(("timestamp",), 58), (("sign", EDITION, "--key", "key.p12", "--passphrase-file", "pass.txt"), 10_000)],
)
def test_a_disk_without_room_keeps_no_half_of_a_file(desk: Path, command: tuple[str, ...], room: int) -> None:
    before = {path for path in (desk / "out").rglob("*") if path.name != ".lock"}
    ended = subprocess.run(
        [sys.executable, "-B", "-m", "briefgen", "archive", *command],
        cwd=desk,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )
    refused(ended, 3, "File too large")
    assert {path for path in (desk / "out").rglob("*") if path.is_file() and path.name != ".lock"} <= before
    assert is_sound(desk)

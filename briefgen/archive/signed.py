"""A signed copy of a record's PDF (PAdES), beside the record, which stays as it is."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from briefgen.archive.records import Record
from briefgen.archive.register import locked
from briefgen.archive.verify import SIGNED, first_finding, listed
from briefgen.errors import StorageError, UsageError
from briefgen.storage import place_new

FIELD = "Signature"


def copy_of(record: Record) -> Path:
    """Where the signed copy of a record's PDF is."""
    return record.folder.with_name(f"{record.name}{SIGNED}")


def sign(record: Record, key: Path, passphrase: bytes | None) -> Path:
    """Write a copy of a record's PDF that is signed with the key in a PKCS#12 file, and give its file.

    Raises UsageError without pyHanko, for a key that cannot sign and where there is a copy already, and StorageError
    where the record is not as it was published or the disk fails.
    """
    signer = _signer(key, passphrase)
    lines = listed(record.archive).get(record.path)
    if fault := first_finding(record, lines):  # nobody is to put their name to what was changed after it was published
        raise StorageError(f"{record.archive / fault.where}: {fault.what}; `briefgen archive verify` says more")
    target = copy_of(record)
    try:
        with locked(record.archive):
            if target.exists():
                raise UsageError(f"{target} is there already")
            place_new(target, _signed(record, signer))
    except OSError as error:
        raise StorageError(f"cannot write {error.filename or target}: {error.strerror or error}") from error
    return target


def _signer(key: Path, passphrase: bytes | None) -> Any:
    """The signer with the key and its certificates, as pyHanko has it."""
    try:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.serialization import pkcs12
        from pyhanko.sign.signers import SimpleSigner
    except ImportError as error:
        raise UsageError("signing needs more: pip install 'briefgen[sign]'") from error
    try:
        data = key.read_bytes()
    except OSError as error:
        raise UsageError(f"--key: cannot read {key}: {error.strerror}") from error
    try:
        held = pkcs12.load_pkcs12(data, passphrase)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UsageError(f"--key: {key} cannot be opened: the passphrase is wrong, or the file is damaged") from error
    certificate = held.cert.certificate if held.cert else None
    if held.key is None or certificate is None:
        raise UsageError(f"--key: {key} has no private key with its certificate")
    if not certificate.not_valid_before_utc <= datetime.now(UTC) <= certificate.not_valid_after_utc:
        days = f"{certificate.not_valid_before_utc:%Y-%m-%d} to {certificate.not_valid_after_utc:%Y-%m-%d}"
        raise UsageError(f"--key: the certificate in {key} is valid from {days} only")
    return SimpleSigner.load_pkcs12_data(data, other_certs=[], passphrase=passphrase)


def _signed(record: Record, signer: Any) -> bytes:
    """The record's PDF with an invisible signature added behind its last byte."""
    from pyhanko.pdf_utils.generic import pdf_name, pdf_string
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
    from pyhanko.sign.signers import PdfSignatureMetadata, sign_pdf

    pdf = record.data / f"{record.edition}.pdf"
    writer = IncrementalPdfFileWriter(BytesIO(pdf.read_bytes()))
    append_signature_field(writer, SigFieldSpec(FIELD, readable_field_name=FIELD))
    # What a form is called for who does not see it (ISO 14289-2, 8.10.2.3).
    (field,) = writer.root["/AcroForm"]["/Fields"]
    field.get_object()[pdf_name("/Contents")] = pdf_string(FIELD)
    form = PdfSignatureMetadata(field_name=FIELD, subfilter=SigSeedSubFilter.PADES)
    signed: BytesIO = sign_pdf(writer, form, signer=signer)
    return signed.getvalue()

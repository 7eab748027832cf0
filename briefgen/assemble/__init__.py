"""Assembling: from the edition and its ledger to the document that writers write, and what it carries."""

from briefgen.assemble.assemble import make_document, with_pages
from briefgen.assemble.attachments import make_attachments
from briefgen.assemble.remarks import CHECK, warning_remarks, with_remarks
from briefgen.assemble.supplement import make_supplement

__all__ = [
    "CHECK",
    "make_attachments",
    "make_document",
    "make_supplement",
    "warning_remarks",
    "with_pages",
    "with_remarks",
]

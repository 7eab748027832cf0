"""Transforms: from the edition and its ledger to the document that writers write."""

from briefgen.transforms.assemble import make_document, with_pages

__all__ = ["make_document", "with_pages"]

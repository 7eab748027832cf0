"""Audits: any document, not made here, against a ledger and against itself."""

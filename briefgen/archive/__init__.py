"""The archive: records that are dated, never change, and can be proven; only this package writes below out/archive."""

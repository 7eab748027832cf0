"""The ledger: facts resolved, derived by formula, compared with what is stated, and printed."""

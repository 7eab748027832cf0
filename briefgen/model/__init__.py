"""The document model: closed, frozen, and free of every format's markup."""

"""Importing: a document that was made elsewhere becomes an edition, and what it cannot take over is listed."""

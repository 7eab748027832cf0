"""briefgen makes a briefing document from content files: checked figures, one text, DOCX and PDF."""

__version__ = "0.1.0"

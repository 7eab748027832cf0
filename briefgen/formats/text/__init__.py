"""The text writer: the whole brief as plain text of 72 columns, with numbered paragraphs, as a cable has them."""

from briefgen.formats.text.writer import TextForm, write, write_text

__all__ = ["TextForm", "write", "write_text"]

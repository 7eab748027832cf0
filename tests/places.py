"""Places for tests that have no file: what stands at a line and column."""

from briefgen.spans import SourceFile, Span

LINE = "x" * 999 + "\n"


def span_at(file: str, line: int, column: int = 1, width: int = 1) -> Span:
    """A stretch of so many characters in a file of long lines."""
    start = (line - 1) * len(LINE) + column - 1
    return SourceFile(file, LINE * line).span(start, start + width)

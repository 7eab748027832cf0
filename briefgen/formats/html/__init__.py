"""HTML: elements as text."""

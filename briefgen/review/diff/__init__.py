"""Two documents compared: the differences marked, listed, and accepted or rejected."""

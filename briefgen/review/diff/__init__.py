"""Two documents compared: the differences marked and listed."""

"""How long briefgen takes beside what one would use instead of it: python -m tests.benchmarks."""

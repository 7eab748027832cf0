"""The live page: an edition in the browser of who serves it, to be read, checked, noted on and edited."""

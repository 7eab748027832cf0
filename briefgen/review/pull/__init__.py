"""Pull: what a reviewer did to a Word document of ours, brought back to the content files."""

"""Review: what two documents differ in, shown to people, and the way back from a reviewer's Word document."""

"""Review: what waits for a look, the report with its statements, mending by words, and coding a second time."""

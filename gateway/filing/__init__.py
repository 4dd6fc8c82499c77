"""A draft as pages show it and take it back: what the pages of citizens and of counters share."""

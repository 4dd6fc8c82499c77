"""The worker's side: handlers commit, each in a transaction of its own, and may run twice with one effect."""

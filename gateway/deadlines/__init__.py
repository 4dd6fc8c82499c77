"""A page on which anybody counts a deadline: what the desk would set, and why."""

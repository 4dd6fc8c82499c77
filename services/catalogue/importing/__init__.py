"""Official lists and annexes of decisions, from the file that somebody hands in to the versions in force."""

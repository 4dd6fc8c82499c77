"""Which statements of a request count towards what its page may cost."""

ASKED_BY_THE_PROCESS = "FROM maintenance"
"""What is announced is asked for every five seconds by each process (gateway/announced.py), whoever comes by."""


def counts(statement: str) -> bool:
    """Whether a statement is the page's own."""
    return ASKED_BY_THE_PROCESS not in statement

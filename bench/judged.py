"""Runs in the limited child of the verifier. A module of its own: the child carries along whatever it imports."""

import time

from services.results.verdict.judge import examine

FUNCTION = f"{__name__}:examine_and_count"
COUNT_BYTES = 8


def examine_and_count(payload: bytes) -> bytes:
    """Examine a file, and put the nanoseconds of CPU that this child has used in front of the answer."""
    found = examine(payload)
    return time.process_time_ns().to_bytes(COUNT_BYTES, "big") + found

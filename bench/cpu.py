"""CPU time of processes that are not ours, to the nanosecond (the ticks of /proc are a hundredth of a second each)."""

import time
from collections.abc import Callable

import psutil

Meter = Callable[[], float]
"""Reads seconds of CPU that only grow."""


def own() -> float:
    """Read this process."""
    return time.process_time()


def alone(process: psutil.Process) -> Meter:
    """Read a process without its children."""
    return lambda: time.clock_gettime(clock_of(process.pid))


def of_tree(process: psutil.Process) -> Meter:
    """Read a process and everything below it; whoever was seen alive once keeps counting after its end."""
    seen: dict[int, float] = {}

    def read() -> float:
        for one in (process, *process.children(recursive=True)):
            try:
                seen[one.pid] = time.clock_gettime(clock_of(one.pid))
            except OSError:  # it ended between being listed and being read
                continue
        return sum(seen.values())

    return read


def clock_of(pid: int) -> int:
    """Return the clock of a process, as clock_getcpuclockid(3) makes it on Linux: every thread, ended ones included."""
    return (~pid << 3) | 2

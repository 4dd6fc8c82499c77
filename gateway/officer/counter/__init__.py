"""Filing at the counter: who stands there, what they hand in, received in one act, and the next person."""

from gateway.officer.counter import checking, done, dropping, papers, scans, starting, steps

__all__ = ["checking", "done", "dropping", "papers", "scans", "starting", "steps"]

"""The citizen's side: begin, fill in, check, file, and follow what was filed."""

from gateway.citizen import checking, dossiers, interrupted, papers, starting, steps
from gateway.citizen.blueprint import bp

__all__ = ["bp", "checking", "dossiers", "interrupted", "papers", "starting", "steps"]

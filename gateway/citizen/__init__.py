"""The citizen's side: begin, fill in, check, file, follow what was filed, and take the result."""

from gateway.citizen import (
    checking,
    confirming,
    dossiers,
    interrupted,
    papers,
    starting,
    steps,
    supplementing,
    taking,
    too_large,
    withdrawing,
)
from gateway.citizen.blueprint import bp

__all__ = [
    "bp",
    "checking",
    "confirming",
    "dossiers",
    "interrupted",
    "papers",
    "starting",
    "steps",
    "supplementing",
    "taking",
    "too_large",
    "withdrawing",
]

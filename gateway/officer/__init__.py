"""The officers' side: what lies on a desk, and what its officer may do with it now."""

from gateway.officer import (
    answering,
    asking,
    book,
    desk,
    drafts,
    handling,
    inbox,
    printing,
    receiving,
    results,
    sealing,
    signing,
)
from gateway.officer.blueprint import bp

__all__ = [
    "answering",
    "asking",
    "book",
    "bp",
    "desk",
    "drafts",
    "handling",
    "inbox",
    "printing",
    "receiving",
    "results",
    "sealing",
    "signing",
]

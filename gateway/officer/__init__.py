"""The officers' side: what lies on a desk, and what its officer may do with it now."""

from gateway.officer import (
    amending,
    answering,
    appraising,
    asking,
    book,
    control_slip,
    desk,
    drafts,
    ending,
    extending,
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
    "amending",
    "answering",
    "appraising",
    "asking",
    "book",
    "bp",
    "control_slip",
    "desk",
    "drafts",
    "ending",
    "extending",
    "handling",
    "inbox",
    "printing",
    "receiving",
    "results",
    "sealing",
    "signing",
]

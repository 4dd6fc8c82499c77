"""The officers' side: what lies on a desk, and what its officer may do with it now."""

from gateway.officer import (
    answering,
    appraising,
    asking,
    book,
    control_slip,
    counter,
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
    "answering",
    "appraising",
    "asking",
    "book",
    "bp",
    "control_slip",
    "counter",
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

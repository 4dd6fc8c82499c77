"""The garbage collector, told what is here for good: otherwise it looks through all of it again and again."""

import gc
from typing import Final

EVERY: Final = (50_000, 20, 50)
"""New objects before a look at the young, looks before one at the older, and before one at all: far more is thrown
away by counting references than by looking, and a request makes some thousands of objects."""


def settle() -> None:
    """Take what a process has built (code, routes, templates, the catalogue) out of the collector's sight.

    Called when a process has been built, and after it has read the catalogue anew: what was replaced is thrown away.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*EVERY)

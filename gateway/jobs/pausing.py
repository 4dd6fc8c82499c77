"""The worker rests while maintenance runs: what it would write waits in the queue, and is done afterwards."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

EVERY: Final = 5.0
"""Seconds between two looks."""

Look = Callable[[], bool]
"""Tells whether maintenance runs; asks the database, in a thread of its own."""


async def work_between(work: Callable[[], Awaitable[None]], rests: Look, *, every: float = EVERY) -> None:
    """Work while no maintenance runs. Returns when the work ends by itself, as it does at a signal.

    The job under way is finished before the rest; only the next ones wait.

    Args:
        work: takes jobs until it is stopped.
        rests: whether nothing may be written now.
        every: how often to look.
    """
    while True:
        await _until(rests, wanted=False, every=every)
        working = asyncio.ensure_future(work())
        watching = asyncio.ensure_future(_until(rests, wanted=True, every=every))
        await asyncio.wait({working, watching}, return_when=asyncio.FIRST_COMPLETED)
        watching.cancel()
        if working.done():
            return await working
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working


async def _until(rests: Look, *, wanted: bool, every: float) -> None:
    while await asyncio.to_thread(rests) is not wanted:  # noqa: ASYNC110 - the database is asked, no event tells it
        await asyncio.sleep(every)

"""The worker rests while maintenance runs, and ends when its work does."""

import asyncio

import pytest

from gateway.jobs.pausing import work_between


class Works:
    """Takes jobs until it is told to stop; ends by itself at the last turn."""

    def __init__(self, turns: int) -> None:
        self.turns = turns
        self.began: list[int] = []
        self.stopped = 0

    async def __call__(self) -> None:
        self.began.append(len(self.began) + 1)
        if len(self.began) == self.turns:
            return
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.stopped += 1
            raise


def looks(*answers: bool):
    """Answers in turn, the last one for ever."""
    held = list(answers)
    return lambda: held.pop(0) if len(held) > 1 else held[0]


def test_without_maintenance_it_works_once():
    works = Works(turns=1)

    asyncio.run(work_between(works, looks(False), every=0))

    assert works.began == [1]


def test_it_stops_when_maintenance_begins_and_goes_on_after_it():
    works = Works(turns=2)

    asyncio.run(work_between(works, looks(False, False, True, True, True, False), every=0))

    assert works.began == [1, 2]
    assert works.stopped == 1


def test_begun_during_maintenance_it_waits_first():
    works = Works(turns=1)
    asked = []

    def rests() -> bool:
        asked.append(works.began[:])
        return len(asked) < 3

    asyncio.run(work_between(works, rests, every=0))

    assert asked[:3] == [[], [], []]
    assert works.began == [1]


def test_what_breaks_the_work_is_not_swallowed():
    async def broken() -> None:
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        asyncio.run(work_between(broken, looks(False), every=0))

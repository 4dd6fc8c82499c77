"""What a process has built is out of the collector's sight; what it built before and threw away is gone."""

import gc
import weakref
from collections.abc import Iterator
from importlib import import_module

import pytest

from gateway.collector import EVERY, settle


class Ring:
    """Something that only the collector frees."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Leave this process as it was."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_a_worker_of_gunicorn_begins_settled(monkeypatch):
    monkeypatch.setenv("GATEWAY_ENV", "test")
    gc.unfreeze()

    import_module("gateway.serving").post_worker_init(object())

    assert gc.get_freeze_count() > 0
    assert gc.get_threshold() == EVERY


def test_what_was_kept_before_and_is_not_needed_any_more_goes_at_the_next_time():
    ring = Ring()
    watched = weakref.ref(ring)
    settle()
    del ring
    gc.collect()
    assert watched() is not None  # nobody looks there

    settle()

    assert watched() is None

import time

from services.catalogue.patience import EVERY, patiently


def test_everything_comes_in_order_and_others_are_let_in_between(monkeypatch):
    paused = []
    monkeypatch.setattr(time, "sleep", paused.append)

    assert list(patiently(range(2 * EVERY + 1))) == list(range(2 * EVERY + 1))
    assert paused == [0, 0, 0]

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from auth.provider.memory import ATTEMPTS, LOCKED_SECONDS, Shelf, Throttle

THREADS = 8


class Clock:
    def __init__(self):
        self.seconds = 1000

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


def all_at_once(work):
    """Run the same work in several threads that start together."""
    barrier = Barrier(THREADS)

    def begin(_):
        barrier.wait()
        return work()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(begin, range(THREADS)))


class TestShelf:
    @pytest.fixture
    def shelf(self, clock):
        return Shelf(10, clock, capacity=3)

    def test_a_value_is_kept_for_its_time(self, shelf, clock):
        shelf.put("a", 1)

        clock.seconds += 9
        assert shelf.get("a") == 1
        clock.seconds += 1
        assert shelf.get("a") is None
        assert shelf.take("a") is None

    def test_nothing_is_found_under_an_unknown_key(self, shelf):
        assert shelf.get("a") is None
        assert shelf.take("a") is None

    def test_a_value_is_taken_once(self, shelf):
        shelf.put("a", 1)

        assert [shelf.take("a"), shelf.take("a")] == [1, None]

    def test_a_key_is_new_once(self, shelf, clock):
        assert shelf.put_new("a", 1)
        assert not shelf.put_new("a", 2)
        assert shelf.get("a") == 1

        clock.seconds += 10
        assert shelf.put_new("a", 3)

    def test_a_new_value_replaces_the_old_and_starts_anew(self, shelf, clock):
        shelf.put("a", 1)
        clock.seconds += 9
        shelf.put("a", 2)
        clock.seconds += 9

        assert shelf.get("a") == 2

    def test_the_oldest_leaves_when_it_is_full(self, shelf):
        for key in "abcd":
            shelf.put(key, key)

        assert [shelf.get(key) for key in "abcd"] == [None, "b", "c", "d"]

    def test_a_replaced_value_is_the_newest(self, shelf):
        for key in "abacd":
            shelf.put(key, key)

        assert [shelf.get(key) for key in "abcd"] == ["a", None, "c", "d"]

    def test_values_can_be_dropped_by_a_rule(self, shelf):
        shelf.put("a", 1)
        shelf.put("b", 2)

        shelf.drop_where(lambda value: value == 1)

        assert [shelf.get("a"), shelf.get("b")] == [None, 2]

    def test_of_many_threads_one_takes_it(self, shelf):
        for _ in range(50):
            shelf.put("a", 1)
            assert sorted(filter(None, all_at_once(lambda: shelf.take("a")))) == [1]

    def test_of_many_threads_one_puts_it(self, clock):
        shelf = Shelf(10, clock)
        for turn in range(50):
            assert sum(all_at_once(lambda turn=turn: shelf.put_new(str(turn), 1))) == 1


class TestThrottle:
    @pytest.fixture
    def throttle(self, clock):
        return Throttle(clock)

    def test_a_few_attempts_are_free(self, throttle):
        assert [throttle.admit("a") for _ in range(ATTEMPTS + 1)] == [0] * ATTEMPTS + [LOCKED_SECONDS]

    def test_the_wait_gets_shorter_and_ends(self, throttle, clock):
        for _ in range(ATTEMPTS):
            throttle.admit("a")

        clock.seconds += LOCKED_SECONDS - 1
        assert throttle.admit("a") == 1
        clock.seconds += 1
        assert [throttle.admit("a") for _ in range(ATTEMPTS + 1)] == [0] * ATTEMPTS + [LOCKED_SECONDS]

    def test_trying_on_does_not_make_it_longer(self, throttle, clock):
        for _ in range(ATTEMPTS * 3):
            throttle.admit("a")
        clock.seconds += LOCKED_SECONDS

        assert throttle.admit("a") == 0

    def test_numbers_are_counted_apart(self, throttle):
        for _ in range(ATTEMPTS):
            throttle.admit("a")

        assert throttle.admit("b") == 0

    def test_whoever_knows_is_forgiven(self, throttle):
        for _ in range(ATTEMPTS):
            throttle.admit("a")
        throttle.forgive("a")

        assert throttle.admit("a") == 0

    def test_parallel_guesses_count_as_well(self, throttle):
        waits = all_at_once(lambda: throttle.admit("a"))

        assert sorted(waits) == [0] * ATTEMPTS + [LOCKED_SECONDS] * (THREADS - ATTEMPTS)

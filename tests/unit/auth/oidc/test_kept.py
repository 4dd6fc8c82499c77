"""Documents of the provider: fetched when needed, by one thread, renewed at our pace."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from auth.errors import ProviderUnavailableError
from auth.oidc.kept import Kept
from auth.oidc.transport import ExchangeError


class Provider:
    """Counts how often it is asked; the stopwatch is moved by the test."""

    def __init__(self):
        self.seconds = 0.0
        self.asked = 0
        self.down = False
        self.kept = Kept(lambda: self.seconds)

    def fetch(self):
        self.asked += 1
        if self.down:
            raise ExchangeError("slow")
        return self.asked

    def get(self):
        return self.kept.get(self.fetch)

    def recent(self):
        return self.kept.recent(self.fetch)

    def renew(self):
        return self.kept.renew(self.fetch)


@pytest.fixture
def provider():
    return Provider()


class TestGet:
    def test_it_is_fetched_once_within_an_hour(self, provider):
        provider.get()
        provider.seconds = 3599.9

        assert provider.get() == 1

    def test_after_an_hour_it_is_fetched_again(self, provider):
        provider.get()
        provider.seconds = 3600

        assert provider.get() == 2

    def test_while_the_provider_is_down_it_is_left_alone_for_a_moment(self, provider):
        provider.down = True
        for seconds in (0, 4.9):
            provider.seconds = seconds
            with pytest.raises(ProviderUnavailableError):
                provider.get()

        assert provider.asked == 1

    def test_after_that_moment_it_is_asked_again(self, provider):
        provider.down = True
        with pytest.raises(ProviderUnavailableError):
            provider.get()
        provider.down, provider.seconds = False, 5

        assert provider.get() == 2

    def test_of_many_threads_one_asks(self, provider):
        others_wait = Event()

        def slow():
            others_wait.wait(5)
            return provider.fetch()

        with ThreadPoolExecutor(4) as pool:
            waiting = [pool.submit(provider.kept.get, slow) for _ in range(4)]
            others_wait.set()
            found = [one.result() for one in waiting]

        assert (found, provider.asked) == ([1] * 4, 1)


class TestOutage:
    def test_who_comes_back_meets_the_old_document(self, provider):
        provider.get()
        provider.down, provider.seconds = True, 3600

        assert provider.get() == 1
        provider.seconds += 1
        assert provider.get() == 1
        assert provider.asked == 2

    def test_not_for_ever(self, provider):
        provider.get()
        provider.down, provider.seconds = True, 4 * 3600

        with pytest.raises(ProviderUnavailableError):
            provider.get()

    def test_who_leaves_is_told_though_a_document_is_known(self, provider):
        provider.recent()
        provider.down, provider.seconds = True, 10

        with pytest.raises(ProviderUnavailableError):
            provider.recent()
        assert provider.get() == 1

    def test_a_provider_that_just_answered_is_not_asked_again(self, provider):
        provider.recent()
        provider.seconds = 9.9

        assert provider.recent() == 1


class TestRenew:
    def test_it_is_fetched_though_it_is_fresh(self, provider):
        provider.get()

        assert provider.renew() == 2
        assert provider.get() == 2

    def test_no_more_often_than_every_half_minute(self, provider):
        provider.renew()
        provider.seconds = 29.9
        assert provider.renew() == 1
        provider.seconds = 30
        assert provider.renew() == 2

    def test_a_failure_is_said_and_what_was_known_stays(self, provider):
        provider.get()
        provider.down = True
        with pytest.raises(ProviderUnavailableError):
            provider.renew()

        assert provider.get() == 1

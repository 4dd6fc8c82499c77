"""Budgets are counted in the database: every process takes from the same one."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from auth.tables import rate_limit
from gateway.app import create_app
from gateway.clock import set_clock
from gateway.db import EXTENSION as DATABASE
from gateway.limits import EXTENSION, Limit
from tests.functional.login.conftest import forget_provider

MOST = Limit.LOGIN.value.amount


@pytest.fixture
def processes(login_settings, hostile, clock, cleaner):
    """Two applications over one database, as two processes are."""
    settings = replace(login_settings, rate_limits="on", trusted_proxies=1)
    both = [create_app(settings) for _ in range(2)]
    for app in both:
        set_clock(app, clock)
        forget_provider(app, settings)
    yield both
    cleaner.clean()
    for app in both:
        app.extensions[DATABASE].engine.dispose()


def ask(app, path="/dang-nhap", *, address="203.0.113.7"):
    return app.test_client().get(path, headers={"X-Forwarded-For": address})


def use_up(processes, path="/dang-nhap", **how):
    return [ask(processes[n % 2], path, **how).status_code for n in range(MOST)]


def test_two_processes_take_from_one_budget(processes):
    assert set(use_up(processes)) == {303}

    for app in processes:
        response = ask(app)
        assert response.status_code == 429
        assert int(response.headers["Retry-After"]) == 60
        assert "quá nhiều lần" in response.text


def test_a_minute_later_it_is_full_again(processes, clock):
    use_up(processes)
    clock.move(seconds=45)
    assert ask(processes[0]).headers["Retry-After"] == "15"
    clock.move(seconds=15)

    assert ask(processes[0]).status_code == 303


def test_others_have_budgets_of_their_own(processes):
    use_up(processes)

    assert ask(processes[0], address="203.0.113.8").status_code == 303
    assert ask(processes[0], "/auth/callback").status_code == 400


def test_an_ipv6_subscriber_has_one_however_many_addresses(processes):
    use_up(processes, address="2001:db8:1:1::1")

    assert ask(processes[0], address="2001:db8:1:1:ffff::9").status_code == 429
    assert ask(processes[0], address="2001:db8:1:2::1").status_code == 303


def test_an_address_of_the_old_kind_written_in_the_new_one_is_the_same(processes):
    use_up(processes)

    assert ask(processes[0], address="::ffff:203.0.113.7").status_code == 429


def test_who_only_claims_to_come_from_elsewhere_does_not(processes):
    use_up(processes)

    assert ask(processes[0], address="198.51.100.1, 203.0.113.7").status_code == 429


def test_refused_answers_are_counted_posted_ones_too(processes, hostile):
    use_up(processes, "/auth/callback")

    assert ask(processes[0], "/auth/callback").status_code == 429
    posted = processes[0].test_client().post("/auth/callback", headers={"X-Forwarded-For": "203.0.113.7"})
    assert posted.status_code == 429


def test_no_address_can_be_read_from_the_counters(processes):
    ask(processes[0])

    with processes[0].extensions[DATABASE].reading() as session:
        kept = repr(session.execute(sa.select(rate_limit)).all())
    assert "203.0.113.7" not in kept


def test_off_means_off(site):
    assert EXTENSION not in site.extensions


def test_the_counters_do_what_the_library_asks_of_them(processes, clock):
    storage = processes[0].extensions[EXTENSION].storage
    with processes[0].app_context():
        assert storage.check()
        assert [storage.incr("a", 60), storage.incr("a", 60, 3), storage.incr("b", 60)] == [1, 4, 1]
        assert (storage.get("a"), storage.get("c")) == (4, 0)
        assert storage.get_expiry("a") == clock.at.timestamp() + 60

        storage.clear("a")
        assert storage.get("a") == 0
        assert storage.reset() == 1

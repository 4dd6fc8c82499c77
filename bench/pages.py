"""Pages and the filing, over HTTP, as multiples of the bare route; and a search without HTTP."""

import re
import time
from collections.abc import Callable, Iterator
from functools import partial

from bench.measuring import Measured, measure, repeated
from bench.people import CITIZEN, RECEIVER, acting, signed_in
from bench.server import Served
from gateway.clock import now
from services.actor import Role
from services.calendar.province import civil_date
from services.catalogue.queries import catalogue_state
from services.catalogue.snapshot import Snapshot
from tests.desks import a_dossier
from tests.factories import Filing, a_filing

ROUNDS, REQUESTS, FILINGS, WARM = 5, 200, 60, 10
WAITING = 60
"""Dossiers that wait at the centre; a page of the list shows 25."""
SEARCHES = 500
QUERIES = ("dang ky khai sinh", "giấy xác nhận độc thân", "mat so do xin cap lai", "1.004873", "gia hạng tạm trú")


def pages(served: Served) -> Iterator[Measured]:
    """Measure every page; the bare route comes first."""
    with served.database.unit_of_work() as session:
        citizen, receiver = signed_in(session, CITIZEN, Role.CITIZEN), signed_in(session, RECEIVER, Role.RECEIVER)
        for _ in range(WAITING):
            a_dossier(session)
    clicks = filings(served, citizen, FILINGS + WARM)
    for _ in range(WARM):
        next(clicks)()
    filed = measure("filing (the final POST)", served.gateway, served.postgres, clicks, rounds=1, each=FILINGS)
    for name, path, cookie in (
        ("bare route", "/healthz", None),
        ("start page", "/", None),
        ("search page", "/thu-tuc?q=dang+ky+khai+sinh", None),
        ("procedure page", "/thu-tuc/1.001193", None),
        ("my dossiers", "/ho-so", citizen),
        ("inbox page", "/can-bo", receiver),
    ):
        ask = partial(served.get, path, cookie)
        for _ in range(WARM):
            ask()
        yield measure(name, served.gateway, served.postgres, repeated(ask), rounds=ROUNDS, each=REQUESTS)
    yield filed


def filings(served: Served, cookie: str, count: int) -> Iterator[Callable[[], object]]:
    """Prepare drafts that lack only the last click, and yield the clicks."""
    with served.database.unit_of_work() as session:
        by = acting(session, CITIZEN)
        drafts = [complete(a_filing(session, by).unit("X01273", None)).draft.idempotency_key for _ in range(count)]
    addresses = [f"/ho-so/nhap/{key}/kiem-tra" for key in drafts]
    forms = [form_in(served.get(address, cookie).decode()) for address in addresses]
    return (partial(served.post, address, form, cookie) for address, form in zip(addresses, forms, strict=True))


def complete(filing: Filing) -> Filing:
    """Fill in whatever the general form asks."""
    filing.step("applicant", phone="0206 000 0001", capacity="self")
    return filing.step("delivery", delivery="electronic").papers()


def form_in(page: str) -> dict[str, str]:
    """Return what the inputs of a page would send."""
    return dict(re.findall(r'<input[^>]*name="([\w-]+)"[^>]*value="([^"]*)"', page))


def search_in_process(served: Served) -> tuple[float, float]:
    """Return the median and the 99th percentile of a search, in seconds, without HTTP."""
    with served.database.reading() as session:
        snapshot = Snapshot.build(session, catalogue_state(session, civil_date(now())))
    times = []
    for number in range(SEARCHES):
        begun = time.perf_counter()
        snapshot.lines(QUERIES[number % len(QUERIES)])
        times.append(time.perf_counter() - begun)
    times.sort()
    return times[len(times) // 2], times[int(len(times) * 0.99)]

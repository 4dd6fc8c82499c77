"""Pages and the filing, over HTTP, as multiples of the bare route."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from bench.measuring import Measured, Subject, measure, repeated
from bench.people import FILER, READER, RECEIVER, acting, signed_in
from bench.server import Served
from services.actor import Role
from services.dossiers.counter.beginning import AtCounter
from services.dossiers.kinds import DossierState
from services.people.meeting import Undecided
from tests.desks import CENTRE, a_dossier
from tests.factories import Filing, a_filing, an_officer
from tests.unit.services.dossiers.counter.counters import a_reception, met

ROUNDS, REQUESTS, FILINGS, WARM = 15, 60, 6, 20
DOSSIERS = 60
"""That wait at the centre, and as many of the reader's that are under way: more than a page of either list shows."""


def pages(served: Served) -> list[Measured]:
    """Measure every page and the filing, in turns; the bare route comes first."""
    with served.database.unit_of_work() as session:
        filer, reader = (signed_in(session, one, Role.CITIZEN) for one in (FILER, READER))
        receiver = signed_in(session, RECEIVER, Role.RECEIVER)
        for _ in range(DOSSIERS):
            a_dossier(session)
            a_dossier(session, DossierState.IN_PROGRESS, applicant=acting(session, READER))
    clicks = filings(served, filer, WARM + ROUNDS * FILINGS)
    taken = receptions(served, receiver, WARM + ROUNDS * FILINGS)
    for _ in range(WARM):
        next(clicks)()
        next(taken)()
    subjects = [
        page(served, "bare route", "/healthz"),
        page(served, "start page", "/"),
        page(served, "search page", "/thu-tuc?q=dang+ky+khai+sinh"),
        page(served, "procedure page", "/thu-tuc/1.001193"),
        page(served, "my dossiers", "/ho-so", reader),
        page(served, "inbox page", "/can-bo", receiver),
        Subject("filing (the final POST)", clicks, FILINGS),
        Subject("reception at the counter (the final POST)", taken, FILINGS),
    ]
    return measure(subjects, served.gateway, served.postgres, rounds=ROUNDS)


def page(served: Served, name: str, path: str, cookie: str | None = None) -> Subject:
    """Return a page that is warm."""
    ask = partial(served.get, path, cookie)
    for _ in range(WARM):
        ask()
    return Subject(name, repeated(ask), REQUESTS)


def filings(served: Served, cookie: str, count: int) -> Iterator[Callable[[], object]]:
    """Prepare drafts that lack only the last click, and yield the clicks."""
    with served.database.unit_of_work() as session:
        by = acting(session, FILER)
        drafts = [complete(a_filing(session, by).unit("X01273", None)).draft.idempotency_key for _ in range(count)]
    addresses = [f"/ho-so/nhap/{key}/kiem-tra" for key in drafts]
    forms = [form_in(served.get(address, cookie).decode()) for address in addresses]
    return (partial(served.post, address, form, cookie) for address, form in zip(addresses, forms, strict=True))


def receptions(served: Served, cookie: str, count: int) -> Iterator[Callable[[], object]]:
    """Take papers in at the counter up to the last act, and yield it: filed, marked and received in one."""
    with served.database.unit_of_work() as session:
        by = an_officer(session, Role.RECEIVER, CENTRE)
        came = AtCounter(filer=met(meant=Undecided.ANOTHER))
        keys = [a_reception(session, by, came).ready().draft.idempotency_key for _ in range(count)]
    addresses = [f"/can-bo/quay/{key}/kiem-tra" for key in keys]
    forms = [form_in(served.get(address, cookie).decode()) for address in addresses]
    return (partial(served.post, address, form, cookie) for address, form in zip(addresses, forms, strict=True))


def complete(filing: Filing) -> Filing:
    """Fill in whatever the general form asks."""
    filing.step("applicant", phone="0206 000 0001", capacity="self")
    return filing.step("delivery", delivery="electronic").papers()


def form_in(page: str) -> dict[str, str]:
    """Return what the inputs of a page would send."""
    return dict(re.findall(r'<input[^>]*name="([\w-]+)"[^>]*value="([^"]*)"', page))

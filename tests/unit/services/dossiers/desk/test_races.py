"""Two officers, one click each, in real transactions: one wins, the other is told so, and one event is written.

Over a copy of the furnished database, so that nothing committed here is seen by another test.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import psycopg
import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gateway.db import EXTENSION, Database
from gateway.demo.seed import seed
from gateway.migrate import upgrade
from services.actor import SYSTEM, Actor, Role
from services.catalogue.loader import DATA, load
from services.dossiers.certifying.recording import Certifying, body_certifying, certifiers, certify
from services.dossiers.certifying.rules import Certified
from services.dossiers.codes import next_code
from services.dossiers.desk import (
    Handing,
    Recipient,
    Refusal,
    RefusalReason,
    Stop,
    StopReason,
    approve_extension,
    approve_refusal,
    give_back,
    hand_over,
    propose_extension,
    propose_refusal,
    propose_stop,
    receive,
    reject_extension,
    reject_refusal,
    reject_stop,
    stop,
    take,
    take_result,
    withdraw,
)
from services.dossiers.kinds import DossierState
from services.dossiers.models import Dossier, DossierSeries
from services.dossiers.shipping.errors import (
    SentAlreadyError,
    ShipmentActNotPossibleError,
    TrackingNumberTakenError,
)
from services.dossiers.shipping.moving import cancel, hand_to_post
from services.dossiers.shipping.preparing import Posting, prepare
from services.errors import ConflictError
from services.people.models import Unit
from services.results.amending import propose_amendment
from services.results.errors import AmendmentUnderWayError
from services.results.kinds import Amendment, ResultState
from services.results.models import Result
from tests.amending import TEXTS, WHY
from tests.deep import TIMES
from tests.desks import BODY, a_dossier, a_post, count_events, unit_id
from tests.factories import FRIDAY, a_citizen
from tests.register import a_book, a_registered_result
from tests.shipments import a_posting, prepared, wanted_by_post

ROUNDS = 3 * TIMES
IN_FORCE = (ResultState.IN_FORCE,)
LATER = FRIDAY + timedelta(hours=1)
REFUSAL = Refusal(RefusalReason.FILED_ALREADY, "Đã nộp hôm qua.")
STOP = Stop(next(iter(StopReason)), "Không còn căn cứ.", "Điều 1 Luật Mẫu")
HANDING = Handing(Recipient.APPLICANT, "Người Thử Mẫu", "CCCD")

Click = Callable[[Session], object]


@pytest.fixture(scope="module")
def database(furnished: Flask, server, keys) -> Iterator[Database]:
    furnished.extensions[EXTENSION].close()
    try:
        addresses, is_copy = server.ensure_database("races", template="furnished"), True
    except psycopg.errors.ObjectInUse:  # a server of another test is connected: a copy is faster, and no more
        addresses, is_copy = server.ensure_database("races"), False
    upgrade(addresses.owner)  # grants are not copied
    found = Database(addresses.app, keys, threads=12)
    if not is_copy:
        with found.unit_of_work() as session:
            load(session, DATA, by=SYSTEM, at=FRIDAY)
            seed(session, at=FRIDAY)
    yield found
    found.close()


@pytest.fixture(scope="module")
def people(database: Database) -> dict[str, Actor]:
    with database.unit_of_work() as session:
        return {
            "receiver": a_post(session, Role.RECEIVER, "X01273.TT"),
            "other_receiver": a_post(session, Role.RECEIVER, "X01273.TT"),
            "head": a_post(session, Role.CENTRE_HEAD, "X01273.TT"),
            "other_head": a_post(session, Role.CENTRE_HEAD, "X01273.TT"),
            "specialist": a_post(session, Role.SPECIALIST, "X01273.VP"),
            "leader": a_post(session, Role.LEADER, "X01273"),
            "other_leader": a_post(session, Role.LEADER, "X01273"),
            "other_specialist": a_post(session, Role.SPECIALIST, "X01273"),
            "citizen": a_citizen(session),
        }


def at_once(*clicks: Callable[[], object]) -> list[object]:
    """Run all at the same moment and return what each gave or was refused with."""
    ready, found = threading.Barrier(len(clicks)), []

    def run(click: Callable[[], object]) -> None:
        ready.wait(10)
        try:
            found.append(click())
        except ConflictError as refusal:
            found.append(refusal)

    threads = [threading.Thread(target=run, args=(click,)) for click in clicks]
    for one in threads:
        one.start()
    for one in threads:
        one.join(20)
    assert len(found) == len(clicks)
    return found


def taken(s, d, p):
    take(s, d, by=p["specialist"], at=FRIDAY)


def refusal_proposed(s, d, p):
    propose_refusal(s, d, REFUSAL, by=p["receiver"], at=FRIDAY)


def stop_proposed(s, d, p):
    taken(s, d, p)
    propose_stop(s, d, STOP, by=p["specialist"], at=FRIDAY)


def extension_proposed(s, d, p):
    taken(s, d, p)
    propose_extension(s, d, date(2026, 12, 4), "Cần đo lại.", by=p["specialist"], at=FRIDAY)


def as_it_is(s, d, p):
    """Nothing has to happen before."""


class TestTwoWriters:
    @pytest.mark.parametrize(
        ("stands", "first", "second", "ends"),
        [
            (
                (DossierState.REGISTERED, as_it_is),
                lambda s, d, p: receive(s, d, by=p["receiver"], at=LATER),
                lambda s, d, p: receive(s, d, by=p["other_receiver"], at=LATER),
                {DossierState.RECEIVED},
            ),
            (
                (DossierState.REGISTERED, as_it_is),
                lambda s, d, p: receive(s, d, by=p["receiver"], at=LATER),
                lambda s, d, p: propose_refusal(s, d, REFUSAL, by=p["other_receiver"], at=LATER),
                {DossierState.RECEIVED, DossierState.REGISTERED},
            ),
            (
                (DossierState.REGISTERED, refusal_proposed),
                lambda s, d, p: approve_refusal(s, d, by=p["head"], at=LATER),
                lambda s, d, p: reject_refusal(s, d, "không", by=p["other_head"], at=LATER),
                {DossierState.REFUSED, DossierState.REGISTERED},
            ),
            (
                (DossierState.RECEIVED, as_it_is),
                lambda s, d, p: hand_over(s, d, by=p["receiver"], at=LATER),
                lambda s, d, p: hand_over(s, d, by=p["other_receiver"], at=LATER),
                {DossierState.IN_PROGRESS},
            ),
            (
                (DossierState.IN_PROGRESS, as_it_is),
                lambda s, d, p: take(s, d, by=p["specialist"], at=LATER),
                lambda s, d, p: take(s, d, by=p["other_specialist"], at=LATER),
                {DossierState.IN_PROGRESS},
            ),
            (
                (DossierState.FINISHED, as_it_is),
                lambda s, d, p: give_back(s, d, HANDING, by=p["receiver"], at=LATER),
                lambda s, d, p: take_result(s, d, by=p["citizen"], at=LATER),
                {DossierState.RETURNED},
            ),
            (
                (DossierState.IN_PROGRESS, stop_proposed),
                lambda s, d, p: stop(s, d, by=p["leader"], at=LATER),
                lambda s, d, p: reject_stop(s, d, "không", by=p["other_leader"], at=LATER),
                {DossierState.STOPPED, DossierState.IN_PROGRESS},
            ),
            (
                (DossierState.IN_PROGRESS, extension_proposed),
                lambda s, d, p: approve_extension(s, d, by=p["leader"], at=LATER),
                lambda s, d, p: reject_extension(s, d, "không", by=p["other_leader"], at=LATER),
                {DossierState.IN_PROGRESS},
            ),
            (
                (DossierState.IN_PROGRESS, taken),
                lambda s, d, p: withdraw(s, d, "Thôi", by=p["citizen"], at=LATER),
                lambda s, d, p: withdraw(s, d, "Thôi", by=p["citizen"], at=LATER),
                {DossierState.WITHDRAWN},
            ),
        ],
        ids=[
            "receive",
            "receive or refuse",
            "approve or reject",
            "hand over",
            "take",
            "give back or take",
            "stop or go on",
            "apologise or not",
            "withdraw",
        ],
    )
    def test_exactly_one_wins(self, database, people, stands, first, second, ends):
        state, before = stands
        for _ in range(ROUNDS):
            with database.unit_of_work() as session:
                dossier = a_dossier(session, state, applicant=people["citizen"])
                before(session, dossier.id, people)
                key, events = dossier.id, count_events(session)

            def click(act, key=key):
                with database.unit_of_work() as session:
                    act(session, key, people)

            outcomes = at_once(lambda: click(first), lambda: click(second))

            assert sum(isinstance(one, ConflictError) for one in outcomes) == 1
            with database.unit_of_work() as session:
                assert session.get_one(Dossier, key).state in ends
                assert count_events(session) == events + 1


class TestCertifying:
    def test_two_clicks_make_one_line_and_two_people_two_numbers(self, database, people):
        with database.unit_of_work() as session:
            leader = certifiers(
                session, body_certifying(session, people["receiver"]), LATER.date(), by=people["receiver"]
            )[0].id
        told = Certifying(
            kind=Certified.COPY,
            applicant="Người Thử Mẫu",
            paper="Giấy mẫu",
            pages=1,
            copies=1,
            certified_by=leader,
            compared=True,
            fee=2_000,
        )

        def click(key):
            with database.unit_of_work() as session:
                return certify(session, told, key=key, by=people["receiver"], at=LATER).number

        for n in range(ROUNDS):
            same = at_once(lambda n=n: click(f"same{n}"), lambda n=n: click(f"same{n}"))
            others = at_once(lambda n=n: click(f"one{n}"), lambda n=n: click(f"two{n}"))
            assert len(set(same)) == 1
            assert len({*same, *others}) == 3


class TestShipments:
    def test_two_officers_send_one_dossier_once_and_one_label_once(self, database, people):
        def made() -> Posting:
            with database.unit_of_work() as session:
                return a_posting(wanted_by_post(session))

        def send(posting, key, by="receiver", number=None):
            with database.unit_of_work() as session:
                told = replace(posting, number=number)
                return prepare(session, told, key=key, by=people[by], at=LATER).code

        for n in range(ROUNDS):
            one, two, three, label = made(), made(), made(), f"CC00000{n:04}VN"
            same = at_once(lambda one=one, n=n: send(one, f"a{n}"), lambda one=one, n=n: send(one, f"a{n}"))
            assert len(set(same)) == 1
            apart = at_once(
                lambda two=two, n=n: send(two, f"b{n}"), lambda two=two, n=n: send(two, f"c{n}", "other_receiver")
            )
            assert {type(found) for found in apart} == {str, SentAlreadyError}
            four = made()
            labelled = at_once(
                lambda one=three, n=n, label=label: send(one, f"d{n}", number=label),
                lambda one=four, n=n, label=label: send(one, f"e{n}", "other_receiver", number=label),
            )
            assert {type(found) for found in labelled} == {str, TrackingNumberTakenError}

    def test_the_post_takes_it_or_it_is_cancelled(self, database, people):
        def act(code, verb, **told):
            with database.unit_of_work() as session:
                return verb(session, code, at=LATER, **told).state

        for n in range(ROUNDS):
            with database.unit_of_work() as session:
                code = prepared(session, wanted_by_post(session), by=people["receiver"]).code
            told = {"number": f"CD00000{n:04}VN", "postal_worker": "Bưu tá Mẫu", "fee": None}
            found = at_once(
                lambda code=code, told=told: act(code, hand_to_post, by=people["receiver"], **told),
                lambda code=code: act(code, cancel, by=people["other_receiver"]),
            )
            assert ShipmentActNotPossibleError in {type(one) for one in found}


class TestAmending:
    def test_two_specialists_put_one_result_right_and_the_other_is_told_that_it_is_under_way(self, database, people):
        with database.unit_of_work() as session:
            book = a_book(session, unit_id(session, BODY))
            wrong = [
                a_registered_result(session, a_dossier(session, DossierState.RETURNED), book, n + 1, *IN_FORCE).id
                for n in range(ROUNDS)
            ]

        def click(key, who, kind):
            with database.unit_of_work() as session:
                texts = {"amendment": kind, "content": TEXTS[kind], "why": WHY}
                return propose_amendment(session, key, **texts, by=people[who], at=LATER).id

        for key in wrong:
            found = at_once(
                lambda key=key: click(key, "specialist", Amendment.REPLACEMENT),
                lambda key=key: click(key, "other_specialist", Amendment.RECALL),
            )

            (refusal,) = [one for one in found if isinstance(one, ConflictError)]
            assert isinstance(refusal, AmendmentUnderWayError)
            with database.unit_of_work() as session:
                about = sa.func.coalesce(Result.replaces_id, Result.recalls_id)
                drafts = session.scalars(sa.select(Result.id).where(about == key)).all()
            assert drafts == [one for one in found if one is not refusal]


class TestNumbers:
    def test_eight_writers_over_midnight_give_no_number_twice_and_leave_none_out(self, database):
        midnight = datetime(2026, 12, 1, 17, tzinfo=FRIDAY.tzinfo)  # 00:00 of the 2nd, in the province

        def many() -> list[str]:
            given = []
            for n in range(16):
                at = midnight + timedelta(minutes=n - 8)
                with database.session(database.engine) as session:
                    code = next_code(session, session.get_one(Unit, unit_id(session, BODY)), at=at)
                    if n % 5 == 4:
                        session.rollback()  # a receipt that fails gives its number back
                        continue
                    session.commit()
                given.append(code)
            return given

        codes = [code for given in at_once(*[many] * 8) for code in given]

        assert len(codes) == len(set(codes))
        for day in ("261201", "261202"):
            numbers = sorted(int(code.rsplit("-", 1)[1]) for code in codes if f"-{day}-" in code)
            assert numbers == list(range(1, len(numbers) + 1))
        with database.unit_of_work() as session:
            unit = unit_id(session, BODY)
            last = session.execute(
                sa.select(DossierSeries.period, DossierSeries.last_number)
                .where(DossierSeries.unit_id == unit, DossierSeries.period.startswith("2026-12"))
                .order_by(DossierSeries.period)
            ).all()
        assert [row.period for row in last] == ["2026-12-01", "2026-12-02"]
        assert sum(row.last_number for row in last) == len(codes)

    def test_receipts_at_once_get_codes_of_their_own(self, database, people):
        with database.unit_of_work() as session:
            keys = [a_dossier(session, applicant=people["citizen"]).id for _ in range(6)]

        def click(key):
            with database.unit_of_work() as session:
                return receive(session, key, by=people["receiver"], at=LATER + timedelta(days=7)).dossier.code

        codes = at_once(*(lambda key=key: click(key) for key in keys))

        assert sorted(codes) == [f"H14.X01273-261127-{n:05}" for n in range(1, 7)]

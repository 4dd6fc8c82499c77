"""What has happened at the counter of the ward: begun, a birth, a postal item, one to check, one received."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from services.actor import Actor, Role
from services.dossiers.certifying.recording import Certifying, body_certifying, certifiers, certify
from services.dossiers.certifying.rules import Certified
from services.dossiers.counter.arriving import Parcel
from services.dossiers.counter.beginning import AtCounter, OnBehalf, Standing
from services.dossiers.counter.papers import Laid
from services.dossiers.kinds import ComponentAnswer
from services.dossiers.shipping.moving import Proof, deliver
from services.people.meeting import Undecided
from tests.browser.inside.interrupted import Interrupted
from tests.factories import an_officer
from tests.functional.login.conftest import MONDAY
from tests.shipments import OTHER_NUMBER, for_elsewhere, on_its_way, prepared, wanted_by_post
from tests.unit.services.dossiers.counter.counters import Reception, a_reception, met
from tests.unit.services.dossiers.test_handed_over import gone

PARCEL = Parcel("EB123456789VN", date(2026, 11, 18), datetime(2026, 11, 20, 1, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class Receptions(Interrupted):
    """Lets people come to the counter."""

    def receptions(self) -> None:
        """Everybody who came."""
        by_post = AtCounter(filer=met(meant=Undecided.ANOTHER), parcel=PARCEL)
        child = met(name="Người Bé Thử", birth="2016", citizen_id=None)
        for_child = AtCounter(filer=met(meant=Undecided.ANOTHER), of_person=OnBehalf(child, Standing.GUARDIAN))
        again = AtCounter(filer=met(meant=Undecided.ANOTHER))
        self.keep("certified", self.certified)
        self.keep(
            "with_papers", lambda session: gone(session, an_officer(session, Role.RECEIVER, "X01273.TT"), MONDAY).code
        )
        self.shipments()
        self.keep("received_at_counter", lambda session: self.come(session).ready().receive().code)
        self.keep("counter_fresh", lambda session: self.key(self.come(session, for_child)))
        self.keep("counter_birth", lambda session: self.key(self.come(session, again, "1.001193")))
        self.keep("counter_many", lambda session: self.key(self.come(session, by_post, "1.013225")))
        self.keep("counter_ready", lambda session: self.key(self.come(session, again).ready()))
        self.keep(
            "counter_lacking",
            lambda session: self.key(self.come(session, by_post).ready().papers(Laid(ComponentAnswer.ABSENT))),
        )

    def shipments(self) -> None:
        """What the post has, had or waits for."""

        def by(session: Session) -> Actor:
            return an_officer(session, Role.RECEIVER, "X01273.TT")

        self.keep("for_the_post", lambda session: for_elsewhere(session).code)
        self.keep("posted", lambda session: self.on_its_way_to(session, by(session)))
        self.keep("by_post", lambda session: wanted_by_post(session).code)
        self.keep("parcel", lambda session: prepared(session, for_elsewhere(session), by=by(session), at=MONDAY).code)
        self.keep(
            "parcel_sent",
            lambda session: on_its_way(session, for_elsewhere(session), by=by(session), at=MONDAY).code,
        )
        self.keep(
            "result_sent",
            lambda session: (
                on_its_way(session, wanted_by_post(session), by=by(session), at=MONDAY, number=OTHER_NUMBER).code
            ),
        )
        self.keep("result_there", lambda session: self.delivered(session, by(session)))

    def on_its_way_to(self, session: Session, by: Actor) -> str:
        """A result that the post brings to the citizen; what its dossier is called."""
        dossier = wanted_by_post(session, applicant=self.citizen(session))
        on_its_way(session, dossier, by=by, at=MONDAY, number="EE000000005VN")
        return dossier.code or ""

    @staticmethod
    def delivered(session: Session, by: Actor) -> str:
        """A result that the post brought."""
        shipment = on_its_way(session, wanted_by_post(session), by=by, at=MONDAY, number="RR473124829VN")
        return deliver(session, shipment.code, Proof(MONDAY.date(), "Người Nhà Mẫu", "BP 77"), by=by, at=MONDAY).code

    @staticmethod
    def come(session: Session, came: AtCounter | None = None, code: str = "2.000908") -> Reception:
        """Somebody comes to the ward."""
        return a_reception(session, an_officer(session, Role.RECEIVER, "X01273.TT"), came, code)

    @staticmethod
    def certified(session: Session) -> str:
        """A copy is certified at the quick lane; return its number."""
        by = an_officer(session, Role.RECEIVER, "X01273.TT")
        chair = certifiers(session, body_certifying(session, by), MONDAY.date(), by=by)[0]
        told = Certifying(
            kind=Certified.COPY,
            applicant="Hoàng Thị Già Mẫu",
            paper="Bằng tốt nghiệp trung học phổ thông",
            pages=6,
            copies=2,
            certified_by=chair.id,
            compared=True,
            fee=16_000,
        )
        return certify(session, told, key="xem", by=by, at=MONDAY).written

    @staticmethod
    def key(reception: Reception) -> str:
        """What the address of a draft shows."""
        return reception.draft.idempotency_key

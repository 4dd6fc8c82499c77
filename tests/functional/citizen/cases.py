"""Dossiers of P01 on their way to a result, by the verbs of officers and the real worker's office."""

import json
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from gateway.jobs.tending import fetch
from services.actor import Actor, Role
from services.audit.models import AuditEvent, AuditSubject
from services.dossiers.desk.refusing import Refusal, RefusalReason, approve_refusal, propose_refusal, reject_refusal
from services.dossiers.models import Dossier
from services.people.models import Account
from services.results.drafting import ask_confirmation, submit
from services.results.kinds import Outcome, ResultState
from services.results.models import Result
from tests.factories import a_filing, an_officer
from tests.functional.login.conftest import MONDAY
from tests.functional.signing.conftest import Works
from tests.pages import Browser
from tests.results import acts_of, drafted, justice, taken, ward


@dataclass
class Case:
    """A dossier of somebody who is signed in, and its newest result."""

    works: Works
    citizen: Browser
    dossier_id: UUID
    code: str
    result_id: UUID | None = None

    @property
    def address(self) -> str:
        return f"/ho-so/{self.code}"

    @property
    def draft(self) -> str:
        return f"{self.address}/ban-thao-{self.result.ordinal}"

    @property
    def dossier(self) -> Dossier:
        return self.works.do(lambda session: session.get_one(Dossier, self.dossier_id))

    @property
    def result(self) -> Result:
        return self.works.do(lambda session: session.get_one(Result, self.result_id))

    @property
    def state(self) -> ResultState:
        return self.works.state(self.result_id)

    @property
    def acts(self) -> list[str]:
        return self.works.do(lambda session: acts_of(session, session.get_one(Result, self.result_id)))

    def drafted_anew(self, **more) -> "Case":
        """The specialist drafts."""

        def draw(session):
            return drafted(session, session.get_one(Dossier, self.dossier_id), ward(session), MONDAY, **more).id

        self.result_id = self.works.do(draw)
        return self

    def asked(self) -> "Case":
        """The specialist sends the draft to the applicant."""
        desk = self.works.desk(ward)
        self.works.do(ask_confirmation, self.result_id, by=desk.specialist, at=MONDAY)
        return self

    def issued(self) -> bytes:
        """From the applicant's yes to the register."""
        fetch(self.works.office, self.result_id)
        self.works.do(submit, self.result_id, by=self.works.desk(ward).specialist, at=MONDAY)
        return self.works.issued(self.result_id, ward)


def actor(works: Works, key: str) -> Actor:
    """Somebody of the cast who has signed in."""
    wanted = sa.select(Account.person_id).where(Account.subject == f"subject-{key}")
    return Actor(works.do(lambda session: session.scalars(wanted).one()), Role.CITIZEN)


def events_about(case: Case, tag: str) -> list[dict]:
    """Events found under the dossier or its result."""
    wanted = (
        sa.select(AuditEvent.body)
        .join(AuditSubject, AuditSubject.event_id == AuditEvent.id)
        .where(AuditSubject.object_id.in_([case.dossier_id, case.result_id]))
        .distinct()
    )
    with case.works.database.reading() as session:
        found = [json.loads(body) for body in session.scalars(wanted)]
    return [one for one in found if one["action"] == tag]


def listed(citizen: Browser) -> str:
    """What the list of things to do says."""
    found = citizen.get("/ho-so").select("section[aria-labelledby=viec-cua-ban]")
    return found[0].text if found else ""


def refused(works: Works, citizen: Browser, by: Actor, *, approved: bool = True) -> Case:
    """A dossier of the general kind whose refusal the head of the centre has answered."""
    words = Refusal(RefusalReason.WRONG_PROCEDURE, "Cần thủ tục cấp lại.", "Điều 17", "Nộp thủ tục 2.000635.")

    def act(session):
        filing = a_filing(session, by).unit("STP")
        dossier = filing.step("applicant", phone="0206 000 0001", capacity="self").papers().submit(at=MONDAY)
        receiver = an_officer(session, Role.RECEIVER, "TTPVHCC")
        head = an_officer(session, Role.CENTRE_HEAD, "TTPVHCC")
        propose_refusal(session, dossier.id, words, by=receiver, at=MONDAY)
        if approved:
            approve_refusal(session, dossier.id, by=head, at=MONDAY)
        else:
            reject_refusal(session, dossier.id, "Hồ sơ đúng thủ tục.", by=head, at=MONDAY)
        return dossier.id, dossier.reference

    return Case(works, citizen, *works.do(act))


def refused_after_appraisal(works: Works, citizen: Browser, by: Actor) -> Case:
    """A dossier of the general form that the department turned down: the refusal is its result."""
    desk = works.desk(justice)

    def act(session):
        filing = a_filing(session, by, "1.000426").unit("STP")
        filing.step("applicant", phone="0206 000 0001", capacity="self").step("delivery", delivery="electronic")
        dossier = taken(session, filing.papers().submit(at=MONDAY), desk, MONDAY)
        result = drafted(session, dossier, desk, MONDAY, outcome=Outcome.REFUSED)
        submit(session, result.id, by=desk.specialist, at=MONDAY)
        return dossier.id, dossier.code, result.id

    case = Case(works, citizen, *works.do(act))
    works.issued(case.result_id, justice)
    return case

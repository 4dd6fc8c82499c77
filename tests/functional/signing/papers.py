"""One of every kind of paper that leaves the house, as it leaves it."""

from datetime import date

from sqlalchemy.orm import Session

from gateway.jobs.papers import FORM_01, FORM_02, FORM_03, FORM_04, FORM_05, WITHDRAWAL, issue_form
from gateway.officer.control_slip import drawn_slip, slip_data
from gateway.printing import Printer
from services.dossiers.desk import (
    Stop,
    StopReason,
    approve_extension,
    propose_extension,
    propose_stop,
    stop,
    withdraw,
)
from services.dossiers.desk.page import dossier_desk
from services.dossiers.models import Dossier
from services.results.kinds import Amendment
from tests.amending import amendment_for_signature
from tests.factories import FRIDAY
from tests.functional.signing.conftest import OPENED, Works
from tests.functional.signing.test_forms import asked, pdf_of, refused
from tests.paper import submission
from tests.results import applicant_of, birth, birth_for_signature, justice, legal_aid, ward


def extended(session: Session) -> Dossier:
    """A dossier whose leader apologised and gave a new day."""
    dossier, desk = legal_aid(session), justice(session)
    propose_extension(session, dossier.id, date(2026, 12, 4), "Cần xác minh mẫu.", by=desk.specialist, at=FRIDAY)
    return approve_extension(session, dossier.id, by=desk.leader, at=FRIDAY)


def stopped(session: Session) -> Dossier:
    """A dossier whose leader stopped its handling."""
    dossier, desk = legal_aid(session), justice(session)
    why = Stop(next(iter(StopReason)), "Không còn căn cứ mẫu.", "Điều 1 Luật Mẫu")
    propose_stop(session, dossier.id, why, by=desk.specialist, at=FRIDAY)
    return stop(session, dossier.id, by=desk.leader, at=FRIDAY)


def withdrawn(session: Session) -> Dossier:
    """A dossier that its applicant withdrew."""
    dossier = legal_aid(session)
    return withdraw(session, dossier.id, "Tôi nộp nhầm.", by=applicant_of(session, dossier), at=FRIDAY)


def every_paper(works: Works) -> dict[str, bytes]:
    """Let the cast make them: forms signed by the system, results by a leader and then sealed."""
    works.clock.now = OPENED
    found = {
        f"submission, drawn, {name}": Printer(demo=demo).render("submission", submission(), at=OPENED)
        for name, demo in (("demonstration", True), ("real", False))
    }
    for name, form, prepared in (
        ("form 01", FORM_01, birth),
        ("form 02", FORM_02, asked),
        ("form 03", FORM_03, refused),
        ("form 04", FORM_04, extended),
        ("form 05", FORM_05, stopped),
        ("withdrawal", WITHDRAWAL, withdrawn),
    ):
        dossier_id = works.do(lambda session, make=prepared: make(session).id)
        found[name] = pdf_of(works, issue_form(works.office, dossier_id, form))
    with works.database.unit_of_work() as session:
        code = legal_aid(session).code or ""
        slip = slip_data(session, dossier_desk(session, code, justice(session).specialist, at=OPENED))
    found["form 06"] = drawn_slip(works.office, slip, OPENED)
    found["legal aid, signed"] = works.signed(works.for_signature())
    works.clock.now = OPENED
    found["legal aid, sealed"] = works.issued(works.for_signature())
    works.clock.now = OPENED
    found["birth certificate, sealed"] = works.issued(works.for_signature(birth_for_signature), ward)
    return found | amended(works)


def amended(works: Works) -> dict[str, bytes]:
    """What replaces, corrects and recalls a result, each of a result of its own."""
    found = {}
    for kind in Amendment:
        works.clock.now = OPENED
        wrong = works.for_signature()
        works.issued(wrong)
        right = works.do(lambda session, key=wrong, kind=kind: amendment_for_signature(session, key, kind, OPENED).id)
        found[f"{kind}, sealed"] = works.issued(right)
    return found

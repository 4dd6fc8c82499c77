"""Issued results that are being put right, with papers that were really signed, and what became of others."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from services.actor import SYSTEM
from services.dossiers.kinds import DossierState
from services.dossiers.models import Dossier
from services.results.acting import added_status
from services.results.amending import EFFECTS, propose_amendment
from services.results.drafting import submit
from services.results.drawing_up import COLUMNS
from services.results.kinds import Amendment, ResultState
from services.results.models import Result
from tests.browser.inside.interrupted import Interrupted
from tests.desks import DEPARTMENT, PROVINCE_CENTRE, a_dossier, unit_id
from tests.functional.login.conftest import MONDAY
from tests.register import a_book, a_registered_result
from tests.results import justice, legal_aid_for_signature

RECALL = {
    "holder": {"name": "Công ty Ví Dụ Mẫu", "address": "Tổ dân phố Mẫu 5"},
    "grounds": "Giấy được cấp khi tổ chức chưa đủ điều kiện.",
    "legal_basis": "Khoản 3 Điều 18 Nghị định số 118/2025/NĐ-CP.",
    "way_on": "Tổ chức bổ sung đủ điều kiện rồi nộp hồ sơ mới.",
}
CORRECTION = {"flaw": "Văn bản thiếu số trang.", "corrected": "Văn bản có 2 trang, đánh số 1 và 2."}
WHY = "Thanh tra phát hiện giấy được cấp khi chưa đủ điều kiện."


@dataclass(frozen=True, slots=True)
class Amended(Interrupted):
    """Scenes of replacing, correcting and recalling."""

    def amended(self) -> None:
        """A recall that is drafted, one with the leader, one that was issued; and one of each kind of the citizen."""
        for name in ("recalling", "recall_up", "was_recalled"):
            key = self.works.for_signature(lambda session: legal_aid_for_signature(session, MONDAY))
            self.works.issued(key)
            draft = self.works.do(recall_drafted, key, up=name != "recalling")
            if name == "was_recalled":
                self.works.issued(draft)
            self.keep(name, lambda session, key=key: code_of(session, key))
        self.works.do(self._became)

    def _became(self, session: Session) -> None:
        """What became of results of the citizen, by the register's rows alone."""
        book = a_book(session, unit_id(session, DEPARTMENT), kind="sửa")
        for number, kind in enumerate(Amendment):
            places = {"centre": PROVINCE_CENTRE, "body": DEPARTMENT}
            dossier = a_dossier(session, DossierState.RETURNED, applicant=self.citizen(session), **places)
            wrong = a_registered_result(session, dossier, book, 2 * number + 1, ResultState.IN_FORCE)
            amends = {
                "ordinal": 2,
                COLUMNS[kind]: wrong.id,
                "content": RECALL | CORRECTION,
            }
            new = a_registered_result(session, dossier, book, 2 * number + 2, ResultState.IN_FORCE, minutes=9, **amends)
            if (state := EFFECTS[kind].state) is not None:
                more = {"replaced_by_id": new.id} if kind is Amendment.REPLACEMENT else {"decision": "06/XN-UBND"}
                added_status(session, wrong, 2, state=state, by=SYSTEM, at=MONDAY, **more)
            self.named[f"had_{kind}"] = dossier.code or ""


def recall_drafted(session: Session, key: UUID, *, up: bool) -> UUID:
    """Draft a recall, and put it up for signature where that is wanted."""
    by = justice(session).specialist
    draft = propose_amendment(session, key, amendment=Amendment.RECALL, content=RECALL, why=WHY, by=by, at=MONDAY)
    return submit(session, draft.id, by=by, at=MONDAY).id if up else draft.id


def code_of(session: Session, key: UUID) -> str | None:
    """What the dossier of a result is called."""
    return session.get_one(Dossier, session.get_one(Result, key).dossier_id).code

"""Dossiers that do not go straight on: papers are asked for, they are stopped, closed, withdrawn."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from services.actor import Actor, Role
from services.dossiers.desk import Finding, check_components
from services.dossiers.desk.checking import handed_in
from services.dossiers.desk.extending import approve_extension, propose_extension
from services.dossiers.desk.stopping import Stop, StopReason, propose_closing, propose_stop, stop
from services.dossiers.desk.withdrawing import withdraw
from services.dossiers.kinds import ComponentMark, DossierState
from services.dossiers.models import Dossier
from services.dossiers.supplements.at_appraisal import approve_supplement, propose_supplement, send_supplement
from services.dossiers.supplements.at_receipt import ask_at_receipt, propose_to_ask_again
from services.dossiers.supplements.delivering import deliver
from services.dossiers.supplements.requesting import Asking
from tests.browser.inside.stage import Stage
from tests.desks import a_dossier, answered
from tests.factories import a_filing, an_officer
from tests.functional.login.conftest import MONDAY


@dataclass(frozen=True, slots=True)
class Interrupted(Stage):
    """Scenes of asking for papers, and of ends without a result."""

    def papers(self) -> None:
        """Asked for before receipt; to be asked for again; that proposed."""
        receiver = self.works.do(lambda session: an_officer(session, Role.RECEIVER, "X01273.TT"))

        def asked(session: Session) -> str:
            filing = a_filing(session, self.citizen(session)).unit()
            filing.step("applicant", phone="0206 000 0001", capacity="self").papers()
            self.with_file(session, filing)
            dossier = filing.submit(at=MONDAY)
            marks = (ComponentMark.UNREADABLE, None), (ComponentMark.DATA_NOT_FOUND, "Không thấy số định danh này.")
            found = [Finding(row.id, *marks[place % 2]) for place, row in enumerate(handed_in(session, dossier.id))]
            check_components(session, dossier.id, found, by=receiver, at=MONDAY)
            words = "Bản chụp cần thấy đủ bốn góc giấy."
            ask_at_receipt(session, dossier.id, Asking(10, words), by=receiver, at=MONDAY)
            return dossier.reference

        def again(session: Session) -> Dossier:
            once = {"asked_rounds": 1, "delivered_rounds": 1, "mark": ComponentMark.UNSIGNED}
            return a_dossier(session, applicant=self.citizen(session), **once)

        def proposed(session: Session) -> str:
            dossier = again(session)
            asking = Asking(5, "Lần trước tệp không mở được trang có chữ ký.")
            propose_to_ask_again(session, dossier.id, asking, by=receiver, at=MONDAY)
            return dossier.reference

        self.keep("papers_asked", asked)
        self.appraised()
        self.keep("to_ask_again", lambda session: again(session).reference)
        self.keep("again_proposed", proposed)

    def appraised(self) -> None:
        """Papers asked for while it is handled: to be proposed, proposed late, approved, sent, delivered."""
        who = self.works.do(
            lambda session: {
                role: an_officer(session, role, unit)
                for role, unit in (
                    (Role.RECEIVER, "X01273.TT"),
                    (Role.SPECIALIST, "X01273.VP"),
                    (Role.LEADER, "X01273"),
                )
            }
        )
        by = self.works.do(self.citizen)
        handler = {"handler_post_id": who[Role.SPECIALIST].post_id, "code": "1.004873", "files": 3}

        def proposed(session: Session) -> Dossier:
            dossier = a_dossier(session, DossierState.IN_PROGRESS, applicant=by, **handler)
            marks = (ComponentMark.WRONG, "Thiếu trang hai."), (ComponentMark.EXPIRED, None), (ComponentMark.GOOD, None)
            found = [Finding(row.id, *mark) for row, mark in zip(handed_in(session, dossier.id), marks, strict=True)]
            asking = Asking(10, "Trang hai có chữ ký của chủ hộ.", "Điều 22 Nghị định 123/2015/NĐ-CP")
            return propose_supplement(session, dossier.id, found, asking, by=who[Role.SPECIALIST], at=MONDAY)

        def approved(session: Session) -> Dossier:
            return approve_supplement(session, proposed(session).id, None, by=who[Role.LEADER], at=MONDAY)

        def sent(session: Session) -> Dossier:
            return send_supplement(session, approved(session).id, by=who[Role.RECEIVER], at=MONDAY)

        def delivered(session: Session) -> Dossier:
            dossier = sent(session)
            answered(session, dossier)
            return deliver(session, dossier.id, by=by, at=MONDAY)

        made = lambda session: a_dossier(session, DossierState.IN_PROGRESS, applicant=by, **handler)  # noqa: E731
        self.keep("to_appraise", lambda session: made(session).code)
        for name, how in (
            ("papers_proposed", proposed),
            ("papers_approved", approved),
            ("papers_sent", sent),
            ("papers_delivered", delivered),
        ):
            self.keep(name, lambda session, how=how: how(session).code)  # type: ignore[misc]
        self.ended(who, sent)

    def ended(self, who: dict[Role, Actor], sent: Callable[[Session], Dossier]) -> None:
        """Given a new date; ended without a result: to be closed, that proposed; to be stopped, stopped; withdrawn."""
        by, late = self.works.do(self.citizen), MONDAY + timedelta(days=30)
        words = "Hết thời hạn, cơ quan không nhận được giấy tờ đã yêu cầu.", "Khoản 3 Điều 9 Nghị định 118/2025/NĐ-CP"
        closing = Stop(StopReason.NOT_SUPPLEMENTED, *words)
        stopping = Stop(StopReason.LEGAL, "Tòa án đã thụ lý tranh chấp về cùng việc này.", "Điều 22 Luật mẫu")

        def to_close(session: Session) -> Dossier:
            dossier = sent(session)
            dossier.answer_by = MONDAY.date() - timedelta(days=1)
            return dossier

        def closing_proposed(session: Session) -> Dossier:
            return propose_closing(session, sent(session).id, closing, by=who[Role.RECEIVER], at=late)

        def stop_proposed(session: Session) -> Dossier:
            post = who[Role.SPECIALIST].post_id
            dossier = a_dossier(session, DossierState.IN_PROGRESS, applicant=by, handler_post_id=post)
            return propose_stop(session, dossier.id, stopping, by=who[Role.SPECIALIST], at=MONDAY)

        def stopped(session: Session) -> Dossier:
            return stop(session, stop_proposed(session).id, by=who[Role.LEADER], at=MONDAY)

        def withdrawn(session: Session) -> Dossier:
            dossier = a_dossier(session, DossierState.RECEIVED, applicant=by)
            return withdraw(session, dossier.id, "Tôi đã nộp hồ sơ khác đầy đủ hơn.", by=by, at=MONDAY)

        def extension_proposed(session: Session) -> Dossier:
            post = who[Role.SPECIALIST].post_id
            dossier = a_dossier(session, DossierState.IN_PROGRESS, applicant=by, handler_post_id=post)
            until = dossier.due_on + timedelta(days=7) if dossier.due_on else MONDAY.date()
            why = "Cơ quan phối hợp chưa trả lời; đã đề nghị trả lời trước ngày 01/12/2026."
            return propose_extension(session, dossier.id, until, why, by=who[Role.SPECIALIST], at=MONDAY)

        def extended(session: Session) -> Dossier:
            return approve_extension(session, extension_proposed(session).id, by=who[Role.LEADER], at=MONDAY)

        for made in (extension_proposed, extended, to_close, closing_proposed, stop_proposed, stopped, withdrawn):
            self.keep(made.__name__, lambda session, made=made: made(session).code)  # type: ignore[misc]

"""What has happened in the house: one dossier, draft or result for every look that a page can have."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gateway.jobs.comparing import compare
from services.actor import SYSTEM, Actor, Role
from services.announcements.maintenance import Window, announce
from services.announcements.maintenance import end as end_maintenance
from services.announcements.notices import Told, publish
from services.audit.models import AuditEvent
from services.calendar.changes import CalendarChange
from services.calendar.days import DayOffKind
from services.catalogue.code_lists import CodeEntry, CodeList
from services.catalogue.folding import words
from services.catalogue.importing.applying import apply
from services.catalogue.importing.findings import FindingKind
from services.catalogue.importing.header import ListHeader
from services.catalogue.importing.kinds import Scope
from services.catalogue.importing.queries import staged_list
from services.catalogue.importing.staging import stage
from services.catalogue.importing.taking import READER
from services.catalogue.kinds import Aspect
from services.catalogue.overlay.deciding import withdraw as withdraw_decision
from services.catalogue.search.language import shipped_pairs
from services.catalogue.synonyms.changing import add_saying, take_out, undo
from services.documents.upload import INSPECTOR, judged
from services.dossiers.attaching import attach
from services.dossiers.desk.refusing import Refusal, RefusalReason, propose_refusal
from services.dossiers.kinds import DeliveryMethod, DossierState
from services.dossiers.models import Dossier, Draft
from services.dossiers.owned import own_draft
from services.dossiers.papers import RowKind, paper_rows
from services.dossiers.recounting.confirming import confirm as confirm_change
from services.dossiers.recounting.confirming import recount_batch
from services.dossiers.recounting.proposing import Span, propose, put_days
from services.people.models import OfficerPost
from services.results.confirming import confirm, object_to
from services.results.drafting import ask_confirmation
from services.results.kinds import ResultState
from services.results.models import Result
from tests.browser.inside.amended import Amended
from tests.browser.inside.receptions import Receptions
from tests.desks import DEPARTMENT, PROVINCE_CENTRE, a_dossier, unit_id
from tests.factories import Filing, a_filing, an_officer
from tests.functional.citizen.cases import refused, refused_after_appraisal
from tests.functional.login.conftest import MONDAY
from tests.local_decisions import a_decision, enter
from tests.register import a_book, a_registered_result
from tests.results import birth, drafted, legal_aid_for_signature, ward
from tests.unit.services.documents.pdfs import pdf

MANY: Final = 26
"""One more than a page of a list shows."""
BIRTH, LONGEST_TITLE, MOST_PAPERS = "1.001193", "1.013980", "1.001777"
DECIDED: Final = "1.004884"
LONG_NAME: Final = "Giấy chứng sinh bản chụp hai mặt của Bệnh viện đa khoa Mẫu ngày 15 tháng 11 năm 2026.pdf"
REFUSAL = Refusal(RefusalReason.WRONG_PROCEDURE, "Cần thủ tục cấp lại.", "Điều 17", "Nộp thủ tục 2.000635.")


@dataclass(frozen=True, slots=True)
class Play(Receptions, Amended):
    """Lets things happen, and remembers what each is called in addresses."""

    def play(self) -> dict[str, str]:
        """Let everything happen."""
        self.drafts()
        self.filed()
        self.births()
        self.results()
        self.amended()
        self.counter()
        self.receptions()
        self.decisions()
        self.sayings()
        self.posts()
        self.papers()
        self.lists()
        self.calendar()
        self.named["event"] = self.works.do(lambda session: str(session.scalars(sa.select(AuditEvent.id)).first()))
        INSPECTOR.close()
        READER.close()
        self.works.clock.now = MONDAY
        return self.named

    def lists(self) -> None:
        """A list that waits for a second person, with every kind of row, and one that was applied."""
        rows = [
            "Mã số,Tên,Cơ quan ban hành,Lĩnh vực,Hình thức",
            f"{BIRTH},Đăng ký khai sinh (sửa đổi),,,",
            f"{LONGEST_TITLE},Tên khác hẳn dưới một mã,,,",
            "1.000091,x,,,Bãi bỏ",
            "x,y,,,",
        ]
        waiting = self.staged("\n".join(rows))
        self.named["list"] = str(waiting)
        self.named["report"] = str(self.works.do(lambda session: staged_list(session, waiting).version))
        applied = self.staged("Mã số,Tên\n1.000016,Tên mới của một thủ tục không ai xem")

        def bring(session: Session) -> None:
            seen = staged_list(session, applied).version
            reasons = dict.fromkeys(FindingKind, "thử")
            apply(session, applied, waivers=reasons, seen=seen, by=administrators(session)[1], at=MONDAY)

        self.works.do(bring)
        self.named["applied_list"] = str(applied)

    def staged(self, text: str) -> int:
        """Hand a list in and compare it."""
        header = ListHeader("1/QĐ-MẪU", "Ủy ban nhân dân tỉnh", MONDAY.date(), MONDAY.date(), Scope.PARTIAL)

        def take(session: Session) -> tuple[UUID, int]:
            with self.works.office.store.writer() as upload:
                upload.write(text.encode())
                found = stage(session, header, upload, "mau.csv", by=administrators(session)[0], at=MONDAY)
            return found.id, found.number

        key, number = self.works.do(take)
        compare(self.works.office, key)
        return number

    def posts(self) -> None:
        """Posts with dossiers in hand: at a department, and at the ward."""
        for name, unit in (("specialist_post", "STP"), ("registrar_post", "X01273.VP")):
            self.keep(name, lambda session, unit=unit: str(an_officer(session, Role.SPECIALIST, unit).post_id))

    @staticmethod
    def called_off(session: Session) -> str:
        """Maintenance that was announced and called off, so that no page says so."""
        from_then = MONDAY + timedelta(days=30)
        window = Window(from_then, from_then + timedelta(hours=4), "Nâng cấp mẫu.")
        found = announce(session, window, by=SYSTEM, at=MONDAY)
        end_maintenance(session, found.number, by=SYSTEM, at=MONDAY)
        return str(found.number)

    def calendar(self) -> None:
        """Changes of the calendar: just begun, with a day that moves dossiers, confirmed and counted anew."""

        def change(session: Session, day: date | None) -> CalendarChange:
            by = an_officer(session, Role.BUSINESS_ADMIN, "VP_UBND")
            found = propose(session, source="Thông báo mẫu 9/TB ngày 20/11/2026", by=by, at=MONDAY)
            if day is not None:
                put_days(session, found.number, Span(day, day, DayOffKind.SWAP_OFF, "Nghỉ mẫu"), by=by, at=MONDAY)
            return found

        def done(session: Session) -> str:
            found = change(session, date(2026, 11, 26))
            by = an_officer(session, Role.BUSINESS_ADMIN, "VP_UBND")
            confirm_change(session, found.number, seen=found.seen(0), by=by, at=MONDAY)
            while recount_batch(session, found.id, at=MONDAY):
                pass
            return str(found.number)

        told = Told(title="Mẫu mới", body="Từ hôm nay.", procedure_code="2.000488", valid_from=MONDAY.date())
        self.keep("notice", lambda session: str(publish(session, told, by=SYSTEM, at=MONDAY).number))
        self.keep("called_off", self.called_off)
        fields = sa.select(CodeEntry.id).filter_by(kind=CodeList.FIELD)
        self.keep("field", lambda session: str(session.scalars(fields.order_by(CodeEntry.name)).first()))
        self.keep("change_done", done)
        self.keep("change_days", lambda session: str(change(session, date(2026, 11, 25)).number))
        self.keep("change_new", lambda session: str(change(session, None).number))

    def general(self, session: Session) -> Filing:
        """A filing of theirs in which everything is answered."""
        filing = a_filing(session, self.citizen(session)).unit()
        return filing.step("applicant", phone="0206 000 0001", capacity="self").papers()

    def with_file(self, session: Session, filing: Filing) -> Draft:
        """Hand in a file with a long name for the first paper that is asked."""
        own = own_draft(session, filing.id, filing.by)
        rows = paper_rows(own.record, own.draft.case_title, own.form, own.answers, own.known.subject)
        number = next(row.number for row in rows if row.kind is RowKind.ASKED)
        self.named.setdefault("paper", str(number))
        with self.works.office.store.writer() as upload:
            upload.write(pdf(2))
            attach(
                session,
                filing.id,
                component_no=number,
                upload=judged(upload),
                filename=LONG_NAME,
                by=filing.by,
                at=MONDAY,
            )
        return filing.draft

    def drafts(self) -> None:
        """Begun, in the middle, ready to be filed."""

        def begun(session: Session) -> Draft:
            filing = a_filing(session, self.citizen(session), BIRTH).unit()
            filing.step("applicant", relation="mother", phone="0206 000 0001")
            return self.with_file(session, filing.step("proof", proof="certificate", copies="0"))

        self.keep("fresh", lambda session: a_filing(session, self.citizen(session)).draft.idempotency_key)
        self.keep("birth", lambda session: begun(session).idempotency_key)
        self.keep("ready", lambda session: self.general(session).draft.idempotency_key)

    def filed(self) -> None:
        """Filed with a file; refused; to be refused; turned down after appraisal."""

        def filed(session: Session) -> str:
            filing = a_filing(session, self.citizen(session)).unit()
            filing.step("applicant", phone="0206 000 0001", capacity="self").papers()
            self.with_file(session, filing)
            return filing.submit(at=MONDAY).reference

        def proposed(session: Session) -> str:
            dossier = self.general(session).submit(at=MONDAY)
            propose_refusal(session, dossier.id, REFUSAL, by=an_officer(session, Role.RECEIVER, "X01273.TT"), at=MONDAY)
            return dossier.reference

        by = self.works.do(self.citizen)
        self.keep("elsewhere", lambda session: a_dossier(session, centre="X01324.TT", body="X01324").reference)
        self.keep("filed", filed)
        self.keep("proposed", proposed)
        self.named["refused"] = refused(self.works, None, by).code  # type: ignore[arg-type]
        self.named["turned_down"] = refused_after_appraisal(self.works, None, by).code  # type: ignore[arg-type]

    def births(self) -> None:
        """Taken, drafted, with the applicant, confirmed, objected to."""
        by, desk = self.works.do(self.citizen), self.works.do(ward)

        def proposed(session: Session) -> Result:
            return drafted(session, birth(session, MONDAY, by), desk, MONDAY)

        def asked(session: Session) -> Result:
            return ask_confirmation(session, proposed(session).id, by=desk.specialist, at=MONDAY)

        def confirmed(session: Session) -> Result:
            return confirm(session, asked(session).id, by=by, at=MONDAY)

        def objected(session: Session) -> Result:
            return object_to(session, asked(session).id, what="Tên đệm của con là “Minh”.", by=by, at=MONDAY)

        self.keep("taken", lambda session: birth(session, MONDAY, by).code)
        for name, made in {"drafted": proposed, "asked": asked, "confirmed": confirmed, "objected": objected}.items():
            self.keep(name, lambda session, made=made: code_of(session, made(session)))  # type: ignore[misc]

    def results(self) -> None:
        """With the leader, opened, being signed, signed, in force; and as the register keeps them."""
        steps: dict[str, Callable[[UUID], Any]] = {
            "for_signature": lambda _: None,
            "opened": self.works.opened,
            "approved": self.works.approved,
            "signed": self.works.signed,
            "issued": self.works.issued,
        }
        for name, step in steps.items():
            key = self.works.for_signature(lambda session: legal_aid_for_signature(session, MONDAY))
            step(key)
            self.keep(name, lambda session, key=key: code_of(session, session.get_one(Result, key)))  # type: ignore[misc]
        self.named["token"] = self.works.do(lambda session: session.get_one(Result, key).token)
        self.works.do(self._register)

    def _register(self, session: Session) -> None:
        """Results of the citizen: to be taken, taken, revoked."""
        by, book = self.citizen(session), a_book(session, unit_id(session, DEPARTMENT))
        told = {
            "to_take": (DossierState.FINISHED, DeliveryMethod.ELECTRONIC, ()),
            "to_give": (DossierState.FINISHED, DeliveryMethod.COUNTER, ()),
            "returned": (DossierState.RETURNED, DeliveryMethod.ELECTRONIC, ()),
            "revoked": (DossierState.RETURNED, DeliveryMethod.ELECTRONIC, (ResultState.REVOKED,)),
        }
        for number, (name, (state, delivery, later)) in enumerate(told.items(), start=1):
            places = {"centre": PROVINCE_CENTRE, "body": DEPARTMENT}
            dossier = a_dossier(session, state, applicant=by, delivery_method=delivery, **places)
            a_registered_result(session, dossier, book, number, ResultState.IN_FORCE, *later)
            self.named[name] = dossier.code or ""

    def decisions(self) -> None:
        """What the province decided about one procedure: each aspect, coming and withdrawn."""

        def decided(session: Session) -> str:
            enter(session, DECIDED, *(a_decision(aspect, begins=3) for aspect in Aspect), at=MONDAY)
            later = a_decision(begins=20, is_open=True, note=None)
            enter(session, DECIDED, later, a_decision(Aspect.FEE, begins=20, fee=0), at=MONDAY)
            withdraw_decision(session, DECIDED, len(Aspect) + 1, by=SYSTEM, at=MONDAY)
            return DECIDED

        self.keep("decided", decided)

    def sayings(self) -> None:
        """A saying that was added, one that was taken out and brought back."""
        known = frozenset(words("đăng ký nuôi con nuôi"))

        def changed(session: Session) -> str:
            add_saying(session, "xin con nuôi", ["đăng ký nuôi con nuôi"], known=known, by=SYSTEM, at=MONDAY)
            take_out(session, shipped_pairs()[0].key, by=SYSTEM, at=MONDAY)
            undo(session, 2, by=SYSTEM, at=MONDAY)
            return shipped_pairs()[0].key

        self.keep("saying", changed)

    def counter(self) -> None:
        """At the counter and at the specialist's: new, long, received, handed over, late; and more than a page."""

        def made(session: Session, state: DossierState, **more: Any) -> Dossier:
            return a_dossier(session, state, applicant=self.citizen(session), **more)

        self.keep("long", lambda s: made(s, DossierState.REGISTERED, code=LONGEST_TITLE, files=4, mark=None).reference)
        self.keep("received", lambda s: made(s, DossierState.RECEIVED).code)
        self.keep("to_take_up", lambda s: made(s, DossierState.IN_PROGRESS).code)
        due = {"due_on": MONDAY.date() - timedelta(days=3), "due_by": MONDAY - timedelta(days=2, hours=9)}
        self.keep("late", lambda s: made(s, DossierState.IN_PROGRESS, **due).code)

        def many(session: Session) -> str:
            post = an_officer(session, Role.SPECIALIST, "X01273.VP").post_id
            found = [made(session, DossierState.IN_PROGRESS, handler_post_id=post) for _ in range(MANY)]
            return found[-1].code or ""

        self.keep("many", many)


def administrators(session: Session) -> list[Actor]:
    """The two business administrators of the cast."""
    posts = session.scalars(
        sa.select(OfficerPost).where(OfficerPost.role == Role.BUSINESS_ADMIN).order_by(OfficerPost.id)
    )
    return [Actor(one.person_id, Role.BUSINESS_ADMIN, post_id=one.id, unit_id=one.unit_id) for one in posts]


def code_of(session: Session, result: Result) -> str | None:
    """What the dossier of a result is called."""
    return session.get_one(Dossier, result.dossier_id).code

"""The prepared dossiers: where the cast says they are, dated as it says, marked, and told once."""

import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from gateway.demo.actors import told
from gateway.demo.dossiers import tell_stories
from gateway.demo.reception import CHANNELS
from gateway.demo.standing import anything_waits
from gateway.demo.stories import TOLD
from gateway.jobs.papers import FORM_01, FORM_03, issue_form
from services.actor import Role
from services.audit.models import AuditEvent
from services.calendar.province import province_time
from services.calendar.queries import work_calendar
from services.documents.models import Document, DocumentKind
from services.dossiers.kinds import DeadlineKind, DossierState, Proposal, WaitingFor
from services.dossiers.models import Certification, Dossier, DossierDeadline, DossierTransition
from services.people.models import Unit
from services.results.acting import latest_status
from services.results.kinds import NumberState, ResultState, SigningStep
from services.results.models import BookNumber, NumberBook, Result, SignatureRecord
from services.results.sealing import approve_seal
from tests.conftest import FURNISHED_AT
from tests.factories import an_officer

STANDS = {
    "D02": (DossierState.REGISTERED, WaitingFor.RECEIVER, None),
    "D03": (DossierState.REGISTERED, WaitingFor.RECEIVER, None),
    "D04": (DossierState.IN_PROGRESS, WaitingFor.APPLICANT, ResultState.AWAITING_CONFIRMATION),
    "D05": (DossierState.RECEIVED, WaitingFor.RECEIVER, None),
    "D06": (DossierState.IN_PROGRESS, WaitingFor.SPECIALIST, None),
    "D07": (DossierState.IN_PROGRESS, WaitingFor.SPECIALIST, None),
    "D09": (DossierState.IN_PROGRESS, WaitingFor.LEADER, ResultState.FOR_SIGNATURE),
    "D10": (DossierState.IN_PROGRESS, WaitingFor.CLERK, ResultState.SIGNED),
    "D11": (DossierState.FINISHED, WaitingFor.RECEIVER, ResultState.IN_FORCE),
    "D12": (DossierState.RETURNED, None, ResultState.IN_FORCE),
    "D13": (DossierState.IN_PROGRESS, WaitingFor.SPECIALIST, None),
    "D14": (DossierState.SUPPLEMENT_ASKED, WaitingFor.APPLICANT, None),
    "D16": (DossierState.IN_PROGRESS, WaitingFor.SPECIALIST, None),
    "D17": (DossierState.IN_PROGRESS, WaitingFor.SPECIALIST, None),
    "D18": (DossierState.RECEIVED, WaitingFor.RECEIVER, None),
    "D19": (DossierState.REFUSED, None, None),
    "D20": (DossierState.WITHDRAWN, None, None),
    "D21": (DossierState.STOPPED, None, None),
    "D22": (DossierState.RETURNED, None, None),
    "D23": (DossierState.RETURNED, None, ResultState.REPLACED),
    "D24": (DossierState.RETURNED, None, ResultState.REVOKED),
    "D25": (DossierState.IN_PROGRESS, WaitingFor.SPECIALIST, None),
    "D27": (DossierState.IN_PROGRESS, WaitingFor.LEADER, None),
}
OTHER_STATE = {"D25", "D27"}
"""The hand-over is the arrival; a request that the leader has not approved yet is not asked."""
NO_DAY_NAMED = {"D20", "D21", "D22", "D25", "D27"}
"""They have or had a due date, of which the cast does not name the day."""
D = date(2026, 11, 20)


def result_of(session, key, prepared, ordinal=1):
    return session.scalar(
        select(Result).where(Result.dossier_id == prepared.dossier(key).id, Result.ordinal == ordinal)
    )


@pytest.mark.parametrize("key", TOLD)
def test_each_stands_where_the_cast_says_and_waits_for_whom_it_says(prepared, key):
    one, dossier = told("dossiers", key), prepared.dossier(key)
    with prepared.database.reading() as session:
        result = result_of(session, key, prepared)
        state = latest_status(session, result.id).state if result else None

    assert (dossier.state, dossier.waiting_for, state) == STANDS[key]
    assert dossier.state == one["state"] or key in OTHER_STATE
    assert dossier.seeded
    assert dossier.channel is CHANNELS[one["channel"]]


@pytest.mark.parametrize("key", TOLD)
def test_each_is_due_on_the_day_that_the_cast_says(prepared, key):
    promised = re.search(r"(?:^|new |original )wd ([+-]?\d+)(?!.* or)", told("dossiers", key)["due"] or "")
    with prepared.database.reading() as session:
        wanted = work_calendar(session).add_working_days(D, int(promised[1])) if promised else None

    dossier = prepared.dossier(key)
    if key in NO_DAY_NAMED:
        assert promised is None
        assert dossier.due_on is not None
    else:
        assert dossier.due_on == wanted


@pytest.mark.parametrize("key", TOLD)
def test_each_has_as_many_files_as_the_cast_says_and_every_file_opens(prepared, key):
    with prepared.database.reading() as session:
        wanted = (
            select(Document).where(Document.dossier_id == prepared.dossier(key).id).options(joinedload(Document.blob))
        )
        files = session.scalars(wanted.where(Document.kind.in_([DocumentKind.UPLOADED, DocumentKind.SCANNED]))).all()

        assert len({file.blob.sha256 for file in files}) == told("dossiers", key)["files"]
        for file in files:
            assert b"".join(prepared.office.store.read(file.blob)).startswith(b"%PDF-")


def test_every_dated_act_lies_at_its_instant_and_what_is_signed_at_the_first_start(prepared):
    with prepared.database.reading() as session:
        lines = session.scalars(select(DossierTransition).where(DossierTransition.seeded)).all()
        signed = session.scalars(select(SignatureRecord.signed_at)).all()
        of_d06 = [one for one in lines if one.dossier_id == prepared.dossier("D06").id]

    assert sorted((f"{province_time(one.at):%d/%m %H:%M}", one.act) for one in of_d06) == [
        ("16/11 10:00", "dossier_submit"),
        ("16/11 10:25", "dossier_check_component"),
        ("16/11 10:30", "dossier_receive"),
        ("16/11 10:40", "dossier_hand_over"),
        ("16/11 14:00", "dossier_take"),
    ]
    opening = datetime(2026, 11, 20, 0, 30, tzinfo=UTC)
    assert all(one.at < opening or one.at == FURNISHED_AT for one in lines)
    assert len(signed) == 13
    assert all(abs(one - FURNISHED_AT) < timedelta(minutes=1) for one in signed)


def test_every_event_of_the_preparation_says_so_and_nothing_else_does(prepared):
    with prepared.database.reading() as session:
        said = [json.loads(body) for body in session.scalars(select(AuditEvent.body))]
        lines = session.scalars(select(DossierTransition.seeded)).all()

    unmarked = {one["action"] for one in said if "seeded" not in one}
    assert {"dossier_submit", "dossier_approve_refusal", "result_sign", "result_seal", "dossier_return"} <= {
        one["action"] for one in said if "seeded" in one
    }
    assert unmarked <= {"catalogue_import", "login", "account_create", "role_choose", "dossier_read", "access_refused"}
    assert all(lines)


def test_receiving_and_handling_by_one_person_is_told_as_a_use_of_the_exception(prepared):
    dossier = prepared.dossier("D20")
    with prepared.database.reading() as session:
        said = [json.loads(body) for body in session.scalars(select(AuditEvent.body))]
        lines = session.scalars(select(DossierTransition).where(DossierTransition.dossier_id == dossier.id)).all()

    assert len({one.person_id for one in lines if one.act in {"dossier_receive", "dossier_take"}}) == 1
    (taken,) = [one for one in lines if one.exception_id]
    assert taken.act == "dossier_take"
    used = [one["object"]["id"] for one in said if one["action"] == "duty_exception_use"]
    assert used == [str(taken.exception_id)]


def deadlines_of(session, dossier):
    wanted = select(DossierDeadline).where(DossierDeadline.dossier_id == dossier.id)
    return session.scalars(wanted.order_by(DossierDeadline.set_at)).all()


def test_the_clock_of_what_another_commune_received_starts_on_arrival(prepared):
    dossier = prepared.dossier("D25")
    with prepared.database.reading() as session:
        (deadline,) = deadlines_of(session, dossier)

    assert f"{province_time(dossier.received_at):%d/%m %H:%M}" == "19/11 14:30"
    assert f"{province_time(deadline.started_at):%d/%m %H:%M}" == "19/11 16:50"
    assert dossier.arrived_at == deadline.started_at
    assert dossier.receipt_unit_id != dossier.competent_unit_id


def test_a_limit_runs_anew_from_the_delivery_and_a_second_request_waits_for_the_leader(prepared):
    dossier = prepared.dossier("D27")
    with prepared.database.reading() as session:
        first, anew = deadlines_of(session, dossier)

    assert (first.kind, anew.kind) == (DeadlineKind.COMPUTED, DeadlineKind.RESTARTED)
    assert f"{province_time(anew.started_at):%d/%m %H:%M}" == "13/11 20:00"
    assert (dossier.asked_rounds, dossier.delivered_rounds, dossier.proposal) == (1, 1, Proposal.SUPPLEMENT)
    assert dossier.case_title == "(1.7) Đối với công trình nhà ở riêng lẻ"


def test_the_last_line_of_the_quick_lane_was_done_on_its_day(prepared):
    dossier = prepared.dossier("D22")
    with prepared.database.reading() as session:
        (line,) = session.scalars(select(Certification)).all()

    assert (line.dossier_id, line.pages, line.copies, line.fee) == (dossier.id, 6, 2, 16_000)
    assert line.certified_on == dossier.due_on == date(2026, 11, 19)


def test_what_people_do_to_them_is_not_marked(prepared):
    with prepared.database.session(prepared.database.engine) as session:
        known = set(session.scalars(select(AuditEvent.id)))
        result = result_of(session, "D10", prepared)
        clerk = an_officer(session, Role.CLERK, "STP")
        digest = latest_status(session, result.id).digest
        approve_seal(session, result.id, digest=digest, by=clerk, at=FURNISHED_AT + timedelta(hours=1))

        (written,) = [json.loads(one.body) for one in session.scalars(select(AuditEvent)) if one.id not in known]
        session.rollback()

    assert written["action"] == "result_approve_seal"
    assert "seeded" not in written


def test_signatures_and_numbers_are_there_once_although_the_first_start_was_cut_off(prepared):
    with prepared.database.reading() as session:
        steps = select(SignatureRecord.step).order_by(SignatureRecord.step)
        found = {
            key: list(session.scalars(steps.where(SignatureRecord.result_id == result_of(session, key, prepared).id)))
            for key in ("D09", "D10", "D11", "D12", "D23", "D24")
        }
        taken = session.execute(
            select(Unit.code, NumberBook.kind, BookNumber.number, BookNumber.state)
            .join(NumberBook, NumberBook.id == BookNumber.book_id)
            .join(Unit, Unit.id == NumberBook.unit_id)
            .order_by(Unit.code, NumberBook.kind, BookNumber.number)
        ).all()
        dossiers = session.scalar(select(func.count()).select_from(Dossier))

    both = sorted(SigningStep)
    assert found == {"D09": [], "D10": [SigningStep.LEADER]} | dict.fromkeys(("D11", "D12", "D23", "D24"), both)
    assert [tuple(one) for one in taken] == [
        *[("STP", "result", n, NumberState.USED) for n in (1, 2, 3)],
        ("X01273", "recall", 1, NumberState.USED),
        *[("X01273", "result", n, NumberState.USED) for n in (1, 2, 3)],
    ]
    assert dossiers == len(TOLD)


def test_what_proved_wrong_is_told_by_the_register_with_the_paper_that_puts_it_right(prepared):
    with prepared.database.reading() as session:
        replaced, recalled = result_of(session, "D23", prepared), result_of(session, "D24", prepared)
        new, decision = (result_of(session, key, prepared, 2) for key in ("D23", "D24"))
        states = [latest_status(session, one.id).state for one in (replaced, new, recalled, decision)]

    assert (new.replaces_id, decision.recalls_id) == (replaced.id, recalled.id)
    assert states == [ResultState.REPLACED, ResultState.IN_FORCE, ResultState.REVOKED, ResultState.IN_FORCE]
    assert "Nông Văn Bé Mẫu" in replaced.content["text"]
    assert "Nông Thị Bé Mẫu" in new.content["text"]


def test_a_second_start_days_later_changes_nothing(prepared):
    with prepared.database.reading() as session:
        before = session.scalar(select(func.count()).select_from(AuditEvent))
    prepared.clock.now += timedelta(days=3)

    tell_stories(prepared.office)

    prepared.clock.now = FURNISHED_AT
    with prepared.database.reading() as session:
        assert not anything_waits(session)
        assert session.scalar(select(func.count()).select_from(AuditEvent)) == before


@pytest.mark.parametrize(("key", "form"), [("D06", FORM_01), ("D19", FORM_03)], ids=["01", "03"])
def test_the_forms_that_the_worker_owes_can_be_drawn_and_signed(prepared, key, form):
    document_id = issue_form(prepared.office, prepared.dossier(key).id, form)

    with prepared.database.reading() as session:
        kept = session.get_one(Document, document_id)
        assert (kept.form, kept.signed) == (form.number, True)

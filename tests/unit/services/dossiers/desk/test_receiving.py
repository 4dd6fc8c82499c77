"""Receipt: complete, numbered, dated, and the clock where the deciding body has it."""

import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from services.actor import Role
from services.audit.models import AuditEvent, AuditSubject
from services.audit.tags import EventTag
from services.calendar.errors import LimitUnknownError
from services.catalogue.kinds import Channel
from services.dossiers.act_errors import (
    ActNotInStateError,
    ComponentsFaultyError,
    ComponentsUncheckedError,
    DayNotAskedError,
    DossierChangedElsewhereError,
    DueDateUnusableError,
    LimitKnownError,
    UnitWithoutCodeError,
    WordsMissingError,
)
from services.dossiers.codes import opens
from services.dossiers.desk import DayByHand, hand_over, receive
from services.dossiers.errors import DossierNotFoundError
from services.dossiers.kinds import ComponentMark, DeadlineKind, DossierState, WaitingFor
from services.dossiers.models import DossierDeadline
from services.people.models import Unit
from tests.desks import a_dossier, a_post, count_events, jobs_about, lines, newest_tags
from tests.factories import FRIDAY

NO_LIMIT = "1.000080"
WEDNESDAY = date(2026, 11, 25)
BY_HAND = DayByHand(WEDNESDAY, "theo kế hoạch kiểm tra")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """An instant of November 2026 by the province's clock."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=7)


def deadlines(session, dossier):
    return session.scalars(select(DossierDeadline).filter_by(dossier_id=dossier.id)).all()


class TestReceive:
    def test_a_complete_dossier_gets_code_secret_and_due_date(self, office, cast):
        dossier = a_dossier(office)

        received = receive(office, dossier.id, by=cast.receiver, at=at(20, 9, 30))

        assert received.dossier is dossier
        assert (dossier.state, dossier.waiting_for) == (DossierState.RECEIVED, WaitingFor.RECEIVER)
        assert re.fullmatch(r"H14\.X01273-261120-\d{5}", dossier.code)
        assert dossier.received_at == dossier.arrived_at == at(20, 9, 30)
        assert dossier.due_on == date(2026, 11, 23)  # one working day
        assert dossier.due_by == at(24, 0)
        assert dossier.due_confirmed is True
        assert re.fullmatch(r"[2-9A-Z]{4}(-[2-9A-Z]{4}){2}", received.secret)

    def test_the_row_keeps_a_digest_of_the_secret_that_nobody_can_try_without_the_key(self, office, cast):
        dossier = a_dossier(office)

        secret = receive(office, dossier.id, by=cast.receiver, at=FRIDAY).secret

        assert opens(dossier, secret)
        assert opens(dossier, secret.lower().replace("-", " "))
        assert not opens(dossier, "2222-2222-2222")
        assert not opens(a_dossier(office), secret)
        other = a_dossier(office)
        other.lookup_secret_hash = dossier.lookup_secret_hash
        assert not opens(other, secret)

    def test_the_secret_waits_sealed_for_the_form_and_is_in_no_event(self, office, cast):
        dossier = a_dossier(office)

        secret = receive(office, dossier.id, by=cast.receiver, at=FRIDAY).secret

        (line,) = lines(office, dossier)
        assert line.details == {"lookup_secret": secret}
        assert secret.encode() not in line.details_sealed
        assert not any(secret.encode() in body for body in office.scalars(select(AuditEvent.body)))

    def test_form_01_is_ordered_in_the_same_transaction(self, office, cast):
        dossier = a_dossier(office)

        receive(office, dossier.id, by=cast.receiver, at=FRIDAY)

        assert jobs_about(office, dossier) == ["form_01"]

    def test_there_is_one_event_with_digests_and_everybody_it_concerns(self, office, cast):
        dossier = a_dossier(office)
        before = count_events(office)

        receive(office, dossier.id, by=cast.receiver, at=FRIDAY)

        assert count_events(office) == before + 1
        event = office.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
        said = json.loads(event.body)
        assert said["action"] == "dossier_receive"
        assert said["object"] == {"kind": "dossier", "id": str(dossier.id)}
        assert said["before"].startswith("dossier/2:")
        assert said["after"].startswith("dossier/2:")
        assert said["before"] != said["after"]
        kinds = office.scalars(select(AuditSubject.kind).where(AuditSubject.event_id == event.id)).all()
        assert sorted(kinds) == ["actor", "dossier", "person"]

    def test_the_history_says_who_and_from_where_to_where(self, office, cast):
        dossier = a_dossier(office)

        receive(office, dossier.id, by=cast.receiver, at=FRIDAY)

        (line,) = lines(office, dossier)
        assert (line.act, line.from_state, line.to_state) == ("dossier_receive", 1, 2)
        assert (line.person_id, line.post_id, line.role) == (
            cast.receiver.person_id,
            cast.receiver.post_id,
            Role.RECEIVER,
        )

    @pytest.mark.parametrize("mark", [ComponentMark.MISSING, ComponentMark.UNREADABLE, ComponentMark.WRONG])
    def test_faults_are_named_all_at_once(self, office, cast, mark):
        dossier = a_dossier(office, files=3, mark=mark)

        with pytest.raises(ComponentsFaultyError) as refusal:
            receive(office, dossier.id, by=cast.receiver, at=FRIDAY)

        assert refusal.value.data == {"numbers": [1, 2, 3]}

    def test_what_nobody_looked_at_is_named(self, office, cast):
        dossier = a_dossier(office, files=2, mark=None)
        before = count_events(office)

        with pytest.raises(ComponentsUncheckedError) as refusal:
            receive(office, dossier.id, by=cast.receiver, at=FRIDAY)

        assert refusal.value.data == {"numbers": [1, 2]}
        assert count_events(office) == before
        assert lines(office, dossier) == []
        assert dossier.state is DossierState.REGISTERED

    def test_a_page_that_is_older_than_the_dossier_loses(self, office, cast):
        dossier = a_dossier(office)

        with pytest.raises(DossierChangedElsewhereError):
            receive(office, dossier.id, by=cast.receiver, at=FRIDAY, version=dossier.version + 1)
        receive(office, dossier.id, by=cast.receiver, at=FRIDAY, version=dossier.version)

    def test_a_second_click_finds_the_new_state(self, office, cast):
        dossier = a_dossier(office)
        receive(office, dossier.id, by=cast.receiver, at=FRIDAY)
        version, events = dossier.version, count_events(office)

        with pytest.raises(ActNotInStateError):
            receive(office, dossier.id, by=cast.receiver, at=FRIDAY)

        assert (dossier.version, count_events(office)) == (version, events)

    def test_a_unit_without_electronic_code_gives_no_number(self, office, cast):
        dossier = a_dossier(office)
        office.get_one(Unit, dossier.competent_unit_id).electronic_code = None

        with pytest.raises(UnitWithoutCodeError):
            receive(office, dossier.id, by=cast.receiver, at=FRIDAY)


class TestWho:
    @pytest.mark.parametrize(
        ("role", "unit", "sent_by"),
        [
            (Role.RECEIVER, "X01324.TT", None),
            (Role.RECEIVER, "TTPVHCC", None),
            (Role.RECEIVER, "X01273.TT", "STP"),
            (Role.SPECIALIST, "X01273.VP", None),
            (Role.LEADER, "X01273", None),
            (Role.AUDITOR, "TTT", None),
            (Role.BUSINESS_ADMIN, "VP_UBND", None),
        ],
    )
    def test_to_others_it_is_as_absent_as_one_that_never_was(self, office, role, unit, sent_by):
        dossier = a_dossier(office)

        with pytest.raises(DossierNotFoundError):
            receive(office, dossier.id, by=a_post(office, role, unit, sent_by=sent_by), at=FRIDAY)

    def test_staff_sent_by_a_body_receives_for_that_body(self, office):
        dossier = a_dossier(office, code="2.000954", centre="TTPVHCC", body="STP")

        receive(office, dossier.id, by=a_post(office, Role.RECEIVER, "TTPVHCC", sent_by="STP"), at=FRIDAY)

        assert dossier.code.startswith("H14.STP-")


class TestLimit:
    def test_the_derivation_is_kept_with_the_source_of_the_limit(self, office, cast):
        dossier = a_dossier(office, code="1.001193")

        receive(office, dossier.id, by=cast.receiver, at=at(20, 15, 10))

        (row,) = deadlines(office, dossier)
        assert (row.kind, row.limit_unit, row.limit_value) == (DeadlineKind.COMPUTED, "same_day", None)
        assert row.due_on == date(2026, 11, 23)  # after 15:00, the next working day
        assert row.derivation[0]["kind"] == "receipt_after_cutoff"
        assert row.derivation[-1] == {"on": "2026-11-23", "kind": "due"}
        assert "163/QĐ-BTP" in row.legal_basis
        assert row.started_at == dossier.arrived_at

    def test_without_a_limit_the_receiver_sets_the_day_with_a_reason(self, office, cast):
        dossier = a_dossier(office, code=NO_LIMIT)

        with pytest.raises(LimitUnknownError):
            receive(office, dossier.id, by=cast.receiver, at=FRIDAY)
        receive(office, dossier.id, by=cast.receiver, at=FRIDAY, due_by_hand=BY_HAND)

        (row,) = deadlines(office, dossier)
        assert (row.kind, row.note, row.due_on) == (DeadlineKind.SET_BY_HAND, BY_HAND.reason, WEDNESDAY)
        assert (row.post_id, row.derivation) == (cast.receiver.post_id, [])
        assert dossier.due_by == at(26, 0)

    @pytest.mark.parametrize(
        ("by_hand", "error"),
        [
            (DayByHand(WEDNESDAY, "  "), WordsMissingError),
            (DayByHand(date(2026, 11, 19), "hôm qua"), DueDateUnusableError),
            (DayByHand(date(2026, 11, 22), "chủ nhật"), DueDateUnusableError),
            (DayByHand(date(2026, 11, 24), "ngày lễ"), DueDateUnusableError),
        ],
    )
    def test_a_day_that_cannot_be_kept_is_refused(self, office, cast, by_hand, error):
        dossier = a_dossier(office, code=NO_LIMIT)

        with pytest.raises(error):
            receive(office, dossier.id, by=cast.receiver, at=FRIDAY, due_by_hand=by_hand)

    def test_nobody_sets_another_day_than_the_limit_gives(self, office, cast):
        dossier = a_dossier(office)

        with pytest.raises(LimitKnownError):
            receive(office, dossier.id, by=cast.receiver, at=FRIDAY, due_by_hand=BY_HAND)

    def test_the_limit_follows_the_case(self, office, cast):
        house = a_dossier(
            office, code="1.013225", case_title="(1.7) Đối với công trình nhà ở riêng lẻ", submitted_at=at(2, 7)
        )
        other = a_dossier(
            office, code="1.013225", case_title="(1.1) Đối với công trình không theo tuyến", submitted_at=at(2, 7)
        )

        receive(office, house.id, by=cast.receiver, at=at(2, 8))
        receive(office, other.id, by=cast.receiver, at=at(2, 8))

        assert (house.due_on, other.due_on) == (date(2026, 11, 17), date(2026, 11, 23))  # 15 and 20 days, moved

    def test_an_unannounced_year_makes_the_date_unconfirmed(self, office, cast):
        dossier = a_dossier(office, code="1.002032", centre="TTPVHCC", body="STP")
        when = datetime(2026, 12, 25, 2, tzinfo=UTC)

        receive(office, dossier.id, by=cast.province_receiver, at=when)

        assert dossier.due_on.year == 2027
        assert dossier.due_confirmed is False


class TestElsewhere:
    """Filed without territory: one centre receives it, another body decides it."""

    def test_the_clock_waits_for_the_hand_over(self, office, far_receiver):
        dossier = a_dossier(office, centre="X01324.TT", channel=Channel.DIRECT)

        receive(office, dossier.id, by=far_receiver, at=at(20, 14, 30))
        assert (dossier.received_at, dossier.arrived_at, dossier.due_on) == (at(20, 14, 30), None, None)
        assert dossier.code.startswith("H14.X01273-261120-")  # of the body that decides

        hand_over(office, dossier.id, by=far_receiver, at=at(23, 8))
        assert (dossier.arrived_at, dossier.due_on) == (at(23, 8), date(2026, 11, 25))  # the 24th is a holiday
        (row,) = deadlines(office, dossier)
        assert row.started_at == at(23, 8)

    def test_a_day_by_hand_belongs_to_where_the_clock_starts(self, office, far_receiver):
        dossier = a_dossier(office, code=NO_LIMIT, centre="X01324.TT")

        with pytest.raises(DayNotAskedError):
            receive(office, dossier.id, by=far_receiver, at=FRIDAY, due_by_hand=BY_HAND)
        receive(office, dossier.id, by=far_receiver, at=FRIDAY)
        with pytest.raises(LimitUnknownError):
            hand_over(office, dossier.id, by=far_receiver, at=FRIDAY)
        hand_over(office, dossier.id, by=far_receiver, at=FRIDAY, due_by_hand=BY_HAND)

        assert dossier.due_on == WEDNESDAY
        assert newest_tags(office, 1) == [EventTag.DOSSIER_HAND_OVER]

    def test_a_clock_that_runs_is_not_set_again(self, office, cast):
        dossier = a_dossier(office, DossierState.RECEIVED)

        with pytest.raises(DayNotAskedError):
            hand_over(office, dossier.id, by=cast.receiver, at=FRIDAY, due_by_hand=BY_HAND)

"""A change of the calendar: what it would move, who confirms it, and due dates counted anew with the old ones kept."""

from datetime import date, time, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import select

from services.actor import Role
from services.audit.changes import changes_of
from services.calendar.changes import CalendarChange, CalendarChangeDay, ChangeState
from services.calendar.days import DayOff, DayOffKind, DayOffStatus
from services.calendar.errors import (
    CalendarChangedElsewhereError,
    CalendarSpanError,
    CalendarTextError,
    ChangeDecidedError,
    ChangeEmptyError,
    ChangeUnknownError,
    MakeupOnWorkdayError,
)
from services.calendar.models import DayOffRow
from services.calendar.queries import calendar_version, changed_calendar, work_calendar
from services.calendar.steps import Step, StepKind
from services.catalogue.loading.days import add_days
from services.catalogue.source.bundle import read_source
from services.dossiers.deadlines import LimitUnit, end_of
from services.dossiers.kinds import DeadlineKind, DossierState
from services.dossiers.models import DossierDeadline, DossierTransition
from services.dossiers.recounting import confirming
from services.dossiers.recounting.confirming import confirm, recount_batch
from services.dossiers.recounting.counting import moved_by, preview
from services.dossiers.recounting.proposing import Span, drop_day, propose, put_days, withdraw
from tests.desks import a_dossier, newest_tags
from tests.factories import FRIDAY, an_officer

HOME = {"centre": "X01279.TT", "body": "X01279"}
DUE = date(2026, 11, 27)  # five working days after FRIDAY, 24 November being off
WEDNESDAY = date(2026, 11, 25)
LATER = FRIDAY + timedelta(days=1)
OFF = Span(WEDNESDAY, WEDNESDAY, DayOffKind.SWAP_OFF, "Nghỉ hoán đổi mẫu")


@pytest.fixture
def admin(office):
    return an_officer(office, Role.BUSINESS_ADMIN, "VP_UBND")


def running(session, days=4, *, state=DossierState.IN_PROGRESS, due_on=DUE, kind=DeadlineKind.COMPUTED, **changes):
    """A dossier whose clock runs since FRIDAY."""
    steps = changes.pop("steps", ())
    by = end_of(due_on)
    dossier = a_dossier(session, state, **HOME, due_on=due_on, due_by=by, **changes)
    row = DossierDeadline(
        data_key=dossier.data_key,
        dossier=dossier,
        set_at=FRIDAY,
        kind=kind,
        started_at=FRIDAY,
        limit_value=days,
        limit_unit=LimitUnit.WORKING_DAY,
        cutoff=time(15),
        due_on=due_on,
        due_by=by,
        confirmed=True,
        derivation=[step.as_data() for step in steps],
        note="tự đặt" if kind is DeadlineKind.SET_BY_HAND else None,
    )
    session.add(row)
    session.flush()
    return dossier


def proposed(session, by, *spans):
    change = propose(session, source="Thông báo mẫu 9/TB", by=by, at=FRIDAY)
    for span in spans or (OFF,):
        put_days(session, change.number, span, by=by, at=FRIDAY)
    return change


def confirmed(session, by, *spans):
    change = proposed(session, by, *spans)
    return confirm(session, change.number, seen=change.seen(calendar_version(session)), by=by, at=FRIDAY)


def recounted(session, change):
    while recount_batch(session, change.id, at=LATER):
        pass


def looked_at(session, *spans):
    days = {span.first: None if span.kind is None else row(span) for span in spans or (OFF,)}
    return preview(session, changed_calendar(session, days), list(days), at=FRIDAY)


def row(span):
    return DayOff(span.first, span.kind, span.name, DayOffStatus.OFFICIAL, "mẫu")


class TestProposing:
    def test_several_days_in_a_row_are_said_at_once(self, office, admin):
        tet = Span(date(2027, 2, 4), date(2027, 2, 10), DayOffKind.HOLIDAY, "Tết mẫu", DayOffStatus.OFFICIAL)

        change = proposed(office, admin, tet)

        assert len(change.days) == 7
        assert newest_tags(office, 1)[0].value == "calendar_propose"

    def test_a_day_said_again_is_said_anew_and_may_be_dropped(self, office, admin):
        change = proposed(office, admin, OFF, Span(WEDNESDAY, WEDNESDAY, None))
        assert [(one.on, one.kind) for one in change.days] == [(WEDNESDAY, None)]

        drop_day(office, change.number, WEDNESDAY, by=admin, at=FRIDAY)

        assert change.days == []

    @pytest.mark.parametrize(
        ("span", "refusal"),
        [
            (Span(WEDNESDAY, WEDNESDAY - timedelta(days=1), None), CalendarSpanError),
            (Span(WEDNESDAY, WEDNESDAY + timedelta(days=31), None), CalendarSpanError),
            (Span(date(1999, 12, 31), date(2000, 1, 1), None), CalendarSpanError),
            (Span(WEDNESDAY, WEDNESDAY, DayOffKind.HOLIDAY, " "), CalendarTextError),
            (Span(WEDNESDAY, WEDNESDAY, DayOffKind.MAKEUP_WORKDAY, "Làm bù"), MakeupOnWorkdayError),
        ],
    )
    def test_days_that_cannot_be_are_refused(self, office, admin, span, refusal):
        change = propose(office, source="9/TB", by=admin, at=FRIDAY)

        with pytest.raises(refusal):
            put_days(office, change.number, span, by=admin, at=FRIDAY)

    def test_what_was_taken_back_is_over(self, office, admin):
        change = proposed(office, admin)
        withdraw(office, change.number, by=admin, at=FRIDAY)

        assert change.state is ChangeState.WITHDRAWN
        with pytest.raises(ChangeDecidedError):
            confirm(office, change.number, seen=change.seen(calendar_version(office)), by=admin, at=FRIDAY)

    def test_there_is_none_with_another_number(self, office, admin):
        with pytest.raises(ChangeUnknownError):
            withdraw(office, 9_999, by=admin, at=FRIDAY)


class TestPreview:
    def test_it_names_the_codes_that_would_move_by_unit_with_both_days(self, office):
        dossier = running(office)

        (unit,) = [one for one in looked_at(office).units if one.unit_code == "X01279"]

        assert [(one.code, one.before, one.after) for one in unit.moves] == [(dossier.code, DUE, date(2026, 11, 30))]
        assert (unit.later, unit.earlier, unit.late) == (1, 0, 0)

    def test_a_day_taken_off_the_calendar_moves_it_earlier(self, office):
        running(office)

        (unit,) = [
            one for one in looked_at(office, Span(date(2026, 11, 24), DUE, None)).units if one.unit_code == "X01279"
        ]

        assert unit.moves[0].after == date(2026, 11, 26)
        assert unit.earlier == 1

    @pytest.mark.parametrize(
        "stands",
        [
            {"state": DossierState.FINISHED},
            {"state": DossierState.SUPPLEMENT_ASKED, "paused_at": FRIDAY, "pause_basis": "Điều 1 (mẫu)"},
        ],
    )
    def test_what_has_ended_or_stands_still_does_not_move(self, office, stands):
        running(office, **stands)

        assert [one for one in looked_at(office).units if one.unit_code == "X01279"] == []

    def test_a_day_beyond_the_span_moves_nothing(self, office):
        running(office)
        beyond = Span(date(2026, 12, 1), date(2026, 12, 1), DayOffKind.SWAP_OFF, "Nghỉ mẫu")

        assert [one for one in looked_at(office, beyond).units if one.unit_code == "X01279"] == []

    def test_a_day_set_by_hand_that_would_be_off_is_told_and_not_moved(self, office):
        dossier = running(office, kind=DeadlineKind.SET_BY_HAND, due_on=WEDNESDAY)

        found = looked_at(office)

        assert dossier.code in found.by_hand
        assert dossier.code not in {one.code for unit in found.units for one in unit.moves}

    def test_looking_changes_nothing(self, office):
        dossier = running(office)

        looked_at(office)

        assert dossier.due_on == DUE
        assert work_calendar(office).is_working_day(WEDNESDAY)


class TestConfirm:
    def test_the_calendar_is_in_force_at_once_and_names_who_confirmed(self, office, admin):
        change = confirmed(office, admin)

        assert not work_calendar(office).is_working_day(WEDNESDAY)
        held = office.scalars(select(DayOffRow).where(DayOffRow.on == WEDNESDAY)).one()
        assert (held.change_id, held.source) == (change.id, "Thông báo mẫu 9/TB")
        assert (change.version, change.decided_by_id) == (calendar_version(office), admin.post_id)

    def test_the_version_says_what_the_calendar_said_before_and_after(self, office, admin):
        change = confirmed(office, admin, OFF, Span(date(2026, 11, 24), date(2026, 11, 24), None))

        (version,) = changes_of(office, change.id)

        assert version.said_before["2026-11-24"]["name"] == "Ngày Văn hóa Việt Nam"
        assert version.said_before["2026-11-25"] is None
        assert version.said_after["2026-11-25"]["kind"] == "swap_off"
        assert version.said_after["2026-11-24"] is None

    def test_an_empty_one_is_refused(self, office, admin):
        change = propose(office, source="9/TB", by=admin, at=FRIDAY)

        with pytest.raises(ChangeEmptyError):
            confirm(office, change.number, seen="", by=admin, at=FRIDAY)

    def test_a_preview_of_an_older_calendar_is_refused(self, office, admin):
        second = proposed(office, admin, Span(DUE, DUE, DayOffKind.SWAP_OFF, "Nghỉ mẫu"))
        seen = second.seen(calendar_version(office))
        confirmed(office, admin)

        with pytest.raises(CalendarChangedElsewhereError):
            confirm(office, second.number, seen=seen, by=admin, at=FRIDAY)

    def test_a_proposal_that_became_another_since_it_was_looked_at_is_refused(self, office, admin):
        change = proposed(office, admin)
        seen = change.seen(calendar_version(office))
        put_days(office, change.number, Span(DUE, DUE, DayOffKind.SWAP_OFF, "Nghỉ mẫu"), by=admin, at=FRIDAY)

        with pytest.raises(CalendarChangedElsewhereError):
            confirm(office, change.number, seen=seen, by=admin, at=FRIDAY)

    def test_counting_anew_is_promised_in_the_same_transaction(self, office, admin):
        change = confirmed(office, admin)

        jobs = office.execute(sa.text("SELECT task_name, args FROM procrastinate_jobs ORDER BY id DESC LIMIT 1")).one()

        assert jobs == ("recount_deadlines", {"change_id": str(change.id)})

    def test_a_day_taken_away_does_not_come_back_with_the_next_list(self, office, admin):
        confirmed(office, admin, Span(date(2026, 11, 24), date(2026, 11, 24), None))

        assert add_days(office, read_source()) == 0


class TestRecount:
    def test_a_due_date_moves_and_the_old_one_stays_beside_it(self, office, admin):
        dossier = running(office)
        change = confirmed(office, admin)

        recounted(office, change)

        assert dossier.due_on == date(2026, 11, 30)
        rows = office.scalars(
            select(DossierDeadline).where(DossierDeadline.dossier_id == dossier.id).order_by(DossierDeadline.set_at)
        ).all()
        assert [(one.kind, one.due_on) for one in rows] == [
            (DeadlineKind.COMPUTED, DUE),
            (DeadlineKind.RECOMPUTED, date(2026, 11, 30)),
        ]
        assert (rows[1].calendar_change_id, rows[1].started_at) == (change.id, FRIDAY)
        assert newest_tags(office, 1)[0].value == "dossier_set_deadline"

    def test_what_came_by_post_still_says_so(self, office, admin):
        opening = Step(FRIDAY.date(), StepKind.HANDED_BY_POST, since=time(9, 30))
        dossier = running(office, steps=[opening])

        recounted(office, confirmed(office, admin))

        newest = office.scalars(
            select(DossierDeadline).where(
                DossierDeadline.dossier_id == dossier.id, DossierDeadline.kind == DeadlineKind.RECOMPUTED
            )
        ).one()
        assert Step.from_data(newest.derivation[0]) == opening

    def test_the_history_tells_from_which_day_to_which(self, office, admin):
        dossier = running(office)
        recounted(office, confirmed(office, admin))

        line = office.scalars(select(DossierTransition).where(DossierTransition.dossier_id == dossier.id)).one()

        assert line.details == {"before": "2026-11-27", "after": "2026-11-30"}
        assert line.legal_basis == "Thông báo mẫu 9/TB"

    def test_what_was_previewed_is_what_moves(self, office, admin):
        running(office), running(office, days=3, due_on=date(2026, 11, 26))
        would = {(one.code, one.after) for unit in looked_at(office).units for one in unit.moves}
        change = confirmed(office, admin)

        recounted(office, change)

        moved = {(one.code, one.after) for unit in moved_by(office, change.id) for one in unit.moves}
        assert moved == would
        assert change.moved == len(would)

    def test_the_progress_ends_with_every_running_clock(self, office, admin, monkeypatch):
        monkeypatch.setattr(confirming, "BATCH", 1)
        running(office), running(office)
        change = confirmed(office, admin)

        assert recount_batch(office, change.id, at=LATER)
        assert (change.recounted, change.recounted_at) == (1, None)
        recounted(office, change)

        assert change.recounted == change.to_recount
        assert change.recounted_at == LATER

    def test_once_more_moves_nothing(self, office, admin):
        dossier = running(office)
        change = confirmed(office, admin)
        recounted(office, change)
        version = dossier.version

        recounted(office, change)

        assert dossier.version == version

    def test_taking_the_change_back_by_another_brings_the_first_day_again(self, office, admin):
        dossier = running(office)
        recounted(office, confirmed(office, admin))

        recounted(office, confirmed(office, admin, Span(WEDNESDAY, WEDNESDAY, None)))

        assert dossier.due_on == DUE

    def test_an_announcement_makes_a_due_date_certain_without_moving_it(self, office, admin):
        far = date(2027, 1, 4)
        dossier = running(office, days=29, due_on=far, due_confirmed=False)
        announced = Span(date(2027, 2, 4), date(2027, 2, 4), DayOffKind.HOLIDAY, "Tết mẫu", DayOffStatus.OFFICIAL)
        change = confirmed(office, admin, announced)

        recounted(office, change)

        assert (dossier.due_on, dossier.due_confirmed) == (far, True)
        assert change.moved == 0


def test_the_database_knows_what_a_whole_day_is(office, admin):
    change = propose(office, source="9/TB", by=admin, at=FRIDAY)

    broken = CalendarChangeDay(change_id=change.id, on=WEDNESDAY, kind=DayOffKind.HOLIDAY)
    office.add(broken)

    with pytest.raises(sa.exc.IntegrityError, match="ck_calendar_change_day_whole_or_nothing"):
        office.flush()


def test_a_change_is_found_by_its_number(office, admin):
    first, second = proposed(office, admin), proposed(office, admin)

    assert second.number == first.number + 1
    assert office.scalars(select(CalendarChange.number)).all()


def test_a_change_that_a_dossier_cannot_reach_leaves_its_day_whatever_else_has_changed(office, admin):
    dossier = running(office, days=9)  # counted once by other hours: by those of today it would be due later
    far = date(2027, 3, 9)

    change = confirmed(office, admin, Span(far, far, DayOffKind.SWAP_OFF, "Nghỉ mẫu"))
    recounted(office, change)

    assert (dossier.due_on, change.moved, change.recounted) == (DUE, 0, change.to_recount)

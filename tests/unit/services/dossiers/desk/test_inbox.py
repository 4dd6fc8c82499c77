"""What lies on whose desk, in which order, and by which index it is found."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import select, text

from services.actor import Actor, Role
from services.dossiers.act_errors import TrayNotYoursError
from services.dossiers.board import Board, Count, board
from services.dossiers.inbox import TRAYS, Due, Filters, Tray, inbox
from services.dossiers.kinds import DossierState, Proposal, WaitingFor
from services.dossiers.models import DossierParty
from services.dossiers.timeliness import Counted, Timeliness
from services.ids import new_id
from tests.desks import DUE_BY, DUE_ON, a_dossier, a_post, statements
from tests.factories import FRIDAY

HOME = {"centre": "X01279.TT", "body": "X01279"}
"""A ward in which the cast has nobody, so that its trays hold what a test puts there."""
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
STATE = DossierState


def due(day: int) -> dict[str, object]:
    """A due date in November 2026."""
    return {"due_on": date(2026, 11, day), "due_by": datetime(2026, 11, day, 17, tzinfo=UTC)}


@pytest.fixture
def receiver(office) -> Actor:
    return a_post(office, Role.RECEIVER, "X01279.TT")


@pytest.fixture
def specialist(office) -> Actor:
    return a_post(office, Role.SPECIALIST, "X01279.VP")


def explained(office, read):
    """The plan of a page's first statement, taken with the very values it is sent with."""
    plans = []

    def explain(_c, cursor, statement, parameters, *_):
        cursor.execute(f"EXPLAIN {statement}", parameters)
        plans.append("\n".join(row[0] for row in cursor.fetchall()))

    connection = office.connection()
    sa.event.listen(connection, "before_cursor_execute", explain)
    read()
    sa.event.remove(connection, "before_cursor_execute", explain)
    return plans[0]


def ids(office, actor, filters=Filters(), **how):  # noqa: B008 - frozen
    return [line.id for line in inbox(office, actor, filters, **{"at": NOON} | how).lines]


class TestTrays:
    def test_a_receivers_day_begins_with_what_was_filed_first(self, office, receiver):
        later = a_dossier(office, submitted_at=FRIDAY + timedelta(hours=1), **HOME)
        first = a_dossier(office, **HOME)
        a_dossier(office, centre="X01288.TT", body="X01288")

        assert ids(office, receiver) == [first.id, later.id]

    def test_each_tray_holds_its_own(self, office, receiver, specialist):
        made = {state: a_dossier(office, state, **HOME).id for state in DossierState}
        mine = a_dossier(office, STATE.IN_PROGRESS, handler_post_id=specialist.post_id, **HOME).id
        waiting = a_dossier(office, STATE.IN_PROGRESS, waiting_for=WaitingFor.LEADER, proposal="result", **HOME)
        waiting.handler_post_id = specialist.post_id
        refusal = a_dossier(office, proposal=Proposal.REFUSAL, waiting_for=WaitingFor.CENTRE_HEAD, **HOME).id
        office.flush()
        head = a_post(office, Role.CENTRE_HEAD, "X01279.TT")
        leader = a_post(office, Role.LEADER, "X01279")
        open_ones = [STATE.RECEIVED, STATE.IN_PROGRESS, STATE.SUPPLEMENT_ASKED, STATE.PAYMENT_ASKED]
        running = {*(made[state] for state in open_ones), mine, waiting.id}

        def held(actor, tray):
            return set(ids(office, actor, Filters(tray=tray)))

        assert held(receiver, Tray.TO_RECEIVE) == {made[STATE.REGISTERED], refusal}
        assert held(receiver, Tray.TO_HAND_OVER) == {made[STATE.RECEIVED]}
        assert held(receiver, Tray.RUNNING) == running
        assert held(receiver, Tray.TO_RETURN) == {made[STATE.FINISHED]}
        assert held(specialist, Tray.MINE) == {mine, waiting.id}
        assert held(specialist, Tray.TO_TAKE) == {made[STATE.IN_PROGRESS]}
        assert held(specialist, Tray.RUNNING) == running
        assert held(leader, Tray.WAITING) == {waiting.id}
        assert held(head, Tray.TO_APPROVE) == {refusal}
        assert held(head, Tray.RUNNING) == running

    def test_amendments_lie_with_whoever_they_wait_for_and_with_every_specialist(self, office, specialist):
        waiting = {
            role: a_dossier(office, STATE.RETURNED, correction_waits_for=role, **HOME).id
            for role in (WaitingFor.SPECIALIST, WaitingFor.LEADER, WaitingFor.CLERK)
        }
        a_dossier(office, STATE.FINISHED, **HOME)
        wanted = Filters(tray=Tray.AMENDMENTS)

        assert set(ids(office, specialist, wanted)) == set(waiting.values())
        assert ids(office, a_post(office, Role.LEADER, "X01279"), wanted) == [waiting[WaitingFor.LEADER]]
        assert ids(office, a_post(office, Role.CLERK, "X01279"), wanted) == [waiting[WaitingFor.CLERK]]
        assert ids(office, a_post(office, Role.LEADER, "X01288"), wanted) == []

    def test_the_most_pressing_is_first(self, office, specialist):
        made = [a_dossier(office, STATE.IN_PROGRESS, **due(day), **HOME).id for day in (27, 20, 25)]

        assert ids(office, specialist, Filters(tray=Tray.RUNNING)) == [made[1], made[2], made[0]]

    def test_the_head_of_the_province_sees_every_centre_and_that_of_a_ward_its_own(self, office):
        here = a_dossier(
            office, STATE.IN_PROGRESS, due_on=date(2020, 1, 2), due_by=datetime(2020, 1, 2, 17, tzinfo=UTC), **HOME
        )
        province = a_post(office, Role.CENTRE_HEAD, "TTPVHCC")
        ward = a_post(office, Role.CENTRE_HEAD, "X01279.TT")
        other = a_post(office, Role.CENTRE_HEAD, "X01288.TT")

        assert ids(office, province, Filters(tray=Tray.RUNNING))[0] == here.id
        assert ids(office, ward, Filters(tray=Tray.RUNNING)) == [here.id]
        assert ids(office, other, Filters(tray=Tray.RUNNING)) == []

    def test_staff_sent_by_a_department_sees_its_dossiers_alone(self, office):
        sent = a_post(office, Role.RECEIVER, "TTPVHCC", sent_by="SNV")
        own = a_dossier(office, centre="TTPVHCC", body="SNV")
        a_dossier(office, centre="TTPVHCC", body="SYT")

        assert ids(office, sent) == [own.id]

    @pytest.mark.parametrize("role", [role for role in Role if role not in TRAYS])
    def test_others_have_no_desk(self, office, role):
        actor = Actor(None, role)
        with pytest.raises(TrayNotYoursError):
            inbox(office, actor, Filters(), at=NOON)
        with pytest.raises(TrayNotYoursError):
            board(office, actor, at=NOON)

    def test_nobody_opens_the_tray_of_another_role(self, office, receiver):
        with pytest.raises(TrayNotYoursError):
            inbox(office, receiver, Filters(tray=Tray.MINE), at=NOON)


class TestLines:
    def test_a_line_says_all_that_the_page_shows(self, office, receiver, specialist):
        a_dossier(office, STATE.IN_PROGRESS, handler_post_id=specialist.post_id, **HOME)

        (line,) = inbox(office, receiver, Filters(tray=Tray.RUNNING), at=NOON).lines

        assert (line.procedure_code, line.applicant, line.handler) == ("2.000908", "Người Thử Mẫu", "Cán Bộ Thử Mẫu")
        assert line.body.startswith("Ủy ban nhân dân")
        assert line.shown == line.code
        assert (line.due_on, line.due_confirmed) == (DUE_ON, True)
        assert (line.standing.timeliness, line.standing.days) == (Timeliness.RUNNING, 3)

    def test_a_line_says_how_the_national_figures_count_it(self, office, receiver):
        twice = a_dossier(office, STATE.IN_PROGRESS, **HOME, **due(27))
        once = a_dossier(office, STATE.IN_PROGRESS, **HOME, **due(26), asked_rounds=1, delivered_rounds=1)
        twice.asked_rounds = twice.delivered_rounds = 2
        office.flush()

        lines = inbox(office, receiver, Filters(tray=Tray.RUNNING), at=NOON).lines

        assert {one.id: one.counted for one in lines} == {once.id: Counted.IN_TIME, twice.id: Counted.ASKED_AGAIN}

    def test_before_receipt_the_reference_is_shown(self, office, receiver):
        dossier = a_dossier(office, **HOME)

        (line,) = inbox(office, receiver, Filters(), at=NOON).lines

        assert (line.shown, line.standing, line.handler) == (dossier.reference, None, None)

    def test_the_newest_entry_of_the_applicant_counts(self, office, receiver):
        dossier = a_dossier(office, **HOME)
        (first,) = inbox(office, receiver, Filters(), at=NOON).lines
        party = office.scalars(select(DossierParty).filter_by(dossier_id=dossier.id)).one()
        corrected = type(party)(
            data_key=dossier.data_key,
            dossier=dossier,
            role=party.role,
            subject=party.subject,
            person_id=party.person_id,
            name="Tên Đã Sửa",
        )
        office.add(corrected)
        office.flush()

        (line,) = inbox(office, receiver, Filters(), at=NOON).lines
        assert (first.applicant, line.applicant) == ("Người Thử Mẫu", "Tên Đã Sửa")


class TestFilters:
    def test_overdue_and_due_today_are_told_apart_by_the_moment(self, office, specialist):
        overdue = a_dossier(office, STATE.IN_PROGRESS, **due(20), **HOME)
        today = a_dossier(office, STATE.IN_PROGRESS, **due(23), **HOME)
        hour = datetime(2026, 11, 23, 4, tzinfo=UTC)
        passed = a_dossier(office, STATE.IN_PROGRESS, due_on=date(2026, 11, 23), due_at=hour, due_by=hour, **HOME)
        a_dossier(office, STATE.IN_PROGRESS, **due(25), **HOME)
        running = Filters(tray=Tray.RUNNING)

        assert ids(office, specialist, replace(running, due=Due.OVERDUE)) == [overdue.id, passed.id]
        assert ids(office, specialist, replace(running, due=Due.TODAY)) == [today.id]
        assert ids(office, specialist, replace(running, due=Due.TODAY), at=hour) == [passed.id, today.id]
        assert ids(office, specialist, replace(running, due=Due.OVERDUE), at=hour) == [overdue.id]  # its last moment

    def test_a_list_is_narrowed_to_a_procedure_or_to_who_is_waited_for(self, office, receiver):
        here = a_dossier(office, STATE.IN_PROGRESS, code="1.004873", **HOME)
        asked = a_dossier(office, STATE.SUPPLEMENT_ASKED, **HOME)
        running = Filters(tray=Tray.RUNNING)

        assert ids(office, receiver, replace(running, procedure="1.004873")) == [here.id]
        assert ids(office, receiver, replace(running, waiting_for=WaitingFor.APPLICANT)) == [asked.id]
        assert ids(office, receiver, replace(running, procedure="x'; --")) == []


class TestPages:
    @pytest.mark.parametrize(
        ("tray", "state", "order"),
        [(Tray.TO_RECEIVE, STATE.REGISTERED, "submitted_at"), (Tray.RUNNING, STATE.IN_PROGRESS, "due_by")],
    )
    def test_pages_follow_on_one_another_also_among_equals(self, office, receiver, tray, state, order):
        made = [a_dossier(office, state, **HOME) for _ in range(7)]
        wanted = [one.id for one in sorted(made, key=lambda one: (getattr(one, order), one.id))]
        found, after = [], None
        while True:
            page = inbox(office, receiver, Filters(tray=tray), after, at=NOON, page=3)
            found += [line.id for line in page.lines]
            after = page.following
            if after is None:
                break

        assert found == wanted

    def test_what_arrives_meanwhile_moves_nothing(self, office, receiver):
        made = [a_dossier(office, submitted_at=FRIDAY + timedelta(minutes=n), **HOME).id for n in range(4)]
        first = inbox(office, receiver, Filters(), at=NOON, page=2)
        a_dossier(office, submitted_at=FRIDAY - timedelta(days=1), **HOME)

        second = inbox(office, receiver, Filters(), first.following, at=NOON, page=2)

        assert [line.id for line in (*first.lines, *second.lines)] == made

    def test_a_full_page_that_is_the_last_has_no_next(self, office, receiver):
        for _ in range(3):
            a_dossier(office, **HOME)

        assert inbox(office, receiver, Filters(), at=NOON, page=3).following is None


class TestCost:
    @pytest.mark.parametrize(("tray", "most"), [(Tray.RUNNING, 2), (Tray.TO_HAND_OVER, 3)])
    def test_a_page_costs_the_same_however_long_it_is(self, office, receiver, specialist, tray, most):
        for _ in range(3):
            a_dossier(office, STATE.RECEIVED, handler_post_id=specialist.post_id, **HOME)
        office.expunge_all()

        with statements(office) as seen:
            inbox(office, receiver, Filters(tray=tray), at=NOON)

        assert len(seen) == most

    def test_an_empty_page_costs_one(self, office, receiver):
        with statements(office) as seen:
            inbox(office, receiver, Filters(), at=NOON)

        assert len(seen) == 1

    def test_a_board_costs_one(self, office):
        head = a_post(office, Role.CENTRE_HEAD, "TTPVHCC")
        with statements(office) as seen:
            board(office, head, at=NOON)

        assert len(seen) == 1

    @pytest.mark.parametrize(
        ("role", "unit", "tray", "index"),
        [
            (Role.RECEIVER, "X01279.TT", Tray.TO_RECEIVE, "ix_dossier_(to_receive|receipt_unit_state)"),
            (Role.RECEIVER, "X01279.TT", Tray.TO_HAND_OVER, "ix_dossier_receipt_unit_state"),
            (Role.RECEIVER, "X01279.TT", Tray.RUNNING, "ix_dossier_(at_receipt_unit|open)"),
            (Role.RECEIVER, "X01279.TT", Tray.TO_RETURN, "ix_dossier_to_return"),
            (Role.CENTRE_HEAD, "TTPVHCC", Tray.RUNNING, "ix_dossier_open"),
            (Role.SPECIALIST, "X01279.VP", Tray.MINE, "ix_dossier_(with_handler|at_competent_unit)"),
            (Role.SPECIALIST, "X01279.VP", Tray.TO_TAKE, "ix_dossier_(at_competent_unit|open)"),
            (Role.LEADER, "X01279", Tray.WAITING, "ix_dossier_(at_competent_unit|open)"),
            (Role.LEADER, "X01279", Tray.AMENDMENTS, "ix_dossier_corrections"),
        ],
    )
    def test_a_page_walks_its_index_in_order(self, office, role, unit, tray, index):
        actor = a_post(office, role, unit)
        for setting in ("seqscan", "sort", "bitmapscan", "hashjoin", "mergejoin"):
            office.execute(text(f"SET LOCAL enable_{setting} = off"))

        plan = explained(office, lambda: inbox(office, actor, Filters(tray=tray), (DUE_BY, new_id()), at=NOON))

        # Where two fit, statistics choose; what matters is that neither the table nor a sort is walked.
        assert re.search(rf"using {index} on dossier", plan)
        assert "Sort" not in plan
        assert "Seq Scan on dossier" not in plan


class TestBoard:
    def test_each_figure_is_the_length_of_its_list(self, office):
        head = a_post(office, Role.CENTRE_HEAD, "X01279.TT")
        a_dossier(office, **HOME)
        a_dossier(office, proposal=Proposal.REFUSAL, waiting_for=WaitingFor.CENTRE_HEAD, **HOME)
        a_dossier(office, STATE.RECEIVED, **due(23), **HOME)
        a_dossier(office, STATE.IN_PROGRESS, **due(20), **HOME)
        a_dossier(office, STATE.FINISHED, **HOME)

        found = board(office, head, at=NOON)

        assert {tray: count.number for tray, count in found.trays.items()} == {
            tray: len(ids(office, head, Filters(tray=tray))) for tray in TRAYS[Role.CENTRE_HEAD]
        }
        assert [found.trays[tray].number for tray in (Tray.TO_RECEIVE, Tray.TO_APPROVE, Tray.RUNNING)] == [2, 1, 2]
        assert {due: count.number for due, count in found.pressing.items()} == {Due.TODAY: 1, Due.OVERDUE: 1}

    def test_nobody_else_is_told_what_presses_in_an_area(self, office, specialist):
        assert board(office, specialist, at=NOON).pressing == {}

    def test_counting_stops_where_nobody_reads_on(self, office, receiver, monkeypatch):
        monkeypatch.setattr("services.dossiers.board.MOST", 2)
        for _ in range(4):
            a_dossier(office, **HOME)

        count = board(office, receiver, at=NOON).trays[Tray.TO_RECEIVE]

        assert (count.number, count.is_more) == (2, True)


class TestOpening:
    @pytest.mark.parametrize(
        ("figures", "opens"),
        [
            ({Tray.TO_RECEIVE: 0, Tray.RUNNING: 5, Tray.TO_RETURN: 1}, Tray.TO_RETURN),
            ({Tray.TO_RECEIVE: 2, Tray.RUNNING: 5, Tray.TO_RETURN: 1}, Tray.TO_RECEIVE),
            ({Tray.TO_RECEIVE: 0, Tray.RUNNING: 5, Tray.TO_RETURN: 0}, Tray.RUNNING),
            ({Tray.TO_RECEIVE: 0, Tray.RUNNING: 0, Tray.TO_RETURN: 0}, Tray.TO_RECEIVE),
        ],
    )
    def test_the_first_list_with_something_to_do_opens(self, figures, opens):
        found = Board({tray: Count(number) for tray, number in figures.items()}, {})

        assert found.opening is opens

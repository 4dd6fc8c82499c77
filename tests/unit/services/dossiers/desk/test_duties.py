"""One person does not receive and handle the same dossier, unless a dated leave says so (X1 of the cast)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from services.actor import SYSTEM, Role
from services.audit.models import AuditSubject
from services.audit.tags import EventTag
from services.dossiers.act_errors import DutiesJoinedError
from services.dossiers.desk import hand_over, receive, take
from services.people.directory import except_duties
from services.people.models import Duty
from tests.desks import BODY, CENTRE, a_dossier, a_post, count_events, lines, newest_tags, unit_id
from tests.factories import FRIDAY, a_person

TODAY = date(2026, 11, 20)


@pytest.fixture
def hats(office):
    """Somebody with two posts: at the centre and in the ward's office."""
    person = a_person(office, "Hai Vai Mẫu").id
    return a_post(office, Role.RECEIVER, CENTRE, person_id=person), a_post(
        office, Role.SPECIALIST, "X01273.VP", person_id=person
    )


@pytest.fixture
def leave(office, hats):
    def give(*duties: Duty, unit: str = BODY, first: date = TODAY, end: date = TODAY + timedelta(days=1)):
        return except_duties(
            office,
            person_id=hats[0].person_id,
            unit_id=unit_id(office, unit),
            duties=list(duties),
            decision="MẪU-02",
            valid_from=first,
            valid_until=end,
            by=SYSTEM,
            at=FRIDAY,
        )

    return give


def received_by(office, one):
    dossier = a_dossier(office)
    receive(office, dossier.id, by=one, at=FRIDAY)
    return hand_over(office, dossier.id, by=one, at=FRIDAY)


def test_who_received_does_not_handle(office, hats):
    receiver, specialist = hats
    dossier = received_by(office, receiver)
    before = count_events(office)

    with pytest.raises(DutiesJoinedError) as refusal:
        take(office, dossier.id, by=specialist, at=FRIDAY)

    assert refusal.value.data["duties"] == [Duty.RECEIVE]
    assert (dossier.handler_post_id, count_events(office)) == (None, before)


def test_with_a_leave_they_may_and_each_use_is_written_down(office, hats, leave):
    receiver, specialist = hats
    found = leave(Duty.RECEIVE, Duty.HANDLE)
    dossier = received_by(office, receiver)
    before = count_events(office)

    take(office, dossier.id, by=specialist, at=FRIDAY)

    assert dossier.handler_post_id == specialist.post_id
    assert lines(office, dossier)[-1].exception_id == found.id
    assert count_events(office) == before + 2
    assert set(newest_tags(office, 2)) == {EventTag.DUTY_EXCEPTION_USE, EventTag.DOSSIER_TAKE}
    about = office.scalars(select(AuditSubject.object_id).where(AuditSubject.kind == "duty_exception")).all()
    assert about.count(found.id) == 2  # given, used


@pytest.mark.parametrize(
    "how",
    [
        {"end": TODAY},
        {"first": TODAY + timedelta(days=1), "end": TODAY + timedelta(days=2)},
        {"unit": "X01324"},
        {"unit": CENTRE},
    ],
    ids=["over", "not begun", "of another body", "of the centre"],
)
def test_a_leave_for_another_day_or_body_covers_nothing(office, hats, leave, how):
    leave(Duty.RECEIVE, Duty.HANDLE, **{"first": TODAY - timedelta(days=3)} | how)
    dossier = received_by(office, hats[0])

    with pytest.raises(DutiesJoinedError):
        take(office, dossier.id, by=hats[1], at=FRIDAY)


def test_a_leave_for_other_duties_covers_nothing(office, hats, leave):
    leave(Duty.HANDLE, Duty.DECIDE)
    dossier = received_by(office, hats[0])

    with pytest.raises(DutiesJoinedError):
        take(office, dossier.id, by=hats[1], at=FRIDAY)


def test_receiving_and_handing_over_are_one_duty(office, cast, hats):
    dossier = a_dossier(office)
    receive(office, dossier.id, by=cast.receiver, at=FRIDAY)
    hand_over(office, dossier.id, by=hats[0], at=FRIDAY)

    with pytest.raises(DutiesJoinedError):
        take(office, dossier.id, by=hats[1], at=FRIDAY)


def test_two_people_need_no_leave(office, cast, hats):
    dossier = received_by(office, cast.receiver)

    take(office, dossier.id, by=hats[1], at=FRIDAY)

    assert lines(office, dossier)[-1].exception_id is None

"""Notices hold from a day to a day, on the start page or beside what they are about."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.actor import Role
from services.announcements.errors import (
    AnnouncementTextError,
    EnglishHalfError,
    NoticeDatesError,
    NoticeScopeError,
    NoticeUnknownError,
    NoticeWithdrawnError,
)
from services.announcements.notices import Told, correct, publish, withdraw
from services.announcements.queries import announced
from services.audit.changes import changes_of
from tests.factories import FRIDAY, an_officer

TODAY = FRIDAY.date()
TOLD = Told(title="Nghỉ Tết mẫu", body="Bộ phận một cửa nghỉ.", valid_from=TODAY, valid_until=TODAY + timedelta(days=3))


@pytest.fixture
def admin(office):
    return an_officer(office, Role.BUSINESS_ADMIN, "VP_UBND")


def published(session, by, **changes):
    return publish(session, replace(TOLD, **changes), by=by, at=FRIDAY)


def known(session, on=TODAY):
    return announced(session, FRIDAY, on)


def numbers(found):
    return [one.number for one in found]


def test_it_shows_on_its_days_alone(office, admin):
    notice = published(office, admin)

    assert numbers(known(office).general(TODAY)) == [notice.number]
    assert known(office).general(TODAY - timedelta(days=1)) == []
    assert known(office, TODAY + timedelta(days=3)).general(TODAY + timedelta(days=3)) == []


def test_one_about_a_procedure_or_a_field_shows_there_alone(office, admin):
    own = published(office, admin, procedure_code="1.001193")
    field = published(office, admin, field="Hộ tịch")

    found = known(office)

    assert found.general(TODAY) == []
    assert numbers(found.beside("1.001193", "Hộ tịch", TODAY)) == [field.number, own.number]
    assert numbers(found.beside("2.000908", "Hộ tịch", TODAY)) == [field.number]
    assert found.beside("2.000908", "Chứng thực", TODAY) == []


def test_a_correction_is_a_version_and_a_withdrawal_the_last(office, admin):
    notice = published(office, admin)
    correct(office, notice.number, replace(TOLD, title="Nghỉ Tết"), by=admin, at=FRIDAY)
    correct(office, notice.number, replace(TOLD, title="Nghỉ Tết"), by=admin, at=FRIDAY)

    withdraw(office, notice.number, by=admin, at=FRIDAY)

    assert [one.number for one in changes_of(office, notice.id)] == [3, 2, 1]
    assert known(office).notices == []
    with pytest.raises(NoticeWithdrawnError):
        correct(office, notice.number, TOLD, by=admin, at=FRIDAY)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"title": " "}, AnnouncementTextError),
        ({"title": "x" * 151}, AnnouncementTextError),
        ({"body": ""}, AnnouncementTextError),
        ({"title_en": "Holiday"}, EnglishHalfError),
        ({"field": "Hộ tịch", "procedure_code": "1.001193"}, NoticeScopeError),
        ({"valid_until": TODAY}, NoticeDatesError),
        ({"valid_from": date(2025, 1, 1), "valid_until": date(2025, 1, 9)}, NoticeDatesError),
    ],
)
def test_what_cannot_be_is_refused(office, admin, changes, refusal):
    with pytest.raises(refusal):
        published(office, admin, **changes)


def test_there_is_none_with_another_number(office, admin):
    with pytest.raises(NoticeUnknownError):
        withdraw(office, 9_999, by=admin, at=FRIDAY)

"""What went over with papers on a day: by body, within the province's day, of the own centre alone."""

from datetime import date, datetime, timedelta

import pytest

from services.actor import Role
from services.dossiers.desk import hand_over
from services.dossiers.handed_over import batches_of_day
from services.dossiers.kinds import ComponentAnswer, DossierState
from services.dossiers.models import ComponentFile
from tests.desks import a_dossier
from tests.factories import FRIDAY, an_officer

DAY = date(2026, 11, 20)


@pytest.fixture
def receiver(office):
    return an_officer(office, Role.RECEIVER, "X01273.TT")


def gone(session, by, at=FRIDAY, *, papers=True, **counts):
    """A dossier that was handed over; its only component as counted."""
    dossier = a_dossier(session, DossierState.RECEIVED)
    row = session.query(ComponentFile).filter_by(dossier_id=dossier.id).one()
    if papers:
        row.answer = ComponentAnswer.PAPER
        for name, count in ({"originals": 1} | counts).items():
            setattr(row, name, count)
    session.flush()
    hand_over(session, dossier.id, by=by, at=at)
    return dossier


def codes(session, by, on=DAY):
    return [[one.code for one in batch.dossiers] for batch in batches_of_day(session, by, on)]


def test_papers_are_told_with_their_counts(office, receiver):
    dossier = gone(office, receiver, originals=1, copies=2, certified=3)

    (batch,) = batches_of_day(office, receiver, DAY)

    assert batch.body == "Ủy ban nhân dân phường Thục Phán"
    (one,) = batch.dossiers
    assert (one.code, one.applicant, one.at, one.is_late) == (dossier.code, "Người Thử Mẫu", FRIDAY, False)
    (paper,) = one.papers
    assert paper.name.startswith("Bản chính hoặc bản sao có chứng thực giấy tờ")
    assert (paper.originals, paper.copies, paper.certified) == (1, 2, 3)


def test_what_went_without_papers_stays_out(office, receiver):
    gone(office, receiver, papers=False)

    assert codes(office, receiver) == []


def test_a_day_is_the_provinces(office, receiver):
    last = datetime(2026, 11, 20, 16, 59, 59, tzinfo=FRIDAY.tzinfo)  # 23:59:59
    first = gone(office, receiver)
    second = gone(office, receiver, last)
    after = gone(office, receiver, last + timedelta(seconds=1))

    assert codes(office, receiver) == [[first.code, second.code]]
    assert codes(office, receiver, DAY + timedelta(days=1)) == [[after.code]]


def test_late_is_told(office, receiver):
    at = FRIDAY + timedelta(days=3)
    gone(office, receiver, at)

    assert [one.is_late for batch in batches_of_day(office, receiver, at.date()) for one in batch.dossiers] == [True]


def test_another_centre_sees_its_own(office, receiver):
    gone(office, receiver)

    assert codes(office, an_officer(office, Role.RECEIVER, "TTPVHCC")) == []

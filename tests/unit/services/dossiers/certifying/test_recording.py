"""A certification is a dossier that ends as it begins, under the next number of its book (D22 of the cast)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError, ProgrammingError

from services.actor import Role
from services.audit.tags import EventTag
from services.dossiers.certifying.book import lines_of_day, papers_of_late
from services.dossiers.certifying.errors import (
    CertifiedElsewhereError,
    CertifierMissingError,
    FeeChangedError,
    NotComparedError,
    PaperNotNamedError,
    RecordedOtherwiseError,
)
from services.dossiers.certifying.models import Certification
from services.dossiers.certifying.recording import Certifying, body_certifying, certifiers, certify
from services.dossiers.certifying.rules import Certified
from services.dossiers.desk.page import dossier_desk
from services.dossiers.errors import KeyTakenError
from services.dossiers.kinds import DossierState, FinancialState
from services.dossiers.models import Dossier, DossierDeadline, DossierParty
from services.ids import new_id
from services.people.errors import PersonNameMissingError
from tests.desks import a_dossier, a_post, jobs_about, lines, newest_tags
from tests.factories import FRIDAY, an_officer

AFTERNOON = FRIDAY.replace(hour=8, minute=30)  # 15:30 in the province
NEW_YEAR = datetime(2026, 12, 31, 17, tzinfo=FRIDAY.tzinfo)


@pytest.fixture
def receiver(office):
    return an_officer(office, Role.RECEIVER, "X01273.TT")


@pytest.fixture
def told(office, receiver):
    chair = certifiers(office, body_certifying(office, receiver), FRIDAY.date(), by=receiver)[0]
    return Certifying(
        kind=Certified.COPY,
        applicant="Hoàng Thị Già Mẫu",
        paper="Bằng tốt nghiệp",
        pages=6,
        copies=2,
        certified_by=chair.id,
        compared=True,
        fee=16_000,
    )


def test_it_is_received_done_paid_and_given_back_in_one_act(office, receiver, told):
    row = certify(office, told, key="k1", by=receiver, at=FRIDAY)
    dossier = office.get_one(Dossier, row.dossier_id)

    assert (row.written, row.fee, row.pages, row.copies) == ("01/SCT/BS", 16_000, 6, 2)
    assert (dossier.state, dossier.financial) == (DossierState.RETURNED, FinancialState.PAID)
    assert dossier.code
    assert dossier.submitted_at == dossier.received_at == dossier.ended_at == dossier.returned_at == FRIDAY
    assert office.query(DossierParty).filter_by(dossier_id=dossier.id).one().name == "Hoàng Thị Già Mẫu"
    acts = [(one.act, int(one.to_state)) for one in sorted(lines(office, dossier), key=lambda one: one.to_state)]
    assert acts == [("dossier_receive", 2), ("dossier_certify", 9), ("dossier_return", 10)]
    assert newest_tags(office, 1) == [EventTag.DOSSIER_CERTIFY]
    assert jobs_about(office, dossier) == []
    desk = dossier_desk(office, dossier.code, receiver, at=FRIDAY)
    assert (desk.procedure_code, desk.acts) == ("2.000815", [])


@pytest.mark.parametrize(("at", "days"), [(FRIDAY, 0), (AFTERNOON, 3)])
def test_the_same_day_is_due_after_15_00_the_next_working_one(office, receiver, told, at, days):
    row = certify(office, told, key="k1", by=receiver, at=at)
    (deadline,) = office.query(DossierDeadline).filter_by(dossier_id=row.dossier_id).all()

    assert deadline.due_on == FRIDAY.date() + timedelta(days=days)
    assert deadline.legal_basis == "Điều 7 Nghị định 23/2015/NĐ-CP"


def test_whoever_asks_gets_form_01(office, receiver, told):
    row = certify(office, replace(told, wants_receipt=True), key="k1", by=receiver, at=FRIDAY)

    assert jobs_about(office, office.get_one(Dossier, row.dossier_id)) == ["form_01"]


def test_each_book_counts_for_itself_and_anew_each_year(office, receiver, told):
    signature = replace(told, kind=Certified.SIGNATURE, fee=20_000)
    made = [certify(office, one, key=f"k{n}", by=receiver, at=FRIDAY) for n, one in enumerate([told, signature, told])]
    later = certify(office, told, key="k9", by=receiver, at=NEW_YEAR)

    assert [one.written for one in made] == ["01/SCT/BS", "01/SCT/CK,ĐC", "02/SCT/BS"]
    assert (later.year, later.number) == (2027, 1)


def test_sent_twice_it_is_one(office, receiver, told):
    first = certify(office, told, key="k1", by=receiver, at=FRIDAY)

    assert certify(office, told, key="k1", by=receiver, at=FRIDAY) is first
    other = a_post(office, Role.RECEIVER, "X01273.TT")
    with pytest.raises(KeyTakenError):
        certify(office, told, key="k1", by=other, at=FRIDAY)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"applicant": " "}, PersonNameMissingError),
        ({"paper": ""}, PaperNotNamedError),
        ({"compared": False}, NotComparedError),
        ({"fee": 15_000}, FeeChangedError),
    ],
)
def test_what_is_not_right_is_not_recorded(office, receiver, told, changes, refusal):
    with pytest.raises(refusal):
        certify(office, replace(told, **changes), key="k1", by=receiver, at=FRIDAY)

    assert office.query(Certification).count() == 0


def test_only_a_leader_of_the_commune_certifies(office, receiver, told):
    elsewhere = an_officer(office, Role.LEADER, "STP")

    with pytest.raises(CertifierMissingError):
        certify(office, replace(told, certified_by=elsewhere.post_id), key="k1", by=receiver, at=FRIDAY)


@pytest.mark.parametrize(("role", "unit"), [(Role.RECEIVER, "TTPVHCC"), (Role.SPECIALIST, "X01273.VP")])
def test_only_the_counter_of_a_commune_has_a_quick_lane(office, told, role, unit):
    with pytest.raises(CertifiedElsewhereError):
        certify(office, told, key="k1", by=an_officer(office, role, unit), at=FRIDAY)


def test_the_book_of_a_day_is_that_of_the_own_commune(office, receiver, told):
    certify(office, told, key="k1", by=receiver, at=FRIDAY)
    certify(office, replace(told, paper="Sổ hộ khẩu mẫu"), key="k2", by=receiver, at=FRIDAY + timedelta(minutes=1))
    body = body_certifying(office, receiver)
    away = a_post(office, Role.RECEIVER, "X01327.TT")

    found = lines_of_day(office, body, FRIDAY.date())
    assert [(one.certification.number, one.applicant) for one in found] == [(2, told.applicant), (1, told.applicant)]
    assert papers_of_late(office, body) == ["Sổ hộ khẩu mẫu", "Bằng tốt nghiệp"]
    assert lines_of_day(office, body_certifying(office, away), FRIDAY.date()) == []
    assert lines_of_day(office, body, FRIDAY.date() + timedelta(days=1)) == []


def test_the_database_keeps_no_number_twice_and_changes_none(office, receiver, told):
    row = certify(office, told, key="k1", by=receiver, at=FRIDAY)
    other = certify(office, replace(told, kind=Certified.SIGNATURE, fee=20_000), key="k2", by=receiver, at=FRIDAY)
    copied = {one.key: getattr(row, one.key) for one in Certification.__table__.columns}
    again = {"id": new_id(), "key": "k3", "dossier_id": a_dossier(office).id}

    with pytest.raises(IntegrityError, match="uq_certification_unit_id_kind_year_number"), office.begin_nested():
        office.execute(Certification.__table__.insert().values(**copied | again))
    with pytest.raises(ProgrammingError, match="permission denied"), office.begin_nested():
        office.execute(Certification.__table__.update().values(fee=0).where(Certification.id == other.id))


@pytest.mark.parametrize(
    "changes", [{"copies": 3, "fee": 24_000}, {"applicant": "Người Khác Mẫu"}, {"paper": "Giấy khai sinh"}]
)
def test_a_page_gone_back_to_and_changed_is_not_taken_for_the_line_it_recorded(office, receiver, told, changes):
    row = certify(office, told, key="k1", by=receiver, at=FRIDAY)

    with pytest.raises(RecordedOtherwiseError) as refused:
        certify(office, replace(told, **changes), key="k1", by=receiver, at=FRIDAY)

    assert refused.value.data["number"] == row.written
    assert certify(office, replace(told, applicant=" Hoàng Thị  Già Mẫu"), key="k1", by=receiver, at=FRIDAY) is row


def test_nobody_records_what_they_signed_themselves(office, receiver, told):
    chair = a_post(office, Role.LEADER, "X01273", person_id=receiver.person_id)

    with pytest.raises(CertifierMissingError):
        certify(office, replace(told, certified_by=chair.post_id), key="k1", by=receiver, at=FRIDAY)

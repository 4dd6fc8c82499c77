"""Whose signatures count, and when."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from sqlalchemy import select

from gateway.demo import issuing
from services.calendar.queries import work_calendar
from services.people.models import Delegation, OfficerPost
from services.results.register import Enrolled, authorised_signers
from services.results.roles import SignerRole
from services.results.sealing import issue_by
from tests.factories import FRIDAY
from tests.results import justice


@pytest.fixture(scope="module")
def certificate() -> x509.Certificate:
    return issuing.root(issuing.subject("Mẫu", organisation="Mẫu"), FRIDAY).certificate


@pytest.fixture
def leader(office):
    return justice(office).leader


def terms(office, certificate, role, holder):
    return authorised_signers(office, [Enrolled(role, str(holder), certificate)], system="Hệ thống")


class TestLeader:
    def test_signs_while_the_delegation_lasts(self, office, certificate, leader):
        delegation = office.scalars(select(Delegation).where(Delegation.post_id == leader.post_id)).one()

        (term,) = terms(office, certificate, SignerRole.LEADER, leader.post_id)

        assert (term.role, term.unit) == (SignerRole.LEADER, "STP")
        assert term.signs_at(FRIDAY)
        assert not term.signs_at(datetime(2030, 1, 1, tzinfo=UTC))
        assert term.valid_until.astimezone(UTC).date() == delegation.valid_until - timedelta(days=1)  # 17:00 UTC

    def test_not_at_all_without_one(self, office, certificate, leader):
        post = office.get_one(OfficerPost, leader.post_id)
        post.signature_lines = ["TUQ. GIÁM ĐỐC"]
        office.flush()

        assert terms(office, certificate, SignerRole.LEADER, leader.post_id) == ()

    def test_a_head_signs_as_long_as_the_post_is_held(self, office, certificate, leader):
        post = office.get_one(OfficerPost, leader.post_id)
        post.signature_lines, post.valid_until = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], FRIDAY.date()
        office.flush()

        (term,) = terms(office, certificate, SignerRole.LEADER, leader.post_id)
        assert not term.signs_at(FRIDAY)
        assert term.signs_at(FRIDAY - timedelta(days=1))

    def test_a_clerks_post_gives_no_such_right(self, office, certificate):
        clerk = justice(office).clerk
        assert terms(office, certificate, SignerRole.LEADER, clerk.post_id) == ()


@pytest.mark.parametrize("holder", ["system", "01a20c4b-7271-7d0c-942f-40358d0b56f1"])
def test_keys_of_nobody_here_count_for_nothing(office, certificate, holder):
    assert terms(office, certificate, SignerRole.LEADER, holder) == ()
    assert terms(office, certificate, SignerRole.SEAL, holder) == ()


def test_a_seal_counts_for_its_body(office, certificate, leader):
    (term,) = terms(office, certificate, SignerRole.SEAL, leader.unit_id)
    assert (term.role, term.unit, term.valid_until) == (SignerRole.SEAL, "STP", None)


def test_the_system_is_a_body_of_its_own(office, certificate):
    (term,) = terms(office, certificate, SignerRole.SYSTEM, "system")
    assert (term.role, term.unit) == (SignerRole.SYSTEM, "Hệ thống")


@pytest.mark.parametrize(
    ("signed", "last"),
    [
        (datetime(2026, 11, 19, 9, tzinfo=UTC), "2026-11-20"),
        (datetime(2026, 11, 20, 9, tzinfo=UTC), "2026-11-23"),
        (datetime(2026, 11, 23, 9, tzinfo=UTC), "2026-11-25"),  # 24 November is a holiday
        (datetime(2026, 11, 19, 18, tzinfo=UTC), "2026-11-23"),  # 01:00 on the 20th in the province
    ],
)
def test_a_signed_result_is_issued_the_same_day_at_the_latest_the_next_working_day(office, signed, last):
    assert str(issue_by(signed, work_calendar(office))[1]) == last

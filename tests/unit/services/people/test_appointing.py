"""Who may give which post to whom; the database says the last word about overlaps."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from services.actor import SYSTEM, Actor, Role
from services.audit.changes import changes_of
from services.people.appointing import Appointment, begin_staff, change_lines, give_post
from services.people.errors import (
    IdentityNumberUnusableError,
    LastAdministratorsError,
    NamesDifferError,
    NumberSharedError,
    OwnPostError,
    PostBackdatedError,
    PostDatesError,
    PostOverlapsError,
    PostTextError,
    PostUnknownError,
    RoleNotGivableError,
    RoleNotOfUnitError,
    RolesJoinedError,
    StaffBegunError,
    UnitUnknownError,
)
from services.people.models import OfficerPost, Person, Unit
from services.results.leaving import end_post
from tests.desks import a_post
from tests.factories import FRIDAY, a_person, an_officer

TODAY = FRIDAY.date()
POST = Appointment(
    number="004190999556",
    name="Lò Thị Mới Mẫu",
    unit_code="X01279.VP",
    role=Role.SPECIALIST,
    title="Công chức",
    valid_from=TODAY,
)


@pytest.fixture
def business(office) -> Actor:
    return an_officer(office, Role.BUSINESS_ADMIN, "VP_UBND")


@pytest.fixture
def commune(office) -> Actor:
    """The administrator of a ward where the cast has nobody."""
    return a_post(office, Role.UNIT_ADMIN, "X01279")


def give(session, by, **changes):
    return give_post(session, replace(POST, **changes), by=by, at=FRIDAY)


class TestGivePost:
    def test_whoever_is_not_known_is_entered_with_the_number_sealed(self, office, commune):
        post = give(office, commune)

        person = office.get_one(Person, post.person_id)
        assert person.name == "Lò Thị Mới Mẫu"
        assert b"004190999556" not in (person.name_sealed or b"")
        assert [one.said_after["title"] for one in changes_of(office, post.id)] == ["Công chức"]

    def test_whoever_is_known_gets_it_in_any_case_of_the_name(self, office, commune):
        known = a_person(office, "Nông Văn Biết Mẫu", citizen_id="004090999557")

        post = give(office, commune, number="004 090 999 557", name="nông văn biết mẫu")

        assert post.person_id == known.id

    def test_the_name_must_be_that_of_the_number(self, office, commune):
        a_person(office, "Nông Văn Biết Mẫu", citizen_id="004090999557")

        with pytest.raises(NamesDifferError):
            give(office, commune, number="004090999557")

    def test_a_number_of_two_people_is_nobody_s(self, office, commune):
        for name in ("Nông Văn Một Mẫu", "Nông Văn Hai Mẫu"):
            a_person(office, name, citizen_id="004090999558")

        with pytest.raises(NumberSharedError):
            give(office, commune, number="004090999558", name="Nông Văn Một Mẫu")

    @pytest.mark.parametrize("number", ["", "123", "00419099955x", "0041909995560"])
    def test_a_number_has_twelve_digits(self, office, commune, number):
        with pytest.raises(IdentityNumberUnusableError):
            give(office, commune, number=number)

    @pytest.mark.parametrize("unit", ["X01273.VP", "STP", "X9"])
    def test_units_of_others_are_unknown(self, office, commune, unit):
        with pytest.raises(UnitUnknownError):
            give(office, commune, unit_code=unit)

    @pytest.mark.parametrize("role", [Role.UNIT_ADMIN, Role.AUDITOR, Role.CITIZEN, Role.SYSTEM])
    def test_some_roles_are_not_a_ward_s_to_give(self, office, commune, role):
        with pytest.raises(RoleNotGivableError):
            give(office, commune, role=role)

    def test_the_business_administrator_gives_a_ward_its_administrator(self, office, business):
        post = give(office, business, unit_code="X01279", role=Role.UNIT_ADMIN)

        assert post.role is Role.UNIT_ADMIN

    @pytest.mark.parametrize(
        ("unit", "role"), [("X01279.TT", Role.LEADER), ("X01279", Role.RECEIVER), ("X01279.TT", Role.AUDITOR)]
    )
    def test_a_role_suits_its_unit(self, office, business, unit, role):
        with pytest.raises(RoleNotOfUnitError):
            give(office, business, unit_code=unit, role=role)

    def test_it_ends_after_it_begins(self, office, commune):
        with pytest.raises(PostDatesError):
            give(office, commune, valid_until=TODAY)

    @pytest.mark.parametrize(("title", "lines"), [(" ", ()), ("x" * 201, ()), ("Công chức", ["a"] * 7)])
    def test_papers_have_room_for_so_much(self, office, commune, title, lines):
        with pytest.raises(PostTextError):
            give(office, commune, title=title, signature_lines=lines)

    def test_nobody_gives_themselves_one(self, office, business):
        with pytest.raises(OwnPostError):
            give(
                office, business, number="004084999920", name="Phan Văn Mục Mẫu", unit_code="VP_UBND", role=Role.LEADER
            )


class TestOverlap:
    @pytest.mark.parametrize("first", [TODAY, TODAY + timedelta(days=9)])
    def test_the_same_post_twice_is_refused_and_says_since_when(self, office, commune, first):
        give(office, commune, valid_until=TODAY + timedelta(days=10))

        with pytest.raises(PostOverlapsError) as refusal:
            give(office, commune, valid_from=first)

        assert refusal.value.data == {"since": TODAY}

    def test_one_after_the_other_is_none(self, office, commune):
        give(office, commune, valid_until=TODAY + timedelta(days=10))

        give(office, commune, valid_from=TODAY + timedelta(days=10))

    def test_another_role_at_once_is_none(self, office, commune):
        give(office, commune)

        give(office, commune, role=Role.CLERK)

    def test_the_database_refuses_what_slips_past(self, office, commune):
        post = give(office, commune)
        twin = {name: getattr(post, name) for name in ("person_id", "unit_id", "role", "title")}
        office.add(OfficerPost(**twin, valid_from=date(2026, 1, 1)))

        with pytest.raises(IntegrityError, match="ex_officer_post_overlap"):
            office.flush()

    def test_one_given_by_mistake_may_end_the_day_it_began(self, office, commune):
        post = give(office, commune)
        post.valid_until = post.valid_from
        office.flush()

        give(office, commune, valid_from=TODAY + timedelta(days=1))


class TestChangeLines:
    def test_the_version_says_before_and_after(self, office, commune):
        post = give(office, commune)

        change_lines(office, post.id, title=" Văn  thư ", signature_lines=["", "KT. CHỦ TỊCH"], by=commune, at=FRIDAY)

        newest = changes_of(office, post.id)[0]
        assert (newest.said_before["title"], newest.said_after["title"]) == ("Công chức", "Văn thư")
        assert (newest.number, newest.post_id) == (2, commune.post_id)

    def test_the_same_again_is_no_version(self, office, commune):
        post = give(office, commune)

        change_lines(office, post.id, title="Công chức", signature_lines=[], by=commune, at=FRIDAY)

        assert len(changes_of(office, post.id)) == 1

    def test_posts_of_other_units_are_unknown(self, office, commune):
        other = office.scalars(select(OfficerPost.id).where(OfficerPost.role == Role.AUDITOR)).first()

        with pytest.raises(PostUnknownError):
            change_lines(office, other, title="x", signature_lines=[], by=commune, at=FRIDAY)


class TestBeginStaff:
    @pytest.fixture
    def nobody(self, office):
        """No business administrator holds a post any more."""
        for post in office.scalars(select(OfficerPost).where(OfficerPost.role == Role.BUSINESS_ADMIN)):
            post.valid_until = post.valid_from
        office.flush()

    def test_the_first_one_can_give_the_others(self, office, nobody):
        post = begin_staff(office, replace(POST, unit_code="VP_UBND"), by=SYSTEM, at=FRIDAY)

        assert post.role is Role.BUSINESS_ADMIN
        first = Actor(post.person_id, post.role, post_id=post.id, unit_id=post.unit_id)
        assert give(office, first, number="004190999559", name="Người Thử Hai Mẫu").unit_id != post.unit_id

    def test_a_second_is_theirs_to_give(self, office):
        with pytest.raises(StaffBegunError):
            begin_staff(office, replace(POST, unit_code="VP_UBND"), by=SYSTEM, at=FRIDAY)

    @pytest.mark.parametrize(("unit", "refusal"), [("X9", UnitUnknownError), ("X01279.TT", RoleNotOfUnitError)])
    def test_it_is_a_post_of_a_body(self, office, nobody, unit, refusal):
        with pytest.raises(refusal):
            begin_staff(office, replace(POST, unit_code=unit), by=SYSTEM, at=FRIDAY)


class TestKeptApart:
    @pytest.mark.parametrize("role", [Role.BUSINESS_ADMIN, Role.AUDITOR, Role.TECHNICAL_ADMIN])
    def test_whoever_works_at_a_desk_neither_runs_nor_oversees_the_system(self, office, business, commune, role):
        give(office, commune)

        with pytest.raises(RolesJoinedError) as refused:
            give(office, business, unit_code="VP_UBND", role=role)

        assert refused.value.data["held"] is Role.SPECIALIST

    def test_nor_the_other_way_round(self, office, business, commune):
        give(office, business, unit_code="VP_UBND", role=Role.AUDITOR)

        with pytest.raises(RolesJoinedError):
            give(office, commune)

    def test_one_after_the_other_may_be(self, office, business, commune):
        give(office, commune, valid_until=TODAY + timedelta(days=30))

        post = give(office, business, unit_code="VP_UBND", role=Role.AUDITOR, valid_from=TODAY + timedelta(days=30))

        assert post.role is Role.AUDITOR

    @pytest.mark.parametrize("role", [Role.BUSINESS_ADMIN, Role.AUDITOR, Role.TECHNICAL_ADMIN, Role.UNIT_ADMIN])
    def test_the_administrator_of_a_body_touches_no_post_of_the_province(self, office, role):
        there = a_post(office, Role.UNIT_ADMIN, "VP_UBND")
        post = a_post(office, role, "VP_UBND")

        with pytest.raises(RoleNotGivableError):
            end_post(office, post.post_id, ended_on=TODAY, decision=None, by=there, at=FRIDAY)
        with pytest.raises(RoleNotGivableError):
            change_lines(office, post.post_id, title="Khác", signature_lines=[], by=there, at=FRIDAY)

    def test_two_business_administrators_stay(self, office, business):
        first, _ = (a_post(office, Role.BUSINESS_ADMIN, "STP") for _ in range(2))
        office.execute(
            update(OfficerPost)
            .where(OfficerPost.role == Role.BUSINESS_ADMIN, OfficerPost.unit_id != first.unit_id)
            .where(OfficerPost.id != business.post_id)
            .values(valid_until=TODAY)
        )

        end_post(office, first.post_id, ended_on=TODAY, decision=None, by=business, at=FRIDAY)
        last = a_post(office, Role.BUSINESS_ADMIN, "STC")
        end_post(office, last.post_id, ended_on=TODAY, decision=None, by=business, at=FRIDAY)
        (other,) = office.scalars(
            select(OfficerPost.id).where(
                OfficerPost.role == Role.BUSINESS_ADMIN,
                OfficerPost.valid_until.is_(None),
                OfficerPost.id != business.post_id,
            )
        )
        with pytest.raises(LastAdministratorsError):
            end_post(office, other, ended_on=TODAY, decision=None, by=business, at=FRIDAY)


class TestDays:
    def test_nothing_begins_before_it_was_entered(self, office, commune):
        with pytest.raises(PostBackdatedError):
            give(office, commune, valid_from=TODAY - timedelta(days=1))

    def test_nor_at_a_unit_that_is_no_more(self, office, commune):
        office.execute(update(Unit).where(Unit.code == "X01279.VP").values(valid_until=TODAY))

        with pytest.raises(UnitUnknownError):
            give(office, commune)

    def test_what_was_ended_by_mistake_on_its_first_day_is_given_once_more(self, office, commune):
        post = give(office, commune)
        end_post(office, post.id, ended_on=TODAY, decision=None, by=commune, at=FRIDAY)

        again = give(office, commune, title="Công chức một cửa")

        assert (again.id, again.valid_until, again.title) == (post.id, None, "Công chức một cửa")
        assert len(changes_of(office, post.id)) == 3

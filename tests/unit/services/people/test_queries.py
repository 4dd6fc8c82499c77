from datetime import UTC, date, datetime

import pytest
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError, InvalidRequestError
from sqlalchemy.orm import Session

from services.actor import Role
from services.keys import DataKey, KeyRing
from services.people.models import (
    Account,
    Delegation,
    IdentityKind,
    IdentityNumber,
    OfficerPost,
    Organisation,
    Person,
    SigningForm,
    Source,
    Unit,
    UnitKind,
)
from services.people.numbers import number_index, tax_code_index
from services.people.queries import (
    account_of,
    find_organisations_by_tax_code,
    find_people_by_number,
    organisations_represented_by,
    person_of_account,
    post_held,
    posts_of,
)

AT = datetime(2026, 11, 2, 1, tzinfo=UTC)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture
def person(session: Session, keys: KeyRing) -> Person:
    return make_person(session, keys)


def make_person(session: Session, keys: KeyRing, number: str = "004190999901", at: datetime = AT) -> Person:
    key = DataKey.make(keys)
    found = Person(name="Nông Thị Mẫu", data_key=key, source=Source.COUNTER, created_at=at, changed_at=at)
    session.add(found)
    session.add(
        IdentityNumber(
            person=found,
            data_key=key,
            kind=IdentityKind.CITIZEN_ID,
            number=number,
            number_index=number_index(keys, IdentityKind.CITIZEN_ID, number),
            source=Source.COUNTER,
            created_at=at,
        )
    )
    session.flush()
    return found


@pytest.fixture
def organisation(session: Session, keys: KeyRing, person: Person) -> Organisation:
    found = Organisation(
        data_key=DataKey.make(keys),
        source=Source.COUNTER,
        tax_code="4800999966",
        tax_code_index=tax_code_index(keys, "4800999966"),
        representative=person,
        created_at=AT,
        changed_at=AT,
    )
    session.add(found)
    session.flush()
    return found


@pytest.fixture
def post(session: Session, person: Person) -> OfficerPost:
    unit = Unit(code="X1", name="Xã Mẫu", kind=UnitKind.COMMUNE, commune_code="99999", valid_from=FIRST)
    found = OfficerPost(
        person=person, unit=unit, role=Role.LEADER, title="Phó Chủ tịch", valid_from=FIRST, valid_until=LAST
    )
    session.add(found)
    session.flush()
    return found


class TestFindPeopleByNumber:
    @pytest.mark.parametrize("written", ["004190999901", " 004 190 999 901 ", "004.190-999901"])
    def test_a_number_is_found_however_it_is_written(self, session, person, written):
        assert find_people_by_number(session, IdentityKind.CITIZEN_ID, written) == [person]

    def test_another_number_or_another_kind_finds_nobody(self, session, person):
        assert find_people_by_number(session, IdentityKind.CITIZEN_ID, "004190999902") == []
        assert find_people_by_number(session, IdentityKind.PASSPORT, "004190999901") == []

    def test_two_people_with_one_number_stay_two(self, session, keys, person):
        other = make_person(session, keys, at=AT.replace(hour=2))
        assert find_people_by_number(session, IdentityKind.CITIZEN_ID, "004190999901") == [person, other]

    def test_a_number_that_is_no_longer_theirs_finds_nobody(self, session, person):
        session.query(IdentityNumber).one().ended_at = AT
        assert find_people_by_number(session, IdentityKind.CITIZEN_ID, "004190999901") == []

    def test_what_was_sealed_opens_again(self, session, person):
        session.expire_all()
        assert find_people_by_number(session, IdentityKind.CITIZEN_ID, "004190999901")[0].name == "Nông Thị Mẫu"


class TestOrganisations:
    def test_found_by_tax_code(self, session, organisation):
        assert find_organisations_by_tax_code(session, "4800 999 966") == [organisation]
        assert find_organisations_by_tax_code(session, "4800999967") == []

    def test_found_by_who_represents_them(self, session, person, organisation):
        assert organisations_represented_by(session, person.id) == [organisation]
        assert organisations_represented_by(session, organisation.id) == []


class TestAccounts:
    def test_an_account_is_known_by_issuer_and_subject_together(self, session, person):
        account = Account(issuer="https://a.example", subject="1", person=person, created_at=AT)
        session.add(account)
        session.flush()
        assert account_of(session, issuer="https://a.example", subject="1") is account
        assert account_of(session, issuer="https://b.example", subject="1") is None

    def test_it_leads_to_its_person(self, session, person, organisation):
        own = Account(issuer="https://a.example", subject="1", person=person, created_at=AT)
        theirs = Account(issuer="https://a.example", subject="2", organisation=organisation, created_at=AT)
        session.add_all([own, theirs])
        session.flush()
        assert person_of_account(session, own.id) is person
        assert person_of_account(session, theirs.id) is None

    def test_it_belongs_to_one_and_not_to_nobody(self, session, person, organisation):
        session.add(Account(issuer="i", subject="1", person=person, organisation=organisation, created_at=AT))
        with pytest.raises(IntegrityError, match="ck_account_person_or_organisation"):
            session.flush()
        session.rollback()
        session.add(Account(issuer="i", subject="1", created_at=AT))
        with pytest.raises(IntegrityError, match="ck_account_person_or_organisation"):
            session.flush()


class TestPosts:
    @pytest.mark.parametrize(
        ("on", "held"),
        [
            (date(2025, 12, 31), False),
            (FIRST, True),
            (date(2026, 12, 30), True),
            (LAST, False),  # the first day without it
        ],
    )
    def test_a_post_is_held_from_a_day_until_before_another(self, session, person, post, on, held):
        assert (posts_of(session, person.id, on) == [post]) is held
        assert (post_held(session, post.id, on) is post) is held

    def test_it_comes_with_its_unit(self, session, post):
        session.expire_all()
        found = post_held(session, post.id, FIRST)
        assert found is not None
        assert not inspect(found).unloaded & {"unit", "person"}

    def test_an_open_end_holds_on(self, session, person, post):
        post.valid_until = None
        assert posts_of(session, person.id, date(2100, 1, 1)) == [post]

    @pytest.mark.parametrize("role", [Role.CITIZEN, Role.SYSTEM])
    def test_no_post_makes_a_citizen_or_the_system(self, session, post, role):
        post.role = role
        with pytest.raises(IntegrityError, match="ck_officer_post_role_of_an_officer"):
            session.flush()

    def test_a_written_authorisation_ends(self, session, post):
        session.add(
            Delegation(post=post, form=SigningForm.TUQ, for_post="x", scope="x", valid_from=FIRST, document="1/QĐ")
        )
        with pytest.raises(IntegrityError, match="ck_delegation_authorisation_ends"):
            session.flush()


def test_nothing_related_is_loaded_by_the_way(session, post):
    session.expire_all()
    found = session.get_one(OfficerPost, post.id)
    with pytest.raises(InvalidRequestError, match="raise_on_sql"):
        _ = found.unit

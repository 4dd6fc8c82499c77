"""Who comes to a counter: equal numbers never merge by themselves, and a word changes nobody who is known."""

import pytest
from sqlalchemy import func, select

from services.actor import Role
from services.people.directory import Known
from services.people.errors import (
    IdentityNumberUnusableError,
    NumberKnownError,
    OrganisationIncompleteError,
    PersonNameMissingError,
    PersonNotOfNumberError,
)
from services.people.meeting import Met, MetOrganisation, Undecided, meet, meet_organisation, people_of_number
from services.people.models import Person, Source
from services.people.queries import find_organisations_by_tax_code, organisations_represented_by
from tests.factories import FRIDAY, a_person, a_representative, an_officer

NUMBER = "004148999913"


@pytest.fixture
def by(office):
    return an_officer(office, Role.RECEIVER, "X01273.TT")


def come(session, by, meant=Undecided.NOT_ASKED, **known) -> Person:
    said = {"name": "Người Lạ Mẫu", "birth": "1948", "citizen_id": NUMBER} | known
    return meet(session, Met(known=Known(**said), meant=meant), by=by, at=FRIDAY)


def people(session) -> int:
    return session.scalar(select(func.count()).select_from(Person))


class TestMeet:
    def test_somebody_unknown_is_entered_as_they_say_they_are(self, office, by):
        person = come(office, by, citizen_id="004 148 999 913")

        assert (person.name, person.birth, person.source) == ("Người Lạ Mẫu", "1948", Source.COUNTER)
        assert list(people_of_number(office, NUMBER)) == [person]

    def test_somebody_without_a_number_is_entered_by_name(self, office, by):
        assert come(office, by, citizen_id=None).name == "Người Lạ Mẫu"

    def test_a_known_number_asks_who_it_is(self, office, by):
        come(office, by)
        before = people(office)

        with pytest.raises(NumberKnownError) as refusal:
            come(office, by)

        assert refusal.value.data == {"count": 1}
        assert people(office) == before

    def test_whoever_is_picked_stays_as_they_are_known(self, office, by):
        known = a_person(office, "Người Quen Mẫu", citizen_id=NUMBER)

        assert come(office, by, known.id, name="Tên Khác Mẫu") is known
        assert known.name == "Người Quen Mẫu"
        assert known.source is Source.IDENTITY_PROVIDER

    def test_another_with_the_same_number_is_entered_apart(self, office, by):
        known = a_person(office, "Người Quen Mẫu", citizen_id=NUMBER)

        other = come(office, by, Undecided.ANOTHER)

        assert list(people_of_number(office, NUMBER)) == [known, other]

    def test_somebody_of_another_number_cannot_be_picked(self, office, by):
        stranger = a_person(office, citizen_id="004190999771")

        with pytest.raises(PersonNotOfNumberError):
            come(office, by, stranger.id)

    @pytest.mark.parametrize("number", ["00414899991", "0041489999131", "A04148999913"])
    def test_a_number_has_twelve_digits(self, office, by, number):
        with pytest.raises(IdentityNumberUnusableError):
            come(office, by, citizen_id=number)

    def test_a_name_is_needed(self, office, by):
        with pytest.raises(PersonNameMissingError):
            come(office, by, name=None)


class TestMeetOrganisation:
    COMPANY = MetOrganisation(
        name="Hợp tác xã Mẫu", tax_code="4800999955", address="Tổ dân phố Mẫu 2", representative_title="Giám đốc"
    )

    def test_an_unknown_one_is_entered_and_nobody_becomes_its_representative(self, office, by):
        person = come(office, by)

        found = meet_organisation(office, self.COMPANY, by=by, at=FRIDAY)

        assert (found.name, found.source, found.representative_id) == ("Hợp tác xã Mẫu", Source.COUNTER, None)
        assert list(organisations_represented_by(office, person.id)) == []

    def test_a_known_tax_code_leads_to_the_one_organisation_unchanged(self, office, by):
        a_representative(office)
        known, name = (one := find_organisations_by_tax_code(office, "4800999966")[0]), one.name
        said = MetOrganisation(name="Tên khác", tax_code="4800999966", address="Nơi khác", representative_title=None)

        assert meet_organisation(office, said, by=by, at=FRIDAY) is known
        assert known.name == name

    def test_name_tax_code_and_seat_are_needed(self, office, by):
        said = MetOrganisation(name="Hợp tác xã Mẫu", tax_code="", address="x", representative_title=None)

        with pytest.raises(OrganisationIncompleteError):
            meet_organisation(office, said, by=by, at=FRIDAY)

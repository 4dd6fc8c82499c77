"""Nobody types what is known; what an identity proves cannot be typed over."""

import pytest

from services.dossiers.forms.definitions import SubjectOf
from services.dossiers.forms.library import definition
from services.dossiers.forms.prefill import known_of, locked, prefilled
from services.people.models import Organisation, Person, Source
from tests.factories import a_person, a_representative

BIRTH, GENERIC = definition("1.001193/1"), definition("generic/1")


def known(session, number="004190999777", organisation=None, **said):
    return known_of(a_person(session, **said), number, organisation)


class TestPrefilled:
    def test_the_applicants_block_comes_from_the_identity(self, session):
        found = prefilled(GENERIC, known(session, phone="02060000001", email="hoa@vidu.example"))

        assert found["applicant"] == {
            "name": "Người Thử Mẫu",
            "id_number": "004190999777",
            "birth": "1990-01-02",
            "sex": "F",
            "residence": {"commune": "01273", "detail": "Tổ dân phố Mẫu 9"},
        }
        assert (found["phone"], found["email"]) == ("02060000001", "hoa@vidu.example")

    def test_usual_answers_stand_already(self, session):
        found = prefilled(BIRTH, known(session))

        assert (found["special_case"], found["delivery"], found["copies"]) == ("none", "electronic", 0)
        assert found["child_nationality"] == "VN"
        assert found["father"] == {"nationality": "VN"}

    def test_an_identity_that_says_nothing_leaves_everything_to_be_typed(self, session):
        nobody = a_person(session, None, birth=None, sex=None, commune=None, residence=None)

        found = known_of(nobody, None, None)

        assert "applicant" not in prefilled(GENERIC, found)
        assert locked(GENERIC, found, {}) == {}

    def test_a_commune_of_another_province_is_no_commune_of_ours(self, session):
        found = known(session, commune="00001")

        assert prefilled(GENERIC, found)["applicant"]["residence"] == {"detail": "Tổ dân phố Mẫu 9"}
        assert "commune" not in found.account

    def test_an_organisation_brings_its_own_block(self, session):
        by = a_representative(session)
        organisation = session.get_one(Organisation, by.acting_for)
        found = known_of(session.get_one(Person, by.person_id), None, organisation)

        assert found.subject is SubjectOf.ORGANISATION
        assert prefilled(GENERIC, found)["organisation"]["tax_code"] == "4800999966"
        assert locked(GENERIC, found, {})["organisation"]["name"] == "Công ty Ví Dụ Mẫu"


class TestLocked:
    @pytest.mark.parametrize("source", [Source.IDENTITY_PROVIDER, Source.DIRECTORY])
    def test_what_an_identity_proves_is(self, session, source):
        person = a_person(session)
        person.source = source

        assert locked(GENERIC, known_of(person, "004190999777", None), {})["applicant"]["name"] == "Người Thử Mẫu"

    def test_what_somebody_said_at_a_counter_is_not(self, session):
        person = a_person(session)
        person.source = Source.COUNTER

        assert "applicant" not in locked(GENERIC, known_of(person, "004190999777", None), {})
        assert "applicant" in prefilled(GENERIC, known_of(person, "004190999777", None))

    def test_telephone_and_mail_are_suggestions(self, session):
        found = locked(GENERIC, known(session, phone="02060000001"), {})

        assert "phone" not in found

    @pytest.mark.parametrize(
        ("relation", "parent", "other"), [("mother", "mother", "father"), ("father", "father", "mother")]
    )
    def test_the_parent_who_files_is_the_applicant(self, session, relation, parent, other):
        answers = {"relation": relation, "father_known": "yes", "special_case": "none"}

        found = locked(BIRTH, known(session), answers)

        assert found[parent]["name"] == "Người Thử Mẫu"
        assert found[parent]["id_number"] == "004190999777"
        assert other not in found

    def test_a_grandmother_is_no_parent(self, session):
        found = locked(BIRTH, known(session), {"relation": "grandparent", "father_known": "yes"})

        assert not found.keys() & {"mother", "father"}

    def test_repr_tells_nothing(self, session):
        assert "Mẫu" not in repr(known(session))

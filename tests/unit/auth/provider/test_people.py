import json

import pytest

from auth.provider.people import Organisation, People, Person, UnusablePersonError, can_sign_in, from_cast, masked

ENTRY = {
    "key": "A",
    "id_number": "004190999801",
    "name": "Nông Thị Hoa",
    "birth": "1990-01-02",
    "sex": "F",
    "vneid_level": 2,
    "login": True,
    "residence": ["01273", "Tổ dân phố 1"],
    "contact": ["hoa@thu.example", None],
    "roles": ["applicant", "representative:ORG1"],
    "title_vi": "Giám đốc",
    "unit_name": "Sở Thử",
    "organisations": [{"name": "Công ty Thử", "tax_code": "4800999866"}],
}


class TestFromCast:
    def test_everything_known_is_kept(self):
        assert from_cast(ENTRY) == Person(
            number="004190999801",
            name="Nông Thị Hoa",
            level=2,
            birthdate="1990-01-02",
            gender="female",
            residence="Tổ dân phố 1",
            commune_code="01273",
            email="hoa@thu.example",
            phone="",
            roles=("applicant", "representative"),
            title="Giám đốc",
            unit="Sở Thử",
            organisations=(Organisation("Công ty Thử", "4800999866"),),
        )

    def test_what_is_unknown_is_empty(self):
        found = from_cast({"id_number": "004190999801", "name": "Mẫu", "vneid_level": 1})

        assert found == Person(number="004190999801", name="Mẫu", level=1)

    def test_letters_are_composed(self):
        decomposed = "Nông Thị Hoa".encode().decode()
        found = from_cast(ENTRY | {"name": "No\u0302ng Thi\u0323 Hoa"})

        assert found.name == decomposed == "Nông Thị Hoa"

    def test_a_year_of_birth_is_enough(self):
        assert from_cast(ENTRY | {"birth": "1948"}).birthdate == "1948"

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"id_number": "00419099980"}, "id_number"),
            ({"id_number": "٠٠٤١٩٠٩٩٩٨٠١"}, "id_number"),
            ({"id_number": None}, "id_number"),
            ({"name": " "}, "name"),
            ({"name": None}, "name"),
            ({"vneid_level": 3}, "vneid_level"),
            ({"vneid_level": None}, "vneid_level"),
            ({"birth": "02/01/1990"}, "birth"),
            ({"birth": "1990-01"}, "birth"),
        ],
    )
    def test_nobody_is_vouched_for_with_a_broken_record(self, change, field):
        with pytest.raises(UnusablePersonError, match=f"^A: {field}$"):
            from_cast(ENTRY | change)


@pytest.mark.parametrize(
    ("change", "expected"),
    [({}, True), ({"login": False}, False), ({"vneid_level": None}, False), ({"vneid_level": 1}, True)],
)
def test_an_account_needs_a_level_and_a_login(change, expected):
    assert can_sign_in(ENTRY | change) is expected


def test_a_record_survives_the_file():
    person = from_cast(ENTRY)

    assert Person.from_record(json.loads(json.dumps(person.as_record()))) == person


def test_numbers_are_shown_grouped_or_masked():
    assert from_cast(ENTRY).grouped_number == "004 190 999 801"
    assert masked("004190999801") == "004•••••9801"


class TestPeople:
    FIRST = Person(number="004190999801", name="A", level=1)
    SECOND = Person(number="004190999802", name="B", level=2)

    @pytest.fixture
    def people(self):
        return People([self.FIRST, self.SECOND])

    def test_they_keep_their_order(self, people):
        assert list(people) == [self.FIRST, self.SECOND]

    def test_they_are_found_by_number(self, people):
        assert people.find("004190999802") == self.SECOND
        assert people.find("004190999803") is None

    @pytest.mark.parametrize(("position", "found"), [("1", FIRST), ("2", SECOND)])
    def test_they_are_found_by_position(self, people, position, found):
        assert people.at(position) == found

    @pytest.mark.parametrize("position", ["0", "3", "-1", "", "x", "1.0"])
    def test_a_position_without_anybody_finds_nobody(self, people, position):
        assert people.at(position) is None

import pytest

from auth.provider.claims import SCOPES, acr_of, all_claims, claims_for, subject_of
from auth.provider.people import Organisation, Person

FULL = Person(
    number="004190999801",
    name="Nông Thị Hoa",
    level=2,
    birthdate="1990-01-02",
    gender="female",
    residence="Tổ dân phố 1",
    commune_code="01273",
    email="hoa@thu.example",
    phone="02060000801",
    organisations=(Organisation("Công ty Thử", "4800999866"),),
)
BARE = Person(number="004190999802", name="Mẫu", level=1)


def test_every_claim_belongs_to_one_scope():
    scoped = [claim for claims in SCOPES.values() for claim in claims]

    assert sorted(scoped) == sorted(set(scoped))
    assert set(all_claims(FULL)) == set(scoped)


def test_what_is_unknown_is_absent():
    assert all_claims(BARE) == {"name": "Mẫu", "citizen_id": "004190999802", "assurance_level": 1}


def test_no_scope_opens_nothing():
    assert claims_for(FULL, []) == {}
    assert claims_for(FULL, ["openid", "unheard-of"]) == {}


@pytest.mark.parametrize(("level", "acr"), [(1, "urn:vn:vneid:loa:1"), (2, "urn:vn:vneid:loa:2")])
def test_the_level_has_a_name(level, acr):
    assert acr_of(Person(number="004190999801", name="A", level=level)) == acr


class TestSubjects:
    SECRET = b"s" * 32

    def test_one_person_has_one_name_for_a_client(self):
        first = subject_of(self.SECRET, client_id="gateway", number=FULL.number)

        assert first == subject_of(self.SECRET, client_id="gateway", number=FULL.number)
        assert FULL.number not in first

    @pytest.mark.parametrize(
        ("secret", "client_id", "number"),
        [
            (b"t" * 32, "gateway", FULL.number),
            (SECRET, "elsewhere", FULL.number),
            (SECRET, "gateway", BARE.number),
            (SECRET, f"gateway\n{FULL.number[0]}", FULL.number[1:]),
        ],
    )
    def test_any_other_combination_has_another(self, secret, client_id, number):
        assert subject_of(secret, client_id=client_id, number=number) != subject_of(
            self.SECRET, client_id="gateway", number=FULL.number
        )

import json
import re

import pytest
from joserfc.jwk import ECKey

from auth.provider.claims import subject_of
from auth.provider.clients import UnusableClientError
from auth.provider.folder import Holdings, NotPreparedError, prepare, subject_in
from auth.provider.people import UnusablePersonError

KEY = ECKey.generate_key("P-256", auto_kid=True)
PERSON = {"key": "A", "id_number": "004190999801", "name": "Nông Thị Hoa", "vneid_level": 2}
CLIENT = {
    "client_id": "gateway",
    "redirect_uris": ["http://localhost:8000/auth/callback"],
    "jwks": {"keys": [KEY.as_dict(private=False)]},
}


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "deep" / "idp"


@pytest.fixture
def passcode(folder):
    return prepare(folder, people=[PERSON], client=CLIENT)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_everything_is_for_its_owner_alone(folder, passcode):
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()} == dict.fromkeys(
        ["people.json", "clients.json", "signing-key.json", "secret", "passcode"], 0o600
    )


def test_an_open_folder_is_closed(folder):
    folder.mkdir(parents=True, mode=0o755)

    prepare(folder, people=[PERSON], client=CLIENT)

    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_passcode_has_six_digits_and_is_not_the_same_everywhere(folder, passcode, tmp_path):
    others = {prepare(tmp_path / str(i), people=[], client=CLIENT) for i in range(5)}

    assert re.fullmatch(r"\d{6}", passcode)
    assert len(others) > 1


def test_a_second_time_changes_nothing(folder, passcode):
    before = contents(folder)

    assert prepare(folder, people=[PERSON], client=CLIENT) == passcode

    assert contents(folder) == before


def test_new_people_come_in_and_keys_stay(folder, passcode):
    before = Holdings.read_from(folder)

    prepare(folder, people=[PERSON, PERSON | {"id_number": "004190999802"}], client=CLIENT)

    after = Holdings.read_from(folder)
    assert len(list(after.people)) == 2
    assert after.signing_key.as_dict(private=True) == before.signing_key.as_dict(private=True)
    assert (after.secret, after.passcode) == (before.secret, before.passcode)


def test_those_without_an_account_are_left_out(folder):
    prepare(folder, people=[PERSON, {"id_number": "x", "vneid_level": None, "login": False}], client=CLIENT)

    assert [person.number for person in Holdings.read_from(folder).people] == [PERSON["id_number"]]


@pytest.mark.parametrize(
    ("people", "client", "error"),
    [
        ([PERSON | {"name": ""}], CLIENT, UnusablePersonError),
        ([PERSON], CLIENT | {"jwks": {"keys": [KEY.as_dict(private=True)]}}, UnusableClientError),
    ],
)
def test_bad_input_leaves_no_folder_behind(folder, people, client, error):
    with pytest.raises(error):
        prepare(folder, people=people, client=client)

    assert not folder.exists()


def test_the_signing_key_is_published_without_its_private_part(folder, passcode):
    holdings = Holdings.read_from(folder)
    (public,) = holdings.public_keys.as_dict(private=False)["keys"]

    assert "d" not in public
    assert public["kid"] == holdings.signing_key.kid == holdings.signing_key.thumbprint()
    assert "d" in json.loads((folder / "signing-key.json").read_text())


@pytest.mark.parametrize("name", ["people.json", "clients.json", "signing-key.json", "secret", "passcode"])
def test_a_missing_file_is_named(folder, passcode, name):
    (folder / name).unlink()

    with pytest.raises(NotPreparedError, match=name):
        Holdings.read_from(folder)


def test_the_subject_can_be_told_beforehand(folder, passcode):
    secret = Holdings.read_from(folder).secret

    assert subject_in(folder, client_id="gateway", number="004190999801") == subject_of(
        secret, client_id="gateway", number="004190999801"
    )


def test_without_a_folder_there_are_no_subjects(tmp_path):
    with pytest.raises(NotPreparedError):
        subject_in(tmp_path, client_id="gateway", number="004190999801")

"""Claims as providers really send them."""

import json

import pytest

from auth.claims import ClaimMap, ClaimsFileError, partial_date, text
from services.people.identity import Represented

NATIONAL = {
    "scope": "openid",
    "technical_id": "TechID",
    "name": "HoVaTen",
    "citizen_id": "SoDinhDanh",
    "birth": "NgayThangNamSinh",
    "sex": "GioiTinh",
    "residence": "DiaChi",
    "phone": "SoDienThoai",
    "email": "ThuDienTu",
    "level": "loAs",
}


def identity(id_token=None, userinfo=None, names=None):
    return (names or ClaimMap()).identity("https://id.example", "s-1", id_token or {}, userinfo or {})


@pytest.fixture
def national(tmp_path):
    path = tmp_path / "claims.json"
    path.write_text(json.dumps(NATIONAL))
    return ClaimMap.read(path)


class TestIdentity:
    def test_nothing_but_the_subject_is_an_identity(self):
        found = identity()

        assert (found.issuer, found.subject, found.name, found.level) == ("https://id.example", "s-1", None, None)

    def test_the_national_provider_is_a_file(self, national):
        found = identity(
            userinfo={
                "TechID": "T-000123",
                "HoVaTen": "NÔNG THỊ MẪU",
                "SoDinhDanh": "004190000123",
                "NgayThangNamSinh": "19900102",
                "GioiTinh": "2",
                "DiaChi": "Tổ 1",
                "SoDienThoai": 2060000001,
                "ThuDienTu": "",
                "loAs": "LoA2",
            },
            names=national,
        )

        assert national.scope == "openid"
        assert (found.technical_id, found.name, found.citizen_id) == ("T-000123", "NÔNG THỊ MẪU", "004190000123")
        assert (found.birth, found.sex, found.residence) == ("1990-01-02", "F", "Tổ 1")
        assert (found.phone, found.email, found.level) == ("2060000001", None, 2)

    @pytest.mark.parametrize("missing", [{}, {"name": ""}, {"name": None}, {"name": "  "}])
    def test_absent_empty_and_null_are_the_same(self, missing):
        assert identity(userinfo=missing).name is None

    def test_the_id_token_goes_before_userinfo_where_it_says_something(self):
        assert identity({"name": "An", "email": ""}, {"name": "Bình", "email": "b@mau.example"}).name == "An"
        assert identity({"email": ""}, {"email": "b@mau.example"}).email == "b@mau.example"

    def test_text_is_composed_and_its_spaces_are_single(self):
        assert identity({"name": " Nguye\u0302\u0303n  Va\u0306n\u00a0A "}).name == "Nguyễn Văn A"

    @pytest.mark.parametrize(
        "number", ["00419000012", "0041900001234", "OO4190000123", "٠٠٤١٩٠٠٠٠١٢٣", 4190000123, True, []]
    )
    def test_a_number_that_is_none_is_missing(self, number):
        assert identity({"citizen_id": number}).citizen_id is None

    def test_a_number_may_be_written_in_groups(self):
        assert identity({"citizen_id": "004 190 000 123"}).citizen_id == "004190000123"

    @pytest.mark.parametrize(
        ("said", "level"),
        [
            (1, 1),
            ("2", 2),
            ("LoA2", 2),
            ("urn:vn:vneid:loa:1", 1),
            ("02", 2),
            (3, 2),
            (0, None),
            (True, None),
            ("x", None),
        ],
    )
    def test_levels_as_they_are_written(self, said, level):
        assert identity({"assurance_level": said}).level == level

    @pytest.mark.parametrize(
        ("said", "sex"), [("male", "M"), ("Nữ", "F"), ("1", "M"), (2, "F"), ("F", "F"), ("other", None), (0, None)]
    )
    def test_sexes_as_they_are_written(self, said, sex):
        assert identity({"gender": said}).sex == sex

    def test_an_address_is_an_object(self):
        found = identity({"address": {"formatted": "Tổ 1", "commune_code": "01273"}})

        assert (found.residence, found.commune) == ("Tổ 1", "01273")

    @pytest.mark.parametrize("address", ["Tổ 1", ["Tổ 1"], {"formatted": {"x": 1}, "commune_code": "1273"}])
    def test_an_address_in_another_shape_is_missing(self, address):
        found = identity({"address": address})

        assert (found.residence, found.commune) == (None, None)

    def test_organisations_count_for_a_full_account_alone(self):
        said = {"organisations": [{"name": "Công ty Ví Dụ", "tax_code": "4800 999 966"}]}

        assert identity(said | {"assurance_level": 2}).organisations == (Represented("4800999966", "Công ty Ví Dụ"),)
        assert identity(said | {"assurance_level": 1}).organisations == ()

    @pytest.mark.parametrize("said", ["x", {}, [1], [{}], [{"tax_code": "x"}], [{"tax_code": None}], {"tax_code": "1"}])
    def test_organisations_in_another_shape_are_passed_over(self, said):
        assert identity({"assurance_level": 2, "organisations": said}).organisations == ()


class TestText:
    @pytest.mark.parametrize("value", [None, True, [], {}, 1.5, "", "a\0b", "\ud800", "a\u202eb", "x" * 501, "\x1b[2J"])
    def test_what_could_do_harm_is_missing(self, value):
        assert text(value) is None


class TestPartialDate:
    @pytest.mark.parametrize(
        ("written", "found"),
        [
            ("19900102", "1990-01-02"),
            ("1990-01-02", "1990-01-02"),
            ("02/01/1990", "1990-01-02"),
            ("19450000", "1945"),
            ("1945", "1945"),
            (1945, "1945"),
            ("1945-06", "1945-06"),
            ("19450600", "1945-06"),
        ],
    )
    def test_whole_and_in_part(self, written, found):
        assert partial_date(written) == found

    @pytest.mark.parametrize("written", ["", "0000", "19901301", "1990-02-30", "31/02/1990", "yesterday", None, "199"])
    def test_what_is_no_date_is_missing(self, written):
        assert partial_date(written) is None


class TestFile:
    @pytest.mark.parametrize(
        ("content", "complaint"),
        [
            ("{", "not JSON"),
            ("[]", "object"),
            ('{"name": 5}', "object"),
            ('{"nmae": "x"}', "nmae"),
            ('{"scope": "profile"}', "openid"),
        ],
    )
    def test_a_file_that_cannot_be_used_stops_the_start(self, tmp_path, content, complaint):
        path = tmp_path / "claims.json"
        path.write_text(content)

        with pytest.raises(ClaimsFileError, match=complaint):
            ClaimMap.read(path)

    def test_a_claim_whose_name_has_dots_is_found(self, tmp_path):
        path = tmp_path / "claims.json"
        path.write_text('{"name": "https://id.example/claims/name"}')

        assert identity({"https://id.example/claims/name": "An"}, names=ClaimMap.read(path)).name == "An"

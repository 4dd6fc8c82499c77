"""At the counter for an organisation, for another person, by post, for another body, and while the provider is down."""

import pytest

from tests.functional.login.attacks import OUTAGES
from tests.functional.officer.counter import begun, received, through
from tests.pages import Browser

LEGAL_AID = "2.000954"
PARCEL = {
    "kenh": "buu_chinh",
    "buu_so": "EB123456789VN",
    "buu_gui-ngay": "19",
    "buu_gui-thang": "11",
    "buu_gui-nam": "2026",
    "buu_giao-ngay": "20",
    "buu_giao-thang": "11",
    "buu_giao-nam": "2026",
    "buu_gio": "8h15",
}


@pytest.fixture
def receiver(officer) -> Browser:
    return officer("P12")


class TestForOthers:
    def test_an_organisation_by_its_representative(self, receiver):
        company = {
            "cua": "to_chuc",
            "tc_ten": "Hợp tác xã Mẫu Quầy",
            "tc_ma": "4800999944",
            "tc_tru_so": "Tổ dân phố Mẫu 2",
            "tc_chuc_vu": "Giám đốc",
        }
        page = begun(receiver, so="004148999961", **company)

        assert "Hợp tác xã Mẫu Quầy" in page.one(".counter-bar__whose").get_text()
        assert "Người nộp: Hoàng Thị Già Thử" in page.one(".counter-bar").get_text()
        page = received(through(page))
        assert "Hợp tác xã Mẫu Quầy" in page.text

    def test_an_organisation_without_its_code_comes_back(self, receiver):
        page = begun(receiver, so="004148999962", cua="to_chuc", tc_ten="Hợp tác xã Mẫu")

        assert page.status == 422
        assert "mã số thuế" in page.errors[0]

    def test_a_child_by_a_guardian(self, receiver):
        child = {"cua": "nguoi_khac", "k_quyen": "guardian", "k_ten": "Người Bé Thử", "k_sinh-nam": "2016"}
        page = begun(receiver, so="004148999963", k_o="Tổ dân phố Mẫu 3", **child)

        assert "Người Bé Thử" in page.one(".counter-bar__whose").get_text()
        page = received(through(page))
        assert "Hồ sơ của: Người Bé Thử" in page.text


class TestByPost:
    def test_number_and_days_stand_on_the_check(self, receiver):
        page = begun(receiver, so="004148999964", **PARCEL)
        assert "Qua bưu chính, EB123456789VN" in page.one(".counter-bar").get_text()

        page = through(page).form("buoc").fill(**{"delivery_address.detail": "Tổ dân phố Mẫu 3"}).submit()

        assert "Gửi ngày 19/11/2026, bàn giao lúc 08:15 ngày 20/11/2026" in page.text
        done = received(page)
        assert done.select(".govuk-panel")
        desk = done.browser.get(f"/can-bo/ho-so/{done.one('.govuk-panel .code').get_text()}")
        assert "Bưu điện bàn giao 08:15 ngày 20/11/2026" in desk.text
        assert "Bưu điện bàn giao lúc 08:15; hồ sơ được tính là nộp và tiếp nhận từ lúc này" in desk.text

    def test_days_that_cannot_be_come_back(self, receiver):
        page = begun(receiver, so="004148999965", **PARCEL | {"buu_gui-ngay": "21"})

        assert page.status == 422
        assert "bàn giao" in page.errors[0]

    def test_an_hour_that_is_none_or_to_come_is_refused(self, receiver):
        page = begun(receiver, so="004148999965", **PARCEL | {"buu_gio": "25h"})
        assert (page.status, page.errors) == (
            422,
            ["Giờ bưu điện bàn giao: Hãy ghi giờ từ 0:00 đến 23:59, ví dụ 9:15."],
        )

        page = begun(receiver, so="004148999965", **PARCEL | {"buu_giao-ngay": "23", "buu_gio": "23:59"})
        assert "không thể ở tương lai" in page.errors[0]

    def test_days_and_hour_are_needed(self, receiver):
        page = begun(receiver, so="004148999966", kenh="buu_chinh", buu_so="EB1")

        assert [error.partition(":")[0] for error in page.errors] == [
            "Ngày gửi theo dấu bưu điện",
            "Ngày bưu điện bàn giao",
            "Giờ bưu điện bàn giao",
        ]


class TestElsewhere:
    def test_a_ward_receives_for_a_department_and_the_clock_waits(self, receiver):
        page = begun(receiver, LEGAL_AID, so="004148999967")

        page = through(page)
        assert "Hạn trả được tính khi cơ quan giải quyết có hồ sơ" in page.text
        assert "Hạn trả được tính khi cơ quan giải quyết có hồ sơ" in received(page).text


class TestProviderDown:
    def test_nothing_is_asked_of_it(self, receiver, hostile):
        hostile.lie, truth = OUTAGES["fails"], hostile.lie
        hostile.calls.clear()

        page = received(through(begun(receiver, so="004148999968")))
        hostile.lie = truth

        assert page.select(".govuk-panel")
        assert not hostile.calls


class TestWithAnAccount:
    def test_whoever_is_known_finds_the_dossier_once_signed_in(self, receiver, sign_in):
        citizen = sign_in("P06")
        page = begun(receiver, so="004085999906")
        page = page.form("quay").fill(la=page.select("input[name=la]")[0]["value"]).submit()
        assert "Hồ sơ của: Mẫu" in page.text
        page = receiver.get(page.path).follow("Nhận kết quả")
        page = page.form("buoc").fill(delivery="counter", paper_copies="1").submit()
        while page.select("#buoc"):
            page = page.form("buoc").submit()

        code = received(through(page)).one(".govuk-panel .code").get_text()

        page = citizen.get(f"/ho-so/{code}")
        assert page.status == 200
        assert "Nộp bản giấy" in page.text
        assert "xác nhận đã nộp" not in page.text

"""Shipments by public post: from what waits, over the slip and the post, to whom it is for."""

import re
from itertools import count

import pytest

from services.actor import Actor, Role
from services.dossiers.kinds import DossierState
from services.dossiers.models import Dossier
from services.dossiers.shipping.queries import PAGE
from services.people.models import IdentityKind
from services.people.queries import find_people_by_number
from tests.factories import an_officer
from tests.functional.login.conftest import MONDAY
from tests.functional.officer.test_supplement import P01
from tests.functional.officer.walking import DESK
from tests.shipments import OTHER_NUMBER, for_elsewhere, on_its_way, prepared, wanted_by_post

POST = "/can-bo/buu-chinh"
pytestmark = pytest.mark.usefixtures("clock")


def ward(session):
    return an_officer(session, Role.RECEIVER, "X01273.TT")


LABELS = count(10_000_001)


@pytest.fixture
def number():
    """A tracking number that no other test has."""
    return f"CA0{next(LABELS)}VN"


@pytest.fixture
def prepared_by(request):
    """The fixture that commits what a function prepares; its own name is a helper's here."""
    return request.getfixturevalue("prepared")


@pytest.fixture
def papers(prepared_by):
    return prepared_by(lambda session: for_elsewhere(session).code)


@pytest.fixture
def result(prepared_by):
    return prepared_by(lambda session: wanted_by_post(session).code)


def begun(browser, *codes):
    return browser.get(f"{POST}/lap", hs=list(codes))


def sent(browser, *codes, **changes):
    """Prepare a shipment of dossiers; return its page."""
    return begun(browser, *codes).form("lap").fill(**changes).submit()


def code_of(page):
    return re.search(r"BG\d{4}-\S+", page.h1).group()


def given(page, number):
    """The post has it."""
    return page.form("giao").fill(so=number, buu_ta="Bưu Tá Mẫu", cuoc="15.000").submit()


class TestPapersForABody:
    def test_the_whole_way(self, officer, papers, number, events):
        receiver = officer("P12")
        waiting = receiver.get("/can-bo").follow("Gửi qua bưu chính").follow("Lập bưu gửi")
        assert papers in waiting.text
        page = sent(receiver, papers)
        code = code_of(page)
        assert "Chờ giao cho bưu chính" in page.text
        assert papers not in receiver.get(f"{POST}/cho-gui").text

        page = given(page, number)
        assert "Bưu chính đang chuyển" in page.text
        assert "15.000 đ" in page.text
        assert "Bưu Tá Mẫu" in page.text

        there = officer("P09")
        row = next(
            one for one in there.get("/can-bo").follow("Gửi qua bưu chính").select("tbody tr") if code in one.get_text()
        )
        assert number in row.get_text()
        done = there.get(f"{POST}/{code}").form("da-nhan").fill(thieu="Thiếu một tờ.").submit()
        assert "Đã đến nơi nhận" in done.text
        assert "Thiếu một tờ." in done.text
        assert not done.select("main form")
        assert "Thiếu một tờ." in receiver.get(f"{POST}/{code}").text
        assert [one["reason"] for one in events("shipment_deliver")][-1:] == [None]
        assert "Mẫu" not in str(events("shipment_hand_over")[-1])

    def test_the_form_begins_with_what_was_kept(self, officer, papers):
        form = begun(officer("P12"), papers).form("lap")
        (kept,) = [name for name in form.names() if name.startswith("bc_0_g")]

        assert form.values[kept] == "1"
        assert form.values[kept.replace("bc_", "bs_")] == "2"

    def test_nobody_else_at_the_body_next_door_sees_it(self, officer, prepared_by, number):
        code = prepared_by(lambda s: on_its_way(s, for_elsewhere(s, "SXD"), by=ward(s), at=MONDAY, number=number).code)

        assert officer("P09").get(f"{POST}/{code}").status == 404

    def test_the_applicant_is_not_asked_to_pay_on_delivery(self, officer, papers):
        assert "Người yêu cầu trả khi nhận" not in begun(officer("P12"), papers).text


class TestAResult:
    def test_the_whole_way(self, officer, result, number, events):
        receiver = officer("P12")
        page = sent(receiver, result, dia_chi="Tổ dân phố Mẫu 9", cuoc_do="on_delivery", ten_0_x0="A", bc_0_x0="1")
        code = code_of(page)
        page = given(page, number)

        told = {"ngay-ngay": "23", "ngay-thang": "11", "ngay-nam": "2026"}
        page = page.form("da-phat").fill(nguoi="Người Nhà Mẫu", phieu="BP 77", **told).submit()

        assert "Đã đến nơi nhận" in page.text
        assert "Người Nhà Mẫu" in page.text
        desk = receiver.get(f"/can-bo/ho-so/{result}")
        assert "Đã trả kết quả" in desk.text
        assert number in desk.text
        assert events("dossier_return")[-1]["actor"]["role"] == "receiver"
        read = events("shipment_read")
        assert read[-1]["object"]["kind"] == "shipment"
        assert code not in str(read[-1])

    def test_it_comes_back_and_waits_again(self, officer, result, number):
        receiver = officer("P12")
        page = given(sent(receiver, result, dia_chi="Địa chỉ Mẫu", ten_0_x0="A", bc_0_x0="1"), number)

        page = page.form("khong-phat").fill(ly_do="absent").submit()

        assert "Đã chuyển hoàn" in page.text
        assert "Người nhận vắng mặt" in page.text
        assert result in receiver.get(f"{POST}/cho-gui").text

    def test_a_preparation_is_cancelled(self, officer, result):
        receiver = officer("P12")
        page = sent(receiver, result, dia_chi="Địa chỉ Mẫu", ten_0_x0="A", bc_0_x0="1")
        assert result not in receiver.get(f"{POST}/cho-gui").text

        page = page.form("huy").submit()

        assert "Đã hủy" in page.text
        assert result in receiver.get(f"{POST}/cho-gui").text


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"dia_chi": ""}, "Hãy ghi địa chỉ nhận."),
            ({"nguoi_nhan": " "}, "Hãy ghi tên người nhận."),
            ({"so": "EB12"}, "Số hiệu bưu gửi chưa đúng dạng"),
            ({"cuoc": "mười nghìn"}, "Cước phải là số đồng"),
            ({"bs_0_x1": "1"}, "Hãy ghi tên của giấy tờ đã đếm."),
            ({"to_0_x0": "1000"}, "Số phải từ 0 đến 999."),
            ({"bc_0_x0": "0"}, "Hãy ghi giấy tờ gửi kèm"),
        ],
    )
    def test_it_is_said_and_everything_stays(self, officer, result, changes, said):
        told = {"dia_chi": "Địa chỉ Mẫu", "dien_thoai": "0206 000 0009", "ten_0_x0": "Giấy mẫu", "bc_0_x0": "1"}

        page = begun(officer("P12"), result).form("lap").fill(**told | changes).submit()

        assert page.status == 422
        assert said in page.text
        assert page.form("lap").values["dien_thoai"] == "0206 000 0009"

    def test_who_took_it_and_the_number_are_asked_for(self, officer, result, number):
        receiver = officer("P12")
        page = sent(receiver, result, dia_chi="Địa chỉ Mẫu", ten_0_x0="A", bc_0_x0="1")

        again = page.form("giao").fill(so=number).submit()
        assert again.status == 422
        assert "Hãy ghi tên nhân viên bưu chính" in again.text
        assert again.form("giao").values["so"] == number
        assert "Hãy ghi số hiệu bưu gửi" in page.form("giao").fill(buu_ta="Bưu Tá Mẫu").submit().text
        assert "Cước phải là số đồng" in page.form("giao").fill(so=number, buu_ta="A", cuoc="x").submit().text

    def test_a_delivery_has_its_day_and_its_proof(self, officer, result, number):
        page = given(sent(officer("P12"), result, dia_chi="Địa chỉ Mẫu", ten_0_x0="A", bc_0_x0="1"), number)
        day = {"ngay-ngay": "24", "ngay-thang": "11", "ngay-nam": "2026"}

        assert "Hãy ghi ngày phát." in page.form("da-phat").submit().text
        assert "Ngày 24/11/2026 không dùng được" in page.form("da-phat").fill(nguoi="A", phieu="1", **day).submit().text
        today = day | {"ngay-ngay": "23"}
        assert "Hãy ghi số phiếu báo phát" in page.form("da-phat").fill(nguoi="A", **today).submit().text
        assert "Hãy chọn một mục." in page.form("khong-phat").submit().text
        assert "Hãy ghi lý do bằng lời." in page.form("khong-phat").fill(ly_do="other").submit().text

    def test_a_doubtful_number_is_shown_and_may_be_used(self, officer, papers):
        page = given(sent(officer("P12"), papers), "EB999999999VN")

        assert "Kiểm tra lại số hiệu" in page.text

    def test_a_page_out_of_date_is_told_with_what_was_typed(self, officer, papers, number):
        receiver = officer("P12")
        page = sent(receiver, papers)
        given(page, number)

        again = page.form("giao").fill(so=OTHER_NUMBER, buu_ta="Bưu Tá Thứ Hai").submit()

        assert again.status == 409
        assert "vừa được người khác xử lý" in again.text
        assert "Bưu Tá Thứ Hai" in again.text

    def test_dossiers_of_two_places_do_not_go_together(self, officer, papers, result):
        assert begun(officer("P12"), papers, result).status == 422

    @pytest.mark.parametrize(("codes", "status"), [((), 422), (("H14-khong-co",), 404), (("\0",), 400)])
    def test_nothing_is_prepared_of_nothing(self, officer, codes, status):
        assert begun(officer("P12"), *codes).status == status

    def test_sent_twice_it_is_one_shipment(self, officer, result):
        form = begun(officer("P12"), result).form("lap").fill(dia_chi="Địa chỉ Mẫu", ten_0_x0="A", bc_0_x0="1")

        assert code_of(form.submit()) == code_of(form.submit())


class TestTheSlip:
    def test_it_names_both_ends_and_has_room_for_four_signatures(self, officer, prepared_by, number):
        code = prepared_by(lambda s: on_its_way(s, for_elsewhere(s), by=ward(s), at=MONDAY, number=number).code)

        page = officer("P12").get(f"{POST}/{code}").follow("Phiếu gửi để in và ký")

        assert number in page.text
        assert "Sở Tư pháp" in page.text
        assert "1 bản chính" in page.text
        assert len(page.select(".room-to-sign")) == 4


class TestLists:
    def test_they_go_on_page_by_page_and_cost_six_statements_at_most(self, officer, prepared_by, statements):
        codes = prepared_by(
            lambda s: [prepared(s, for_elsewhere(s), by=ward(s), at=MONDAY).code for _ in range(PAGE + 1)]
        )
        receiver = officer("P12")

        with statements() as asked:
            first = receiver.get(POST)
        second = first.follow("Trang sau")

        assert len(asked) <= 6
        assert codes[-1] in first.text
        assert codes[0] in second.text
        assert codes[0] not in first.text

    def test_what_waits_costs_six_statements_at_most(self, officer, papers, result, statements):
        receiver = officer("P12")
        with statements() as asked:
            page = receiver.get(f"{POST}/cho-gui")

        assert len(asked) <= 6
        assert papers in page.text
        assert result in page.text

    def test_the_head_of_the_centre_reads(self, officer, prepared_by):
        code = prepared_by(lambda s: prepared(s, for_elsewhere(s), by=ward(s), at=MONDAY).code)
        head = officer("P22")

        assert code in head.get(POST).text
        page = head.get(f"{POST}/{code}")
        assert page.status == 200
        assert not page.select("main form")
        assert head.get(f"{POST}/cho-gui").status == 403

    def test_an_empty_list_says_so(self, officer):
        assert "Không có bưu gửi nào ở đây" in officer("P18").get(POST).text

    @pytest.mark.parametrize("tray", ["", "x", "gui-di", "gui-den", "da-xong"])
    def test_whatever_the_address_says_there_is_a_list(self, officer, tray):
        assert officer("P09").get(POST, khay=tray).status == 200

    def test_a_citizen_has_none(self, officer):
        assert officer("P01").get(POST).status == 403


def test_dossiers_of_another_centre_are_not_found(officer, prepared_by):
    code = prepared_by(lambda s: wanted_by_post(s, centre="TTPVHCC", body="STP").code)

    assert begun(officer("P12"), code).status == 404


def test_the_state_of_the_dossier_stays_until_it_is_delivered(officer, result, number, prepared_by):
    given(sent(officer("P12"), result, dia_chi="Địa chỉ Mẫu", ten_0_x0="A", bc_0_x0="1"), number)

    assert prepared_by(lambda s: s.query(Dossier.state).filter_by(code=result).scalar()) is DossierState.FINISHED


class TestThePageOfTheDossier:
    def test_the_desk_leads_to_the_shipment_and_hides_the_counter_meanwhile(self, officer, result, number):
        receiver = officer("P12")
        desk = receiver.get(f"{DESK}/{result}")
        assert "Bưu chính công ích" not in desk.form("tra").tag.get_text()
        form = desk.follow("Lập bưu gửi").form("lap").fill(dia_chi="Địa chỉ Mẫu", ten_0_x0="A", bc_0_x0="1")
        page = given(form.submit(), number)
        code = code_of(page)

        desk = receiver.get(f"{DESK}/{result}")

        assert not desk.select("#tra")
        assert f"Số hiệu bưu gửi: {number}" in desk.text
        assert code_of(desk.follow(code)) == code

    def test_papers_are_sent_from_there_too(self, officer, papers, number):
        receiver = officer("P12")
        page = given(receiver.get(f"{DESK}/{papers}").follow("Lập bưu gửi").form("lap").submit(), number)

        desk = receiver.get(f"{DESK}/{papers}")

        assert code_of(page) in desk.text
        assert "Lập bưu gửi" not in desk.text
        assert code_of(page) in officer("P09").get(f"{DESK}/{papers}").text

    def test_posting_at_the_counter_by_hand_is_no_second_way(self, officer, result):
        form = officer("P12").get(f"{DESK}/{result}").form("tra").fill(ten="Bưu điện", chung_cu="EB1")

        form.values["nguoi_nhan"] = ["post"]
        page = form.submit()

        assert page.status == 422
        assert "Hãy chọn một mục." in page.text

    def test_a_race_with_the_counter_is_told(self, officer, result):
        receiver = officer("P12")
        form = receiver.get(f"{DESK}/{result}").form("tra")
        sent(receiver, result, dia_chi="Địa chỉ Mẫu", ten_0_x0="A", bc_0_x0="1")

        page = form.fill(nguoi_nhan="applicant", ten="Người Mẫu", chung_cu="Căn cước").submit()

        assert page.status == 409
        assert "Kết quả đang ở bưu gửi" in page.text
        assert page.form("tra").values["ten"] == "Người Mẫu"


class TestTheApplicantsPage:
    def test_the_number_is_the_applicants_to_ask_the_post_with(self, officer, prepared_by, number):
        officer("P01")
        code = prepared_by(lambda s: of_the_citizen(s, number))

        page = officer("P01").get(f"/ho-so/{code}")

        assert number in page.text
        assert "Bưu chính đang chuyển" in page.text
        assert "Gửi kết quả qua bưu chính" in page.text
        assert "Bưu tá" not in page.text

    def test_nobody_else_sees_it(self, officer, prepared_by, number):
        officer("P01")
        code = prepared_by(lambda s: of_the_citizen(s, number))

        assert officer("P02").get(f"/ho-so/{code}").status == 404


def of_the_citizen(session, number):
    """A finished dossier of P01 whose result the post has; return its code."""
    person = find_people_by_number(session, IdentityKind.CITIZEN_ID, P01)[0]
    dossier = wanted_by_post(session, applicant=Actor(person.id, Role.CITIZEN))
    on_its_way(session, dossier, by=ward(session), at=MONDAY, number=number)
    return dossier.code

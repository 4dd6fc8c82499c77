"""The quick lane: the fee first, then one click that numbers, records and hands over."""

import pytest

from tests.functional.officer.walking import DESK

LANE = "/can-bo/chung-thuc"
pytestmark = pytest.mark.usefixtures("clock")


def filled(page, **changes):
    told = {"ten": "Hoàng Thị Già Mẫu", "giay": "Bằng tốt nghiệp", "trang": "6", "ban": "2", "doi": ["y"]}
    return page.form("chung-thuc").fill(**told | changes)


def number_on(page):
    return page.one(".govuk-notification-banner strong.number").get_text()


def recorded(browser, **changes):
    page = filled(browser.get(LANE), **changes).submit("Tính phí")
    return page.form("chung-thuc").submit("Đã thu tiền, ghi sổ và trả")


def test_the_fee_is_told_and_then_the_number_given(officer, events):
    receiver = officer("P12")
    before = len(events("dossier_certify"))
    told = filled(receiver.get(LANE)).submit("Tính phí")
    assert "16.000 đ" in told.one("form [role=status]").get_text()
    assert len(events("dossier_certify")) == before

    page = told.form("chung-thuc").submit("Đã thu tiền, ghi sổ và trả")

    number = number_on(page)
    assert number.endswith("/SCT/BS")
    assert number in [link.get_text() for link in page.select("tbody th a")]
    assert page.one("#ten").get("value", "") == ""
    (event,) = events("dossier_certify")[before:]
    assert event["actor"]["role"] == "receiver"
    assert "Hoàng" not in str(event)


def test_its_dossier_stands_on_the_desk_as_given_back(officer):
    receiver = officer("P12")
    page = recorded(receiver)
    desk = receiver.get(page.one(".govuk-notification-banner a")["href"])

    assert "Đã trả kết quả" in desk.text
    assert "2.000815" in desk.text
    assert desk.path.startswith(DESK)


def test_signatures_have_a_book_of_their_own(officer):
    page = recorded(officer("P12"), loai="signature", ban="3")

    assert "/SCT/CK,ĐC" in number_on(page)
    assert "30.000 đ" in page.one(".govuk-notification-banner").get_text()


def test_sent_twice_it_is_one_line(officer):
    receiver = officer("P12")
    told = filled(receiver.get(LANE)).submit("Tính phí")
    first = told.form("chung-thuc").submit("Đã thu tiền, ghi sổ và trả")
    count = len(first.select("tbody tr"))

    again = told.form("chung-thuc").submit("Đã thu tiền, ghi sổ và trả")

    assert len(again.select("tbody tr")) == count
    assert number_on(again) == number_on(first)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ten": ""}, "Bạn chưa điền mục này."),
        ({"trang": "0"}, "Số phải từ 1 đến 999."),
        ({"trang": "sáu"}, "Hãy nhập một số"),
        ({"ban": "1000"}, "Số phải từ 1 đến 999."),
        ({"doi": []}, "Chỉ ghi sổ khi đã đối chiếu"),
    ],
)
def test_what_is_not_right_comes_back_whole(officer, changes, said):
    page = filled(officer("P12").get(LANE), **changes).submit("Tính phí")

    assert page.status == 422
    assert said in page.one(".govuk-error-summary").get_text()
    assert page.one("#giay")["value"] == "Bằng tốt nghiệp"


def test_another_fee_than_the_one_told_is_not_taken(officer, events):
    receiver = officer("P12")
    before = len(events("dossier_certify"))
    told = filled(receiver.get(LANE)).submit("Tính phí")
    form = told.form("chung-thuc")
    form.set("ban", "9")

    page = form.submit("Đã thu tiền, ghi sổ và trả")

    assert page.status == 409
    assert "Hãy tính lại phí" in page.text
    assert len(events("dossier_certify")) == before


@pytest.mark.parametrize(
    "changes",
    [
        {"khoa": "x" * 5_000},
        {"khoa": "\0"},
        {"phi": "9" * 5_000},
        {"phi": "\u0663"},
        {"ten": "\0Người\0"},
        {"giay": "a" * 5_000},
        {"trang": "9" * 5_000},
        {"loai": "stamp"},
        {"ky": "00000000-0000-0000-0000-000000000000"},
    ],
)
def test_whatever_is_sent_nothing_breaks(officer, changes):
    receiver = officer("P12")
    told = filled(receiver.get(LANE)).submit("Tính phí")
    fields = told.form("chung-thuc").values | changes

    assert receiver.post(LANE, data=fields | {"ghi": "1"}).status < 500


def test_the_receipt_is_drawn_only_on_request(officer, worker, prepared):
    receiver = officer("P12")
    plain = recorded(receiver).one(".govuk-notification-banner .code").get_text()
    wanted = recorded(receiver, mau=["y"]).one(".govuk-notification-banner .code").get_text()

    def promised(session):
        rows = session.connection().exec_driver_sql(
            "SELECT d.code FROM procrastinate_jobs j JOIN dossier d ON d.id::text = j.args ->> 'dossier_id' "
            "WHERE j.task_name = 'form_01'"
        )
        return {row[0] for row in rows}

    found = prepared(promised)
    assert wanted in found
    assert plain not in found


def test_the_way_leads_from_the_counter_of_a_commune_alone(officer):
    assert officer("P12").get("/can-bo/quay").follow("Chứng thực nhanh").h1 == "Chứng thực nhanh"
    province = officer("P07")
    assert "Chứng thực nhanh" not in province.get("/can-bo/quay").text
    page = province.get(LANE)
    assert page.status == 403
    assert "Chỉ quầy của xã, phường" in page.text


@pytest.mark.parametrize("key", ["P13", "P14", "P11"])
def test_nobody_else_certifies(officer, key):
    assert officer(key).get(LANE).status == 403


def test_a_page_costs_six_statements_at_most(officer, statements):
    receiver = officer("P12")
    recorded(receiver)
    with statements() as asked:
        receiver.get(LANE)

    assert len(asked) <= 6

"""The session ends while a form is being filled in: nothing is saved without somebody, and nothing typed is lost."""

import pytest

from tests.functional.citizen.walking import PHONE, begin, draft_of, fill_general_form, past_the_unit

TYPED = {"phone": PHONE, "capacity": "self"}


@pytest.fixture
def waiting(sign_in, clock):
    """A form filled in and not sent, when the session ends."""
    page = past_the_unit(begin(sign_in("P01")))
    form = page.form().fill(**TYPED)
    clock.move(minutes=31)
    return form


def test_sent_after_the_end_it_comes_back_with_the_way_to_the_login(waiting):
    page = waiting.submit()

    assert page.status == 400
    assert page.h1 == "Phiên làm việc đã kết thúc"
    assert page.one("main input[name=phone]")["value"] == PHONE
    assert page.link("Đăng nhập lại trong thẻ mới") == f"/dang-nhap?next={waiting.page.path}"


def test_after_the_login_it_comes_back_filled_in_and_can_be_saved(waiting, sign_in):
    over = waiting.submit()
    citizen = sign_in("P01", browser=over.browser)

    page = over.form().submit()

    assert page.status == 400
    assert "Phiên làm việc đã được mở lại" in page.text
    assert page.one("input[name=phone]")["value"] == PHONE
    saved = page.form().submit()
    assert saved.status == 200
    assert citizen.get(page.path).one("input[name=phone]")["value"] == PHONE.replace(" ", "")


def test_pressed_again_before_the_login_it_still_holds_everything(waiting):
    over = waiting.submit()
    assert "Bạn chưa đăng nhập lại" not in over.text

    page = over.form().submit()

    assert page.status == 400
    assert "Bạn chưa đăng nhập lại" in page.text
    assert page.one("main input[name=phone]")["value"] == PHONE


def test_the_page_after_the_login_is_the_step(waiting, sign_in):
    over = waiting.submit()
    wanted = over.link("Đăng nhập lại trong thẻ mới").partition("next=")[2]

    citizen = sign_in("P01", browser=over.browser)

    assert citizen.get(wanted).h1 == "Người yêu cầu"


def test_a_page_that_is_only_looked_at_leads_to_the_login(sign_in, clock):
    citizen = sign_in("P01")
    draft = draft_of(begin(citizen))
    clock.move(minutes=31)

    assert citizen.get(draft, follow=False).location.startswith("/dang-nhap?next=")


def test_a_reason_that_was_typed_for_a_paper_is_kept_too(sign_in, clock):
    page = fill_general_form(begin(sign_in("P01")))
    address = next(str(a["href"]) for a in page.select(".govuk-task-list__link") if "giay-to-" in a["href"])
    form = page.browser.get(address).form("nop-tep").fill(tra_loi="not_my_case", ghi_chu="tôi là chủ sở hữu")
    clock.move(minutes=31)
    over = form.submit()
    sign_in("P01", browser=over.browser)

    page = over.form().submit()

    assert page.one("textarea[name=ghi_chu]").text.strip() == "tôi là chủ sở hữu"
    assert page.form("nop-tep").submit().status == 200


def test_filing_is_asked_for_again_and_not_done_by_itself(sign_in, clock):
    citizen = sign_in("P01")
    page = citizen.get("/thu-tuc/2.000908").follow("Nộp hồ sơ trực tuyến")
    clock.move(minutes=31)
    over = page.form().submit()
    sign_in("P01", browser=over.browser)

    page = over.form().submit()

    assert page.path == "/nop-ho-so/2.000908"
    assert "bạn hãy bấm lại" in page.text


def test_an_officer_who_signed_in_meanwhile_gets_nothing(waiting, sign_in):
    over = waiting.submit()
    sign_in("P12", browser=over.browser, role="Cán bộ tiếp nhận")

    assert over.form().submit().status == 403

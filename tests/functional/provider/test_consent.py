"""The page that says what is handed over."""

import pytest

from tests.functional.provider.cast import DOANH, HOA, PA
from tests.functional.provider.pages import Browser


def rows(page):
    return dict(
        zip(
            [tag.get_text(" ", strip=True) for tag in page.soup.find_all("dt")],
            [tag.get_text(" ", strip=True) for tag in page.soup.find_all("dd")],
            strict=True,
        )
    )


def test_it_lists_every_value_as_people_write_it(visit):
    assert rows(visit.consent_page()) == {
        "Họ và tên": HOA["name"],
        "Ngày sinh": "02/01/1990",
        "Giới tính": "Nữ",
        "Số định danh cá nhân": "004•••••9801",
        "Mức độ tài khoản": "Mức độ 2",
        "Nơi cư trú": "Tổ dân phố Thử 1, phường Thục Phán",
        "Số điện thoại": "02060000801",
        "Thư điện tử": "hoa@thu.example",
    }


def test_the_number_is_masked(visit):
    assert HOA["id_number"] not in visit.consent_page().text


def test_a_level_1_account_is_told_what_it_lacks(visit):
    page = visit.consent_page(PA["id_number"])

    assert rows(page)["Ngày sinh"] == "1948"
    assert "Nơi cư trú" not in rows(page)
    assert "mức độ 1 không có nơi cư trú" in page.text


def test_organisations_are_named(visit):
    assert rows(visit.consent_page(DOANH["id_number"]))["Tổ chức bạn đại diện"] == "Công ty Luật TNHH Thử (4800999866)"


def test_a_client_that_asks_for_nothing_gets_a_code_alone(visit):
    page = visit.consent_page(scope="openid")

    assert rows(page) == {}
    assert "Chỉ một mã riêng" in page.text


def test_it_is_remembered_for_the_session(visit, browser, party):
    visit.code()

    assert "code" in party.answer(browser.open("/authorize", **party.query(nonce="second")))


def test_more_than_was_agreed_to_is_asked_for(visit, browser, party):
    visit.code(scope="openid profile")

    page = browser.page("/authorize", **party.query(nonce="second", scope="openid profile email"))

    assert "Thư điện tử" in rows(page)


def test_what_was_agreed_to_adds_up(visit, browser, party):
    visit.code(scope="openid profile")
    page = browser.page("/authorize", **party.query(nonce="second", scope="openid email"))
    browser.send(page, button="decision=allow")

    assert "code" in party.answer(
        browser.open("/authorize", **party.query(nonce="third", scope="openid profile email"))
    )


def test_agreeing_does_not_replace_a_passcode_that_the_client_asked_for(visit, browser, party):
    token = visit.consent_page().value("csrf_token")

    response = browser.client.post(
        "/authorize/dong-y",
        query_string=party.query(nonce="second", prompt="login"),
        data={"csrf_token": token, "decision": "allow"},
    )

    assert browser.page(response.location).heading == "Đăng nhập bằng định danh điện tử"


def test_another_client_asks_for_itself(visit, browser, stranger):
    visit.code()

    assert browser.page("/authorize", **stranger.query()).heading == "Chia sẻ thông tin với Một cửa elsewhere"


def test_another_browser_asks_again(visit, idp, party, passcode):
    visit.code()
    other = Browser(idp.test_client())

    page = other.submit(other.page("/authorize", **party.query()), number=HOA["id_number"], passcode=passcode)

    assert page.heading == "Chia sẻ thông tin với Một cửa gateway"


def test_somebody_else_can_sign_in_instead(visit, browser, party):
    response = browser.send(visit.consent_page(), button="decision=other")

    page = browser.page(response.location)
    assert page.heading == "Đăng nhập bằng định danh điện tử"
    assert PA["name"] in browser.submit(page, number=PA["id_number"], passcode=visit.passcode).text


@pytest.mark.parametrize("decision", ["", "ALLOW", "yes"])
def test_only_the_button_agrees(visit, browser, party, decision):
    answer = party.answer(browser.send(visit.consent_page(), decision=decision))

    assert answer["error"] == "access_denied"


def test_after_the_session_has_ended_the_passcode_comes_first(visit, browser, clock):
    page = visit.consent_page()
    clock.move(3600)

    response = browser.send(page, button="decision=allow")

    assert browser.page(response.location).heading == "Đăng nhập bằng định danh điện tử"

"""The page with number and passcode."""

import pytest

from tests.functional.provider.cast import DOANH, HOA, PA, WITHOUT_ACCOUNT
from tests.functional.provider.pages import Browser, Page


@pytest.fixture
def page(browser, party):
    return browser.page("/authorize", **party.query())


def wrong(passcode):
    return f"{(int(passcode) + 1) % 1_000_000:06d}"


def test_it_says_who_asks_and_that_it_is_not_the_real_thing(page):
    assert page.heading == "Đăng nhập bằng định danh điện tử"
    assert "Một cửa gateway cần biết bạn là ai." in page.soup.get_text()
    assert "Đây không phải VNeID." in page.only("aside").get_text()


def test_it_says_where_to_go_without_an_account(page, party):
    way = page.only(f"a[href='{party.after_logout}mot-cua']")

    assert way.parent.get_text(" ", strip=True) == (
        "Không có VNeID? Đến bộ phận một cửa gần bạn : cán bộ nộp hồ sơ giúp bạn tại quầy."
    )


def test_the_passcode_is_never_on_a_page(page, passcode):
    assert passcode not in page.text


def test_everybody_with_an_account_can_be_chosen_and_nobody_else(page):
    names = [tag.get_text(strip=True) for tag in page.soup.select(".people strong")]

    assert names == [HOA["name"], PA["name"], DOANH["name"]]
    assert WITHOUT_ACCOUNT["name"] not in page.text


def test_parts_are_named_and_an_unknown_one_is_passed_over(page):
    parts = [" ".join(tag.get_text(" ", strip=True).split()) for tag in page.soup.select(".people .what")]

    assert parts == ["Người dân", "Người dân", "Người dân, Đại diện tổ chức · Giám đốc · Sở Thử"]


def test_choosing_fills_in_the_number_and_keeps_the_request(browser, party, page, visit):
    form = page.only("form[method=get]")
    kept = {tag["name"]: tag["value"] for tag in form.select("input")}
    button = form.select("button")[2]
    assert DOANH["name"] in button.get_text()

    chosen = browser.page(str(form["action"]), **kept, **{str(button["name"]): button["value"]})

    assert kept == party.query()
    assert chosen.value("number") == "004 079 999 803"
    assert chosen.only("input[autofocus]")["name"] == "passcode"
    consent = browser.submit(chosen, number=chosen.value("number"), passcode=visit.passcode)
    assert DOANH["name"] in consent.text


@pytest.mark.parametrize("choice", ["0", "4", "-1", "x", "²", ""])
def test_a_choice_that_is_none_fills_in_nothing(browser, party, choice):
    assert browser.page("/authorize", **party.query(chon=choice)).value("number") == ""


def test_spaces_in_the_number_do_no_harm(browser, page, passcode):
    answer = browser.submit(page, number=" 004 190 999 801 ", passcode=f" {passcode} ")

    assert answer.heading == "Chia sẻ thông tin với Một cửa gateway"


@pytest.mark.parametrize(
    ("number", "field", "sentence"),
    [
        ("", "number", "đúng 12 chữ số"),
        ("00419099980", "number", "đúng 12 chữ số"),
        ("0041909998011", "number", "đúng 12 chữ số"),
        ("٠٠٤١٩٠٩٩٩٨٠١", "number", "đúng 12 chữ số"),
        ('"><script>1</script>', "number", "đúng 12 chữ số"),
        (HOA["id_number"], "passcode", "không đúng"),
        ("004190999899", "passcode", "không đúng"),
        (WITHOUT_ACCOUNT["id_number"], "passcode", "không đúng"),
    ],
)
def test_a_mistake_is_named_at_the_field_and_the_number_is_kept(browser, page, passcode, number, field, sentence):
    answer = browser.submit(page, number=number, passcode=wrong(passcode))

    assert answer.status == 422
    assert answer.value("number") == number
    assert answer.value("passcode") == ""
    assert wrong(passcode) not in answer.text
    assert str(answer.soup.title.string).startswith("Lỗi: ")
    assert sentence in answer.only(f"#{field}-error").get_text()
    assert answer.only("[role=alert] a")["href"] == f"#{field}"
    assert answer.only("[aria-invalid=true]")["id"] == field


def test_a_missing_passcode_is_asked_for(browser, page):
    answer = browser.submit(page, number=HOA["id_number"], passcode=" ")

    assert answer.status == 422
    assert "6 chữ số" in answer.only("#passcode-error").get_text()


def test_a_mistake_signs_nobody_in(browser, party, page, passcode):
    browser.submit(page, number=HOA["id_number"], passcode=wrong(passcode))

    assert "error" in party.answer(browser.open("/authorize", **party.query(prompt="none")))


class TestTooManyAttempts:
    @pytest.fixture
    def worn(self, browser, page, passcode) -> Page:
        for _ in range(5):
            page = browser.submit(page, number=HOA["id_number"], passcode=wrong(passcode))
            assert page.status == 422
        return page

    def test_then_even_the_right_one_has_to_wait(self, browser, worn, passcode):
        answer = browser.submit(worn, number=HOA["id_number"], passcode=passcode)

        assert answer.status == 429
        assert answer.response.headers["Retry-After"] == "300"
        assert "Hãy chờ 5 phút" in answer.only("#passcode-error").get_text()

    def test_after_the_pause_it_works(self, browser, worn, passcode, clock):
        clock.move(300)

        assert browser.submit(worn, number=HOA["id_number"], passcode=passcode).status == 200

    def test_the_pause_is_for_one_number_alone(self, browser, worn, passcode):
        assert browser.submit(worn, number=PA["id_number"], passcode=passcode).status == 200

    def test_it_holds_in_every_browser(self, idp, party, worn, passcode):
        other = Browser(idp.test_client())

        answer = other.submit(other.page("/authorize", **party.query()), number=HOA["id_number"], passcode=passcode)

        assert answer.status == 429

    def test_knowing_the_passcode_wipes_the_slate(self, browser, page, passcode, party):
        for visit in range(3):
            for _ in range(4):
                page = browser.submit(page, number=HOA["id_number"], passcode=wrong(passcode))
            assert browser.submit(page, number=HOA["id_number"], passcode=passcode).status == 200
            page = browser.page("/authorize", **party.query(prompt="login", nonce=f"again-{visit}"))


class TestTheCookie:
    def name_and_attributes(self, response):
        (cookie,) = response.headers.getlist("Set-Cookie")
        return cookie.partition("=")[0], set(cookie.split("; ")[1:])

    def test_it_has_a_name_of_its_own_and_no_script_reads_it(self, page):
        assert self.name_and_attributes(page.response) == ("provider_session", {"HttpOnly", "Path=/", "SameSite=Lax"})

    def test_a_cookie_from_before_the_sign_in_is_not_signed_in(self, idp, browser, party, page, passcode):
        before = browser.client.get_cookie("provider_session").value

        browser.submit(page, number=HOA["id_number"], passcode=passcode)

        thief = Browser(idp.test_client())
        thief.client.set_cookie("provider_session", before)
        assert "error" in party.answer(thief.open("/authorize", **party.query(prompt="none")))
        assert browser.client.get_cookie("provider_session").value != before

    def test_signing_in_again_ends_the_session_before(self, idp, visit, browser, party):
        visit.code()
        saved = browser.client.get_cookie("provider_session").value

        visit.consent_page(PA["id_number"], nonce="second", prompt="login")

        thief = Browser(idp.test_client())
        thief.client.set_cookie("provider_session", saved)
        assert "error" in party.answer(thief.open("/authorize", **party.query(prompt="none")))

    def test_a_form_from_before_the_sign_in_is_out_of_date(self, browser, page, visit):
        consent = visit.consent_page()

        response = browser.send(consent, button="decision=allow", csrf_token=page.value("csrf_token"))

        assert response.status_code == 400

    def test_a_session_ends_after_an_hour(self, visit, browser, party, clock):
        visit.code()
        clock.move(3600)

        answer = party.answer(browser.open("/authorize", **party.query(prompt="none")))

        assert answer["error"] == "login_required"


class TestForeignForms:
    @pytest.mark.parametrize("path", ["/authorize/dang-nhap", "/authorize/dong-y", "/end_session/xac-nhan"])
    def test_a_form_without_our_token_is_refused(self, visit, browser, party, passcode, path):
        visit.consent_page()

        response = browser.client.post(
            path,
            query_string=party.query(),
            data={"number": PA["id_number"], "passcode": passcode, "decision": "allow"},
        )

        assert response.status_code == 400
        assert Page(response, path).heading == "Biểu mẫu đã hết hạn"
        assert "code" not in response.headers.get("Location", "")

    def test_a_token_of_another_browser_is_refused(self, idp, browser, party, page, passcode):
        other = Browser(idp.test_client())
        other.page("/authorize", **party.query())

        answer = other.submit(page, number=HOA["id_number"], passcode=passcode)

        assert answer.status == 400

    def test_the_way_back_keeps_the_request(self, idp, party, page, passcode):
        late = Browser(idp.test_client())
        answer = late.submit(page, number=HOA["id_number"], passcode=passcode)

        again = late.page(str(answer.only("main a")["href"]))

        assert late.submit(again, number=HOA["id_number"], passcode=passcode).status == 200

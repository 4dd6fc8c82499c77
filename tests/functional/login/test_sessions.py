"""A session is a row: new at each login, gone at once when it ends, and nobody's name is in it."""

import json
import re
from base64 import urlsafe_b64decode
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from auth.operations import forget_expired
from auth.tables import LoginAttempt, LoginSession, rate_limit
from auth.tokens import token_hash
from gateway.app import create_app
from gateway.clock import set_clock
from gateway.db import EXTENSION as DATABASE
from services.people.models import Account
from tests.functional.login.conftest import forget_provider, statements


class TestAnonymous:
    def test_reading_leaves_no_cookie(self, visitor):
        visitor.browser.get("/auth/callback")
        page = visitor.browser.get("/")

        assert "Set-Cookie" not in page.headers
        assert page.headers["Vary"].split(", ").count("Cookie") == 1

    def test_setting_out_leaves_only_the_secret_that_binds_the_login(self, visitor):
        visitor.leave()

        assert [cookie.key for cookie in visitor.browser.client._cookies.values()] == ["gateway_login"]

    def test_health_asks_nobody_who_they_are(self, visitor, database):
        visitor.sign_in()
        with statements(database) as seen:
            visitor.browser.get("/healthz")

        assert seen == []


class TestCookies:
    def test_they_are_hidden_from_scripts_and_from_other_sites(self, visitor):
        out = visitor.browser.get("/dang-nhap", follow=False)
        back = visitor.come_back(out.location)

        for header in [*out.headers.getlist("Set-Cookie"), *back.headers.getlist("Set-Cookie")]:
            assert "HttpOnly" in header
            assert "SameSite=Lax" in header
            assert "Path=/" in header
            assert "Domain" not in header

    def test_over_https_no_other_host_can_set_them(self, https_visitor):
        out = https_visitor.get("/dang-nhap")
        back = https_visitor.get(https_visitor.hostile.authorize(out.location))

        cookies = out.headers.getlist("Set-Cookie") + back.headers.getlist("Set-Cookie")
        names = [header.partition("=")[0] for header in cookies]
        assert names == ["__Host-gateway_login", "__Host-gateway_session"]
        assert all("Secure" in header for header in cookies)

    def test_the_answer_that_sets_one_is_kept_nowhere(self, visitor):
        page = visitor.sign_in()

        assert page.headers["Cache-Control"] == "no-store"

    def test_pages_of_the_signed_in_are_kept_nowhere(self, visitor):
        visitor.sign_in()

        assert visitor.browser.get("/chon-vai-tro").headers["Cache-Control"] == "no-store"


class TestLogin:
    def test_a_name_brought_along_is_never_adopted(self, visitor, sessions):
        visitor.browser.client.set_cookie("gateway_session", "chosen-by-somebody-else")
        visitor.sign_in()

        assert visitor.cookie != "chosen-by-somebody-else"
        assert [session.token_hash for session in sessions()] == [token_hash(visitor.cookie)]

    def test_signing_in_anew_ends_what_the_browser_had(self, visitor, visitors, sessions):
        other_tab = visitor.leave()
        visitor.sign_in("first")
        thief = visitors()
        thief.browser.client.set_cookie("gateway_session", visitor.cookie)
        assert thief.name is not None

        visitor.hostile.subject = "second"
        visitor.come_back(other_tab)

        assert thief.name is None
        assert [session.ended_at is None for session in sessions()] == [False, True]

    def test_whoever_is_signed_in_goes_straight_on(self, visitor):
        visitor.sign_in()

        assert visitor.browser.get("/dang-nhap", next="/thu-tuc", follow=False).location == "/thu-tuc"

    def test_the_provider_greets_in_the_persons_language(self, visitors):
        visitor = visitors()
        visitor.browser.client.set_cookie("lang", "en")

        assert "ui_locales=en" in visitor.leave()

    @pytest.mark.parametrize(
        "wanted",
        [
            "https://elsewhere.example/",
            "//elsewhere.example/",
            "/\\elsewhere.example",
            "\\\\elsewhere.example",
            "/\t/elsewhere.example",
            "\n//elsewhere.example",
            "javascript:alert(1)",
            "http:elsewhere.example",
            "/dang-xuat",
            "/dang-nhap?next=/dang-nhap",
            "/auth/callback?state=x",
            "/" + "a" * 2000,
            "",
            "ho-so",
        ],
    )
    def test_no_way_leads_off_the_site_or_in_circles(self, visitor, wanted):
        assert visitor.sign_in(wanted=wanted).location == "/"

    @pytest.mark.parametrize("wanted", ["/ho-so", "/thu-tuc?q=khai+sinh", "/thu-tuc/1.001193", "/ho-so#cuoi"])
    def test_a_path_of_the_site_is_where_the_login_ends(self, visitor, wanted):
        assert visitor.sign_in(wanted=wanted).location == wanted

    def test_a_page_for_the_signed_in_is_come_back_to(self, visitor):
        page = visitor.browser.get("/chon-vai-tro", follow=False)

        assert page.location == "/dang-nhap?next=/chon-vai-tro"


class TestLifetime:
    def test_a_citizen_who_is_silent_for_half_an_hour_is_signed_out(self, visitor, clock):
        visitor.sign_in()
        clock.move(minutes=30)
        assert visitor.name is not None
        clock.move(minutes=30, seconds=1)

        assert visitor.name is None
        assert visitor.cookie is None

    def test_a_citizen_who_keeps_busy_is_signed_out_after_eight_hours(self, visitor, clock):
        visitor.sign_in()
        for _ in range(23):
            clock.move(minutes=20)
            assert visitor.name is not None
        clock.move(minutes=20)

        assert visitor.name is None

    def test_an_officer_may_be_silent_but_not_beyond_the_day(self, officer, clock):
        officer.browser.get("/chon-vai-tro").button("Chuyên viên thụ lý – Sở Mẫu")
        clock.move(hours=10, minutes=59)
        assert officer.name is not None
        clock.move(minutes=1)

        assert officer.name is None

    def test_changing_the_role_prolongs_nothing(self, officer, clock, sessions):
        clock.move(minutes=25)
        officer.browser.get("/chon-vai-tro").button("Chuyên viên thụ lý – Sở Mẫu")
        clock.move(minutes=25)
        officer.browser.get("/chon-vai-tro").button("Cho chính tôi")

        ends = [session.expires_at - session.authenticated_at for session in sessions()]
        assert [end.total_seconds() / 3600 for end in ends] == [8, 11, 8]

    def test_use_is_noted_once_a_minute_at_most(self, visitor, clock, sessions):
        visitor.sign_in()
        seen = []
        for _ in range(4):
            clock.move(seconds=25)
            assert visitor.name
            seen.append((sessions()[0].last_seen_at - sessions()[0].created_at).total_seconds())

        assert seen == [0, 0, 75, 75]

    def test_finding_it_costs_one_statement(self, visitor, database):
        visitor.sign_in()
        with statements(database) as seen:
            visitor.browser.get("/dang-xuat")

        assert len(seen) == 1

    def test_what_has_run_out_is_forgotten(self, visitor, clock, database, sessions):
        visitor.sign_in()
        clock.move(days=8)
        with database.unit_of_work() as session:
            forget_expired(session, at=clock.at)
        with database.reading() as session:
            left = session.scalar(sa.select(sa.func.count()).select_from(LoginAttempt))

        assert sessions() == []
        assert left == 0


class TestLogout:
    def test_it_ends_here_at_once_and_then_at_the_provider(self, visitor, visitors, sessions, events):
        visitor.sign_in()
        copy = visitors()
        copy.browser.client.set_cookie("gateway_session", visitor.cookie)
        assert copy.name is not None

        page = visitor.browser.get("/dang-xuat").form().submit(follow=False)

        there = urlsplit(page.location)
        said = dict(parse_qsl(there.query))
        hint = json.loads(urlsafe_b64decode(said.pop("id_token_hint").split(".")[1] + "=="))
        assert f"{there.scheme}://{there.netloc}{there.path}" == f"{visitor.hostile.issuer}/end_session"
        assert said == {
            "client_id": "gateway",
            "post_logout_redirect_uri": "http://localhost/",
            "logout_hint": "session-at-the-provider",
        }
        assert hint["sub"] == visitor.hostile.subject
        assert page.headers["Clear-Site-Data"] == '"cache", "storage"'
        assert (visitor.cookie, visitor.name, copy.name) == (None, None, None)
        assert [session.id_token_sealed for session in sessions()] == [None]
        assert len(events("logout")) == 1

    def test_a_stranger_has_nothing_to_end(self, visitor):
        assert visitor.browser.get("/dang-xuat", follow=False).location == "/"

    def test_without_the_token_of_the_session_nobody_is_signed_out(self, visitor):
        visitor.sign_in()

        page = visitor.browser.post("/dang-xuat", {"csrf_token": "x"})

        assert page.status == 400
        assert visitor.name is not None

    def test_the_token_of_another_session_is_none(self, visitor, visitors):
        visitor.sign_in("first")
        other = visitors()
        other.sign_in("second")
        token = other.browser.get("/dang-xuat").form().values["csrf_token"]

        assert visitor.browser.post("/dang-xuat", {"csrf_token": token}).status == 400

    def test_it_works_while_the_provider_is_down(self, visitor, site, login_settings):
        visitor.sign_in()
        form = visitor.browser.get("/dang-xuat").form()
        forget_provider(site, login_settings)
        visitor.hostile.lie = replace(visitor.hostile.lie, answer_discovery=lambda handler: handler.say({}, status=500))

        page = form.submit(follow=False)

        assert page.location == "http://localhost/"
        assert visitor.name is None


class TestEnding:
    def test_a_closed_account_is_out_with_the_next_request_and_stays_out(self, visitor, database, clock, events):
        visitor.sign_in()
        with database.unit_of_work() as session:
            session.execute(sa.update(Account).values(closed_at=clock.at))

        assert visitor.name is None
        page = visitor.sign_in()
        assert page.status == 400
        assert "đã đóng" in page.text
        assert [event["reason"] for event in events("login_refused")] == ["account_closed"]

    def test_a_post_that_ended_is_out_with_the_next_request(self, officer, post, database, clock):
        officer.browser.get("/chon-vai-tro").button("Chuyên viên thụ lý – Sở Mẫu")
        assert officer.name is not None
        with database.unit_of_work() as session:
            session.merge(post).valid_until = clock.at.date()

        assert officer.name is None

    def test_the_database_knows_no_token_and_nobodys_data(self, visitor, database):
        said = {
            "name": "Nông Thị Hoa Mẫu",
            "citizen_id": "004190000123",
            "birthdate": "1990-01-02",
            "phone_number": "02060000001",
            "email": "hoa@mau.example",
            "address": {"formatted": "Tổ dân phố Mẫu 1", "commune_code": "01273"},
            "assurance_level": 2,
        }
        visitor.sign_in(**said)
        kept = ""
        with database.reading() as session:
            for table in (LoginSession.__table__, LoginAttempt.__table__, rate_limit):
                kept += repr(session.execute(sa.select(table)).all())

        values = [*(v for v in said.values() if isinstance(v, str)), "Tổ dân phố Mẫu 1", visitor.cookie, "b7-somebody"]
        assert [value for value in values if value in kept] == []
        assert re.findall(r"\b\d{12}\b", kept) == []


class TestErrorPages:
    def test_whoever_is_signed_in_stays_so_on_a_page_that_is_not_there(self, visitor):
        visitor.sign_in(name="An Mẫu")

        page = visitor.browser.get("/khong-co")

        assert page.status == 404
        assert page.one(".site-bar__session strong").text == "An Mẫu"
        assert page.link("Đăng xuất") == "/dang-xuat"

    def test_without_a_database_the_page_comes_up_for_nobody_in_particular(self, visitor, database, monkeypatch):
        visitor.sign_in(name="An Mẫu")

        def down():
            raise OperationalError("SELECT", {}, Exception("down"))

        monkeypatch.setattr(visitor.browser.app.session_interface, "_reading", down)
        page = visitor.browser.get("/khong-co")

        assert page.status == 503
        assert page.select(".site-bar__session") == []


class HttpsVisitor:
    """A browser at an https address."""

    def __init__(self, app, hostile):
        self.client, self.hostile = app.test_client(), hostile

    def get(self, path):
        return self.client.get(path, base_url="https://mot-cua.example")


@pytest.fixture
def https_visitor(login_settings, hostile, clock, cleaner):
    app = create_app(replace(login_settings, public_url="https://mot-cua.example"))
    set_clock(app, clock)
    yield HttpsVisitor(app, hostile)
    cleaner.clean()
    app.extensions[DATABASE].engine.dispose()

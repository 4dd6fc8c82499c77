"""The page of each refusal says what happened, what it means and what to do, and needs nothing to come up."""

from http import HTTPStatus

import pytest
from flask import Response

from auth.guards import public
from gateway.errors import answer
from services.actor import Role
from tests.unit.gateway.drawing import Drawing

STATUSES = (400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503)
TECHNICAL = ("error", "server", "http", "exception", "token", "csrf", "database", "cơ sở dữ liệu", "máy chủ", "session")


@pytest.fixture(scope="module")
def drawing():
    found = Drawing()

    @public()
    def refuse(status: int) -> Response:
        return answer(HTTPStatus(status))

    @public()
    def refuse_because() -> Response:
        return answer(HTTPStatus.CONFLICT, reason="Hồ sơ đã được tiếp nhận.")

    found.app.add_url_rule("/loi/<int:status>", "refuse", refuse)
    found.app.add_url_rule("/loi/vi-sao", "because", refuse_because)
    return found


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("status", STATUSES)
def test_every_status_has_a_page_with_a_way_on(drawing, status, language):
    page = drawing.browser(language=language).get(f"/loi/{status}")

    assert page.status == status
    assert len(page.select("main p")) >= 4
    assert page.select("main a[href='/']")
    assert str(status) in page.text


def test_no_two_statuses_say_the_same(drawing):
    titles = [drawing.browser().get(f"/loi/{status}").h1 for status in STATUSES]

    assert len(set(titles)) == len(STATUSES)


@pytest.mark.parametrize("status", STATUSES)
def test_no_technical_word_is_used(drawing, status):
    text = drawing.browser().get(f"/loi/{status}").text.lower()

    assert [word for word in TECHNICAL if word in text] == []


def test_an_unknown_status_is_answered_like_its_kind(drawing):
    assert drawing.browser().get("/loi/418").h1 == drawing.browser().get("/loi/400").h1
    assert drawing.browser().get("/loi/507").h1 == drawing.browser().get("/loi/500").h1


def test_the_reason_takes_the_place_of_the_general_meaning(drawing):
    page = drawing.browser().get("/loi/vi-sao")

    assert "Hồ sơ đã được tiếp nhận." in page.text


@pytest.mark.parametrize("status", STATUSES)
def test_it_names_who_is_signed_in_and_needs_no_form(drawing, status):
    page = drawing.browser(Role.RECEIVER).get(f"/loi/{status}")

    assert page.one(".site-bar__session strong").text
    assert page.select("form") == []
    assert "Set-Cookie" not in page.headers
    assert "Cookie" not in page.headers.get("Vary", "")


def test_a_stranger_has_no_bar(drawing):
    assert drawing.browser().get("/loi/404").select(".site-bar__session") == []


def test_a_citizen_is_led_to_their_own_and_not_to_an_administrator(drawing):
    page = drawing.browser(Role.CITIZEN).get("/loi/403")

    assert "quản trị" not in page.one("main").text
    assert page.select("main a[href='/ho-so']")


@pytest.mark.parametrize("role", [None, Role.RECEIVER])
def test_nobody_else_is(drawing, role):
    assert drawing.browser(role).get("/loi/404").select("main a[href='/ho-so']") == []

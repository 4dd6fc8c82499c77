"""Every kind of refusal has its status, as a page for people and as a problem document for programs."""

import pytest
from psycopg import OperationalError as DriverError
from sqlalchemy.exc import NoResultFound, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError

from auth.errors import NotSignedInError, RoleForbiddenError
from auth.guards import public
from gateway.errors import status_of
from services.actor import Role
from services.errors import ConflictError, DomainError, ForbiddenError, InvalidInputError, NotFoundError

PEOPLE, PROGRAMS = "/thu-nghiem", "/api/thu-nghiem"


class LostRaceError(ConflictError):
    """A subclass that nobody registered: the nearest kind decides."""


@pytest.fixture(scope="module")
def failing(make_app, settings):
    """An application with one address for people and one for programs, both of which raise what they are told to."""
    app = make_app(settings)
    told: dict[str, Exception] = {}

    @public()
    def fail():
        raise told["error"]

    for path in (PEOPLE, PROGRAMS):
        app.add_url_rule(path, f"fail{path}", fail, methods=["GET", "POST"])
    app.told = told
    return app


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (RoleForbiddenError(Role.CITIZEN), 403),
        (ForbiddenError(), 403),
        (NotFoundError(), 404),
        (NoResultFound(), 404),
        (ConflictError(), 409),
        (StaleDataError(), 409),
        (InvalidInputError(), 422),
        (DriverError(), 503),
        (OperationalError("SELECT", {}, DriverError()), 503),
        (PoolTimeout(), 503),
        (RuntimeError("004190999901"), 500),
    ],
)
def test_a_refusal_has_its_status_for_people_and_for_programs(failing, error, status):
    failing.told["error"] = error

    page = failing.test_client().get(PEOPLE)
    document = failing.test_client().get(PROGRAMS)

    assert page.status_code == document.status_code == status
    assert page.mimetype == "text/html"
    assert page.text.count("<h1") == 1
    assert document.mimetype == "application/problem+json"
    assert document.json["status"] == status
    assert page.headers["Cache-Control"] == "no-store"
    assert "004190999901" not in page.text + document.text


@pytest.mark.parametrize("error", [DriverError(), PoolTimeout()])
def test_a_dead_database_says_when_to_come_back(failing, error):
    failing.told["error"] = error

    assert failing.test_client().get(PEOPLE).headers["Retry-After"]


class TestNotSignedIn:
    def test_people_are_led_to_the_login_and_come_back(self, failing):
        failing.told["error"] = NotSignedInError()

        answer = failing.test_client().get(f"{PEOPLE}?trang=2")

        assert answer.status_code == 303
        assert answer.location == "/dang-nhap?next=/thu-nghiem?trang%3D2"

    def test_programs_are_told(self, failing):
        failing.told["error"] = NotSignedInError()

        assert failing.test_client().get(PROGRAMS).status_code == 401


def test_a_subclass_nobody_registered_has_the_status_of_its_kind():
    assert status_of(LostRaceError()) == 409
    assert status_of(DomainError()) == 409


class TestWhatWerkzeugRefuses:
    def test_an_unknown_address_is_a_404_without_the_address_on_it(self, failing):
        answer = failing.test_client().get("/khong-co-trang-nay")

        assert answer.status_code == 404
        assert "khong-co-trang-nay" not in answer.text.replace("next=/khong-co-trang-nay", "")

    def test_a_wrong_method_names_the_right_ones(self, failing):
        answer = failing.test_client().post("/healthz")

        assert answer.status_code == 405
        assert "GET" in answer.headers["Allow"]

    def test_the_method_cannot_be_overridden_by_a_header(self, failing):
        answer = failing.test_client().post("/healthz", headers={"X-HTTP-Method-Override": "GET"})

        assert answer.status_code == 405

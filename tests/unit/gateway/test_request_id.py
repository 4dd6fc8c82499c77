"""One id leads from what a person reads out to the event, the log line and the answer of that very request."""

import io
import json
import logging
import re

import psycopg
import pytest
import sqlalchemy as sa

from auth.guards import public
from gateway.db import EXTENSION, reading, record_apart, unit_of_work
from gateway.jobs.queue import queue, work
from gateway.logs import configure
from gateway.request_id import new_id
from services.actor import SYSTEM
from services.audit.events import EventTag, record
from services.audit.models import AuditEvent
from services.jobs import defer
from tests.factories import FRIDAY

HEADER = "X-Request-ID"
SAID_ALOUD = re.compile(r"[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{4}")
EVENT = {"by": SYSTEM, "at": FRIDAY, "object": ("procedure", "1.001193")}
OPENED = ("/", "/khong-co", "/static/css/site.css", "/api/v1/khong-co", "/ho-so", "/healthz")


@pytest.fixture(scope="module")
def acting(make_app, settings):
    """An application with an address that writes two events and a line, and one that fails."""
    app = make_app(settings)

    @public(csrf=False)
    def act():
        with unit_of_work() as session:
            record(session, EventTag.DOSSIER_STOP, **EVENT)
        record_apart(tag=EventTag.DOSSIER_ACT_REFUSED, **EVENT)
        logging.getLogger("somewhere").warning("acted")
        return "done"

    @public()
    def fail():
        raise RuntimeError

    app.add_url_rule("/lam", "act", act, methods=["POST"])
    app.add_url_rule("/hong", "fail", fail)
    return app


@pytest.fixture
def lines(monkeypatch):
    root = logging.getLogger()
    before = root.handlers[:], root.level
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    configure()
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers[:], level = before
    root.setLevel(level)


def written(app):
    with app.test_request_context():
        return [json.loads(body) for body in reading().scalars(sa.select(AuditEvent.body))]


@pytest.mark.parametrize("path", OPENED)
def test_every_answer_names_its_request(wired, path):
    answers = [wired.test_client().get(path) for _ in range(2)]

    found = [one.headers.getlist(HEADER) for one in answers]
    for one in answers:
        one.close()
    assert all(len(one) == 1 and SAID_ALOUD.fullmatch(one[0]) for one in found)
    assert found[0] != found[1]


def test_it_is_in_every_event_and_every_line_of_the_request(acting, cleaner, lines):
    answer = acting.test_client().post("/lam")

    made = answer.headers[HEADER]
    assert [(one["action"], one["request"]) for one in written(acting)] == [
        ("dossier_stop", made),
        ("dossier_act_refused", made),
    ]
    assert [one["request"] for one in lines() if one["event"] == "acted"] == [made]
    cleaner.clean()


def test_what_a_client_calls_its_request_is_not_believed(acting, cleaner):
    answer = acting.test_client().post("/lam", headers={HEADER: "AAAA-AAAA-AAAA"})

    assert answer.headers[HEADER] != "AAAA-AAAA-AAAA"
    assert "AAAA-AAAA-AAAA" not in {one["request"] for one in written(acting)}
    cleaner.clean()


@pytest.mark.parametrize(("path", "status"), [("/khong-co", 404), ("/hong", 500)])
def test_the_page_of_a_refusal_tells_it_and_the_log_has_a_line_for_it(acting, lines, path, status):
    answer = acting.test_client().get(path)

    made = answer.headers[HEADER]
    assert answer.status_code == status
    assert f"hãy đọc mã này: {made}" in answer.text
    assert [one["request"] for one in lines() if one["event"].startswith(f"answered {status}")] == [made]


def test_a_problem_document_tells_it_to_programs(wired):
    answer = wired.test_client().get("/api/v1/khong-co")

    assert answer.json["request"] == answer.headers[HEADER]


def test_the_page_of_a_refused_login_tells_it(app):
    answer = app.test_client().get("/auth/callback?error=access_denied&state=x")

    assert answer.status_code == 400
    assert answer.headers[HEADER] in answer.text
    assert {one["request"] for one in written(app)} == {answer.headers[HEADER]}


def test_a_job_goes_by_its_number(app, settings, addresses):
    with psycopg.connect(addresses.owner, autocommit=True) as owner:
        owner.execute("DELETE FROM jobs.procrastinate_jobs")
    seen = {}

    def look(result_id: str) -> None:
        with app.extensions[EXTENSION].unit_of_work() as session:
            record(session, EventTag.DOSSIER_STOP, **EVENT)
        seen["id"] = result_id

    queue.task(name="look")(look)
    with app.extensions[EXTENSION].unit_of_work() as session:
        defer(session, "look", result_id="7")
    work(settings, once=True)
    del queue.tasks["look"]

    assert seen == {"id": "7"}
    assert [re.fullmatch(r"job-\d+", one["request"]) is not None for one in written(app)] == [True]


def test_nothing_that_is_read_out_can_be_taken_for_the_number_of_a_person():
    assert all(SAID_ALOUD.fullmatch(new_id()) for _ in range(200))

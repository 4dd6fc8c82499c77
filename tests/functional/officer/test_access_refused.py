"""Whoever is signed in and reaches for what is not theirs leaves an event; whoever is not leaves none."""

import json

import pytest
from limits.strategies import FixedWindowRateLimiter

from gateway.db import EXTENSION
from gateway.limits import EXTENSION as LIMITER
from gateway.limits import Limit, PostgresStorage
from services.dossiers.drafting import begin, new_key
from tests.desks import a_dossier
from tests.factories import a_citizen
from tests.functional.login.conftest import MONDAY
from tests.functional.officer.walking import DESK
from tests.pages import Browser

REFUSED = "access_refused"
MOST = Limit.REFUSAL.value.amount


@pytest.fixture
def dossier(prepared):
    return prepared(lambda session: a_dossier(session, submitted_at=MONDAY))


@pytest.fixture
def refusals(events):
    """What is written down from here on."""
    before = len(events(REFUSED))
    return lambda: events(REFUSED)[before:]


def test_a_strangers_dossier_is_named_by_its_key_with_who_asked_and_nothing_personal(sign_in, dossier, refusals):
    citizen = sign_in("P02")

    page = citizen.get(f"/ho-so/{dossier.reference}")

    (event,) = refusals()
    assert page.status == 404
    assert event["object"] == {"kind": "dossier", "id": str(dossier.id)}
    assert (event["reason"], event["actor"]["role"]) == ("dossier_not_found", "citizen")
    assert event["actor"]["account"]
    assert event["request"] in page.text
    assert dossier.reference not in json.dumps(event)


def test_a_strangers_draft_is_named_by_its_key(sign_in, prepared, refusals):
    key = new_key()
    draft = prepared(
        lambda session: begin(session, procedure_code="1.001193", idempotency_key=key, by=a_citizen(session), at=MONDAY)
    )

    assert sign_in("P02").get(f"/ho-so/nhap/{key}").status == 404

    assert [one["object"] for one in refusals()] == [{"kind": "draft", "id": str(draft.id)}]


def test_what_nobody_has_names_the_route_alone(sign_in, refusals):
    assert sign_in("P02").get("/ho-so/khong-co-ai").status == 404

    assert [one["object"] for one in refusals()] == [{"kind": "route", "id": "citizen.dossier"}]


def test_an_officer_of_another_place_is_named_with_post_and_unit(officer, dossier, refusals):
    assert officer("P07").get(f"{DESK}/{dossier.reference}").status == 404

    (event,) = refusals()
    assert (event["actor"]["role"], event["object"]["id"]) == ("receiver", str(dossier.id))
    assert event["actor"]["post"]
    assert event["actor"]["unit"]


def test_a_room_of_another_role_is_named_by_its_route(sign_in, refusals):
    assert sign_in("P02").get("/can-bo").status == 403

    (event,) = refusals()
    assert (event["reason"], event["object"]) == ("role_forbidden", {"kind": "route", "id": "officer.desk_list"})


@pytest.mark.parametrize(
    ("path", "status"),
    [("/dang-xuat", 400), ("/nop-ho-so/1.001193", 303)],  # the second opens the form again with a token that holds
)
def test_a_form_without_its_token(sign_in, refusals, path, status):
    answer = sign_in("P02").client.post(path)

    assert answer.status_code == status
    assert [one["reason"] for one in refusals()] == ["form_expired"]


def test_a_form_from_another_site(sign_in, refusals):
    answer = sign_in("P02").client.post("/dang-xuat", headers={"Origin": "https://elsewhere.example"})

    assert answer.status_code == 400
    assert [one["reason"] for one in refusals()] == ["form_expired"]


def test_an_act_whose_page_says_why_is_written_down_once(officer, prepared, events, refusals):
    reference = prepared(lambda session: a_dossier(session, mark=None, submitted_at=MONDAY)).reference
    before = len(events("dossier_act_refused"))

    page = officer("P12").get(f"{DESK}/{reference}").form("tiep-nhan").submit("Tiếp nhận hồ sơ")

    assert page.status == 409
    assert len(events("dossier_act_refused")) == before + 1
    assert refusals() == []


@pytest.mark.parametrize("path", ["/ho-so/{}", "/can-bo/ho-so/{}", "/khong-co"])
def test_somebody_who_is_not_signed_in_leaves_no_event(portal, dossier, refusals, path):
    Browser(portal).get(path.format(dossier.reference), follow=False)

    assert refusals() == []


def test_a_page_that_is_open_to_everybody_and_not_there_is_no_refusal(sign_in, refusals):
    citizen = sign_in("P02")

    assert [citizen.get(path).status for path in ("/khong-co", "/thu-tuc/9.999999")] == [404, 404]
    assert refusals() == []


def test_past_the_budget_of_an_account_only_the_log_goes_on(portal, sign_in, refusals, monkeypatch):
    citizen, database = sign_in("P02"), portal.extensions[EXTENSION]
    counters = PostgresStorage(database.reading_engine.connect, lambda: MONDAY, b"a key of this test")
    monkeypatch.setitem(portal.extensions, LIMITER, FixedWindowRateLimiter(counters))

    statuses = [citizen.client.get("/ho-so/khong-co-ai").status_code for _ in range(MOST + 2)]

    assert set(statuses) == {404}
    assert len(refusals()) == MOST

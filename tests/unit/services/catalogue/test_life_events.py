"""The curated events: every code is a procedure, and a file that is wrong is refused with every fault."""

import json

import pytest

from services.catalogue.errors import LifeEventUnknownError
from services.catalogue.life_events import life_event, life_events, life_events_with
from services.catalogue.source.life_events import check_life_events, read_life_events
from services.catalogue.source.reading import Problems


def event(**changes) -> dict:
    step = {"code": "1.001193", "why": "Chỉ khai sinh.", "why_en": "Only the birth."}
    group = {"title": "Giấy tờ", "title_en": "Papers", "steps": [step]}
    whole = {"slug": "sinh-con", "title": "Sinh con", "title_en": "A child", "intro": "Khai.", "intro_en": "Register."}
    return whole | {"groups": [group]} | changes


def read(tmp_path, *events) -> list[str]:
    file = tmp_path / "life_events.json"
    file.write_text(json.dumps(events), encoding="utf-8")
    problems = Problems(file.name)
    found = read_life_events(file, problems)
    check_life_events(found, frozenset({"1.001193"}), problems)
    return [f"{one.path}: {one.what}" for one in problems]


def test_a_whole_event_is_read(tmp_path):
    assert read(tmp_path, event()) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"slug": "Sinh Con"}, "slug"),
        ({"title_en": ""}, "title_en"),
        ({"more": 1}, "no such key"),
        ({"groups": [{"title": "x", "title_en": "x", "steps": []}]}, "steps"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, changes, fault):
    assert any(fault in one for one in read(tmp_path, event(**changes)))


def test_a_code_without_a_procedure_is_refused(tmp_path):
    unknown = event()
    unknown["groups"][0]["steps"][0]["code"] = "9.999999"

    assert read(tmp_path, unknown) == ["code: there is no procedure 9.999999, which sinh-con names"]


def test_what_stands_twice_is_refused(tmp_path):
    twice = event()
    twice["groups"][0]["steps"] *= 2

    assert read(tmp_path, twice, twice)[:1] == ["slug: sinh-con has two events"]
    assert "code: 1.001193 stands twice in sinh-con" in read(tmp_path, twice)


def test_the_shipped_events_name_public_procedures_only(shipped):
    public = {one.code for one in shipped.procedures if one.is_public}

    assert len(life_events()) >= 12
    assert all(event.codes <= public for event in life_events())


def test_an_event_is_found_by_its_address_and_by_its_procedures():
    assert life_event("qua-doi") in life_events_with("1.000656")
    with pytest.raises(LifeEventUnknownError):
        life_event("khong-co")

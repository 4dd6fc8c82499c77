"""What the invented people have filed before anybody looks."""

import json
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from gateway.demo.dossiers import acted_at, seed_dossiers, waiting_to_be_received
from gateway.printing import Printer
from services.actor import Role
from services.audit.models import AuditEvent
from services.calendar.province import province_time
from services.calendar.queries import work_calendar
from services.documents.models import Document
from services.dossiers.desk.refusing import Refusal, RefusalReason, propose_refusal
from services.dossiers.inbox import Filters, Tray, inbox
from services.dossiers.kinds import DossierState
from services.dossiers.models import DossierTransition, Draft
from services.storage import BlobStore
from tests.conftest import FURNISHED_AT
from tests.factories import an_officer

SUNDAY = datetime(2026, 11, 22, 3, tzinfo=UTC)


@pytest.fixture
def tools(tmp_path):
    return BlobStore(tmp_path / "blobs"), Printer(demo=True)


@pytest.fixture
def filed(office, tools):
    return seed_dossiers(office, *tools, at=FURNISHED_AT)


def test_two_wait_to_be_received_since_the_working_day_before(office, filed):
    assert [one["key"] for one in waiting_to_be_received()] == ["D02", "D03"]
    assert [(one.state, one.seeded) for one in filed] == [(DossierState.REGISTERED, True)] * 2
    assert [f"{province_time(one.submitted_at):%d/%m %H:%M}" for one in filed] == ["19/11 16:10", "19/11 21:30"]
    assert all(one.due_on is None for one in filed)


def test_they_lie_on_the_desk_of_the_ward(office, filed):
    receiver = an_officer(office, Role.RECEIVER, "X01273.TT")

    found = {one.reference for one in inbox(office, receiver, Filters(Tray.TO_RECEIVE), at=FURNISHED_AT).lines}

    assert {one.reference for one in filed} <= found


def test_each_has_as_many_files_as_the_cast_says_and_every_file_is_a_demonstration(office, filed, tools):
    store, _ = tools
    for one, number in zip(filed, (2, 1), strict=True):
        wanted = sa.select(Document).where(Document.dossier_id == one.id).options(sa.orm.joinedload(Document.blob))
        files = office.scalars(wanted).all()
        assert len(files) == number
        assert len({file.blob.sha256 for file in files}) == number
        for file in files:
            assert b"".join(store.read(file.blob)).startswith(b"%PDF-")


def test_a_second_start_files_nothing(office, filed, tools):
    before = office.scalar(sa.select(sa.func.count()).select_from(Draft))

    assert seed_dossiers(office, *tools, at=SUNDAY) == []
    assert office.scalar(sa.select(sa.func.count()).select_from(Draft)) == before


def test_every_event_says_that_it_was_prepared_and_lies_in_the_past(office, tools):
    known = set(office.scalars(sa.select(AuditEvent.id)))
    seed_dossiers(office, *tools, at=FURNISHED_AT)

    bodies = [json.loads(one.body) for one in office.scalars(sa.select(AuditEvent)) if one.id not in known]

    assert {"draft_create", "draft_save", "file_add", "dossier_submit"} <= {one["action"] for one in bodies}
    assert all(one["seeded"] for one in bodies)
    assert all(datetime.fromisoformat(one["at"]) < FURNISHED_AT for one in bodies)


def test_what_people_do_later_to_what_was_prepared_is_not_marked(office, filed):
    known = set(office.scalars(sa.select(AuditEvent.id)))
    receiver = an_officer(office, Role.RECEIVER, "X01273.TT")
    refusal = Refusal(RefusalReason.WRONG_PROCEDURE, "Sai thủ tục")
    propose_refusal(office, filed[0].id, refusal, by=receiver, at=FURNISHED_AT)

    bodies = [json.loads(one.body) for one in office.scalars(sa.select(AuditEvent)) if one.id not in known]
    lines = office.scalars(sa.select(DossierTransition).where(DossierTransition.dossier_id == filed[0].id))
    assert [("seeded" in one, one["action"]) for one in bodies] == [(False, "dossier_propose_refusal")]
    assert {one.act: one.seeded for one in lines} == {"dossier_submit": True, "dossier_propose_refusal": False}


def test_a_first_start_on_a_sunday_counts_from_monday(office):
    act = {"wd": -1, "at": "16:10"}

    found = acted_at(work_calendar(office), SUNDAY, act)

    assert f"{province_time(found):%d/%m %H:%M}" == "20/11 16:10"

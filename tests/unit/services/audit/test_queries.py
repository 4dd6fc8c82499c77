"""Auditors find events by what they concern, by act, by time; pages follow on one another."""

import hashlib
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.actor import SYSTEM, Actor, Role
from services.audit.events import EventTag, record
from services.audit.models import AuditEvent
from services.audit.origin import seeding
from services.audit.queries import Wanted, event, events
from services.ids import new_id

AT = datetime(2026, 11, 24, 1, tzinfo=UTC)
OFFICER = Actor(new_id(), Role.RECEIVER, new_id(), new_id(), new_id())
MINE = {EventTag.DOSSIER_RECEIVE, EventTag.DOSSIER_TAKE, EventTag.DOSSIER_READ}


@pytest.fixture
def write(session: Session):
    def one(
        tag: EventTag = EventTag.DOSSIER_RECEIVE,
        dossier: UUID | None = None,
        minutes: int = 0,
        *,
        prepared: bool = False,
        **more,
    ) -> UUID:
        about = ("dossier", dossier or new_id())
        said = {"by": OFFICER, "at": AT + timedelta(minutes=minutes), "object": about} | more
        found = (seeding(record) if prepared else record)(session, tag, **said)
        session.flush()
        return found.id

    return one


def keys(session, wanted, after=None, **how):
    return [one.id for one in events(session, wanted, after, **how).events]


def test_the_bytes_are_read_as_they_were_written(session, write):
    dossier = new_id()
    key = write(dossier=dossier, reason="wrong_procedure", before="dossier/1:0a", prepared=True)

    found = event(session, key)

    assert (found.tag, found.role, found.at) == (EventTag.DOSSIER_RECEIVE, "receiver", AT)
    assert (found.person_id, found.post_id, found.unit_id) == (OFFICER.person_id, OFFICER.post_id, OFFICER.unit_id)
    assert (found.object_kind, found.object_id) == ("dossier", str(dossier))
    assert (found.reason, found.seeded) == ("wrong_procedure", True)
    assert found.said["before"] == "dossier/1:0a"
    assert event(session, new_id()) is None


def test_the_program_itself_has_no_keys(session, write):
    assert event(session, write(by=SYSTEM)).person_id is None


def test_a_dossiers_events_are_found_the_newest_first_and_no_other(session, write):
    dossier = new_id()
    first = write(dossier=dossier)
    second = write(EventTag.DOSSIER_TAKE, dossier=dossier, minutes=1)
    write()

    assert keys(session, Wanted(concerning=("dossier", dossier))) == [second, first]


def test_a_person_is_found_as_whom_it_concerns_and_as_who_did_it(session, write):
    person = new_id()
    about = write(concerning=[("person", person)])
    by = write(by=Actor(person, Role.CITIZEN))

    assert keys(session, Wanted(concerning=("person", person))) == [about]
    assert keys(session, Wanted(concerning=("actor", person))) == [by]


def test_kinds_of_acts_and_times_narrow_the_list(session, write):
    dossier = new_id()
    received = write(dossier=dossier)
    taken = write(EventTag.DOSSIER_TAKE, dossier=dossier, minutes=10)
    read = write(EventTag.DOSSIER_READ, dossier=dossier, minutes=20)
    about = ("dossier", dossier)

    assert keys(session, Wanted(about, tags=[EventTag.DOSSIER_TAKE, EventTag.DOSSIER_READ])) == [read, taken]
    assert keys(session, Wanted(about, since=AT + timedelta(minutes=10))) == [read, taken]
    assert keys(session, Wanted(about, until=AT + timedelta(minutes=10))) == [received]
    assert keys(session, Wanted(tags=MINE, since=AT, until=AT + timedelta(hours=1))) == [read, taken, received]


def test_the_bytes_and_their_digest_come_along(session, write):
    found = event(session, write())

    assert found.body == session.get_one(AuditEvent, found.id).body
    assert found.sha256 == hashlib.sha256(found.body).hexdigest()


def test_roles_and_units_narrow_the_list(session, write):
    other = Actor(new_id(), Role.SPECIALIST, new_id(), new_id(), new_id())
    about = ("dossier", new_id())
    received = write(dossier=about[1])
    taken = write(EventTag.DOSSIER_TAKE, dossier=about[1], minutes=1, by=other)

    assert keys(session, Wanted(about, role=Role.SPECIALIST)) == [taken]
    assert keys(session, Wanted(about, unit_id=OFFICER.unit_id)) == [received]
    assert keys(session, Wanted(about, role=Role.SPECIALIST, unit_id=OFFICER.unit_id)) == []


def test_an_event_leads_to_what_the_same_person_did_and_to_no_more(session, write):
    person = new_id()
    by = Actor(person, Role.CITIZEN)
    first, second = write(by=by), write(by=by, minutes=1)
    write(concerning=[("person", person)], minutes=2)

    assert keys(session, Wanted(same_doer=first)) == [second, first]
    assert keys(session, Wanted(same_doer=write(by=SYSTEM))) == []
    assert keys(session, Wanted(same_doer=new_id())) == []


def test_what_was_prepared_for_the_demonstration_can_be_left_out(session, write):
    dossier = new_id()
    write(dossier=dossier, prepared=True)
    lived = write(dossier=dossier)

    assert keys(session, Wanted(("dossier", dossier), seeded=False)) == [lived]
    assert len(keys(session, Wanted(("dossier", dossier)))) == 2


@pytest.mark.parametrize("by_subject", [True, False])
def test_pages_follow_on_one_another_also_among_equals(session, write, by_subject):
    dossier = new_id()
    made = [write(dossier=dossier, minutes=n // 3) for n in range(8)]
    wanted = Wanted(("dossier", dossier)) if by_subject else Wanted(since=AT, until=AT + timedelta(hours=1))
    found, after = [], None
    while True:
        page = events(session, wanted, after, page=3)
        found += [one.id for one in page.events]
        after = page.following
        if after is None:
            break

    assert found == [key for _, key in sorted(((n // 3, key) for n, key in enumerate(made)), reverse=True)]


def test_a_page_costs_one_statement_along_the_index(session, write):
    dossier = new_id()
    write(dossier=dossier)
    plans = []

    def explain(_c, cursor, statement, parameters, *_):
        cursor.execute(f"EXPLAIN {statement}", parameters)
        plans.append("\n".join(row[0] for row in cursor.fetchall()))

    for setting in ("seqscan", "sort", "bitmapscan", "hashjoin", "mergejoin"):
        session.execute(sa.text(f"SET LOCAL enable_{setting} = off"))
    sa.event.listen(session.connection(), "before_cursor_execute", explain)
    events(session, Wanted(("dossier", dossier)), (AT, dossier))
    sa.event.remove(session.connection(), "before_cursor_execute", explain)

    assert len(plans) == 1
    assert "ix_audit_subject_found" in plans[0]
    assert "Sort" not in plans[0]

import json
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
import rfc8785
from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import Session

from services.actor import SYSTEM, Actor, Role
from services.audit.events import EventTag, record
from services.audit.models import AuditEvent, AuditSubject
from services.audit.origin import REQUEST, seeding
from services.ids import new_id

AT = datetime(2026, 11, 24, 1, 2, 3, 4, tzinfo=UTC)
DOSSIER = UUID("01890a5d-ac96-774b-bcce-b302099a8057")
OFFICER = Actor(
    person_id=UUID("01890a5d-ac96-774b-bcce-000000000001"),
    role=Role.RECEIVER,
    account_id=UUID("01890a5d-ac96-774b-bcce-000000000002"),
    post_id=UUID("01890a5d-ac96-774b-bcce-000000000003"),
    unit_id=UUID("01890a5d-ac96-774b-bcce-000000000004"),
)
BODY = (
    '{"action":"dossier_receive",'
    '"actor":{"account":"01890a5d-ac96-774b-bcce-000000000002","for":null,'
    '"person":"01890a5d-ac96-774b-bcce-000000000001","post":"01890a5d-ac96-774b-bcce-000000000003",'
    '"role":"receiver","unit":"01890a5d-ac96-774b-bcce-000000000004"},'
    '"after":"dossier/1:02","at":"2026-11-24T01:02:03.000004Z","before":"dossier/1:01","id":"%s",'
    '"object":{"id":"01890a5d-ac96-774b-bcce-b302099a8057","kind":"dossier"},'
    '"reason":null,"request":"r-1","v":1}'
)


def receive(session: Session, **parts: object) -> AuditEvent:
    return record(
        session,
        EventTag.DOSSIER_RECEIVE,
        **{"by": OFFICER, "at": AT, "object": ("dossier", DOSSIER)} | parts,  # type: ignore[arg-type]
    )


def subjects(session: Session, event: AuditEvent) -> set[tuple[str, UUID]]:
    session.flush()
    rows = session.execute(select(AuditSubject.kind, AuditSubject.object_id).where(AuditSubject.event_id == event.id))
    return {(kind, key) for kind, key in rows}


class TestBody:
    def test_its_bytes_are_fixed_for_good(self, session):
        session.info[REQUEST] = "r-1"
        event = receive(session, before="dossier/1:01", after="dossier/1:02")
        assert event.body == (BODY % event.id).encode()

    def test_it_is_canonical_json(self, session):
        event = receive(session)
        assert rfc8785.dumps(json.loads(event.body)) == event.body

    def test_an_instant_is_told_in_utc_wherever_it_was_taken(self, session):
        in_the_province = AT.astimezone(timezone(timedelta(hours=7)))
        assert json.loads(receive(session, at=in_the_province).body)["at"] == "2026-11-24T01:02:03.000004Z"

    def test_the_system_acts_as_nobody(self, session):
        actor = json.loads(receive(session, by=SYSTEM).body)["actor"]
        assert actor == {"account": None, "person": None, "post": None, "unit": None, "role": "system", "for": None}

    def test_a_representative_is_told_with_whom_they_act_for(self, session):
        organisation = new_id()
        by = Actor(person_id=new_id(), role=Role.CITIZEN, acting_for=organisation)
        assert json.loads(receive(session, by=by).body)["actor"]["for"] == str(organisation)

    def test_only_what_the_preparation_of_a_demonstration_writes_says_that_it_is_seeded(self, session):
        assert json.loads(seeding(receive)(session).body)["seeded"] is True
        assert "seeded" not in json.loads(receive(session).body)

    def test_a_preparation_that_failed_marks_nothing_after_it(self, session):
        with pytest.raises(ValueError, match="codes only"):
            seeding(receive)(session, reason="Nông Thị Mẫu")
        assert "seeded" not in json.loads(receive(session).body)

    def test_an_object_may_be_a_public_code(self, session):
        said = json.loads(receive(session, object=("procedure", "1.001193")).body)
        assert said["object"] == {"kind": "procedure", "id": "1.001193"}


class TestWhatStaysOut:
    @pytest.mark.parametrize("reason", ["Nông Thị Mẫu", "not today", "", "a\nb", "x" * 101])
    def test_a_reason_is_a_code_and_no_sentence(self, session, reason):
        with pytest.raises(ValueError, match="codes only"):
            receive(session, reason=reason)

    @pytest.mark.parametrize("part", ["before", "after"])
    def test_so_is_every_other_part(self, session, part):
        with pytest.raises(ValueError, match="codes only"):
            receive(session, **{part: "Nông Thị Mẫu"})

    def test_so_is_the_id_of_the_request(self, session):
        session.info[REQUEST] = "Nông Thị Mẫu"
        with pytest.raises(ValueError, match="codes only"):
            receive(session)

    def test_so_is_the_object(self, session):
        with pytest.raises(ValueError, match="codes only"):
            receive(session, object=("person", "Nông Thị Mẫu"))

    def test_an_instant_without_a_time_zone_is_refused(self, session):
        with pytest.raises(ValueError, match="time zone"):
            receive(session, at=AT.replace(tzinfo=None))

    def test_nothing_is_added_when_a_part_is_refused(self, session):
        with pytest.raises(ValueError, match="codes only"):
            receive(session, reason="Nông Thị Mẫu")
        assert not session.new


class TestRow:
    def test_it_is_part_of_the_callers_transaction(self, session):
        receive(session)
        session.flush()
        assert session.scalars(select(AuditEvent.id)).one()

        session.rollback()

        assert session.scalars(select(AuditEvent.id)).all() == []

    def test_it_carries_the_number_of_its_transaction(self, session):
        receive(session)
        session.flush()
        current = session.scalar(select(cast(func.pg_current_xact_id(), String)))
        assert str(session.scalars(select(AuditEvent.xid)).one()) == current

    def test_it_is_found_by_its_object_its_actor_and_whom_it_concerns(self, session):
        applicant = new_id()
        event = receive(session, concerning=[("person", applicant)])
        assert subjects(session, event) == {
            ("dossier", DOSSIER),
            ("actor", OFFICER.person_id),
            ("person", applicant),
        }

    def test_the_same_subject_is_written_once(self, session):
        event = receive(session, concerning=[("dossier", DOSSIER)])
        session.flush()
        assert len(session.scalars(select(AuditSubject).where(AuditSubject.event_id == event.id)).all()) == 2

    def test_an_act_of_the_system_on_a_code_has_no_subject(self, session):
        assert subjects(session, receive(session, by=SYSTEM, object=("procedure", "1.001193"))) == set()

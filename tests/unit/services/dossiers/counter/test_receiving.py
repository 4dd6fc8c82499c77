"""Filed and received in one act, or filed and left where something is missing."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from services.actor import Actor, Role
from services.audit.models import AuditEvent
from services.audit.tags import EventTag
from services.catalogue.kinds import Channel
from services.dossiers.act_errors import ComponentsFaultyError
from services.dossiers.counter.arriving import Parcel
from services.dossiers.counter.beginning import AtCounter, OnBehalf, Standing
from services.dossiers.counter.papers import Laid
from services.dossiers.desk import hand_over, receive
from services.dossiers.desk.checking import handed_in
from services.dossiers.desk.page import dossier_desk
from services.dossiers.errors import DeclarationMissingError, DossierNotFoundError, DraftIncompleteError
from services.dossiers.history import add_line
from services.dossiers.kinds import ComponentAnswer, ComponentMark, DossierState, PartyRole
from services.dossiers.models import Dossier, DossierDeadline, DossierParty, DossierTransition
from services.dossiers.queries import dossier_for
from services.people.meeting import MetOrganisation
from tests.factories import FRIDAY
from tests.unit.services.dossiers.counter.counters import a_reception, met

ABSENT = Laid(ComponentAnswer.ABSENT)


def parties(session, dossier) -> dict[PartyRole, DossierParty]:
    rows = session.scalars(select(DossierParty).where(DossierParty.dossier_id == dossier.id))
    return {one.role: one for one in rows}


def events_of(session, dossier) -> list[dict]:
    said = [json.loads(one.body) for one in session.scalars(select(AuditEvent).order_by(AuditEvent.id))]
    return [one for one in said if one["object"] == {"kind": "dossier", "id": str(dossier.id)}]


class TestReceive:
    def test_code_due_date_and_form_01_at_once(self, office, by):
        dossier = a_reception(office, by).ready().receive()

        assert dossier.state is DossierState.RECEIVED
        assert dossier.channel is Channel.DIRECT
        assert dossier.code
        assert dossier.due_on
        assert dossier.help_unit_id == dossier.receipt_unit_id == by.unit_id

    def test_one_event_for_each_verb_by_the_receiver_for_the_person(self, office, by):
        reception = a_reception(office, by).ready()
        person = reception.draft.person_id

        found = events_of(office, reception.receive())

        assert [one["action"] for one in found] == ["dossier_submit", "dossier_check_component", "dossier_receive"]
        assert {one["actor"]["post"] for one in found} == {str(by.post_id)}
        assert {one["actor"]["for"] for one in found} == {str(person)}

    def test_a_second_click_finds_the_first_dossier(self, office, by):
        reception = a_reception(office, by).ready()
        first = reception.receive()
        lines = len(office.scalars(select(DossierTransition).where(DossierTransition.dossier_id == first.id)).all())

        assert reception.receive() is first
        assert reception.file() is first
        assert len(office.scalars(select(DossierTransition)).all()) >= lines
        assert len(office.scalars(select(Dossier).where(Dossier.draft_id == reception.id)).all()) == 1

    def test_nobody_needs_a_telephone(self, office, by):
        dossier = a_reception(office, by).ready().receive()

        assert "phone" not in dossier.answers

    def test_what_is_missing_is_told_at_once_and_nothing_is_filed(self, office, by):
        reception = a_reception(office, by).unit()

        with pytest.raises(DraftIncompleteError) as refused:
            reception.receive()

        assert "components" in refused.value.data["problems"]
        assert not office.scalars(select(Dossier).where(Dossier.draft_id == reception.id)).all()

    def test_the_statement_has_to_be_signed(self, office, by):
        with pytest.raises(DeclarationMissingError):
            a_reception(office, by).ready().receive(declaration=None)

    def test_a_paper_that_is_not_there_keeps_it_from_being_received(self, office, by):
        reception = a_reception(office, by).ready().papers(ABSENT)

        with pytest.raises(ComponentsFaultyError):
            reception.receive()


class TestFile:
    def test_every_paper_is_marked_as_it_was_found(self, office, by):
        dossier = a_reception(office, by).ready().papers(ABSENT).file()

        assert dossier.state is DossierState.REGISTERED
        assert {row.mark for row in handed_in(office, dossier.id) if row.answer is ComponentAnswer.ABSENT} == {
            ComponentMark.MISSING
        }

    def test_it_may_be_received_afterwards(self, office, by):
        reception = a_reception(office, by).ready()
        filed = reception.file()

        assert reception.receive() is filed
        assert filed.state is DossierState.RECEIVED


class TestWhose:
    def test_an_organisation_through_its_representative(self, office, by):
        company = MetOrganisation(
            name="Hợp tác xã Mẫu", tax_code="4800999955", address="Tổ dân phố Mẫu 2", representative_title="Giám đốc"
        )
        reception = a_reception(office, by, AtCounter(filer=met(), organisation=company)).unit()
        reception.applicant(
            capacity=(),
            organisation__name="Hợp tác xã Mẫu",
            organisation__tax_code="4800999955",
            organisation__address="Tổ dân phố Mẫu 2",
            organisation__representative_title="Giám đốc",
        )

        dossier = reception.papers().step("delivery", delivery="counter", paper_copies="1").receive()

        found = parties(office, dossier)
        assert found[PartyRole.APPLICANT].name == "Hợp tác xã Mẫu"
        assert found[PartyRole.REPRESENTATIVE].name == found[PartyRole.FILER].name == "Hoàng Thị Già Thử"

    def test_a_child_through_a_guardian(self, office, by):
        child = met(name="Người Bé Thử", birth="2016", citizen_id=None)
        came = AtCounter(filer=met(), of_person=OnBehalf(child, Standing.GUARDIAN))
        reception = a_reception(office, by, came).unit()
        reception.applicant(
            capacity="guardian",
            principal__name="Người Bé Thử",
            principal__birth="2016",
            principal__residence__commune="01273",
        )

        dossier = reception.papers().step("delivery", delivery="counter", paper_copies="1").receive()

        found = parties(office, dossier)
        assert found[PartyRole.APPLICANT].name == "Người Bé Thử"
        assert found[PartyRole.APPLICANT].person_id == reception.draft.applicant_id
        assert found[PartyRole.FILER].name == "Hoàng Thị Già Thử"

    def test_whose_it_is_sees_it_once_they_sign_in_and_who_handed_it_in_does_not(self, office, by):
        child = met(name="Người Bé Thử", birth="2016", citizen_id=None)
        came = AtCounter(filer=met(), of_person=OnBehalf(child, Standing.GUARDIAN))
        reception = a_reception(office, by, came).unit()
        reception.applicant(
            capacity="guardian",
            principal__name="Người Bé Thử",
            principal__birth="2016",
            principal__residence__commune="01273",
        )
        dossier = reception.papers().step("delivery", delivery="counter", paper_copies="1").receive()

        theirs = Actor(reception.draft.applicant_id, Role.CITIZEN)
        assert dossier_for(office, dossier.code, theirs) is dossier
        with pytest.raises(DossierNotFoundError):
            dossier_for(office, dossier.code, Actor(reception.draft.person_id, Role.CITIZEN))


YESTERDAY = datetime(2026, 11, 19, 7, tzinfo=UTC)
"""14:00 of Thursday the 19th; it is received on Friday at 9:30."""
LEGAL_AID = "2.000954"


def by_post(handed_over_at: datetime) -> AtCounter:
    return AtCounter(filer=met(), parcel=Parcel("EB123456789VN", date(2026, 11, 18), handed_over_at))


def deadline_of(session, dossier) -> DossierDeadline:
    return session.scalars(select(DossierDeadline).where(DossierDeadline.dossier_id == dossier.id)).one()


def opening_of(deadline) -> str:
    return deadline.derivation[0]["kind"]


class TestByPost:
    """The copy has one working day by post; how long it lay at the counter is nothing the applicant can help."""

    @pytest.mark.parametrize(
        ("handed_over_at", "due_on"),
        [
            (YESTERDAY - timedelta(days=1), date(2026, 11, 19)),
            (YESTERDAY, date(2026, 11, 20)),
            (FRIDAY, date(2026, 11, 23)),
        ],
    )
    def test_it_is_counted_from_the_signed_minutes(self, office, by, handed_over_at, due_on):
        dossier = a_reception(office, by, by_post(handed_over_at)).ready().receive()

        found = deadline_of(office, dossier)
        assert (found.started_at, dossier.due_on) == (handed_over_at, due_on)
        assert opening_of(found) == "handed_by_post"
        assert (dossier.received_at, dossier.arrived_at) == (FRIDAY, FRIDAY)

    def test_received_later_from_the_desk_it_is_counted_alike_and_foreseen(self, office, by):
        dossier = a_reception(office, by, by_post(YESTERDAY)).ready().file()
        later = FRIDAY + timedelta(hours=1)

        foreseen = dossier_desk(office, dossier.reference, by, at=later).would_be
        receive(office, dossier.id, by=by, at=later)

        assert (dossier.due_by, deadline_of(office, dossier).derivation) == (
            foreseen.due_by,
            [step.as_data() for step in foreseen.derivation],
        )
        assert deadline_of(office, dossier).started_at == YESTERDAY

    def test_once_what_it_lacked_is_there_it_is_counted_from_that(self, office, by):
        dossier = a_reception(office, by, by_post(YESTERDAY)).ready().file()
        add_line(office, dossier, EventTag.DOSSIER_SUPPLEMENT, before=dossier.state, by=by, at=FRIDAY)
        office.flush()

        receive(office, dossier.id, by=by, at=FRIDAY + timedelta(hours=2))

        found = deadline_of(office, dossier)
        assert (found.started_at, opening_of(found), dossier.due_on) == (FRIDAY, "completed", date(2026, 11, 23))

    def test_a_body_that_is_not_of_this_centre_has_it_when_it_arrives(self, office, by):
        reception = a_reception(office, by, by_post(YESTERDAY), LEGAL_AID)
        dossier = reception.unit("STP").applicant().papers().step("delivery", delivery="counter", paper_copies="1")
        dossier = dossier.receive()
        assert dossier.due_on is None
        later = FRIDAY + timedelta(hours=1)

        hand_over(office, dossier.id, by=by, at=later)

        found = deadline_of(office, dossier)
        assert (found.started_at, opening_of(found)) == (later, "receipt")

    def test_what_is_brought_is_counted_from_the_act(self, office, by):
        found = deadline_of(office, a_reception(office, by).ready().receive())

        assert (found.started_at, opening_of(found)) == (FRIDAY, "receipt")

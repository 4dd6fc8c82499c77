"""Who stands at the counter, whose matter it is, and how it came."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from services.actor import Actor, Role
from services.audit.models import AuditEvent
from services.catalogue.kinds import Channel
from services.dossiers.act_errors import OwnMatterError
from services.dossiers.counter.arriving import Parcel, parcel_in
from services.dossiers.counter.beginning import AtCounter, OnBehalf, Standing
from services.dossiers.counter.errors import (
    MatterOfTwoError,
    NotAtACounterError,
    ParcelDatesError,
    ParcelIncompleteError,
    SamePersonError,
)
from services.dossiers.errors import DraftNotFoundError, KeyTakenError, ProcedureClosedError, UnitTakesNoFilingError
from services.dossiers.forms.errors import FormInvalidError
from services.dossiers.owned import own_draft
from services.people.directory import Known
from services.people.errors import NumberKnownError
from services.people.meeting import Met, MetOrganisation
from services.people.models import Account, Person
from tests.desks import a_post, unit_id
from tests.factories import FRIDAY, an_officer
from tests.unit.services.dossiers.counter.counters import OLD_WOMAN, a_reception, met

LEGAL_AID = "2.000954"
NOT_ONLINE, NO_BODY_HERE = "1.000419", "1.001622"
PARCEL = Parcel("EB123456789VN", date(2026, 11, 18), datetime(2026, 11, 20, 1, tzinfo=UTC))
CHILD = Met(known=Known(name="Người Bé Thử", birth="2016", residence="Tổ dân phố Mẫu 3"))


def people(session) -> int:
    return session.scalar(select(func.count()).select_from(Person))


class TestBegin:
    def test_somebody_without_an_account_has_a_draft_with_what_they_said(self, office, by):
        reception = a_reception(office, by)

        own = own_draft(office, reception.id, by)
        assert own.answers["applicant"]["birth"] == "1948"
        assert own.answers["delivery"] == "counter"
        assert own.draft.channel is Channel.DIRECT
        assert own.draft.post_id == by.post_id
        assert set(own.locked) == {"capacity"}  # what somebody says at a counter is no proof
        assert not office.scalars(select(Account).where(Account.person_id == own.draft.person_id)).all()

    def test_the_unit_of_the_residence_decides(self, office, by):
        assert a_reception(office, by).draft.competent_unit_id is not None

    def test_the_same_key_finds_the_first_and_enters_nobody_twice(self, office, by):
        first = a_reception(office, by, key="k" * 22)
        before = people(office)

        assert a_reception(office, by, key="k" * 22).draft is first.draft
        assert people(office) == before

    def test_the_key_of_a_colleague_leads_nowhere(self, office, by):
        a_reception(office, a_post(office, Role.RECEIVER, "X01273.TT"), key="k" * 22)

        with pytest.raises(KeyTakenError):
            a_reception(office, by, key="k" * 22)

    def test_the_event_names_the_receiver_and_for_whom(self, office, by):
        draft = a_reception(office, by).draft

        event = next(one for one in office.scalars(select(AuditEvent)) if str(draft.id).encode() in one.body)
        said = json.loads(event.body)
        assert said["action"] == "draft_create"
        assert said["actor"]["person"] == str(by.person_id)
        assert said["actor"]["for"] == str(draft.person_id)

    def test_a_number_that_is_known_asks_who_it_is(self, office, by):
        a_reception(office, by)

        with pytest.raises(NumberKnownError):
            a_reception(office, by)

    def test_only_a_receiver_receives(self, office):
        for role, unit in ((Role.CENTRE_HEAD, "X01273.TT"), (Role.SPECIALIST, "X01273.VP")):
            with pytest.raises(NotAtACounterError):
                a_reception(office, an_officer(office, role, unit))

    def test_nobody_receives_their_own_matter(self, office, by):
        with pytest.raises(OwnMatterError):
            a_reception(office, by, AtCounter(filer=met(citizen_id="004194999912", meant=by.person_id)))

    def test_what_is_not_filed_online_is_received_all_the_same(self, office, by):
        assert a_reception(office, by, code=NOT_ONLINE).draft.channel is Channel.DIRECT


class TestSentByOneBody:
    """Staff of one department at the province's centre."""

    def test_they_take_what_is_for_it(self, office):
        by = a_post(office, Role.RECEIVER, "TTPVHCC", sent_by="STP")

        assert a_reception(office, by, code=LEGAL_AID).draft.competent_unit_id == unit_id(office, "STP")

    def test_and_nothing_for_others(self, office):
        by = a_post(office, Role.RECEIVER, "TTPVHCC", sent_by="SXD")

        with pytest.raises(UnitTakesNoFilingError):
            a_reception(office, by, code=LEGAL_AID)


class TestVisible:
    def test_the_receiver_alone_sees_it(self, office, by):
        draft = a_reception(office, by).draft
        colleague = a_post(office, Role.RECEIVER, "X01273.TT")
        head = an_officer(office, Role.CENTRE_HEAD, "X01273.TT")
        herself = Actor(draft.person_id, Role.CITIZEN)

        assert own_draft(office, draft.id, by).draft is draft
        for other in (colleague, head, herself):
            with pytest.raises(DraftNotFoundError):
                own_draft(office, draft.id, other)

    def test_the_database_knows_no_counter_draft_without_its_post(self, office, by):
        draft = a_reception(office, by).draft
        office.flush()

        with pytest.raises(IntegrityError, match="officer_fills_in_offline"), office.begin_nested():
            office.execute(text("UPDATE draft SET post_id = NULL WHERE id = :id").bindparams(id=draft.id))


class TestForSomebody:
    def test_for_an_organisation(self, office, by):
        company = MetOrganisation(
            name="Hợp tác xã Mẫu", tax_code="4800999955", address="Tổ dân phố Mẫu 2", representative_title="Giám đốc"
        )

        own = own_draft(office, a_reception(office, by, AtCounter(filer=met(), organisation=company)).id, by)

        assert own.answers["organisation"]["name"] == "Hợp tác xã Mẫu"
        assert own.answers["applicant"]["name"] == OLD_WOMAN.name
        assert "capacity" not in own.answers

    def test_for_another_person_the_form_is_told_who_and_by_what_right(self, office, by):
        came = AtCounter(filer=met(), of_person=OnBehalf(CHILD, Standing.GUARDIAN))

        own = own_draft(office, a_reception(office, by, came).id, by)

        assert own.answers["capacity"] == "guardian"
        assert own.answers["principal"]["name"] == "Người Bé Thử"
        assert own.draft.applicant_id not in {None, own.draft.person_id}

    def test_for_whom_it_is_handed_in_is_settled_by_then(self, office, by):
        came = AtCounter(filer=met(), of_person=OnBehalf(CHILD, Standing.GUARDIAN))
        reception = a_reception(office, by, came).unit()

        with pytest.raises(FormInvalidError):
            reception.applicant(capacity="self")

    def test_not_for_an_organisation_and_a_person(self, office, by):
        company = MetOrganisation(name="a", tax_code="4800999955", address="b", representative_title=None)
        came = AtCounter(filer=met(), organisation=company, of_person=OnBehalf(CHILD, Standing.GUARDIAN))

        with pytest.raises(MatterOfTwoError):
            a_reception(office, by, came)

    def test_not_for_oneself_as_if_for_another(self, office, by):
        herself = a_reception(office, by).draft.person_id
        again = met(meant=herself)

        with pytest.raises(SamePersonError):
            a_reception(office, by, AtCounter(filer=again, of_person=OnBehalf(again, Standing.AUTHORISED)))


class TestByPost:
    def test_number_and_days_are_kept(self, office, by):
        own = own_draft(office, a_reception(office, by, AtCounter(filer=met(), parcel=PARCEL)).id, by)

        assert own.draft.channel is Channel.POSTAL
        assert parcel_in(own.answers) == PARCEL

    @pytest.mark.parametrize(
        ("parcel", "error"),
        [
            (Parcel("", PARCEL.posted_on, PARCEL.handed_over_at), ParcelIncompleteError),
            (Parcel("EB1", date(2026, 11, 21), PARCEL.handed_over_at), ParcelDatesError),
            (Parcel("EB1", PARCEL.posted_on, FRIDAY + timedelta(seconds=1)), ParcelDatesError),
        ],
    )
    def test_what_cannot_be_is_refused(self, office, by, parcel, error):
        with pytest.raises(error):
            a_reception(office, by, AtCounter(filer=met(), parcel=parcel))


def test_what_has_no_body_here_is_not_received(office, by):
    with pytest.raises(ProcedureClosedError):
        a_reception(office, by, code=NO_BODY_HERE)

"""Who an account belongs to, and what a login may change."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from services.actor import SYSTEM
from services.audit.models import AuditEvent
from services.people.capacities import capacities
from services.people.directory import Known, register_organisation, register_person
from services.people.errors import AccountClosedError
from services.people.identity import Identity, Represented
from services.people.models import Account, IdentityNumber, Organisation, Person, Source
from services.people.operations import sign_in

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
NUMBER = "004190000123"
TAX_CODE = "4800999966"


def said(subject="s-1", **claims):
    return Identity(issuer="https://id.example", subject=subject, **claims)


def full(subject="s-1", **claims):
    return said(subject, level=2, citizen_id=NUMBER, **claims)


@pytest.fixture
def known(session):
    """Somebody who has only been at the counter."""
    return register_person(
        session, Known(name="Nông Thị Hoa", citizen_id=NUMBER), source=Source.COUNTER, by=SYSTEM, at=NOW
    )


@pytest.fixture
def events(session):
    def read(tag):
        bodies = session.scalars(sa.select(AuditEvent.body).order_by(AuditEvent.id))
        return [event for body in bodies if (event := json.loads(body))["action"] == tag]

    return read


def count(session, model):
    return session.scalar(sa.select(sa.func.count()).select_from(model))


class TestFirstLogin:
    def test_nothing_but_a_subject_is_enough(self, session, events):
        account = sign_in(session, said(), at=NOW)

        assert account.person.name is None
        assert (account.level, account.last_login_at) == (None, NOW)
        assert len(events("account_create")) == len(events("person_create")) == 1

    def test_what_is_said_is_kept(self, session):
        account = sign_in(
            session,
            full(name="Nông Thị Hoa", birth="1990-01-02", sex="F", commune="01273", email="hoa@mau.example"),
            at=NOW,
        )

        person = account.person
        assert (person.name, person.birth, person.sex) == ("Nông Thị Hoa", "1990-01-02", "F")
        assert (person.residence_commune, person.email, person.source) == (
            "01273",
            "hoa@mau.example",
            Source.IDENTITY_PROVIDER,
        )
        assert session.scalars(sa.select(IdentityNumber)).one().number == NUMBER

    def test_the_same_subject_of_another_issuer_is_somebody_else(self, session):
        first = sign_in(session, said(), at=NOW)
        second = sign_in(session, Identity(issuer="https://other.example", subject="s-1"), at=NOW)

        assert first.person_id != second.person_id


class TestLinking:
    def test_a_full_account_is_joined_to_the_one_known_by_its_number(self, session, known, events):
        account = sign_in(session, full(name="Nông Thị Hoa Mẫu"), at=LATER)

        assert account.person_id == known.id
        assert (known.name, known.source, known.changed_at) == ("Nông Thị Hoa Mẫu", Source.IDENTITY_PROVIDER, LATER)
        assert events("identity_review") == []

    @pytest.mark.parametrize("level", [1, None])
    def test_a_number_that_nobody_vouches_for_joins_nothing(self, session, known, events, level):
        account = sign_in(session, said(level=level, citizen_id=NUMBER), at=NOW)

        assert account.person_id != known.id
        assert [event["reason"] for event in events("identity_review")] == ["number_shared"]

    def test_two_with_the_number_are_joined_to_neither(self, session, known, events):
        other = register_person(session, Known(name="An", citizen_id=NUMBER), source=Source.COUNTER, by=SYSTEM, at=NOW)

        account = sign_in(session, full(), at=NOW)

        assert account.person_id not in (known.id, other.id)
        assert [event["reason"] for event in events("identity_review")] == ["number_shared"]

    def test_nobody_is_joined_to_somebody_who_signs_in_already(self, session, known, events):
        first = sign_in(session, full("s-1"), at=NOW)
        second = sign_in(session, full("s-2"), at=NOW)

        assert (first.person_id == known.id, second.person_id == known.id) == (True, False)
        assert [event["reason"] for event in events("identity_review")] == ["number_shared"]

    def test_a_number_that_was_given_up_joins_nothing(self, session, known):
        session.scalars(sa.select(IdentityNumber)).one().ended_at = NOW
        session.flush()

        assert sign_in(session, full(), at=NOW).person_id != known.id

    def test_without_a_number_nobody_is_looked_for(self, session, known):
        assert sign_in(session, said(level=2), at=NOW).person_id != known.id


class TestLaterLogin:
    def test_it_is_the_same_account(self, session):
        first = sign_in(session, said(), at=NOW)
        second = sign_in(session, said(level=2), at=LATER)

        assert first is second
        assert (second.level, second.last_login_at) == (2, LATER)
        assert count(session, Account) == count(session, Person) == 1

    def test_a_change_is_kept_and_proven_without_being_told(self, session, events):
        account = sign_in(session, full(name="Nông Thị Hoa"), at=NOW)
        sign_in(session, full(name="Nông Thị Hoa Mẫu"), at=LATER)

        [event] = events("person_change")
        assert account.person.name == "Nông Thị Hoa Mẫu"
        assert event["before"] != event["after"]
        assert event["before"].startswith("person/1:")
        assert "Nông" not in json.dumps(event, ensure_ascii=False)

    def test_the_same_again_writes_nothing(self, session, events):
        sign_in(session, full(name="Nông Thị Hoa"), at=NOW)
        sign_in(session, full(name="Nông Thị Hoa"), at=LATER)

        assert events("person_change") == []

    def test_what_is_left_out_stays(self, session):
        account = sign_in(session, full(name="Nông Thị Hoa", phone="02060000001"), at=NOW)
        sign_in(session, said(), at=LATER)

        assert (account.person.name, account.person.phone) == ("Nông Thị Hoa", "02060000001")

    def test_a_number_heard_for_the_first_time_is_noted(self, session):
        account = sign_in(session, said(), at=NOW)
        sign_in(session, full(), at=LATER)

        number = session.scalars(sa.select(IdentityNumber)).one()
        assert (number.person_id, number.number) == (account.person_id, NUMBER)

    def test_another_number_changes_nothing_and_is_for_a_human_to_look_at(self, session, events):
        account = sign_in(session, full(name="Nông Thị Hoa"), at=NOW)
        again = sign_in(session, said(level=2, citizen_id="004190000999", name="Ai Khác"), at=LATER)

        assert again is account
        assert account.person.name == "Nông Thị Hoa"
        assert [number.number for number in session.scalars(sa.select(IdentityNumber))] == [NUMBER]
        assert [event["reason"] for event in events("identity_review")] == ["number_changed"]

    def test_an_earlier_instant_of_a_slower_tab_breaks_nothing(self, session):
        sign_in(session, said(), at=LATER)

        assert sign_in(session, said(), at=NOW).last_login_at == LATER

    def test_a_closed_account_stays_out(self, session):
        sign_in(session, said(), at=NOW).closed_at = NOW
        session.flush()

        with pytest.raises(AccountClosedError):
            sign_in(session, said(), at=LATER)


class TestDoubts:
    def test_what_does_not_agree_is_noted_once_and_refuses_nobody(self, session, events):
        claims = {"birth": "1991-01-02", "sex": "M"}
        sign_in(session, full(**claims), at=NOW)
        sign_in(session, full(**claims), at=LATER)

        assert {event["reason"] for event in events("identity_review")} == {"number_birth", "number_sex"}
        assert len(events("identity_review")) == 2


class TestRepresentation:
    ORGANISATION = Represented(TAX_CODE, "Công ty Ví Dụ")

    def names(self, session, account):
        return [one.organisation for one in capacities(session, account, on=date(2026, 11, 23))]

    def test_an_organisation_named_by_the_provider_is_entered(self, session, events):
        account = sign_in(session, full(organisations=(self.ORGANISATION,)), at=NOW)

        assert self.names(session, account) == [None, "Công ty Ví Dụ"]
        assert len(events("organisation_create")) == 1

    def test_the_second_login_enters_nothing(self, session):
        sign_in(session, full(organisations=(self.ORGANISATION,)), at=NOW)
        account = sign_in(session, full(organisations=(self.ORGANISATION,)), at=LATER)

        assert count(session, Organisation) == 1
        assert self.names(session, account) == [None, "Công ty Ví Dụ"]

    def test_no_longer_being_named_ends_it(self, session, events):
        sign_in(session, full(organisations=(self.ORGANISATION,)), at=NOW)
        account = sign_in(session, full(), at=LATER)

        assert self.names(session, account) == [None]
        assert len(events("organisation_change")) == 1

    def test_a_representative_in_the_directory_stays_whatever_the_provider_leaves_out(self, session, known):
        register_organisation(
            session,
            name="Công ty Ví Dụ",
            tax_code=TAX_CODE,
            address=None,
            representative=known,
            representative_title=None,
            by=SYSTEM,
            at=NOW,
        )
        account = sign_in(session, full(), at=NOW)

        assert self.names(session, account) == [None, "Công ty Ví Dụ"]

    def test_somebody_elses_organisation_is_not_taken_over(self, session, known, events):
        register_organisation(
            session,
            name="Công ty Ví Dụ",
            tax_code=TAX_CODE,
            address=None,
            representative=known,
            representative_title=None,
            by=SYSTEM,
            at=NOW,
        )
        stranger = said("s-2", level=2, citizen_id="004085000999", organisations=(self.ORGANISATION,))

        account = sign_in(session, stranger, at=NOW)

        assert self.names(session, account) == [None]
        assert [event["reason"] for event in events("identity_review")] == ["represented_by_other"]

    def test_a_basic_account_represents_nobody(self, session):
        account = sign_in(session, said(level=1, organisations=(self.ORGANISATION,)), at=NOW)

        assert self.names(session, account) == [None]


def test_an_identity_shows_nothing_of_itself():
    shown = repr(full(name="Nông Thị Hoa", organisations=(Represented(TAX_CODE),)))

    assert NUMBER not in shown
    assert "Nông" not in shown

"""What the province decides is obeyed: by who begins, who files, who receives and what is counted."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.actor import Role
from services.catalogue.kinds import Aspect, Channel, ClosedReason
from services.catalogue.queries import record_of, version_in_force
from services.dossiers.competence import competent_units
from services.dossiers.desk import receive
from services.dossiers.desk.page import dossier_desk
from services.dossiers.errors import DraftIncompleteError, ProcedureClosedError, UnitNotCompetentError
from services.dossiers.forms.library import form_for
from tests.desks import a_dossier
from tests.factories import FRIDAY, WARD, a_citizen, a_filing, an_officer
from tests.local_decisions import SOURCE, TODAY, a_decision, a_limit, days, enter

BIRTH, BIRTH_ANEW = "1.001193", "1.004884"
CENTRE = "X01273.TT"
MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
"""The day after it is a holiday."""


class TestClosed:
    def test_nobody_begins_on_a_day_on_which_it_is_closed(self, office):
        enter(office, BIRTH_ANEW, a_decision())

        with pytest.raises(ProcedureClosedError) as refusal:
            a_filing(office, a_citizen(office), BIRTH_ANEW)

        assert refusal.value.data["reasons"] == [ClosedReason.CLOSED_LOCALLY]

    def test_who_began_before_files_until_then_and_no_longer(self, office):
        filing = a_filing(office, a_citizen(office)).unit()
        filing.step("applicant", phone="0206 000 0001", capacity="self")
        filing.step("delivery", delivery="electronic").papers()
        enter(office, "2.000908", a_decision(begins=2))

        with pytest.raises(ProcedureClosedError):
            filing.submit(at=FRIDAY + timedelta(days=2))

        assert filing.submit(at=FRIDAY + timedelta(days=1)).reference


class TestUnits:
    def test_only_communes_whose_centre_receives_are_offered(self, office):
        record = record_of(version_in_force(office, BIRTH, on=TODAY), BIRTH)

        found = competent_units(office, record, commune=None, on=TODAY, receiving={CENTRE})

        assert [one.code for one in found] == [WARD]

    def test_another_one_is_not_competent_any_more(self, office):
        filing = a_filing(office, a_citizen(office), BIRTH)
        enter(office, BIRTH, a_decision(Aspect.UNITS, units=("X01288.TT",)))

        with pytest.raises(UnitNotCompetentError):
            filing.unit(WARD)

    def test_nor_takes_what_was_prepared_for_it(self, office):
        filing = a_filing(office, a_citizen(office)).unit()
        enter(office, "2.000908", a_decision(Aspect.UNITS, units=("TTPVHCC",)))

        with pytest.raises(DraftIncompleteError):
            filing.submit()


class TestForm:
    def test_a_draft_gets_the_form_that_the_province_chose(self, office):
        before = a_filing(office, a_citizen(office), BIRTH).draft
        enter(office, BIRTH, a_decision(Aspect.FORM, form="generic/1"))

        after = a_filing(office, a_citizen(office), BIRTH).draft

        assert (before.form, after.form) == ("1.001193/1", "generic/1")

    @pytest.mark.parametrize("chosen", [None, "generic/999", "1.001193/1"])
    def test_a_form_that_is_not_for_it_counts_for_nothing(self, chosen):
        assert form_for("2.000908", chosen).code == "generic/1"


class TestLimit:
    def received(self, office, **filed):
        dossier = a_dossier(office, code=BIRTH_ANEW, **filed)
        receive(office, dossier.id, by=an_officer(office, Role.RECEIVER, CENTRE), at=MONDAY)
        return dossier

    def test_the_limit_that_was_promised_on_the_day_of_filing_is_counted(self, office):
        enter(office, BIRTH_ANEW, a_limit(2), a_limit(1, begins=1))

        assert self.received(office, submitted_at=FRIDAY).due_on == date(2026, 11, 26)
        assert self.received(office, submitted_at=FRIDAY + timedelta(days=1)).due_on == date(2026, 11, 25)
        assert self.received(office, submitted_at=FRIDAY - timedelta(days=1)).due_on == date(2026, 12, 1)

    def test_it_is_counted_for_its_channel_and_says_its_ground(self, office):
        enter(office, BIRTH_ANEW, a_limit(2, channel=Channel.ONLINE))

        online, direct = (self.received(office, channel=one) for one in (Channel.ONLINE, Channel.DIRECT))

        assert (online.due_on, direct.due_on) == (date(2026, 11, 26), date(2026, 12, 1))
        receiver = an_officer(office, Role.RECEIVER, CENTRE)
        desk = dossier_desk(office, online.reference, receiver, at=MONDAY)
        assert desk.limit.limit.value == 2
        assert [one.deadline.legal_basis for one in desk.deadlines] == [SOURCE]

    def test_a_decision_of_a_later_day_is_not_seen_before(self, office):
        enter(office, BIRTH_ANEW, a_limit(2, begins=10))

        assert self.received(office).due_on == date(2026, 12, 1)
        assert days(10) > MONDAY.date()

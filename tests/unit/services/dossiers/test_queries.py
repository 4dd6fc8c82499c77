"""What people see of their own filings, and that nobody else does."""

from datetime import timedelta

import pytest

from services.actor import Role
from services.dossiers.errors import DossierNotFoundError
from services.dossiers.kinds import DossierState
from services.dossiers.queries import PAGE, dossier_for, dossier_view, my_dossiers, my_drafts
from tests.factories import FRIDAY, a_citizen, a_filing, a_representative, an_officer
from tests.unit.services.dossiers.test_submission import ready


class TestLists:
    def test_drafts_and_dossiers_are_apart(self, office):
        by = a_citizen(office)
        a_filing(office, by)
        dossier = ready(office, by).submit()

        (draft,) = my_drafts(office, by)
        (line,) = my_dossiers(office, by).lines
        assert draft.procedure_code == "2.000908"
        assert (line.reference, line.state) == (dossier.reference, DossierState.REGISTERED)

    def test_pages_follow_on_one_another(self, office):
        by = a_citizen(office)
        filed = [ready(office, by).submit(FRIDAY + timedelta(minutes=n)).reference for n in range(PAGE + 3)]

        first = my_dossiers(office, by)
        second = my_dossiers(office, by, after=first.following)

        assert [one.reference for one in (*first.lines, *second.lines)] == filed[::-1]
        assert second.following is None

    def test_a_representative_sees_the_organisations_and_not_their_own(self, office):
        by = a_representative(office)
        own = by.__class__(by.person_id, Role.CITIZEN)
        filing = a_filing(office, by, "2.000954").unit("STP", None)
        filing.step("applicant", phone="0206 000 0001", capacity="organisation")
        filing.step("delivery", delivery="electronic").papers().submit()

        assert len(my_dossiers(office, by).lines) == 1
        assert my_dossiers(office, own).lines == []

    def test_a_list_costs_one_statement_however_long_it_is(self, office, statements):
        by = a_citizen(office)
        for n in range(3):
            ready(office, by).submit(FRIDAY + timedelta(minutes=n))
        office.expunge_all()
        statements.clear()

        my_dossiers(office, by)
        my_drafts(office, by)

        assert len(statements) == 2


class TestOne:
    @pytest.mark.parametrize("write", [str, str.lower, lambda one: one.replace("-", "")])
    def test_it_is_found_by_its_reference_however_written(self, office, write):
        by = a_citizen(office)
        dossier = ready(office, by).submit()

        assert dossier_for(office, write(dossier.reference), by).id == dossier.id

    def test_the_view_holds_everything_in_few_statements(self, office, statements):
        by = a_citizen(office)
        dossier = ready(office, by).submit()
        office.expunge_all()
        statements.clear()

        view = dossier_view(office, dossier.reference, by)

        assert (view.procedure_code, view.applicant_name) == ("2.000908", "Người Thử Mẫu")
        assert view.receipt_unit.code == "X01273.TT"
        assert [line.to_state for line in view.history] == [DossierState.REGISTERED]
        assert view.papers
        assert all(one.name for one in view.papers)
        assert view.confirmation is None
        assert len(statements) <= 6

    @pytest.mark.parametrize(
        "stranger",
        [
            lambda s: a_citizen(s, "Người Lạ Mẫu", citizen_id="004190999776"),
            a_representative,
            lambda s: an_officer(s, Role.RECEIVER, "X01324.TT"),
            lambda s: an_officer(s, Role.SPECIALIST, "STP"),
            lambda s: an_officer(s, Role.AUDITOR, "TTT"),
            lambda s: an_officer(s, Role.BUSINESS_ADMIN, "VP_UBND"),
        ],
        ids=["citizen", "organisation", "other centre", "other department", "auditor", "administrator"],
    )
    def test_for_a_stranger_it_is_as_absent_as_one_that_never_was(self, office, stranger):
        dossier = ready(office, a_citizen(office)).submit()
        other = stranger(office)

        for written in (dossier.reference, "N-2222-2222-2222", "", "'; --"):
            with pytest.raises(DossierNotFoundError):
                dossier_for(office, written, other)

    @pytest.mark.parametrize(("role", "unit"), [(Role.RECEIVER, "X01273.TT"), (Role.CENTRE_HEAD, "X01273.TT")])
    def test_the_centre_that_receives_it_sees_it(self, office, role, unit):
        dossier = ready(office, a_citizen(office)).submit()

        assert dossier_for(office, dossier.reference, an_officer(office, role, unit)).id == dossier.id

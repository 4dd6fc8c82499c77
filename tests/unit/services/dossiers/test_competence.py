"""Who decides, where it is received, and whether anybody works there."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from services.actor import Role
from services.catalogue.bodies import Tier
from services.catalogue.queries import record_of, version_in_force
from services.dossiers.competence import competent_unit, competent_units
from services.people.models import OfficerPost, Unit

TODAY = date(2026, 11, 20)


@pytest.fixture
def record(office):
    def of(code):
        return record_of(version_in_force(office, code, on=TODAY), code)

    return of


class TestTiers:
    def test_a_communes_procedure_is_offered_at_every_commune_that_of_the_residence_first(self, office, record):
        found = competent_units(office, record("1.001193"), commune="01324", on=TODAY)

        assert {one.tier for one in found} == {Tier.COMMUNE}
        assert len(found) == 56
        assert (found[0].code, found[0].is_default) == ("X01324", True)
        assert sum(one.is_default for one in found) == 1

    def test_a_departments_belongs_to_it_wherever_one_lives(self, office, record):
        (only,) = competent_units(office, record("2.000954"), commune="01324", on=TODAY)

        assert (only.code, only.tier, only.is_default) == ("STP", Tier.AGENCY, True)
        assert (only.receipt_unit_name, only.has_officers) == ("Trung tâm Phục vụ hành chính công tỉnh", True)

    def test_what_both_may_do_is_the_communes_by_default_and_the_agencys_on_request(self, office, record):
        found = competent_units(office, record("2.000635"), commune="01273", on=TODAY)

        assert found[0].code == "X01273"
        assert [one.code for one in found if one.tier is Tier.AGENCY] == ["STP"]
        assert not next(one for one in found if one.tier is Tier.AGENCY).is_default

    def test_without_a_residence_here_none_is_usual(self, office, record):
        found = competent_units(office, record("1.001193"), commune=None, on=TODAY)

        assert not any(one.is_default for one in found)

    def test_it_costs_one_statement(self, office, record, statements):
        wanted = record("1.001193")
        statements.clear()

        competent_units(office, wanted, commune="01324", on=TODAY)

        assert len(statements) == 1


class TestOfficers:
    def test_a_unit_where_nobody_works_is_shown_as_such(self, office, record):
        found = {
            one.code: one.has_officers for one in competent_units(office, record("1.001193"), commune=None, on=TODAY)
        }

        assert found["X01273"]
        assert not found["X01288"]

    def test_those_with_officers_come_first(self, office, record):
        staffed = [one.has_officers for one in competent_units(office, record("1.001193"), commune=None, on=TODAY)]

        assert staffed == sorted(staffed, reverse=True)

    def test_a_post_that_has_ended_receives_nothing(self, office, record):
        centre = office.query(Unit).filter_by(code="X01273.TT").one()
        posts = update(OfficerPost).where(OfficerPost.unit_id == centre.id, OfficerPost.role == Role.RECEIVER)
        office.execute(posts.values(valid_until=TODAY))

        def staffed(on):
            return competent_unit(office, record("1.001193"), "X01273", commune=None, on=on).has_officers

        assert staffed(TODAY - timedelta(days=1))
        assert not staffed(TODAY)

    def test_who_was_sent_by_one_department_receives_for_that_one_alone(self, office, record):
        other = office.query(Unit).filter_by(code="SNV").one()
        office.execute(
            update(OfficerPost).where(OfficerPost.seconded_from_id.is_not(None)).values(seconded_from_id=other.id)
        )

        (only,) = competent_units(office, record("2.000954"), commune=None, on=TODAY)

        assert not only.has_officers

    def test_a_department_without_anybody_of_its_own_decides_nothing(self, office, record):
        stp = office.query(Unit).filter_by(code="STP").one()
        office.execute(update(OfficerPost).where(OfficerPost.unit_id == stp.id).values(valid_until=TODAY))

        (only,) = competent_units(office, record("2.000954"), commune=None, on=TODAY)

        assert not only.has_officers

    @pytest.mark.parametrize("role", [Role.SPECIALIST, Role.LEADER, Role.CLERK])
    def test_whoever_is_missing_of_those_who_decide_it_takes_no_filing(self, office, record, role):
        stp = office.query(Unit).filter_by(code="STP").one()
        posts = update(OfficerPost).where(OfficerPost.unit_id == stp.id, OfficerPost.role == role)
        office.execute(posts.values(valid_until=TODAY))

        (only,) = competent_units(office, record("2.000954"), commune=None, on=TODAY)

        assert not only.has_officers

"""A draft is filed days after it was begun: by the version in force, the routes and the officers of that day."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.catalogue.kinds import FilingRoute
from services.catalogue.models import ProcedureVersion, UnitProcedure
from services.catalogue.queries import version_in_force
from services.dossiers.errors import (
    DraftIncompleteError,
    ProcedureChangedError,
    ProcedureClosedError,
    UnitTakesNoFilingError,
)
from services.ids import new_id
from services.people.models import OfficerPost
from tests.factories import FRIDAY, a_citizen
from tests.unit.services.dossiers.test_submission import ready


def renew(session: Session, code: str, **changes) -> ProcedureVersion:
    """A newer version of a procedure, in force from the day after."""
    known = version_in_force(session, code, on=FRIDAY.date())
    copied = {one.key: getattr(known, one.key) for one in ProcedureVersion.__table__.columns}
    known.valid_until = FRIDAY.date() + timedelta(days=1)
    session.flush()
    newer = ProcedureVersion(
        **copied
        | {"id": new_id(), "number": known.number + 1, "valid_from": known.valid_until, "valid_until": None}
        | changes
    )
    session.add(newer)
    session.flush()
    return newer


class TestTimePasses:
    def test_a_new_version_that_asks_for_the_same_is_followed(self, office):
        filing = ready(office, a_citizen(office))
        newer = renew(office, "2.000908", name="Thủ tục mới")

        assert filing.submit(FRIDAY + timedelta(days=2)).procedure_version_id == newer.id

    def test_one_that_asks_for_other_papers_is_not(self, office):
        filing = ready(office, a_citizen(office))
        renew(office, "2.000908", cases=[])

        with pytest.raises(ProcedureChangedError):
            filing.submit(FRIDAY + timedelta(days=2))

    @pytest.mark.parametrize(
        "change", [{"levels": ["province"], "agency": "STP"}, {"executing_bodies": ["Sở Tư pháp"]}]
    )
    def test_nor_one_that_another_body_decides(self, office, change):
        filing = ready(office, a_citizen(office))
        renew(office, "2.000908", **change)

        with pytest.raises(ProcedureChangedError):
            filing.submit(FRIDAY + timedelta(days=2))

    @pytest.mark.parametrize("change", [{"online_channel": False}, {"vertical": True}])
    def test_nor_one_that_is_not_filed_here(self, office, change):
        filing = ready(office, a_citizen(office))
        renew(office, "2.000908", **change)

        with pytest.raises(ProcedureClosedError):
            filing.submit(FRIDAY + timedelta(days=2))

    def test_a_draft_two_versions_old_goes_over_to_the_last(self, office):
        filing = ready(office, a_citizen(office))
        renew(office, "2.000908", name="Thủ tục mới").valid_until = FRIDAY.date() + timedelta(days=2)
        office.flush()
        copied = office.scalars(select(ProcedureVersion).order_by(ProcedureVersion.number.desc()).limit(1)).one()
        values = {one.key: getattr(copied, one.key) for one in ProcedureVersion.__table__.columns}
        last = ProcedureVersion(
            **values
            | {"id": new_id(), "number": copied.number + 1, "valid_from": copied.valid_until, "valid_until": None}
        )
        office.add(last)
        office.flush()

        assert filing.submit(FRIDAY + timedelta(days=3)).procedure_version_id == last.id

    def test_what_is_closed_meanwhile_is_not_filed(self, office):
        filing = ready(office, a_citizen(office))
        office.add(
            UnitProcedure(
                procedure_id=version_in_force(office, "2.000908", on=FRIDAY.date()).procedure_id,
                filing_route=FilingRoute.NATIONAL_PORTAL,
                valid_from=FRIDAY.date(),
                source="test",
                confirmed=True,
            )
        )
        office.flush()

        with pytest.raises(ProcedureClosedError) as refusal:
            filing.submit()
        assert refusal.value.data["route"] is FilingRoute.NATIONAL_PORTAL

    def test_a_unit_that_lost_its_officers_is_named_among_what_is_missing(self, office):
        filing = ready(office, a_citizen(office))
        office.execute(update(OfficerPost).values(valid_until=FRIDAY.date()))

        with pytest.raises(DraftIncompleteError) as refusal:
            filing.submit()
        assert isinstance(refusal.value.data["problems"]["unit"]["unit"], UnitTakesNoFilingError)

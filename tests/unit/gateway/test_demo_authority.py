"""What the cast may sign, join and read: for the fields and on the days that its compilation names."""

import sqlalchemy as sa

from gateway.demo.seed import FIELDS
from services.catalogue.models import ProcedureVersion
from services.people.models import Delegation, DutyException, Mandate, MandateUnit
from tests.conftest import FURNISHED_AT


def test_delegations_reach_the_fields_that_their_scope_names_and_no_other(office):
    known = set(office.scalars(sa.select(ProcedureVersion.field).distinct()))
    seeded = {one.document[-2:]: one for one in office.scalars(sa.select(Delegation))}

    assert set().union(*FIELDS.values()) <= known
    assert {key: one.fields for key, one in seeded.items()} == FIELDS
    assert seeded["G1"].scope == "kết quả lĩnh vực luật sư, tư vấn pháp luật, trợ giúp pháp lý, công chứng"
    assert all((one.valid_until - FURNISHED_AT.date()).days == 365 for one in seeded.values())


def test_the_exception_and_the_mandate_hold_on_their_first_and_last_day_and_not_around(office):
    exception = office.scalars(sa.select(DutyException)).one()
    mandate = office.scalars(sa.select(Mandate)).one()

    assert (f"{exception.valid_from}", f"{exception.valid_until}") == ("2026-11-12", "2026-11-17")
    assert exception.duties == ["receive", "handle"]
    assert (f"{mandate.valid_from}", f"{mandate.valid_until}") == ("2026-10-23", "2026-12-22")
    units = sa.select(sa.func.count()).select_from(MandateUnit).where(MandateUnit.mandate_id == mandate.id)
    assert office.scalar(units) == 3

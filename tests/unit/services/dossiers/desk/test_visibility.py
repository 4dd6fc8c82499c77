"""Who sees a dossier at all: every role by where it stands to the dossier, against a list written by hand."""

import pytest
from sqlalchemy import select

from services.actor import SYSTEM, Actor, Role
from services.dossiers.kinds import DossierState, PartyRole
from services.dossiers.models import Dossier, DossierParty
from services.dossiers.visibility import visible_dossiers
from tests.desks import a_dossier, a_post
from tests.factories import a_citizen, a_representative

# role, unit, sent by whom → sees a ward's dossier: new · received and arrived · received elsewhere and not arrived
WRITTEN = [
    ("receiver", "X01273.TT", None, "new arrived"),
    ("receiver", "X01273.TT", "X01273", "new arrived"),
    ("receiver", "X01273.TT", "STP", ""),
    ("receiver", "X01324.TT", None, "elsewhere"),
    ("receiver", "X01279.TT", None, ""),
    ("receiver", "TTPVHCC", None, ""),
    ("receiver", "X01273", None, ""),
    ("centre_head", "X01273.TT", None, "new arrived"),
    ("centre_head", "X01324.TT", None, "elsewhere"),
    ("centre_head", "TTPVHCC", None, "new arrived elsewhere"),
    ("centre_head", "X01279.TT", None, ""),
    ("specialist", "X01273", None, "arrived"),
    ("specialist", "X01273.VP", None, "arrived"),
    ("specialist", "X01273.TT", None, ""),
    ("specialist", "X01279.VP", None, ""),
    ("specialist", "STP", None, ""),
    ("specialist", "UBND_TINH", None, ""),
    ("leader", "X01273", None, "arrived"),
    ("leader", "UBND_TINH", None, ""),
    ("clerk", "X01273.VP", None, "arrived"),
    ("cashier", "X01273.VP", None, "arrived"),
    ("auditor", "TTT", None, ""),
    ("business_admin", "VP_UBND", None, ""),
    ("technical_admin", "SKHCN", None, ""),
    ("unit_admin", "X01273", None, ""),
]


@pytest.fixture
def seen(office):
    made = {
        "new": a_dossier(office).id,
        "arrived": a_dossier(office, DossierState.IN_PROGRESS).id,
        "elsewhere": a_dossier(
            office,
            DossierState.RECEIVED,
            centre="X01324.TT",
            **dict.fromkeys(("arrived_at", "due_on", "due_by", "due_confirmed")),
        ).id,
    }

    def by(actor: Actor) -> set[str]:
        found = set(office.scalars(select(Dossier.id).where(visible_dossiers(actor), Dossier.id.in_(made.values()))))
        return {name for name, key in made.items() if key in found}

    return by


@pytest.mark.parametrize(("role", "unit", "sent_by", "expected"), WRITTEN)
def test_an_officer_sees_what_is_written_down_and_nothing_else(office, seen, role, unit, sent_by, expected):
    assert seen(a_post(office, Role(role), unit, sent_by=sent_by)) == set(expected.split())


def test_every_role_is_written_down():
    assert {role for role, *_ in WRITTEN} == {role.value for role in Role} - {"citizen", "system"}


@pytest.mark.parametrize("role", Role)
def test_an_actor_without_post_and_person_sees_nothing_unless_it_is_the_program(seen, role):
    assert bool(seen(Actor(None, role))) is (role is Role.SYSTEM)
    assert seen(SYSTEM) == {"new", "arrived", "elsewhere"}


def test_a_citizen_sees_what_they_applied_for_whatever_their_part_in_others(office):
    citizen, other = a_citizen(office), a_citizen(office, "Người Khác", citizen_id="004190999776")
    firm = a_representative(office)
    own, foreign = a_dossier(office, applicant=citizen), a_dossier(office, applicant=other)
    of_firm = a_dossier(office, applicant=firm)
    for dossier, role in ((foreign, PartyRole.HELPER), (of_firm, PartyRole.FILER)):
        office.add(
            DossierParty(data_key=dossier.data_key, dossier=dossier, role=role, person_id=citizen.person_id, name="x")
        )
    office.flush()

    def sees(actor):
        return set(office.scalars(select(Dossier.id).where(visible_dossiers(actor))))

    assert sees(citizen) == {own.id}
    assert sees(firm) == {of_firm.id}
    assert sees(Actor(firm.person_id, Role.CITIZEN)) == set()

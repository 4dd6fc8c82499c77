"""Officers who act on the dossiers of a ward and of a department."""

from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from services.actor import Actor, Role
from tests.desks import a_post
from tests.factories import an_officer


@dataclass(frozen=True)
class Cast:
    """Who acts where."""

    receiver: Actor
    head: Actor
    specialist: Actor
    clerk: Actor
    province_receiver: Actor
    province_head: Actor
    department_specialist: Actor


@pytest.fixture
def cast(office: Session) -> Cast:
    return Cast(
        receiver=an_officer(office, Role.RECEIVER, "X01273.TT"),
        head=an_officer(office, Role.CENTRE_HEAD, "X01273.TT"),
        specialist=an_officer(office, Role.SPECIALIST, "X01273.VP"),
        clerk=an_officer(office, Role.CLERK, "X01273.VP"),
        province_receiver=an_officer(office, Role.RECEIVER, "TTPVHCC"),
        province_head=an_officer(office, Role.CENTRE_HEAD, "TTPVHCC"),
        department_specialist=an_officer(office, Role.SPECIALIST, "STP"),
    )


@pytest.fixture
def far_receiver(office: Session) -> Actor:
    """The receiver of another commune, who takes dossiers without territory."""
    return a_post(office, Role.RECEIVER, "X01324.TT")

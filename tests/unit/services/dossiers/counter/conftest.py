"""Who receives at the ward."""

import pytest

from services.actor import Actor, Role
from tests.factories import an_officer


@pytest.fixture
def by(office) -> Actor:
    return an_officer(office, Role.RECEIVER, "X01273.TT")

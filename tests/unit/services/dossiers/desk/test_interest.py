"""Nobody acts in office on a matter of their own."""

import pytest

from services.actor import Role
from services.dossiers.act_errors import OwnMatterError
from services.dossiers.desk import Refusal, RefusalReason, hand_over, propose_refusal, receive, take
from services.dossiers.kinds import DossierState
from services.results.drafting import propose
from services.results.kinds import Outcome
from tests.desks import CENTRE, a_dossier, a_post, newest_tags
from tests.factories import FRIDAY, a_citizen


@pytest.fixture
def hats(office):
    """An applicant, and the same person in office at the centre and at the deciding body."""
    citizen = a_citizen(office)
    return citizen, *(
        a_post(office, role, unit, person_id=citizen.person_id)
        for role, unit in ((Role.RECEIVER, CENTRE), (Role.SPECIALIST, "X01273.VP"))
    )


def test_a_receiver_neither_receives_nor_turns_down_their_own(office, hats):
    citizen, receiver, _ = hats
    dossier = a_dossier(office, applicant=citizen)

    with pytest.raises(OwnMatterError):
        receive(office, dossier.id, by=receiver, at=FRIDAY)
    with pytest.raises(OwnMatterError):
        propose_refusal(office, dossier.id, Refusal(next(iter(RefusalReason)), "Mẫu."), by=receiver, at=FRIDAY)
    assert dossier.state is DossierState.REGISTERED


def test_nor_does_a_specialist_take_or_decide_it(office, hats):
    citizen, _, specialist = hats
    dossier = a_dossier(office, DossierState.IN_PROGRESS, applicant=citizen)

    with pytest.raises(OwnMatterError):
        take(office, dossier.id, by=specialist, at=FRIDAY)
    dossier.handler_post_id = specialist.post_id
    office.flush()
    with pytest.raises(OwnMatterError):
        propose(office, dossier.id, outcome=Outcome.GRANTED, content={}, by=specialist, at=FRIDAY)


def test_another_person_in_the_same_post_does(office, hats):
    citizen, receiver, _ = hats
    other = a_post(office, Role.RECEIVER, CENTRE)
    dossier = a_dossier(office, applicant=citizen)

    receive(office, dossier.id, by=other, at=FRIDAY)
    hand_over(office, dossier.id, by=other, at=FRIDAY)

    assert receiver.person_id == citizen.person_id != other.person_id
    assert newest_tags(office, 1) == ["dossier_hand_over"]

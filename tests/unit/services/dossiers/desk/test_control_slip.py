"""Who gave a dossier to whom, by its history."""

from datetime import timedelta

import pytest

from services.actor import Role
from services.audit.tags import EventTag
from services.dossiers.control_slip import GIVEN, TAKEN, Hand, passings
from services.dossiers.desk import hand_over, receive, take
from services.dossiers.desk.page import dossier_desk
from services.dossiers.kinds import DossierState
from services.results.amending import propose_amendment
from services.results.drafting import submit
from services.results.kinds import Amendment, ResultState
from services.results.leading import send_back
from tests.amending import TEXTS, WHY
from tests.desks import a_dossier, a_post, mark_all
from tests.factories import FRIDAY
from tests.register import a_book, a_registered_result
from tests.results import drafted, justice, legal_aid

LATE = FRIDAY + timedelta(days=4)


def slip(session, dossier, by):
    return passings(dossier_desk(session, dossier.code or dossier.reference, by, at=LATE))


def test_no_act_is_both_given_and_taken():
    assert not TAKEN.keys() & GIVEN.keys()


def test_there_is_none_before_receipt(office, cast):
    assert not slip(office, a_dossier(office), cast.receiver)


def test_from_the_applicant_to_the_specialist(office, cast):
    dossier = a_dossier(office)
    mark_all(office, dossier, cast.receiver)
    receive(office, dossier.id, by=cast.receiver, at=FRIDAY)
    hand_over(office, dossier.id, by=cast.receiver, at=LATE)
    take(office, dossier.id, by=cast.specialist, at=LATE)

    first, second, third = slip(office, dossier, cast.receiver)

    assert (first.giver, first.giving, first.taker) == (Hand.APPLICANT, None, Hand.CENTRE)
    assert first.taking is not None
    assert (second.giver, second.taker, second.taking, second.late) == (Hand.CENTRE, Hand.BODY, None, True)
    assert second.giving == first.taking
    assert second.latest is not None
    assert second.latest < LATE
    assert (third.giver, third.taker, third.late) == (Hand.BODY, Hand.SPECIALIST, None)
    assert third.taking is not None


def test_who_takes_is_whoever_acts_next_in_that_part(office):
    desk = justice(office)
    dossier = legal_aid(office)
    result = drafted(office, dossier, desk, FRIDAY)
    submit(office, result.id, by=desk.specialist, at=FRIDAY)
    waiting = slip(office, dossier, desk.specialist)[-1]
    send_back(office, result.id, why="Sửa lại.", by=desk.leader, at=FRIDAY)
    given, back = slip(office, dossier, desk.specialist)[-2:]

    assert (waiting.act, waiting.taker, waiting.taking) == (EventTag.RESULT_SUBMIT, Hand.LEADER, None)
    assert given.taking == back.giving is not None
    assert (back.giver, back.taker) == (Hand.LEADER, Hand.SPECIALIST)


def test_putting_the_result_right_later_is_no_part_of_it(office):
    dossier = a_dossier(office, DossierState.RETURNED)
    by = a_post(office, Role.SPECIALIST, "X01273.VP")
    wrong = a_registered_result(office, dossier, a_book(office, dossier.competent_unit_id), 1, ResultState.IN_FORCE)
    before = slip(office, dossier, by)
    kind = Amendment.RECALL
    draft = propose_amendment(office, wrong.id, amendment=kind, content=TEXTS[kind], why=WHY, by=by, at=LATE)
    submit(office, draft.id, by=by, at=LATE)

    assert slip(office, dossier, by) == before


@pytest.mark.parametrize("act", [*TAKEN, *GIVEN])
def test_nothing_goes_from_a_hand_into_the_same(act):
    giver, taker = (TAKEN | GIVEN)[act]

    assert giver is not taker

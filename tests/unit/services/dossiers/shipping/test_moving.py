"""The two hand-overs of a shipment, and how it comes to nothing."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from services.actor import Role
from services.audit.tags import EventTag
from services.dossiers.act_errors import WordsMissingError
from services.dossiers.desk import Handing, Recipient, give_back
from services.dossiers.kinds import DeliveryState, DossierState
from services.dossiers.shipping.errors import (
    DeliveredToNobodyError,
    DeliveryDayUnusableError,
    DeliveryProofMissingError,
    NotForThePostError,
    OtherSideActsError,
    PostageUnusableError,
    PostalWorkerMissingError,
    ResultOnItsWayError,
    ShipmentActNotPossibleError,
    ShipmentChangedElsewhereError,
    ShipmentNotFoundError,
    TrackingNumberMissingError,
    TrackingNumberTakenError,
)
from services.dossiers.shipping.kinds import RULES, Purpose, ShipmentAct, ShipmentState, UndeliveredReason
from services.dossiers.shipping.moving import (
    Proof,
    acts_open,
    cancel,
    deliver,
    hand_to_post,
    note_undelivered,
    take_in,
)
from tests.desks import CENTRE, a_post, count_events, lines, newest_tags
from tests.factories import FRIDAY, an_officer
from tests.shipments import NUMBER, OTHER_NUMBER, WORKER, for_elsewhere, on_its_way, prepared, wanted_by_post

LATER = FRIDAY + timedelta(days=3)
PROOF = Proof(date(2026, 11, 22), "Nông Văn Nhà Mẫu", "Phiếu báo phát 77")
ABSENT = UndeliveredReason.ABSENT


@pytest.fixture
def receiver(office):
    return an_officer(office, Role.RECEIVER, CENTRE)


@pytest.fixture
def specialist(office):
    return an_officer(office, Role.SPECIALIST, "STP")


class TestTheFirstHandOver:
    def test_it_says_who_gave_it_to_whom_and_when(self, office, receiver):
        shipment = prepared(office, for_elsewhere(office), by=receiver)

        hand_to_post(office, shipment.code, number=NUMBER, postal_worker=f" {WORKER} ", fee=None, by=receiver, at=LATER)

        assert (shipment.state, shipment.number, shipment.fee) == (ShipmentState.HANDED_OVER, NUMBER, None)
        assert (shipment.handed_at, shipment.handed_by_id, shipment.postal_worker) == (LATER, receiver.post_id, WORKER)
        assert newest_tags(office, 1) == [EventTag.SHIPMENT_HAND_OVER]

    def test_papers_of_a_dossier_that_ended_meanwhile_stay(self, office, receiver):
        dossier = for_elsewhere(office)
        shipment = prepared(office, dossier, by=receiver)
        dossier.state, dossier.waiting_for, dossier.ended_at = DossierState.WITHDRAWN, None, LATER
        office.flush()

        with pytest.raises(NotForThePostError):
            hand_to_post(office, shipment.code, number=NUMBER, postal_worker=WORKER, fee=None, by=receiver, at=LATER)

    def test_a_result_is_on_its_way(self, office, receiver):
        dossier = wanted_by_post(office)

        on_its_way(office, dossier, by=receiver)

        assert (dossier.state, dossier.delivery) == (DossierState.FINISHED, DeliveryState.SENT)
        (line,) = lines(office, dossier)
        assert (line.act, line.details) == ("dossier_send_result", {"number": NUMBER})

    def test_the_label_decides_about_the_number(self, office, receiver):
        shipment = prepared(office, for_elsewhere(office), by=receiver, number=OTHER_NUMBER)

        hand_to_post(office, shipment.code, number=NUMBER, postal_worker=WORKER, fee=0, by=receiver, at=FRIDAY)

        assert (shipment.number, shipment.fee) == (NUMBER, 0)
        assert on_its_way(office, for_elsewhere(office), by=receiver, number=OTHER_NUMBER).number == OTHER_NUMBER

    @pytest.mark.parametrize(
        ("changes", "refused"),
        [
            ({"number": " "}, TrackingNumberMissingError),
            ({"number": OTHER_NUMBER}, TrackingNumberTakenError),
            ({"postal_worker": " "}, PostalWorkerMissingError),
            ({"fee": 10_000_001}, PostageUnusableError),
        ],
    )
    def test_what_is_missing_is_told(self, office, receiver, changes, refused):
        on_its_way(office, for_elsewhere(office), by=receiver, number=OTHER_NUMBER)
        shipment = prepared(office, for_elsewhere(office), by=receiver)
        said = {"number": NUMBER, "postal_worker": WORKER, "fee": None} | changes

        with pytest.raises(refused):
            hand_to_post(office, shipment.code, **said, by=receiver, at=FRIDAY)


class TestTheBodyHasIt:
    @pytest.mark.parametrize(
        ("role", "unit"), [(Role.SPECIALIST, "STP"), (Role.CLERK, "STP"), (Role.RECEIVER, "TTPVHCC")]
    )
    def test_whoever_opens_the_mail_there_confirms(self, office, receiver, role, unit):
        shipment = on_its_way(office, for_elsewhere(office), by=receiver)
        officer = a_post(office, role, unit)

        take_in(office, shipment.code, missing="Thiếu một bản sao.", by=officer, at=LATER)

        assert (shipment.state, shipment.delivered_on) == (ShipmentState.DELIVERED, date(2026, 11, 23))
        assert (shipment.closed_by_id, shipment.note) == (officer.post_id, "Thiếu một bản sao.")
        assert not office.scalar(text("SELECT bool_or(is_open) FROM shipment_item"))
        assert newest_tags(office, 1) == [EventTag.SHIPMENT_DELIVER]

    def test_the_same_dossier_may_go_again(self, office, receiver, specialist):
        dossier = for_elsewhere(office)
        take_in(office, on_its_way(office, dossier, by=receiver).code, by=specialist, at=FRIDAY)

        assert on_its_way(office, dossier, by=receiver, number=OTHER_NUMBER).code.endswith("-2")

    def test_not_who_sent_it(self, office, receiver):
        shipment = on_its_way(office, for_elsewhere(office), by=receiver)

        with pytest.raises(OtherSideActsError):
            take_in(office, shipment.code, by=receiver, at=LATER)

    @pytest.mark.parametrize(
        ("role", "unit"), [(Role.SPECIALIST, "SXD"), (Role.RECEIVER, "X01279.TT"), (Role.CASHIER, "STP")]
    )
    def test_nobody_else_sees_it(self, office, receiver, role, unit):
        shipment = on_its_way(office, for_elsewhere(office), by=receiver)

        with pytest.raises(ShipmentNotFoundError):
            take_in(office, shipment.code, by=a_post(office, role, unit), at=LATER)

    def test_a_receiver_sent_there_by_another_body_does_not_see_it(self, office, receiver):
        shipment = on_its_way(office, for_elsewhere(office), by=receiver)

        with pytest.raises(ShipmentNotFoundError):
            take_in(office, shipment.code, by=a_post(office, Role.RECEIVER, "TTPVHCC", sent_by="SXD"), at=LATER)

    def test_a_leader_reads_and_does_not_confirm(self, office, receiver):
        shipment = on_its_way(office, for_elsewhere(office), by=receiver)

        with pytest.raises(OtherSideActsError):
            take_in(office, shipment.code, by=a_post(office, Role.LEADER, "STP"), at=LATER)


class TestTheApplicantHasIt:
    def test_each_result_is_given_back_on_the_proof(self, office, receiver):
        dossier = wanted_by_post(office)
        shipment = on_its_way(office, dossier, by=receiver)

        deliver(office, shipment.code, PROOF, by=receiver, at=LATER)

        assert (shipment.state, shipment.delivered_on) == (ShipmentState.DELIVERED, PROOF.on)
        assert (shipment.receiver, shipment.proof) == (PROOF.receiver, PROOF.proof)
        assert (dossier.state, dossier.delivery) == (DossierState.RETURNED, DeliveryState.DELIVERED)
        details = lines(office, dossier)[-1].details
        assert (details["to"], details["name"]) == ("post", PROOF.receiver)
        assert details["proof"] == f"Tổng công ty Bưu điện Việt Nam {NUMBER}, {PROOF.proof}"
        assert newest_tags(office, 2) == [EventTag.SHIPMENT_DELIVER, EventTag.DOSSIER_RETURN]

    @pytest.mark.parametrize(
        ("proof", "refused"),
        [
            (Proof(date(2026, 11, 19), "A", "1"), DeliveryDayUnusableError),
            (Proof(date(2026, 11, 24), "A", "1"), DeliveryDayUnusableError),
            (Proof(PROOF.on, " ", "1"), DeliveredToNobodyError),
            (Proof(PROOF.on, "A", " "), DeliveryProofMissingError),
        ],
    )
    def test_what_is_missing_is_told(self, office, receiver, proof, refused):
        shipment = on_its_way(office, wanted_by_post(office), by=receiver)

        with pytest.raises(refused):
            deliver(office, shipment.code, proof, by=receiver, at=LATER)

    @pytest.mark.parametrize("make", [prepared, on_its_way])
    def test_meanwhile_nobody_hands_it_out_at_the_counter(self, office, receiver, make):
        dossier = wanted_by_post(office)
        shipment = make(office, dossier, by=receiver)

        with pytest.raises(ResultOnItsWayError) as error:
            give_back(office, dossier.id, Handing(Recipient.APPLICANT, "A", "CCCD"), by=receiver, at=LATER)
        assert error.value.data == {"shipment": shipment.code}


class TestNobodyHasIt:
    @pytest.mark.parametrize(
        ("reason", "state", "delivery"),
        [
            (UndeliveredReason.ABSENT, ShipmentState.RETURNED, DeliveryState.CAME_BACK),
            (UndeliveredReason.LOST, ShipmentState.LOST, DeliveryState.READY),
        ],
    )
    def test_it_says_why_and_the_result_may_go_again(self, office, receiver, reason, state, delivery):
        dossier = wanted_by_post(office)
        shipment = on_its_way(office, dossier, by=receiver)

        note_undelivered(office, shipment.code, reason, " ", by=receiver, at=LATER)

        assert (shipment.state, shipment.reason, shipment.note) == (state, reason, None)
        assert (dossier.state, dossier.delivery) == (DossierState.FINISHED, delivery)
        assert newest_tags(office, 2) == [EventTag.SHIPMENT_NOT_DELIVERED, EventTag.DOSSIER_RESULT_NOT_DELIVERED]
        assert on_its_way(office, dossier, by=receiver, at=LATER, number=OTHER_NUMBER).state == "handed_over"

    def test_another_reason_is_told_in_words(self, office, receiver):
        shipment = on_its_way(office, for_elsewhere(office), by=receiver)

        with pytest.raises(WordsMissingError):
            note_undelivered(office, shipment.code, UndeliveredReason.OTHER, None, by=receiver, at=LATER)
        note_undelivered(office, shipment.code, UndeliveredReason.OTHER, "Đường sạt lở.", by=receiver, at=LATER)
        assert shipment.note == "Đường sạt lở."


def test_a_preparation_is_undone_and_its_number_free_again(office, receiver):
    dossier = for_elsewhere(office)
    shipment = prepared(office, dossier, by=receiver, number=NUMBER)

    cancel(office, shipment.code, by=receiver, at=LATER)

    assert (shipment.state, shipment.closed_at) == (ShipmentState.CANCELLED, LATER)
    assert newest_tags(office, 1) == [EventTag.SHIPMENT_CANCEL]
    assert on_its_way(office, dossier, by=receiver, at=LATER).number == NUMBER


def act(session, which, code, by):
    """Do an act with what it needs."""
    return {
        ShipmentAct.HAND_OVER: lambda: hand_to_post(
            session, code, number=OTHER_NUMBER, postal_worker=WORKER, fee=None, by=by, at=LATER
        ),
        ShipmentAct.TAKE_IN: lambda: take_in(session, code, by=by, at=LATER),
        ShipmentAct.DELIVER: lambda: deliver(session, code, PROOF, by=by, at=LATER),
        ShipmentAct.NOT_DELIVERED: lambda: note_undelivered(session, code, ABSENT, None, by=by, at=LATER),
        ShipmentAct.CANCEL: lambda: cancel(session, code, by=by, at=LATER),
    }[which]()


WAYS = {Purpose.TO_BODY: for_elsewhere, Purpose.TO_APPLICANT: wanted_by_post}
ENDS = [*(state for state in ShipmentState)]


def in_state(session, purpose, state, receiver, specialist):
    """A shipment that came to a state as shipments do."""
    dossier = WAYS[purpose](session)
    if state in {ShipmentState.PREPARED, ShipmentState.CANCELLED}:
        shipment = prepared(session, dossier, by=receiver)
        return cancel(session, shipment.code, by=receiver, at=FRIDAY) if state == "cancelled" else shipment
    shipment = on_its_way(session, dossier, by=receiver)
    match state:
        case ShipmentState.DELIVERED if purpose is Purpose.TO_BODY:
            take_in(session, shipment.code, by=specialist, at=LATER)
        case ShipmentState.DELIVERED:
            deliver(session, shipment.code, PROOF, by=receiver, at=LATER)
        case ShipmentState.RETURNED | ShipmentState.LOST:
            reason = ABSENT if state is ShipmentState.RETURNED else UndeliveredReason.DESTROYED
            note_undelivered(session, shipment.code, reason, None, by=receiver, at=LATER)
    return shipment


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("state", ENDS)
def test_every_act_in_every_state_on_both_ways(office, receiver, specialist, purpose, state):
    shipment = in_state(office, purpose, state, receiver, specialist)
    offered = {
        *acts_open(shipment, receiver, at_origin=True),
        *(acts_open(shipment, specialist, at_origin=False)),
    }
    before = count_events(office)

    for which, rule in RULES.items():
        by = receiver if rule.at_origin else specialist
        fits = shipment.state is rule.start and purpose in rule.purposes
        assert (which in offered) is fits
        if fits:
            with office.begin_nested() as step:
                assert act(office, which, shipment.code, by).state is not state
                step.rollback()
            office.refresh(shipment)
            continue
        refused = ShipmentNotFoundError if not rule.at_origin and purpose is not Purpose.TO_BODY else None
        with pytest.raises(refused or ShipmentActNotPossibleError):
            act(office, which, shipment.code, by)
    assert count_events(office) == before


def test_a_page_that_is_out_of_date_changes_nothing(office, receiver):
    shipment = prepared(office, for_elsewhere(office), by=receiver)

    with pytest.raises(ShipmentChangedElsewhereError):
        cancel(office, shipment.code, by=receiver, at=LATER, version=shipment.version + 1)


def test_a_head_of_the_centre_looks_and_does_nothing(office, receiver):
    shipment = prepared(office, for_elsewhere(office), by=receiver)

    with pytest.raises(OtherSideActsError):
        cancel(office, shipment.code, by=an_officer(office, Role.CENTRE_HEAD, CENTRE), at=LATER)

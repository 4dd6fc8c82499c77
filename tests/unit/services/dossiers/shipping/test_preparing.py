"""A shipment: what may go, with what, to whom, once."""

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from services.actor import Role
from services.audit.tags import EventTag
from services.dossiers.act_errors import OwnMatterError
from services.dossiers.errors import DossierNotFoundError, KeyTakenError
from services.dossiers.kinds import DeliveryMethod, DossierState
from services.dossiers.models import ComponentFile, Shipment
from services.dossiers.shipping.errors import (
    AddresseeMissingError,
    AddresseesDifferError,
    AddressMissingError,
    ContentsMissingError,
    NotForThePostError,
    NothingToSendError,
    OperatorUnknownError,
    PaperCountUnusableError,
    PaperUnnamedError,
    PayerUnusableError,
    PostageUnusableError,
    SentAlreadyError,
    TrackingNumberTakenError,
    TrackingNumberUnusableError,
)
from services.dossiers.shipping.kinds import Payer, Purpose, ShipmentState
from services.dossiers.shipping.preparing import Sent, prepare
from tests.desks import CENTRE, a_dossier, a_post, count_events, newest_tags, unit_id
from tests.factories import FRIDAY, a_citizen, an_officer
from tests.shipments import ADDRESS, NUMBER, PAPER, RECIPIENT, a_posting, for_elsewhere, prepared, wanted_by_post


@pytest.fixture
def receiver(office):
    return an_officer(office, Role.RECEIVER, CENTRE)


def test_papers_go_to_the_body_that_decides(office, receiver):
    first, second = for_elsewhere(office), for_elsewhere(office)

    shipment = prepared(office, first, second, by=receiver)

    assert (shipment.purpose, shipment.state) == (Purpose.TO_BODY, ShipmentState.PREPARED)
    assert (shipment.unit_id, shipment.to_unit_id) == (unit_id(office, CENTRE), first.competent_unit_id)
    assert shipment.code == "BG2026-X01273.TT-1"
    assert (shipment.number, shipment.recipient, shipment.address) == (None, None, None)
    assert [one.dossier_id for one in shipment.items] == [first.id, second.id]
    (paper,) = shipment.items[0].papers
    assert (paper.name, paper.originals, paper.copies, paper.certified, paper.sheets) == (PAPER.name, 1, 2, 0, 5)
    assert newest_tags(office, 1) == [EventTag.SHIPMENT_PREPARE]


def test_a_result_goes_to_an_address_that_only_the_key_opens(office, receiver):
    dossier = wanted_by_post(office)

    shipment = prepared(office, dossier, by=receiver, number="eb 1000 0002 5 vn", payer=Payer.ON_DELIVERY)

    assert (shipment.purpose, shipment.to_unit_id, shipment.number) == (Purpose.TO_APPLICANT, None, NUMBER)
    assert (shipment.recipient, shipment.address, shipment.phone) == (RECIPIENT, ADDRESS, "0206 000 0001")
    row = office.execute(text("SELECT CAST(s AS text) FROM shipment s")).scalars().one()
    assert RECIPIENT not in row
    assert ADDRESS not in row


def test_an_event_says_nothing_of_the_addressee(office, receiver):
    prepared(office, wanted_by_post(office), by=receiver)

    body = office.execute(text("SELECT body FROM audit_event ORDER BY id DESC LIMIT 1")).scalars().one().decode()

    assert "Mẫu" not in body
    assert '"after":"shipment/1:' in body


def test_numbers_begin_anew_each_year(office, receiver):
    prepared(office, for_elsewhere(office), by=receiver)
    later = FRIDAY.replace(year=2027, month=1, day=4)

    assert prepared(office, for_elsewhere(office), by=receiver).code == "BG2026-X01273.TT-2"
    assert prepared(office, for_elsewhere(office), by=receiver, at=later).code == "BG2027-X01273.TT-1"


def test_the_same_key_finds_the_first(office, receiver):
    posting = a_posting(for_elsewhere(office))
    first = prepare(office, posting, key="k", by=receiver, at=FRIDAY)
    before = count_events(office)

    assert prepare(office, posting, key="k", by=receiver, at=FRIDAY) is first
    assert count_events(office) == before
    with pytest.raises(KeyTakenError):
        prepare(office, posting, key="k", by=a_post(office, Role.RECEIVER, CENTRE), at=FRIDAY)


class TestWhatMayGo:
    @pytest.mark.parametrize("state", [2, 7, 8, 10])
    def test_nothing_of_a_dossier_that_is_not_on_its_way(self, office, receiver, state):
        with pytest.raises(NotForThePostError):
            prepared(office, a_dossier(office, DossierState(state), body="STP"), by=receiver)

    def test_nothing_to_the_body_next_door(self, office, receiver):
        with pytest.raises(NotForThePostError):
            prepared(office, for_elsewhere(office, "X01273"), by=receiver)

    def test_from_the_provinces_centre_to_a_commune(self, office):
        centre = a_post(office, Role.RECEIVER, "TTPVHCC")

        assert prepared(office, for_elsewhere(office, "X01273", centre="TTPVHCC"), by=centre).purpose is Purpose.TO_BODY
        with pytest.raises(NotForThePostError):
            prepared(office, for_elsewhere(office, "STP", centre="TTPVHCC"), by=centre)

    def test_nothing_without_papers(self, office, receiver):
        dossier = for_elsewhere(office)
        office.query(ComponentFile).filter_by(dossier_id=dossier.id).one().compared = True
        row = office.query(ComponentFile).filter_by(dossier_id=dossier.id).one()
        row.position, row.originals, row.copies = 1, 0, 0
        office.flush()

        with pytest.raises(NotForThePostError):
            prepared(office, dossier, by=receiver)

    @pytest.mark.parametrize("method", [DeliveryMethod.COUNTER, DeliveryMethod.ELECTRONIC])
    def test_no_result_that_is_fetched_otherwise(self, office, receiver, method):
        with pytest.raises(NotForThePostError):
            prepared(office, wanted_by_post(office, delivery_method=method), by=receiver)

    def test_nothing_of_another_centre(self, office, receiver):
        with pytest.raises(DossierNotFoundError):
            prepared(office, wanted_by_post(office, centre="TTPVHCC"), by=receiver)

    def test_nothing_of_the_officers_own(self, office, receiver):
        own = wanted_by_post(office, applicant=replace(receiver, role=Role.CITIZEN))

        with pytest.raises(OwnMatterError):
            prepared(office, own, by=receiver)

    def test_nothing_twice_on_one_way(self, office, receiver):
        dossier = for_elsewhere(office)
        first = prepared(office, dossier, by=receiver)

        with pytest.raises(SentAlreadyError) as error:
            prepared(office, dossier, by=receiver)
        assert error.value.data == {"code": dossier.code, "shipment": first.code}

    def test_nothing_for_nobody(self, office, receiver):
        with pytest.raises(NothingToSendError):
            prepared(office, by=receiver)

    def test_nothing_for_two_bodies(self, office, receiver):
        with pytest.raises(AddresseesDifferError):
            prepared(office, for_elsewhere(office), for_elsewhere(office, "SXD"), by=receiver)

    def test_nothing_for_a_body_and_somebody(self, office, receiver):
        asked = a_posting(for_elsewhere(office), wanted_by_post(office), recipient=RECIPIENT, address=ADDRESS)

        with pytest.raises(AddresseesDifferError):
            prepare(office, asked, key="k", by=receiver, at=FRIDAY)

    def test_results_of_two_people_go_apart_and_of_one_together(self, office, receiver):
        one = a_citizen(office)
        first, second = (wanted_by_post(office, applicant=one) for _ in range(2))
        other = wanted_by_post(office, applicant=a_citizen(office, "Người Khác Mẫu", citizen_id="004190999779"))

        with pytest.raises(AddresseesDifferError):
            prepared(office, first, other, by=receiver)
        assert len(prepared(office, first, second, by=receiver).items) == 2


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"operator": "ai-do"}, OperatorUnknownError),
        ({"number": "EB1"}, TrackingNumberUnusableError),
        ({"number": "EB10000002５VN"}, TrackingNumberUnusableError),
        ({"recipient": " "}, AddresseeMissingError),
        ({"address": None}, AddressMissingError),
        ({"fee": -1}, PostageUnusableError),
        ({"fee": 10_000_001}, PostageUnusableError),
    ],
)
def test_what_is_asked_for_is_looked_at(office, receiver, changes, refused):
    dossier = wanted_by_post(office)
    before = count_events(office)

    with pytest.raises(refused):
        prepared(office, dossier, by=receiver, **changes)
    assert count_events(office) == before


@pytest.mark.parametrize(
    ("papers", "refused"),
    [
        ([], ContentsMissingError),
        ([Sent("Giấy mẫu")], ContentsMissingError),
        ([Sent(" ", originals=1)], PaperUnnamedError),
        ([Sent("Giấy mẫu", copies=1_000)], PaperCountUnusableError),
        ([Sent("Giấy mẫu", copies=1, sheets=-1)], PaperCountUnusableError),
    ],
)
def test_papers_are_counted(office, receiver, papers, refused):
    dossier = wanted_by_post(office)

    with pytest.raises(refused):
        prepared(office, dossier, by=receiver, contents={dossier.code: papers})


def test_a_body_is_not_asked_to_pay_for_the_applicant(office, receiver):
    with pytest.raises(PayerUnusableError):
        prepared(office, for_elsewhere(office), by=receiver, payer=Payer.ON_DELIVERY)


def test_a_number_is_used_once(office, receiver):
    first = prepared(office, for_elsewhere(office), by=receiver, number=NUMBER)

    with pytest.raises(TrackingNumberTakenError) as error:
        prepared(office, for_elsewhere(office), by=receiver, number=NUMBER.lower())
    assert error.value.data == {"number": NUMBER, "shipment": first.code}


class TestTheDatabaseHolds:
    def test_one_open_shipment_for_a_dossier_on_a_way(self, office, receiver):
        shipment = prepared(office, for_elsewhere(office), by=receiver)
        other = prepared(office, for_elsewhere(office), by=receiver)
        again = text(
            "INSERT INTO shipment_item (id, shipment_id, purpose, is_open, position, dossier_id)"
            " VALUES (gen_random_uuid(), :shipment, 'to_body', true, 1, :dossier)"
        )

        with pytest.raises(IntegrityError, match="ux_shipment_item_open"):
            office.execute(again, {"shipment": other.id, "dossier": shipment.items[0].dossier_id})

    def test_that_an_item_is_as_open_as_its_shipment(self, office, receiver):
        shipment = prepared(office, for_elsewhere(office), by=receiver)
        closed = text(
            "INSERT INTO shipment_item (id, shipment_id, purpose, is_open, position, dossier_id)"
            " VALUES (gen_random_uuid(), :shipment, 'to_body', false, 1, :dossier)"
        )

        with pytest.raises(IntegrityError, match="fk_shipment_item_shipment"):
            office.execute(closed, {"shipment": shipment.id, "dossier": for_elsewhere(office).id})

    @pytest.mark.parametrize(
        ("change", "rule"),
        [
            ("state = 'handed_over'", "handed_over"),
            ("state = 'delivered', is_open = false", "ck_shipment_"),
            ("state = 'cancelled'", "is_open"),
            ("fee = -1", "fee"),
            ("closed_at = prepared_at", "closed"),
            ("reason = 'other'", "ck_shipment_"),
        ],
    )
    def test_the_rules_of_each_state(self, office, receiver, change, rule):
        shipment = prepared(office, for_elsewhere(office), by=receiver)

        with pytest.raises(IntegrityError, match=rule):
            office.execute(text(f"UPDATE shipment SET {change} WHERE id = :id"), {"id": shipment.id})  # noqa: S608 - ours

    def test_that_contents_stay(self, office, receiver):
        prepared(office, for_elsewhere(office), by=receiver)

        with pytest.raises(ProgrammingError, match="permission denied"):
            office.execute(text("UPDATE shipment_paper SET copies = 9"))

    def test_that_the_address_stays(self, office, receiver):
        shipment = prepared(office, wanted_by_post(office), by=receiver)
        office.get_one(Shipment, shipment.id).address = "Nơi khác"

        with pytest.raises(ProgrammingError, match="permission denied"):
            office.flush()

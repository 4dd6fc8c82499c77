"""Lists of shipments: each at its end of the way, each from one index."""

import pytest
from sqlalchemy import text

from services.actor import Role
from services.dossiers.shipping.moving import cancel, take_in
from services.dossiers.shipping.queries import TRAYS, ShipmentTray, open_on_way, shipment_page, shipments_of
from services.dossiers.shipping.waiting import bundles
from tests.desks import CENTRE, a_post
from tests.factories import FRIDAY, an_officer
from tests.shipments import NUMBER, OTHER_NUMBER, for_elsewhere, on_its_way, prepared, wanted_by_post


@pytest.fixture
def receiver(office):
    return an_officer(office, Role.RECEIVER, CENTRE)


def codes(session, by):
    return {
        tray.value: [one.shipment.code for one in shipment_page(session, by, tray).lines] for tray in TRAYS[by.role]
    }


def test_a_shipment_is_in_one_list_at_each_end(office, receiver):
    there = an_officer(office, Role.SPECIALIST, "STP")
    waits = prepared(office, for_elsewhere(office), by=receiver).code
    travels = on_its_way(office, for_elsewhere(office), by=receiver).code
    arrived = on_its_way(office, for_elsewhere(office), by=receiver, number=OTHER_NUMBER).code
    take_in(office, arrived, by=there, at=FRIDAY)

    assert codes(office, receiver) == {
        "outgoing": [travels, waits],
        "incoming": [],
        "sent": [arrived],
        "received": [],
    }
    assert codes(office, there) == {"incoming": [travels], "received": [arrived]}
    assert codes(office, a_post(office, Role.RECEIVER, "TTPVHCC"))["incoming"] == [travels]
    assert codes(office, a_post(office, Role.RECEIVER, "X01279.TT")) == {tray.value: [] for tray in ShipmentTray}


def test_whoever_was_sent_by_one_body_sees_what_concerns_it_alone(office, receiver):
    on_its_way(office, for_elsewhere(office), by=receiver)

    assert codes(office, a_post(office, Role.RECEIVER, CENTRE, sent_by="SXD"))["outgoing"] == []
    assert codes(office, a_post(office, Role.RECEIVER, "TTPVHCC", sent_by="SXD"))["incoming"] == []
    assert len(codes(office, a_post(office, Role.RECEIVER, "TTPVHCC", sent_by="STP"))["incoming"]) == 1


@pytest.mark.parametrize("tray", ShipmentTray)
def test_a_page_is_one_statement_and_the_next_begins_where_it_ends(office, receiver, tray):
    first, second, third = (prepared(office, for_elsewhere(office), by=receiver).code for _ in range(3))

    page = shipment_page(office, receiver, tray, page=2)

    if tray is ShipmentTray.OUTGOING:
        assert [one.shipment.code for one in page.lines] == [third, second]
        rest = shipment_page(office, receiver, tray, page.following, page=2)
        assert ([one.shipment.code for one in rest.lines], rest.following) == ([first], None)
    else:
        assert (page.lines, page.following) == ([], None)


@pytest.mark.parametrize(
    ("condition", "index"),
    [("unit_id = :id AND shipment.is_open", "ix_shipment_unit_open"), ("unit_id = :id", "ix_shipment_unit")],
)
def test_an_index_has_the_order(office, receiver, condition, index):
    office.execute(text("SET LOCAL enable_seqscan = off"))
    office.execute(text("SET LOCAL enable_sort = off"))
    asked = f"EXPLAIN SELECT id FROM shipment WHERE {condition} ORDER BY prepared_at DESC, id DESC"  # noqa: S608 - ours

    plan = "\n".join(office.scalars(text(asked), {"id": receiver.unit_id}))

    assert f"Index Scan Backward using {index} " in plan or f"Index Only Scan Backward using {index} " in plan


def test_what_waits_is_told_by_where_it_goes_until_it_went(office, receiver):
    papers, result = for_elsewhere(office), wanted_by_post(office)
    assert [(one.purpose, one.addressee, [d.code for d in one.dossiers]) for one in bundles(office, receiver)] == [
        ("to_body", "Sở Tư pháp", [papers.code]),
        ("to_applicant", "Người Thử Mẫu", [result.code]),
    ]

    on_its_way(office, papers, by=receiver, number=NUMBER)
    shipment = prepared(office, result, by=receiver)
    assert bundles(office, receiver) == []

    cancel(office, shipment.code, by=receiver, at=FRIDAY)
    assert [one.purpose for one in bundles(office, receiver)] == ["to_applicant"]


def test_a_dossier_knows_its_shipments_but_for_those_that_were_cancelled(office, receiver):
    dossier = wanted_by_post(office)
    cancel(office, prepared(office, dossier, by=receiver).code, by=receiver, at=FRIDAY)
    second = prepared(office, dossier, by=receiver)

    found = shipments_of(office, dossier.id)

    assert [one.code for one in found] == [second.code]
    assert open_on_way(found, second.purpose) is second

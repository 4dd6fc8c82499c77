"""The lists of shipments, and what waits to be sent."""

from typing import Final

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from auth.guards import requires, signed_in
from auth.permissions import Permission, may
from gateway.db import reading
from gateway.keyset import following_page, position_of
from gateway.officer.blueprint import bp
from services.dossiers.shipping.operators import operators
from services.dossiers.shipping.queries import TRAYS, ShipmentTray, shipment_page
from services.dossiers.shipping.waiting import MOST, bundles

TRAY_NAMES: Final = {
    "gui-di": ShipmentTray.OUTGOING,
    "gui-den": ShipmentTray.INCOMING,
    "da-xong": ShipmentTray.CLOSED,
}


@bp.get("/buu-chinh")
@requires(Permission.SHIPMENT_READ)
def shipments() -> ResponseReturnValue:
    """Show one list of shipments, page by page, the newest first; the first of the role where none is named."""
    by = signed_in()
    own = TRAYS[by.role]
    wanted = TRAY_NAMES.get(request.args.get("khay", ""))
    tray = wanted if wanted in own else own[0]
    after = position_of(request.args.get("sau"))
    found = shipment_page(reading(), by, tray, after)
    return render_template(
        "officer/shipping/list.html",
        tray=tray,
        trays=[(one, address(one), one is tray) for one in own],
        lines=found.lines,
        operators=operators(),
        first=address(tray) if after else None,
        following=following_page(found.following),
        sends=may(by.role, Permission.RECEIPT_DO),
    )


@bp.get("/buu-chinh/cho-gui")
@requires(Permission.RECEIPT_DO)
def to_be_sent() -> ResponseReturnValue:
    """Show what waits for the post, by where it goes."""
    found = bundles(reading(), signed_in())
    return render_template(
        "officer/shipping/waiting.html",
        bundles=found,
        is_more=sum(len(one.dossiers) for one in found) >= MOST,
    )


def address(tray: ShipmentTray) -> str:
    """Return the address of a list."""
    return url_for(".shipments", khay=next(name for name, one in TRAY_NAMES.items() if one is tray))

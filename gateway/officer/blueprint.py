"""The blueprint that every view of this folder hangs on, and the parts of its addresses that vary."""

from typing import Final

from flask import Blueprint
from werkzeug.routing import BaseConverter, ValidationError

from gateway import converters
from gateway.officer.standing import state_kind
from services.results.kinds import Amendment, Outcome

bp = Blueprint("officer", __name__, url_prefix="/can-bo")


class OutcomeName(BaseConverter):
    """What a decision says, as addresses name it."""

    NAMES: Final = {"chap-thuan": Outcome.GRANTED, "tu-choi": Outcome.REFUSED}
    regex = "|".join(NAMES)
    part_isolating = True

    def to_python(self, value: str) -> Outcome:
        """Return the outcome of a name."""
        found = self.NAMES.get(value)
        if found is None:
            raise ValidationError
        return found

    def to_url(self, value: Outcome) -> str:
        """Return the name of an outcome."""
        return next(name for name, outcome in self.NAMES.items() if outcome is value)


class AmendmentName(BaseConverter):
    """How an issued result is put right, as addresses name it."""

    NAMES: Final = {
        "thay-the": Amendment.REPLACEMENT,
        "dinh-chinh": Amendment.CORRECTION,
        "thu-hoi": Amendment.RECALL,
    }
    regex = "|".join(NAMES)
    part_isolating = True

    def to_python(self, value: str) -> Amendment:
        """Return the kind of a name."""
        return self.NAMES[value]

    def to_url(self, value: Amendment) -> str:
        """Return the name of a kind."""
        return next(name for name, kind in self.NAMES.items() if kind is value)


class ShipmentCode(BaseConverter):
    """Our number of a shipment: the year, the centre, and the number of its slip."""

    regex = r"BG[0-9]{4}-[A-Z0-9_.]{1,50}-[0-9]{1,9}"
    part_isolating = True


CONVERTERS: dict[str, type[BaseConverter]] = converters.CONVERTERS | {
    "outcome": OutcomeName,
    "amendment": AmendmentName,
    "shipment": ShipmentCode,
}
bp.record_once(lambda state: state.app.url_map.converters.update(CONVERTERS))
bp.record_once(lambda state: state.app.jinja_env.globals.update(state_kind=state_kind))

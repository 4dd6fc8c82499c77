"""What of a dossier travels by post, on its page at the desk."""

from collections.abc import Sequence
from functools import cached_property

from gateway.officer.desk_results import ResultsOnDesk
from services.actor import Role
from services.dossiers.models import Shipment
from services.dossiers.shipping.kinds import Purpose
from services.dossiers.shipping.preparing import purpose_of
from services.dossiers.shipping.queries import open_on_way, shipments_of


class PostOnDesk(ResultsOnDesk):
    """What the page of a dossier shows of its shipments."""

    @cached_property
    def shipments(self) -> Sequence[Shipment]:
        """The shipments it was in, the newest first; none before receipt."""
        dossier = self.desk.dossier
        return shipments_of(self._session, dossier.id) if dossier.received_at is not None else ()

    @property
    def result_in_post(self) -> Shipment | None:
        """The open shipment that its result is in: until it is over nobody else gets the result."""
        return open_on_way(self.shipments, Purpose.TO_APPLICANT)

    @cached_property
    def may_be_posted(self) -> Purpose | None:
        """For what this officer could send it now; None while it is in a shipment on that way."""
        if self.by.role is not Role.RECEIVER:
            return None
        purpose = purpose_of(self._session, self.desk.dossier, self.by)
        return None if purpose is None or open_on_way(self.shipments, purpose) else purpose

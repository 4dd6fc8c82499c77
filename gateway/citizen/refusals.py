"""What a citizen tried and could not: written down apart, for the transaction that would have said so was undone."""

from uuid import UUID

from auth.guards import signed_in
from gateway.clock import now
from gateway.db import record_apart
from services.audit.events import EventTag
from services.errors import DomainError


def note_refusal(thing: tuple[str, UUID], error: DomainError) -> None:
    """Write the event of an act that was refused.

    Args:
        thing: kind and key of what the act was about.
        error: why.
    """
    record_apart(
        tag=EventTag.DOSSIER_ACT_REFUSED,
        by=signed_in(),
        at=now(),
        object=thing,
        reason=error.code,
    )

"""What somebody who is signed in asked for and was refused: an event of its own, for auditors who look for snooping.

The refused transaction said nothing, and a page asked for in vain has none. Whoever is not signed in leaves a line in
the log alone. An act whose view already wrote down its refusal is not written down twice.
"""

from flask import current_app, g, request

from auth.guards import current_actor, policy_of
from gateway.clock import now
from gateway.db import REFUSAL_NOTED, reading, record_apart
from gateway.limits import Limit, within
from services.audit.events import EventTag, Object
from services.dossiers.audited import asked_for


def note_refusal(reason: str) -> None:
    """Write down that a signed-in person was refused a route that is not open to everybody.

    Past the budget of one account (`Limit.REFUSAL`) only the log goes on: a script must not fill the events.

    Args:
        reason: a code, such as `DomainError.code`.
    """
    by = current_actor()
    if by is None or REFUSAL_NOTED in g or request.endpoint is None:
        return
    policy = policy_of(current_app.view_functions[request.endpoint])
    if policy is None or policy.permission is None:
        return
    if within(Limit.REFUSAL):
        record_apart(tag=EventTag.ACCESS_REFUSED, by=by, at=now(), object=thing_or_route(), reason=reason)
    else:
        current_app.logger.warning("refusals of account %s are not written down for a while", by.account_id)


def thing_or_route() -> Object:
    """Return the dossier or draft that the address means, whoever may see it; else the name of the route."""
    rule, parts = str(request.url_rule), request.view_args or {}
    dossier = parts.get("code") if "<dossier_code:code>" in rule else None
    draft = parts.get("key") if "<draft_key:key>" in rule else None
    return asked_for(reading(), dossier=dossier, draft=draft) or ("route", str(request.endpoint))

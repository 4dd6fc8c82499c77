"""The frame of every act that an officer sends: one transaction, and what was refused written down apart."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms.form import BaseForm

from auth.guards import signed_in
from gateway.clock import now
from gateway.db import reading, record_apart, unit_of_work
from gateway.language import current_locale
from gateway.words import in_words
from services.audit.events import EventTag
from services.dossiers.models import Dossier
from services.dossiers.queries import dossier_for
from services.errors import DomainError, NotFoundError

Places = Mapping[type[DomainError], str]
"""At which control of a form a refusal stands."""
Verb = Callable[[Session, UUID], Any]


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that came back: with its refusal at the control it is about, or above the whole."""

    form: BaseForm | None
    sentence: str


def carried_out(
    code: str,
    verb: Verb,
    *,
    done: str,
    refused: Callable[[DomainError], ResponseReturnValue],
    to: str = ".desk",
) -> ResponseReturnValue:
    """Do something to a dossier, then show the page again.

    Args:
        code: how the address calls the dossier.
        verb: what to do with the session and the dossier's key.
        done: what the next page says.
        refused: draws the page again with what was typed.
        to: the page that follows.

    Raises:
        NotFoundError: the dossier, or something of it, is not there for this actor.
    """
    found = dossier_for(reading(), code, signed_in())
    try:
        with unit_of_work() as session:
            verb(session, found.id)
            dossier = session.get_one(Dossier, found.id)
            shown = dossier.code or dossier.reference
    except NotFoundError:
        raise
    except DomainError as error:
        note_refusal(found, error)
        return refused(error)
    flash(done, "success")
    return redirect(url_for(to, code=shown), 303)


def note_refusal(dossier: Dossier, error: DomainError) -> None:
    """Write down that an officer tried something and could not: the transaction that would say so was undone."""
    record_apart(
        tag=EventTag.DOSSIER_ACT_REFUSED,
        by=signed_in(),
        at=now(),
        object=("dossier", dossier.id),
        reason=error.code,
    )


def sent_back(form: BaseForm | None, error: DomainError, places: Places) -> Sent:
    """Put a refusal where it belongs in the form that was sent."""
    sentence = in_words(error, current_locale())
    if form is not None:
        place = next((name for kind, name in places.items() if isinstance(error, kind)), None)
        if place is None or place not in form:
            form.form_errors.append(sentence)
        else:
            form[place].errors = [sentence]
    return Sent(form, sentence)

"""The frame of every change that an administrator sends: one transaction, and the form back with all that was typed."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms.form import BaseForm

from gateway.db import unit_of_work
from gateway.errors import WRITTEN_DOWN, status_of
from gateway.language import current_locale
from gateway.refusals import note_refusal
from gateway.words import in_words
from services.errors import DomainError, NotFoundError

Places = Mapping[type[DomainError], str]
"""At which control of a form a refusal stands."""
Outcome = TypeVar("Outcome")
INCOMPLETE = 422


def carried_out(
    verb: Callable[[Session], Outcome],
    *,
    form: BaseForm,
    places: Places,
    again: Callable[[], str],
    done: Callable[[Outcome], str],
    to: Callable[[Outcome], str],
) -> ResponseReturnValue:
    """Change something and show where it stands now.

    Args:
        verb: what to do in the transaction.
        form: what was sent, found valid; a refusal is said in it.
        places: where in the form.
        again: draws the page of the form once more.
        done: what the next page says.
        to: its address.

    Raises:
        NotFoundError: what is to be changed is not there for this administrator.
    """
    try:
        with unit_of_work() as session:
            outcome = verb(session)
    except NotFoundError:
        raise
    except DomainError as error:
        status = status_of(error)
        if status in WRITTEN_DOWN:
            note_refusal(error.code)
        say(form, error, places)
        return again(), status
    flash(done(outcome), "success")
    return redirect(to(outcome), 303)


def say(form: BaseForm, error: DomainError, places: Places) -> None:
    """Put a refusal at the control it is about, or above the whole form."""
    sentence = in_words(error, current_locale())
    place = next((name for kind, name in places.items() if isinstance(error, kind)), None)
    if place is None or place not in form:
        form.form_errors.append(sentence)
    else:
        form[place].errors = [*form[place].errors, sentence]

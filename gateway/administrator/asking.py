"""A form that is looked at before it counts: sent once to be judged and shown, once more to be confirmed.

The page of the preview carries along everything that was filled in; its buttons say what comes next.
"""

from collections.abc import Callable
from typing import Final, TypeVar

from flask import request
from flask.typing import ResponseReturnValue
from wtforms.form import BaseForm

from gateway.administrator.acting import Places, say
from gateway.errors import status_of
from gateway.refusals import note_refusal
from services.errors import ConflictError, InvalidInputError

STEP: Final = "buoc"
CONFIRM: Final = "ghi"
CORRECT: Final = "sua"
NOT_KEPT: Final = frozenset({"csrf_token", STEP})

Judged = TypeVar("Judged")


def pressed(step: str) -> bool:
    """Tell whether this button of a preview was pressed."""
    return request.form.get(STEP) == step


def sent(*left_out: str) -> list[tuple[str, str]]:
    """Return everything that was filled in, for the page of a preview to carry along."""
    return [pair for pair in request.form.items(multi=True) if pair[0] not in NOT_KEPT.union(left_out)]


def looked_at(
    judge: Callable[[], Judged],
    *,
    form: BaseForm,
    places: Places,
    again: Callable[[], str],
    shown: Callable[[Judged], str],
) -> ResponseReturnValue:
    """Show what a valid form would do, or the form once more with why it cannot be.

    Args:
        judge: asks the domain, and changes nothing.
        form: what was sent; a refusal is said in it.
        places: where in the form.
        again: draws the page of the form.
        shown: draws the preview.
    """
    try:
        judged = judge()
    except (InvalidInputError, ConflictError) as error:
        if isinstance(error, ConflictError):
            note_refusal(error.code)
        say(form, error, places)
        return again(), status_of(error)
    return shown(judged)

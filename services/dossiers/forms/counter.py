"""A form as it is filled in at a counter: what can be asked of nobody who stands there is not asked for."""

from dataclasses import replace
from functools import cache
from typing import Final

from services.dossiers.forms.definitions import FormDefinition
from services.dossiers.forms.library import definition

NOT_HAD_BY_ALL: Final = frozenset({"phone"})
"""Online somebody has to be reached; at a counter form 01 is handed over, and many have no telephone."""


@cache
def counter_form(code: str) -> FormDefinition:
    """Return a form by its code, with nothing in it that keeps a person at a counter from filing."""
    form = definition(code)
    steps = tuple(
        replace(
            step,
            fields=tuple(
                replace(field, required=False) if field.code in NOT_HAD_BY_ALL else field for field in step.fields
            ),
        )
        for step in form.steps
    )
    return replace(form, steps=steps)

"""The draft of an address at the counter, for the receiver who fills it in."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, ClassVar

from flask import abort, redirect, url_for

from auth.guards import signed_in
from gateway.clock import now
from gateway.db import reading
from gateway.filing.draft_page import DraftPage
from services.calendar.province import civil_date
from services.dossiers.counter.arriving import Parcel, parcel_in
from services.dossiers.draft_view import draft_view
from services.dossiers.forms.definitions import Step


class CounterPage(DraftPage):
    """A draft that a receiver fills in. Nothing of whoever stands there is offered to the next by the browser."""

    PAGES: ClassVar = "officer.counter_"
    AUTOCOMPLETE: ClassVar[Mapping[str, str]] = MappingProxyType({})

    @property
    def _answers(self) -> Mapping[str, Any]:
        return self.own.answers

    @cached_property
    def whose(self) -> str:
        """Whose dossier it is."""
        if name := self.own.known.organisation.get("name"):
            return str(name)
        principal = self._answers.get("principal") or {}
        return str(principal.get("name") or self.filer)

    @cached_property
    def filer(self) -> str:
        """Who hands it in."""
        typed = self._answers.get("applicant") or {}
        return str(typed.get("name") or self.own.known.identity.get("name") or "")

    @property
    def parcel(self) -> Parcel | None:
        """The postal item that it came in."""
        return parcel_in(dict(self._answers))

    @property
    def on_address(self) -> str:
        """Where the work goes on: the first step that lacks something, else the check."""
        check = url_for(f"{self.PAGES}check", key=self.key)
        return next((self.address(step) for step in self.steps if step.code in self.problems), check)

    @property
    def ways(self) -> list[tuple[str, str, bool]]:
        """Every step: how it is called, where it is, whether nothing is missing there."""
        return [(self.title(step), self.address(step), self._is_done(step)) for step in self.steps]

    def _is_done(self, step: Step) -> bool:
        return step.code not in self.problems and not self._is_undecided(step)


def counter_page(key: str) -> CounterPage:
    """Return the page of a draft; one that was filed leads on to what became of it.

    Raises:
        DraftNotFoundError: there is none, or another receiver fills it in.
    """
    at = now()
    found = draft_view(reading(), key, signed_in(), on=civil_date(at))
    if found.reference is not None:
        abort(redirect(url_for("officer.counter_done", code=found.reference), 303))
    return CounterPage(found.own, found.rows, found.unit, at, found.former)

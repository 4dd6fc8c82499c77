"""The result of a dossier on the desk: what lies before this officer, what was issued, what may be drafted now."""

from collections.abc import Sequence
from functools import cached_property

from sqlalchemy.orm import Session

from services.actor import Actor, Role
from services.dossiers.desk.page import Desk
from services.dossiers.kinds import WITH_RESULT, DossierState
from services.results.kinds import REGISTERED, ResultState
from services.results.listing import RegisterLine, lines_of_dossier
from services.results.models import Result
from services.results.queries import ResultView, current, standing
from services.results.steps import ResultAct


class ResultsOnDesk:
    """What the page of a dossier shows of its result.

    Args:
        session: the request's own.
        desk: what the domain says of the dossier.
        by: the officer.
    """

    def __init__(self, session: Session, desk: Desk, by: Actor) -> None:
        self._session, self.desk, self.by = session, desk, by

    @cached_property
    def result(self) -> ResultView | None:
        """The result as far as this officer may know of it: drafts belong to the deciding body."""
        found = current(self._session, self.desk.dossier.id, by=self.by)
        if found is not None and self.by.role in {Role.RECEIVER, Role.CENTRE_HEAD} and found.state not in REGISTERED:
            return None
        return found

    @cached_property
    def standing_result(self) -> ResultView | None:
        """The result as it stands, while something about it is under way too."""
        found = self.result
        return standing(self._session, self.desk.dossier.id, by=self.by) if found and found.is_under_way else found

    @property
    def may_amend(self) -> bool:
        """Whether this officer drafts what puts the issued result right; not while another draft of that lives."""
        found, now = self.standing_result, self.result
        return (
            self.by.role is Role.SPECIALIST
            and found is not None
            and found.state is ResultState.IN_FORCE
            and now is not None
            and (not now.is_under_way or now.state is ResultState.REFUSED)
        )

    @cached_property
    def issued(self) -> Sequence[RegisterLine]:
        """Everything that was issued in the dossier, what amends a result too, the newest first."""
        dossier = self.desk.dossier
        return lines_of_dossier(self._session, dossier.id) if dossier.state in WITH_RESULT else ()

    @property
    def may_draft(self) -> bool:
        """Whether this officer drafts the result now: they took the dossier, and no draft of theirs is under way."""
        dossier, result = self.desk.dossier, self.result
        return (
            self.by.role is Role.SPECIALIST
            and dossier.state is DossierState.IN_PROGRESS
            and dossier.handler_post_id == self.by.post_id
            and (result is None or result.state is ResultState.REFUSED)
        )

    @property
    def revisable(self) -> Result | None:
        """The draft that this officer may correct now; None once it has gone up, and for anybody else's."""
        found = self.result
        if found is None or not (found.is_under_way or self.desk.dossier.handler_post_id == self.by.post_id):
            return None
        return found.result if ResultAct.REVISE in found.acts(self.by) else None

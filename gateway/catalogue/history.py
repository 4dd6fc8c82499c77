"""Versions of a procedure, two of them side by side, and a procedure that is no more."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from gateway.record_lines import FieldPairs, side_by_side
from services.catalogue.history import Standing, Version, versions_of

SHAPES: Final = {
    Standing.IN_FORCE: "on_track",
    Standing.AHEAD: "waiting",
    Standing.OVER: "neutral",
    Standing.NEVER: "refused",
}


class VersionsPage:
    """Every version of a procedure, and two of them compared.

    Args:
        session: the request's.
        code: of the procedure.
        on: the province's day.
        args: of the address: `tu` and `den` are the numbers of the two; what means nothing is left out.
    """

    def __init__(self, session: Session, code: str, on: date, args: Mapping[str, str]) -> None:
        self.code = code
        self.versions: Sequence[Version] = versions_of(session, code, on)
        by_number = {str(one.number): one for one in self.versions}
        real = [one for one in self.versions if one.standing is not Standing.NEVER] or list(self.versions)
        self.right = by_number.get(args.get("den", ""), real[0])
        older = [one for one in real if one.number < self.right.number]
        self.left = by_number.get(args.get("tu", ""), older[0] if older else None)
        if self.left is self.right:
            self.left = None

    @property
    def name(self) -> str:
        """What the newest version calls it."""
        return self.right.record.name

    @property
    def fields(self) -> Sequence[FieldPairs]:
        """The fields in which the two differ."""
        if self.left is None:
            return ()
        before, after = self.left.record.facts(), self.right.record.facts()
        return side_by_side([(name, before[name], after[name]) for name in after if before[name] != after[name]])

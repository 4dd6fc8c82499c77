"""What every scene needs: a place where things happen, and the names under which addresses show them."""

from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.actor import Actor, Role
from services.people.models import Account
from tests.functional.entering import subject_of
from tests.functional.signing.conftest import Works


@dataclass(frozen=True, slots=True)
class Stage:
    """Lets things happen, and remembers what each is called in addresses."""

    works: Works
    named: dict[str, str]

    def keep(self, name: str, how: Callable[[Session], str | None]) -> None:
        """Let one thing happen in a transaction of its own."""
        self.named[name] = self.works.do(how) or ""

    def citizen(self, session: Session) -> Actor:
        """The citizen of the cast."""
        return Actor(
            session.scalars(sa.select(Account.person_id).where(Account.subject == subject_of("P01"))).one(),
            Role.CITIZEN,
        )

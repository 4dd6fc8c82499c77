"""Who acts: the value that every verb and every query of visibility takes."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What a person is while acting (domain brief §8.3). One at a time; an officer's comes with a dated post."""

    CITIZEN = "citizen"
    RECEIVER = "receiver"
    CENTRE_HEAD = "centre_head"
    SPECIALIST = "specialist"
    LEADER = "leader"
    CLERK = "clerk"
    CASHIER = "cashier"
    UNIT_ADMIN = "unit_admin"
    """The administrator of one body's own staff, such as a commune's."""
    BUSINESS_ADMIN = "business_admin"
    TECHNICAL_ADMIN = "technical_admin"
    AUDITOR = "auditor"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody acting in one role, for one unit or one organisation.

    `account_id` is None where no account is involved (the system, a seeded act); `post_id` and `unit_id` are set for
    officers; `acting_for` is the organisation that a representative acts for.
    """

    person_id: UUID | None
    role: Role
    account_id: UUID | None = None
    post_id: UUID | None = None
    unit_id: UUID | None = None
    acting_for: UUID | None = None


SYSTEM = Actor(person_id=None, role=Role.SYSTEM)
"""The program itself: the worker, the sealer, the seeding of a demonstration."""

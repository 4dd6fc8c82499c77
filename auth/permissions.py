"""What each role may open: one enum, one map, one screen. Rows and acts: docs/architecture.md."""

from enum import StrEnum
from typing import Final

from services.actor import Role


class Permission(StrEnum):
    """The right to open a route. What is visible there, and what may be done now, the domain decides."""

    ACCOUNT_USE = "account_use"
    FILING_USE = "filing_use"
    AUDIT_READ = "audit_read"


OFFICERS: Final = frozenset(
    {
        Role.RECEIVER,
        Role.CENTRE_HEAD,
        Role.SPECIALIST,
        Role.LEADER,
        Role.CLERK,
        Role.CASHIER,
        Role.BUSINESS_ADMIN,
        Role.TECHNICAL_ADMIN,
        Role.AUDITOR,
    }
)
EVERYBODY: Final = OFFICERS | {Role.CITIZEN}

ROLES: Final[dict[Permission, frozenset[Role]]] = {
    Permission.ACCOUNT_USE: EVERYBODY,
    Permission.FILING_USE: frozenset({Role.CITIZEN}),
    Permission.AUDIT_READ: frozenset({Role.AUDITOR}),
}


def may(role: Role, permission: Permission) -> bool:
    """Tell whether `role` may open routes guarded by `permission`."""
    return role in ROLES[permission]

"""What each role may open: one enum, one map, one screen. Rows and acts: docs/architecture.md."""

from enum import StrEnum
from typing import Final

from services.actor import Role


class Permission(StrEnum):
    """The right to open a route. What is visible there, and what may be done now, the domain decides."""

    ACCOUNT_USE = "account_use"
    FILING_USE = "filing_use"
    AUDIT_READ = "audit_read"
    ADMIN_READ = "admin_read"
    CATALOGUE_DECIDE = "catalogue_decide"
    SYNONYMS_EDIT = "synonyms_edit"
    STAFF_MANAGE = "staff_manage"
    CATALOGUE_IMPORT = "catalogue_import"
    CALENDAR_EDIT = "calendar_edit"
    UNIT_EDIT = "unit_edit"
    NOTICE_EDIT = "notice_edit"
    MAINTENANCE_ANNOUNCE = "maintenance_announce"
    DESK_READ = "desk_read"
    RECEIPT_DO = "receipt_do"
    SHIPMENT_READ = "shipment_read"
    SHIPMENT_TAKE = "shipment_take"
    REFUSAL_ANSWER = "refusal_answer"
    CASE_HANDLE = "case_handle"
    PROPOSAL_ANSWER = "proposal_answer"
    RESULT_SIGN = "result_sign"
    RESULT_SEAL = "result_seal"
    RESULT_PRINT = "result_print"
    BOOK_READ = "book_read"


OFFICERS: Final = frozenset(
    {
        Role.RECEIVER,
        Role.CENTRE_HEAD,
        Role.SPECIALIST,
        Role.LEADER,
        Role.CLERK,
        Role.CASHIER,
        Role.UNIT_ADMIN,
        Role.BUSINESS_ADMIN,
        Role.TECHNICAL_ADMIN,
        Role.AUDITOR,
    }
)
EVERYBODY: Final = OFFICERS | {Role.CITIZEN}

AT_THE_DESK: Final = frozenset(
    {Role.RECEIVER, Role.CENTRE_HEAD, Role.SPECIALIST, Role.LEADER, Role.CLERK, Role.CASHIER}
)

ROLES: Final[dict[Permission, frozenset[Role]]] = {
    Permission.ACCOUNT_USE: EVERYBODY,
    Permission.FILING_USE: frozenset({Role.CITIZEN}),
    Permission.AUDIT_READ: frozenset({Role.AUDITOR}),
    Permission.CATALOGUE_DECIDE: frozenset({Role.BUSINESS_ADMIN}),
    Permission.SYNONYMS_EDIT: frozenset({Role.BUSINESS_ADMIN}),
    Permission.ADMIN_READ: frozenset({Role.UNIT_ADMIN, Role.BUSINESS_ADMIN, Role.TECHNICAL_ADMIN}),
    Permission.STAFF_MANAGE: frozenset({Role.UNIT_ADMIN, Role.BUSINESS_ADMIN}),
    Permission.CATALOGUE_IMPORT: frozenset({Role.BUSINESS_ADMIN}),
    Permission.CALENDAR_EDIT: frozenset({Role.BUSINESS_ADMIN}),
    Permission.UNIT_EDIT: frozenset({Role.BUSINESS_ADMIN}),
    Permission.NOTICE_EDIT: frozenset({Role.BUSINESS_ADMIN}),
    Permission.MAINTENANCE_ANNOUNCE: frozenset({Role.BUSINESS_ADMIN, Role.TECHNICAL_ADMIN}),
    Permission.DESK_READ: AT_THE_DESK,
    Permission.RECEIPT_DO: frozenset({Role.RECEIVER}),
    Permission.SHIPMENT_READ: AT_THE_DESK - {Role.CASHIER},
    Permission.SHIPMENT_TAKE: frozenset({Role.RECEIVER, Role.SPECIALIST, Role.CLERK}),
    Permission.REFUSAL_ANSWER: frozenset({Role.CENTRE_HEAD}),
    Permission.CASE_HANDLE: frozenset({Role.SPECIALIST}),
    Permission.PROPOSAL_ANSWER: frozenset({Role.LEADER}),
    Permission.RESULT_SIGN: frozenset({Role.LEADER}),
    Permission.RESULT_SEAL: frozenset({Role.CLERK}),
    Permission.RESULT_PRINT: frozenset({Role.CLERK}),
    Permission.BOOK_READ: frozenset({Role.CLERK}),
}


def may(role: Role, permission: Permission) -> bool:
    """Tell whether `role` may open routes guarded by `permission`."""
    return role in ROLES[permission]

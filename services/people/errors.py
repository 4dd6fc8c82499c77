"""Why the directory refused."""

from services.errors import ForbiddenError, InvalidInputError


class AccountClosedError(ForbiddenError):
    """The electronic identity may no longer be used here."""


class OutsideMandateError(ForbiddenError):
    """No mandate of the auditor covers these units on this day."""


class OfficeUnknownError(InvalidInputError):
    """No unit has this code."""

    fields = ("office",)

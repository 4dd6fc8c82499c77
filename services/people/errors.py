"""Why the directory refused."""

from services.errors import ForbiddenError, InvalidInputError, NotFoundError


class AccountClosedError(ForbiddenError):
    """The electronic identity may no longer be used here."""


class OutsideMandateError(ForbiddenError):
    """No mandate of the auditor covers these units on this day."""


class OfficeUnknownError(InvalidInputError):
    """No unit has this code."""

    fields = ("office",)


class ContactSourceMissingError(InvalidInputError):
    """An address without the word of somebody is a rumour."""


class OneStopUnknownError(NotFoundError):
    """No one-stop has this code, and no body with it has one."""

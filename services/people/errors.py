"""Why the directory refused."""

from services.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError


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


class UnitUnknownError(NotFoundError):
    """No unit has this code, or it is not one of those that the administrator looks after."""

    fields = ("unit_code",)


class PostUnknownError(NotFoundError):
    """There is no such post, or it is not at a unit that the administrator looks after."""


class RoleNotGivableError(ForbiddenError):
    """This role is not for this administrator to give."""

    fields = ("role",)


class RoleNotOfUnitError(InvalidInputError):
    """Nobody acts in this role at this kind of unit."""

    fields = ("role", "unit")


class PostDatesError(InvalidInputError):
    """A post ends after it begins."""


class PostTextError(InvalidInputError):
    """A title is needed, and papers have room for so many letters and lines."""

    fields = ("letters", "lines")


class IdentityNumberUnusableError(InvalidInputError):
    """A personal number has twelve digits."""


class NamesDifferError(InvalidInputError):
    """The name typed is not that of whoever has the number."""


class NumberSharedError(ConflictError):
    """Several people are known by this number; somebody has to look into it first."""


class OwnPostError(ForbiddenError):
    """Nobody gives, changes or ends a post of their own."""


class PostOverlapsError(ConflictError):
    """The same person holds the same role at the same unit in these days already."""

    fields = ("since",)

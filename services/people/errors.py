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


class ElectronicCodeUnusableError(InvalidInputError):
    """An electronic code is written left to right (`H99.15`) or, as before, right to left (`000.00.15.H99`)."""


class ElectronicCodeTakenError(ConflictError):
    """Another unit has this electronic code."""

    fields = ("electronic_code", "unit")


class UnitTextError(InvalidInputError):
    """A name is needed, and has room for so many letters."""

    fields = ("letters",)


class AliasKnownError(ConflictError):
    """The unit has this other name or code already."""

    fields = ("value",)


class AliasUnknownError(NotFoundError):
    """The unit has no such other name or code."""


class SeasonDatesError(InvalidInputError):
    """A season ends after it begins."""


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


class CardUnreadableError(InvalidInputError):
    """What was read is not the text of an identity card."""


class NumberKnownError(ConflictError):
    """People are known by this number already, and nobody said whether it is one of them."""

    fields = ("count",)


class PersonNotOfNumberError(InvalidInputError):
    """Whoever was picked is not known by this number."""


class PersonNameMissingError(InvalidInputError):
    """Somebody who is not known yet needs at least a name."""


class OrganisationIncompleteError(InvalidInputError):
    """An organisation that is not known yet needs its name, tax code and seat."""


class NamesDifferError(InvalidInputError):
    """The name typed is not that of whoever has the number."""


class NumberSharedError(ConflictError):
    """Several people are known by this number; somebody has to look into it first."""


class StaffBegunError(ConflictError):
    """There is a business administrator already, who gives the other posts."""


class OwnPostError(ForbiddenError):
    """Nobody gives, changes or ends a post of their own."""


class PostBackdatedError(InvalidInputError):
    """A post begins on the day it is entered or later: before, nobody could have acted in it."""


class RolesJoinedError(ConflictError):
    """Whoever runs or oversees the system holds no other role in the same days; `held` is what they hold."""

    fields = ("held",)


class LastAdministratorsError(ConflictError):
    """Two business administrators have to stay: one alone applies no official list."""


class PostOverlapsError(ConflictError):
    """The same person holds the same role at the same unit in these days already."""

    fields = ("since",)

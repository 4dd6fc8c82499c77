"""Why a certification was not recorded."""

from services.errors import ConflictError, ForbiddenError, InvalidInputError


class CertifiedElsewhereError(ForbiddenError):
    """The centre belongs to no commune, and only communes certify at its counter."""


class CountUnusableError(InvalidInputError):
    """Not a number of pages or copies that anybody would certify."""

    fields = ("most",)


class PaperNotNamedError(InvalidInputError):
    """Nobody said what kind of paper it is."""


class NotComparedError(InvalidInputError):
    """The original was not shown and compared, or nobody signed before the officer."""


class CertifierMissingError(InvalidInputError):
    """Whoever is named as certifying does not sign for this body today."""


class FeeChangedError(ConflictError):
    """What was told to the person is not what the papers cost."""


class RecordedOtherwiseError(ConflictError):
    """The page recorded another line already, under a number: what was changed since is another one."""

    fields = ("number",)

"""Why a list is not taken, applied or taken back."""

from services.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError


class ListUnknownError(NotFoundError):
    """No list has this number."""

    fields = ("number",)


class ListFileEmptyError(InvalidInputError):
    """No file was sent, or one without content."""


class EffectiveBeforeSignedError(InvalidInputError):
    """The list would take effect before its decision was signed."""


class EffectiveTooLateError(InvalidInputError):
    """The list would take effect more than `years` after its decision was signed."""

    fields = ("years",)


class SignedInFutureError(InvalidInputError):
    """The decision would be signed on a later day than today."""


class ListNotReadyError(ConflictError):
    """The list is not where this may be done; `state` says where it is."""

    fields = ("state",)


class SecondPersonNeededError(ForbiddenError):
    """Whoever staged a list does not apply it: two people answer for what citizens read."""


class ReportRenewedError(ConflictError):
    """The list was compared again after its report was read: who applies answers for what they have read."""


class FindingsBlockError(ConflictError):
    """Circuit breakers fell that nobody may overrule."""

    fields = ("kinds",)


class WaiverReasonMissingError(InvalidInputError):
    """A circuit breaker fell that may be overruled with a reason, and there is none. `kind` is the first of them."""

    fields = ("kind",)


class NothingToApplyError(ConflictError):
    """The list says what is in force already."""


class ListOutdatedError(ConflictError):
    """What is in force has changed since the list was compared: what would be applied is not what was read."""


class LaterListStandsError(ConflictError):
    """A later list was applied since, upon this one; it goes first."""

    fields = ("number",)


class UndoReasonMissingError(InvalidInputError):
    """A list is taken back without a reason."""

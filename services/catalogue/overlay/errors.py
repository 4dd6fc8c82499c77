"""Why a decision about a procedure is refused."""

from services.errors import ConflictError, InvalidInputError, NotFoundError


class DecisionUnknownError(NotFoundError):
    """No decision of this number about the procedure."""


class DecisionBegunError(ConflictError):
    """It has begun: it can be ended by another, and no longer be withdrawn."""

    fields = ("valid_from",)


class DecisionWithdrawnError(ConflictError):
    """It is withdrawn already."""


class DecidedMeanwhileError(ConflictError):
    """Somebody entered or withdrew a decision about the procedure after the page was shown."""


class DecisionPlannedError(ConflictError):
    """On this matter a decision begins that day already, and nobody has withdrawn it."""

    fields = ("valid_from",)


class NothingChangesError(InvalidInputError):
    """It says what holds on its first day anyhow."""


class BeginsInThePastError(InvalidInputError):
    """A decision holds from the day on which it is entered at the earliest: what was promised before stays."""

    fields = ("today",)


class EndsBeforeItBeginsError(InvalidInputError):
    """The day after its last lies not after its first."""


class SourceMissingError(InvalidInputError):
    """The decision that it rests on is not named."""


class ReasonMissingError(InvalidInputError):
    """People are not told why it is closed, or what is not online."""


class DecisionTooLongError(InvalidInputError):
    """A text has more characters than are kept."""

    fields = ("most",)


class CaseNotOfProcedureError(InvalidInputError):
    """The procedure has no such case."""


class LimitLongerError(InvalidInputError):
    """The limit is longer than what the catalogue allows for this case and channel."""

    fields = ("case", "channel")


class LimitNotComparableError(InvalidInputError):
    """Nobody can tell whether the limit is longer: it is counted in another unit than the catalogue's."""

    fields = ("case", "channel")


class OnlineLongerError(InvalidInputError):
    """Who files online would wait longer than the others, or nobody can tell."""


class LimitValueError(InvalidInputError):
    """The limit cannot be counted: a number without bounds, or a same-day limit without its cut-off."""


class FeeValueError(InvalidInputError):
    """The amount is not a whole number of đồng that anybody would charge."""

    fields = ("most",)


class FormNotOfProcedureError(InvalidInputError):
    """The procedure cannot be filed with this form."""


class UnitsMissingError(InvalidInputError):
    """No one-stop centre is named: to take no filings at all, close the procedure."""


class NoOneStopCentreError(InvalidInputError):
    """One of the units is no one-stop centre in existence."""


class ValueMissingError(InvalidInputError):
    """What is decided was not chosen."""

"""Why a change of the table of synonyms is refused."""

from services.errors import ConflictError, InvalidInputError, NotFoundError


class SayingUnreadableError(InvalidInputError):
    """The saying or a meaning has no word, begins with a sign, or holds what would end the line of a table."""


class SayingTooLongError(InvalidInputError):
    """A saying, or its meanings together, have more characters than are kept."""

    fields = ("most",)


class MeaningUnknownError(InvalidInputError):
    """A meaning has a word that stands in no procedure: nothing would be found by it."""

    fields = ("words",)


class SayingKnownError(ConflictError):
    """The table says so already."""


class SayingUnknownError(NotFoundError):
    """The table has no such line."""


class SayingAddedHereError(ConflictError):
    """It is no line of the shipped table: the change that added it can be undone."""


class ChangeUnknownError(NotFoundError):
    """No change has this number."""


class ChangeUndoneError(ConflictError):
    """It is undone already."""

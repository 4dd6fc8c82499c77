"""Why the counter refused."""

from services.errors import ConflictError, ForbiddenError, InvalidInputError


class NotAtACounterError(ForbiddenError):
    """Only a receiver takes papers in at a counter."""


class ParcelIncompleteError(InvalidInputError):
    """A postal item needs its number."""


class ParcelDatesError(InvalidInputError):
    """The days of a postal item cannot be true."""


class MatterOfTwoError(InvalidInputError):
    """A dossier is of an organisation or of another person, not of both."""


class SamePersonError(InvalidInputError):
    """Whoever the dossier is said to be of is the one who hands it in."""


class PaperNotCountedError(InvalidInputError):
    """A paper was said to be handed in, and nobody said how many."""


class PaperCountError(InvalidInputError):
    """More sheets of one paper than anybody hands in."""

    fields = ("most",)


class OriginalKeptAndReturnedError(InvalidInputError):
    """The original was said to be kept, and to be given back."""


class PaperNotLaidError(ConflictError):
    """A scan is of a paper that was handed in; of this one nothing was."""


class DraftNotAtCounterError(ConflictError):
    """The draft is the applicant's own, and is filed by them."""


class PapersInvalidError(InvalidInputError):
    """What was said of the papers cannot be kept. `problems` has one error for each number of a paper."""

    fields = ("problems",)

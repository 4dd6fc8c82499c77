"""Why a verb on a result refused. What the signing side refuses: services/results/signing/errors.py."""

from services.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError


class ResultNotFoundError(NotFoundError):
    """There is no such result, or its dossier is not for whoever asks."""


class RoleMayNotDecideError(ForbiddenError):
    """Nobody in this role does this, in whatever state the result is."""

    fields = ("act", "role")


class ResultNotInStateError(ConflictError):
    """The state of the result does not allow it; perhaps somebody was first."""

    fields = ("act", "state")


class DossierNotInProgressError(ConflictError):
    """Results are drafted while a dossier is being handled."""

    fields = ("state",)


class DraftUnchangedError(InvalidInputError):
    """A correction says the same as the draft it should replace."""


class NotHandlerError(ForbiddenError):
    """Only the specialist who took the dossier drafts its result."""


class ResultUnderWayError(ConflictError):
    """The dossier has a result already that was neither sent back nor turned down."""

    fields = ("state",)


class AmendmentUnderWayError(ConflictError):
    """Something is being put right in the dossier already; one amendment at a time."""

    fields = ("state",)


class NotAmendableError(ConflictError):
    """A letter of correction or a decision of recall is amended by amending the result that it is about."""


class NoAmendmentUnderWayError(ConflictError):
    """There is no draft of an amendment to give up: it was issued, given up, or is no amendment."""


class ContentMissingError(InvalidInputError):
    """Something that the document says is missing. `path` names it, `child.name`."""

    fields = ("path",)


class ContentUnknownError(InvalidInputError):
    """Something was handed in that the document has no place for."""

    fields = ("path",)


class ContentTooLongError(InvalidInputError):
    """More than what the document has room for."""

    fields = ("path", "most")


class ContentUnusableError(InvalidInputError):
    """A text is not what it has to look like: a date, a choice."""

    fields = ("path",)


class NoConfirmationNeededError(ConflictError):
    """The applicant is asked about drafts of civil status alone."""


class ConfirmationMissingError(ConflictError):
    """The applicant has not been asked yet, or the day is not over."""


class ConfirmationRunningError(ConflictError):
    """Silence counts as a yes only once the day is over."""

    fields = ("until",)


class PersonalNumberMissingError(ConflictError):
    """The register service has not given the person's number yet."""


class PersonalNumberUnusableError(ConflictError):
    """What the register service gave is no personal number, or not one of this person."""


class PersonalNumberNotWantedError(ConflictError):
    """This kind of result carries no such number, or has one already."""


class CivilRegisterUnavailableError(ConflictError):
    """The register service gave no usable answer, or none is set up."""


class PostNotHeldError(ForbiddenError):
    """The post is not held on this day, or not by this person."""


class OtherBodyError(ForbiddenError):
    """The post belongs to another body than the one that decides."""


class DelegationMissingError(ForbiddenError):
    """The post signs for another, and no delegation in force covers this field (Decree 30/2020 Art. 13)."""

    fields = ("form", "field")


class DecidingJoinedError(ForbiddenError):
    """The same person received or handled the dossier, and no dated leave lets them decide it too."""

    fields = ("duties",)


class PageOpenElsewhereError(ConflictError):
    """Another leader has the final page open and holds its number."""


class PageNotOpenError(ConflictError):
    """The final page is not open: the number was given back after idle minutes, or never taken."""


class PageOfAnotherDayError(ConflictError):
    """The page carries the date of an earlier day: nothing is signed under a past date. It is opened again."""

    fields = ("dated_on",)


class ShownBytesDifferError(ConflictError):
    """The digest sent along is not that of the bytes that were shown."""


class SignatureUnsoundError(ConflictError):
    """The signature just made does not hold; nothing was kept. `reasons` are those of a verdict."""

    fields = ("reasons",)


class SignerKeyMissingError(ConflictError):
    """No signing key is set up for this post or body."""

    fields = ("role",)


class OpenWorkError(ConflictError):
    """An officer leaves a post only when no dossier is left in their hands; `count` says how many are."""

    fields = ("count",)

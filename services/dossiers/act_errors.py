"""Why an act on a filed dossier was refused."""

from services.errors import ConflictError, ForbiddenError, InvalidInputError


class RoleMayNotActError(ForbiddenError):
    """Nobody in this role does this, in whatever state the dossier is."""

    fields = ("act", "role")


class OtherCentreError(ForbiddenError):
    """Only the centre that received the dossier does this, though others may see it."""

    fields = ("act",)


class ActNotInStateError(ConflictError):
    """The state of the dossier does not allow it."""

    fields = ("act", "state")


class ProposalPendingError(ConflictError):
    """Something was proposed and waits for an answer."""

    fields = ("act", "state", "proposal")


class NothingProposedError(ConflictError):
    """There is no proposal to answer; perhaps it was answered already."""

    fields = ("act", "state")


class NotYourTurnError(ConflictError):
    """It is somebody else's turn: the applicant looks at a draft, the leader has it, the program signs it."""

    fields = ("act", "waiting_for")


class NotHandlingError(ForbiddenError):
    """Only the specialist who took the dossier does this."""

    fields = ("act",)


class LeadersReasonMissingError(InvalidInputError):
    """Papers asked for again, or after the time for asking, need the leader's written reason."""

    fields = ("times", "late")


class DossierChangedElsewhereError(ConflictError):
    """Somebody changed the dossier since this page was opened."""

    fields = ("state",)


class DutiesJoinedError(ForbiddenError):
    """The same person would do both in one dossier, and no dated leave covers it (domain brief §8.3)."""

    fields = ("act", "duties")


class OwnMatterError(ForbiddenError):
    """The officer is a party of the dossier."""


class OwnProposalError(ForbiddenError):
    """Nobody answers a proposal of their own."""

    fields = ("act",)


class ComponentNotInDossierError(InvalidInputError):
    """A mark names something that was not handed in with this dossier."""


class ComponentMarkedTwiceError(InvalidInputError):
    """One form carries two marks for one component."""


class RemarkMissingError(InvalidInputError):
    """A component was found wrong without saying what is wrong. `number` counts components from 1."""

    fields = ("number",)


class ComponentsUncheckedError(ConflictError):
    """The receiver has not looked at everything. `numbers` count components from 1."""

    fields = ("numbers",)


class ComponentsFaultyError(ConflictError):
    """Something is missing, unreadable or wrong, so the dossier is not complete. `numbers` count from 1."""

    fields = ("numbers",)


class NothingFaultyError(ConflictError):
    """Everything is there and good: there is nothing to ask for."""


class AskedBeforeError(ConflictError):
    """Papers were asked for already. Once more goes through the leader, with a written reason."""

    fields = ("times",)


class NeverAskedError(ConflictError):
    """Papers were never asked for, so the first request needs nobody's leave."""


class DaysToAnswerError(InvalidInputError):
    """The time to deliver is not a number of days that anybody would give, or not the one that the law gives."""

    fields = ("most",)


class StillTimeToAnswerError(ConflictError):
    """The applicant may still deliver what was asked for: nothing is closed before that day is over."""

    fields = ("until",)


class LegalBasisMissingError(InvalidInputError):
    """A dossier is stopped on an article, which the paper names."""


class ExtendedBeforeError(ConflictError):
    """There was an apology with a new date already, and there is only one."""


class TooLateToApologiseError(ConflictError):
    """An apology goes out before the date it is for; the dossier is finished late, without one."""

    fields = ("until",)


class NewDateNotLaterError(InvalidInputError):
    """The new date does not come after the one it takes the place of."""

    fields = ("day",)


class NotAskedForError(InvalidInputError):
    """An answer to something that was not asked for."""


class StillUnansweredError(ConflictError):
    """Not everything that was asked for is there. `numbers` count components from 1."""

    fields = ("numbers",)


class LimitKnownError(InvalidInputError):
    """The procedure has a limit that can be counted: nobody sets another day by hand."""


class DueDateUnusableError(InvalidInputError):
    """A day set by hand lies in the past, or the offices are closed on it."""

    fields = ("day",)


class DayNotAskedError(InvalidInputError):
    """A day was set by hand where the clock does not start: it starts at the deciding body, or runs already."""


class UnitWithoutCodeError(ConflictError):
    """The competent unit has no electronic code, so no dossier code can be made."""

    fields = ("unit",)


class WordsMissingError(InvalidInputError):
    """Reasons are given in words as well; they are printed on the paper."""


class WordsTooLongError(InvalidInputError):
    """More than what fits on the paper."""

    fields = ("most",)


class HandlerKnownError(ConflictError):
    """Somebody has taken the dossier already."""


class RecipientMissingError(InvalidInputError):
    """A result is handed over to somebody, whose name is noted."""


class ProofMissingError(InvalidInputError):
    """What the recipient showed, or the number of the postal item, is noted."""


class NotElectronicError(ConflictError):
    """The applicant asked for the result at the counter or by post: it is handed over there, with the originals."""

    fields = ("method",)


class TrayNotYoursError(ForbiddenError):
    """The role has no such list."""

    fields = ("role",)


class SuccessorUnusableError(InvalidInputError):
    """Whoever takes over is another specialist of the same body, in office today."""

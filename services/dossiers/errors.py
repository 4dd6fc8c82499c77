"""Why a verb of filing refused. What is wrong with single answers: services/dossiers/forms/errors.py."""

from services.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError


class DraftNotFoundError(NotFoundError):
    """There is no such draft, or it is somebody else's."""


class DossierNotFoundError(NotFoundError):
    """There is no such dossier, or it is not for whoever asks."""


class StepUnknownError(NotFoundError):
    """The form has no such step."""


class ComponentUnknownError(NotFoundError):
    """The case has no such component."""


class FileNotFoundInDraftError(NotFoundError):
    """The draft has no such file."""


class FilerNotAPersonError(ForbiddenError):
    """Only a human being files, for themselves or for an organisation they represent."""


class ProcedureClosedError(ConflictError):
    """The procedure cannot be filed here online. `reasons` are `ClosedReason`s, `route` says where it is filed."""

    fields = ("procedure_code", "reasons", "route")


class ProcedureChangedError(ConflictError):
    """A newer version of the procedure asks for other papers than those the draft was prepared for."""


class UnitNotCompetentError(InvalidInputError):
    """That unit does not do this procedure."""


class UnitTakesNoFilingError(ConflictError):
    """Nobody works there yet who could take a filing."""

    fields = ("unit",)


class UnitReasonMissingError(InvalidInputError):
    """Another unit than that of the residence was chosen without saying why."""


class UnitMissingError(InvalidInputError):
    """No unit was chosen."""


class CaseMissingError(InvalidInputError):
    """The procedure has several cases and none was chosen."""


class CaseUnknownError(InvalidInputError):
    """The procedure has no such case."""


class KeyTakenError(ConflictError):
    """The idempotency key belongs to another draft."""


class DraftChangedElsewhereError(ConflictError):
    """The draft was saved in another window or on another device since this page was opened."""

    fields = ("saved_at",)


class DraftSubmittedError(ConflictError):
    """The draft was filed already and can no longer be changed."""

    fields = ("reference",)


class ComponentNotAskedError(ConflictError):
    """Nothing is handed in for this component: it is shown, answered by the form, or not asked in this case."""


class ComponentHasFilesError(ConflictError):
    """Files were handed in for this component; they are removed first."""


class ReasonMissingError(InvalidInputError):
    """A component was said not to apply, or to be looked up, without saying why or where."""


class TooManyFilesError(InvalidInputError):
    """More files than a component, or a whole draft, takes."""

    fields = ("most",)


class ComponentUnansweredError(InvalidInputError):
    """Nothing was said about a component."""

    fields = ("name",)


class DeclarationMissingError(InvalidInputError):
    """The statement of truth was not agreed with."""


class DeclarationChangedError(ConflictError):
    """Another wording of the statement of truth was agreed with than the one that holds."""


class DraftIncompleteError(InvalidInputError):
    """The draft cannot be filed yet. `problems` has, for every step, one error for every path."""

    fields = ("problems",)


class FiledUnderListError(ConflictError):
    """Dossiers were filed under what an official list brought, so it stays."""

    fields = ("count",)

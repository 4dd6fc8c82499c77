"""Why the catalogue refuses."""

from services.errors import ConflictError, InvalidInputError, NotFoundError


class CatalogueInvalidError(InvalidInputError):
    """The files cannot be loaded. `problems` has one `Problem` for every row and key; nothing of them was stored."""

    fields = ("count", "problems")


class CatalogueShrinksError(ConflictError):
    """The files lack so many of the procedures in force that they are taken for broken."""

    fields = ("present", "offered")


class CatalogueLivesError(ConflictError):
    """An official list was applied: from then on only lists change procedures, and two people are needed for each."""

    fields = ("decision_no",)


class CatalogueEmptyError(NotFoundError):
    """No catalogue has been loaded yet."""


class ProcedureUnknownError(NotFoundError):
    """No procedure of this code, or one that is not for citizens."""

    fields = ("procedure_code",)


class ProcedureAbolishedError(ConflictError):
    """The procedure was, and is no more: nothing new is filed under it. `since` is the first day of that."""

    fields = ("procedure_code", "since")


class LifeEventUnknownError(NotFoundError):
    """No event of a life has this address."""

    fields = ("slug",)


class CodeListTextError(InvalidInputError):
    """An entry of a list has a name, and room for so many letters in name and code."""

    fields = ("letters", "code_letters")


class CodeTakenError(ConflictError):
    """Another entry in force has this code."""

    fields = ("taken_code", "name")


class EntryUnknownError(NotFoundError):
    """The list has no such entry."""


class EntryEndedError(ConflictError):
    """The entry has ended already."""

"""Why an announcement was refused."""

from services.errors import ConflictError, InvalidInputError, NotFoundError


class ReadOnlyError(ConflictError):
    """Maintenance runs: nothing can be written until it ends."""

    fields = ("ends_at",)


class NoticeTooShortError(InvalidInputError):
    """Planned maintenance is announced seven working days ahead; `earliest` is the first instant that is."""

    fields = ("earliest",)


class MaintenanceSpanError(InvalidInputError):
    """Maintenance ends after it begins, begins not in the past, and lasts at most so many hours."""

    fields = ("hours",)


class MaintenanceOverlapsError(ConflictError):
    """Another window lies in the same time."""

    fields = ("number",)


class MaintenanceUnknownError(NotFoundError):
    """There is no window with this number."""


class MaintenanceOverError(ConflictError):
    """The window is over already."""


class AnnouncementTextError(InvalidInputError):
    """A text is needed, and has room for so many letters."""

    fields = ("letters",)


class EnglishHalfError(InvalidInputError):
    """A notice is in English whole, title and text, or not at all."""


class NoticeScopeError(InvalidInputError):
    """A notice is about a field, or about a procedure, or about neither."""


class NoticeDatesError(InvalidInputError):
    """A notice ends after it begins, and not in the past."""


class NoticeUnknownError(NotFoundError):
    """There is no notice with this number."""


class NoticeWithdrawnError(ConflictError):
    """The notice was taken back already."""

"""Why a day or a deadline cannot be told."""

from services.errors import ConflictError, InvalidInputError, NotFoundError


class LimitUnknownError(InvalidInputError):
    """The record names no usable limit: an officer sets the due date by hand, with a reason."""


class LimitOutOfRangeError(InvalidInputError):
    """A limit is counted in whole units, from one up; zero, negative and absurd ones are mistakes."""

    fields = ("value",)


class BeyondCalendarError(InvalidInputError):
    """The counting left the years that the calendar answers for."""

    fields = ("year",)


class HolidayColumnsError(InvalidInputError):
    """A list of days off must have exactly the columns of the format."""

    fields = ("columns",)


class HolidayRowError(InvalidInputError):
    """One row of a list of days off cannot be used; `line` counts the header as the first."""

    fields = ("line", "column", "value")


class DayListedTwiceError(InvalidInputError):
    """A calendar has one row a day: with two nobody could say which of them holds."""

    fields = ("day",)


class OfficeWindowsError(InvalidInputError):
    """Office hours are windows such as "07:30-11:30, 13:30-17:00", each closing after it opens."""

    fields = ("value",)


class ChangeUnknownError(NotFoundError):
    """There is no change of the calendar with this number."""


class ChangeDecidedError(ConflictError):
    """The change was confirmed or taken back already."""


class ChangeEmptyError(InvalidInputError):
    """A change without a day changes nothing."""


class CalendarChangedElsewhereError(ConflictError):
    """Another change was confirmed since the preview was made."""


class CalendarSpanError(InvalidInputError):
    """The days run from the first to the last, not too many at once, within the years of the calendar."""

    fields = ("days",)


class CalendarTextError(InvalidInputError):
    """A document or a name is needed, and has room for so many letters."""

    fields = ("letters",)


class MakeupOnWorkdayError(InvalidInputError):
    """Only a Saturday or Sunday can make up for a swapped day."""

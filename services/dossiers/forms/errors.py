"""What is wrong, or merely odd, about an answer. Each stands at the path of its field: `mother.birth`."""

from services.errors import InvalidInputError


class FormInvalidError(InvalidInputError):
    """A step cannot be saved. `problems` has one error for every path, `remarks` what is odd and no obstacle."""

    fields = ("problems", "remarks")


class FieldsUnknownError(InvalidInputError):
    """Names were sent that the step does not ask: no page of ours does that (security brief T4)."""

    fields = ("names",)


class AnswerError(InvalidInputError):
    """An answer that cannot be taken."""


class AnswerMissingError(AnswerError):
    """Nothing was answered."""


class ScriptNotTakenError(AnswerError):
    """It is in a script, or has pictures, that papers cannot be drawn with."""


class AnswerNotPlainError(AnswerError):
    """It holds characters that cannot be shown, or came twice."""


class AnswerTooLongError(AnswerError):
    """More characters than the field takes."""

    fields = ("most",)


class AnswerNotOfferedError(AnswerError):
    """None of the options."""


class AnswerLockedError(AnswerError):
    """Something else than what the identity says; a correction is a matter for the registry it comes from."""


class NotANumberError(AnswerError):
    """Not a whole number in digits."""


class NumberOutOfBoundsError(AnswerError):
    """Less or more than makes sense."""

    fields = ("least", "most")


class NotADateError(AnswerError):
    """Not a day, or not one that exists."""


class DateInFutureError(AnswerError):
    """A day that has not come yet, where it must have."""


class DateInPastError(AnswerError):
    """A day that has passed, where it must be still to come."""


class DateTooOldError(AnswerError):
    """Before anybody alive was born."""

    fields = ("year",)


class CommuneUnknownError(AnswerError):
    """No commune of the province has or had this name."""


class CommuneAmbiguousError(AnswerError):
    """Several communes have or had this name."""

    fields = ("names",)


class PhoneWrongError(AnswerError):
    """Not a telephone number."""


class EmailWrongError(AnswerError):
    """Not an e-mail address."""


class TaxCodeWrongError(AnswerError):
    """Not ten digits, with three more for a branch."""


class TooManyRowsError(AnswerError):
    """More rows than the list takes."""

    fields = ("most",)


class RemarkError(InvalidInputError):
    """Something odd that is told and hinders nothing: papers disagree, numbers were re-issued, births corrected."""


class NumberProvinceOddError(RemarkError):
    """The first three digits were never given to a province or country."""


class NumberBirthDiffersError(RemarkError):
    """The year of birth in the number is another one."""


class NumberSexDiffersError(RemarkError):
    """The sex in the number is the other one."""


class NumberUnusualError(RemarkError):
    """Not twelve digits: an old card, a passport, or a slip."""


class LateRegistrationError(RemarkError):
    """More than sixty days after the birth: taken all the same."""

    fields = ("days",)


class SurnameDiffersError(RemarkError):
    """The child's name begins with the surname of neither parent."""

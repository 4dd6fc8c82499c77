"""Why a verb refused. An error carries data and knows neither words nor HTTP.

`gateway/words` holds the sentence for every class in both languages; a test proves that none is missing.
"""

from typing import Any, ClassVar


class DomainError(Exception):
    """A rule of the domain said no.

    Subclass once per reason. Name the data in `fields` and pass it to the constructor in that order or by name;
    the sentences in `gateway/words` may use each field as `%(field)s`.
    """

    fields: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *values: Any, **named: Any) -> None:
        unknown = named.keys() - set(self.fields)
        if unknown or len(values) + len(named) != len(self.fields):
            raise TypeError(f"{type(self).__name__} takes exactly {self.fields}")
        self.data: dict[str, Any] = dict(zip(self.fields, values, strict=False)) | named
        super().__init__(*values, *named.values())

    def __str__(self) -> str:
        return type(self).__name__

    @property
    def code(self) -> str:
        """The stable name for logs, events and the API: `NotAwaitingReceiptError` → `not_awaiting_receipt`."""
        return self.coded()

    @classmethod
    def coded(cls) -> str:
        """Return that name of a class."""
        name = cls.__name__.removesuffix("Error")
        return "".join(f"_{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))


class NotFoundError(DomainError):
    """The thing does not exist, or is not visible to whoever asks. The two are never told apart."""


class ConflictError(DomainError):
    """Visible, but not now: the state forbids it, or somebody else was first."""


class InvalidInputError(DomainError):
    """What was handed in cannot be used; the person may correct it and try again."""


class ForbiddenError(DomainError):
    """The actor may open the page, but not do this."""

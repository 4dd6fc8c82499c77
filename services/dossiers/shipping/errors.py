"""Why something about a shipment was refused."""

from services.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError


class ShipmentNotFoundError(NotFoundError):
    """There is no such shipment, or it is not for whoever asks."""


class OtherSideActsError(ForbiddenError):
    """The act belongs to the other end of the way, or to another role."""

    fields = ("act",)


class ShipmentActNotPossibleError(ConflictError):
    """The state of the shipment, or the way it goes, does not allow it."""

    fields = ("act", "state")


class ShipmentChangedElsewhereError(ConflictError):
    """Somebody changed the shipment since this page was opened."""

    fields = ("state",)


class NothingToSendError(InvalidInputError):
    """No dossier was chosen."""


class NotForThePostError(ConflictError):
    """The dossier has nothing to be sent as it stands: nothing goes elsewhere, and no result is wanted by post."""

    fields = ("code",)


class SentAlreadyError(ConflictError):
    """The dossier's papers are in another shipment on the same way."""

    fields = ("code", "shipment")


class AddresseesDifferError(InvalidInputError):
    """What goes together goes to one body, or to one applicant."""


class ContentsMissingError(InvalidInputError):
    """Nothing was counted for a dossier."""

    fields = ("code",)


class PaperUnnamedError(InvalidInputError):
    """Papers were counted without saying which."""


class PaperCountUnusableError(InvalidInputError):
    """Not a number of papers or sheets that anybody would send."""

    fields = ("most",)


class OperatorUnknownError(InvalidInputError):
    """No such operator brings the public post."""


class TrackingNumberMissingError(InvalidInputError):
    """What is handed to the post has its number."""


class TrackingNumberUnusableError(InvalidInputError):
    """The operator gives no such numbers."""

    fields = ("example",)


class TrackingNumberTakenError(ConflictError):
    """Another shipment has this number."""

    fields = ("number", "shipment")


class AddresseeMissingError(InvalidInputError):
    """Nobody is named to whom it goes."""


class AddressMissingError(InvalidInputError):
    """It is not said where it goes."""


class PayerUnusableError(InvalidInputError):
    """An applicant pays on delivery only for what is delivered to them."""


class PostageUnusableError(InvalidInputError):
    """Not a fee that the post would ask."""

    fields = ("most",)


class PostalWorkerMissingError(InvalidInputError):
    """The postal worker who took it is named."""


class DeliveredToNobodyError(InvalidInputError):
    """Whoever took it from the postal worker is named."""


class DeliveryProofMissingError(InvalidInputError):
    """The post's proof of delivery has a number or a mark, which is noted."""


class DeliveryDayUnusableError(InvalidInputError):
    """The day lies before the hand-over to the post, or in the future."""

    fields = ("day",)


class ResultOnItsWayError(ConflictError):
    """The result is in a shipment, whose delivery or return comes first."""

    fields = ("shipment",)

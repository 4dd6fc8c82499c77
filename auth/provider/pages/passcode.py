"""The check of number and passcode."""

import hmac
import math

from auth.provider.people import NUMBER, Person
from auth.provider.state import provider


class MistakeError(Exception):
    """Nobody is signed in; which field is wrong, which sentence says so, and how HTTP calls it."""

    def __init__(self, field: str, sentence: str, *, status: int = 422, wait: int = 0) -> None:
        self.field = field
        self.sentence = sentence
        self.status = status
        self.wait = wait
        super().__init__(sentence)

    @property
    def values(self) -> dict[str, int]:
        """What the sentence needs."""
        return {"minutes": math.ceil(self.wait / 60)}

    @property
    def headers(self) -> dict[str, str]:
        """What the answer carries."""
        return {"Retry-After": str(self.wait)} if self.wait else {}


def whoever_proves_it(number: str, passcode: str) -> Person:
    """Return the person whose number it is, when the passcode is right.

    Args:
        number: as typed; spaces do no harm.
        passcode: as typed.

    Raises:
        MistakeError: something is wrong. A number without an account and a wrong passcode sound the same.
    """
    number = "".join(number.split())
    if not NUMBER.fullmatch(number):
        raise MistakeError("number", "error.number")
    if not passcode.strip():
        raise MistakeError("passcode", "error.passcode")
    person = provider().holdings.people.find(number)
    if person is None:
        raise MistakeError("passcode", "error.mismatch")
    if seconds := provider().throttle.admit(number):
        raise MistakeError("passcode", "error.wait", status=429, wait=seconds)
    if not hmac.compare_digest(passcode.strip().encode(), provider().holdings.passcode.encode()):
        raise MistakeError("passcode", "error.mismatch")
    provider().throttle.forgive(number)
    return person

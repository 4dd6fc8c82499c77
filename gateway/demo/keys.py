"""The demonstration's signing keys as the office uses them: one for each leader's post, each seal, and the system."""

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from cryptography import x509
from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from gateway.config import Config
from gateway.demo.pki import DemoPki, Holder, folder_of
from services.actor import Role
from services.keys import KeyRing
from services.people.models import OfficerPost, Unit, UnitKind
from services.results.errors import SignerKeyMissingError
from services.results.register import Enrolled
from services.results.roles import SignerRole
from services.results.signing.keys import Signer

SYSTEM: Final = "system"


class DemoKeys:
    """The folder of keys, opened by this process. Keys are parsed once."""

    def __init__(self, pki: DemoPki, time_stamping: str) -> None:
        self._pki = pki
        self._opened: dict[tuple[SignerRole, str], Signer] = {}
        self.time_stamping = time_stamping

    @classmethod
    def open(cls, config: Config, ring: KeyRing) -> "DemoKeys":
        """Open the folder of a deployment."""
        return cls(DemoPki(folder_of(config.data_folder), ring), f"{trust_address(config)}/tsa")

    def signer(self, role: SignerRole, holder: str) -> Signer:
        """Return a key.

        Raises:
            SignerKeyMissingError: nobody made one; a new officer's is made at the next start.
        """
        key = SYSTEM if role is SignerRole.SYSTEM else holder
        if (role, key) not in self._opened:
            try:
                self._opened[role, key] = self._pki.signer(role, key)
            except FileNotFoundError:
                raise SignerKeyMissingError(role) from None
        return self._opened[role, key]

    def enrolled(self) -> Sequence[Enrolled]:
        """Return every certificate of the folder. Certificates are added at a start alone."""
        return self._enrolled

    @cached_property
    def _enrolled(self) -> tuple[Enrolled, ...]:
        return tuple(Enrolled(one.role, one.key, one.certificate) for one in self._pki.members())

    @cached_property
    def anchors(self) -> tuple[x509.Certificate, ...]:
        """The demonstration's root."""
        return (self._pki.root,)

    @cached_property
    def intermediates(self) -> tuple[x509.Certificate, ...]:
        """The authority that issued every certificate."""
        return (self._pki.issuing,)


def trust_address(config: Config) -> str:
    """Return where the demonstration's time-stamping and certification authority answers."""
    return f"http://{config.host}:{config.trust_port}"


def system_holder(name: str) -> Holder:
    """Return whose key stands under receipts and notices."""
    return Holder(SYSTEM, name, name)


def leader_holders(session: Session) -> list[Holder]:
    """Return every leader's post that there is; its key never changes with its holder's name."""
    posts = session.scalars(
        select(OfficerPost)
        .where(OfficerPost.role == Role.LEADER)
        .options(joinedload(OfficerPost.person), joinedload(OfficerPost.unit))
        .order_by(OfficerPost.id)
    )
    return [Holder(str(post.id), post.person.name or post.title, post.unit.name, post.title) for post in posts]


def seal_holders(session: Session) -> list[Holder]:
    """Return every body whose seal a records clerk keeps, in its own office or in a room of it."""
    room = aliased(Unit)
    body = aliased(Unit)
    units = session.scalars(
        select(body)
        .distinct()
        .join(room, or_(room.id == body.id, (room.parent_id == body.id) & (room.kind == UnitKind.ROOM)))
        .join(OfficerPost, (OfficerPost.unit_id == room.id) & (OfficerPost.role == Role.CLERK))
        .where(body.kind != UnitKind.ROOM)
        .order_by(body.id)
    )
    return [Holder(str(unit.id), unit.name, unit.name) for unit in units]

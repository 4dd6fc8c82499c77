"""The worker's verbs: what to sign, and what became of it. Between the two the signature is made, with no transaction.

Each may run twice, or be cut off anywhere: a step that is done already is found done, and one that was cut off before
its second transaction leaves nothing but bytes that nobody kept.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy.orm import Session

from services.actor import SYSTEM, Actor
from services.calendar.province import civil_date
from services.errors import DomainError
from services.people.models import Unit
from services.people.queries import post_held
from services.results.acting import Begun, begin, conclude, latest_status, locked
from services.results.amending import take_effect
from services.results.authority import SigningRight, clerk_right, leader_right
from services.results.errors import PostNotHeldError
from services.results.facts import facts_of
from services.results.files import add_file, content_of, file_with
from services.results.kinds import NumberState, ResultState, SigningStep
from services.results.models import Result, ResultFile, ResultStatus, SignatureRecord
from services.results.numbering import locked_number, release, use
from services.results.roles import SignerRole
from services.results.steps import ResultAct
from services.storage import BlobStore

if TYPE_CHECKING:  # the library behind it costs half a second, and only the worker signs
    from services.results.signing.pades import SignedDocument

WAITING: Final = {SigningStep.LEADER: ResultState.APPROVED, SigningStep.SEAL: ResultState.SEAL_APPROVED}
MADE: Final = {SigningStep.LEADER: ResultAct.SIGN, SigningStep.SEAL: ResultAct.SEAL}
FAILED: Final = {SigningStep.LEADER: ResultAct.FAIL_TO_SIGN, SigningStep.SEAL: ResultAct.FAIL_TO_SEAL}
ROLES: Final = {SigningStep.LEADER: SignerRole.LEADER, SigningStep.SEAL: SignerRole.SEAL}
UNSIGNED: Final = "signing_failed"


@dataclass(frozen=True, slots=True, repr=False)
class SigningOrder:
    """One signature to make, as somebody approved it.

    Attributes:
        step: whose it is.
        pdf: the bytes that were shown.
        digest: their SHA-256, which was approved.
        holder: whose key: of the leader's post, or of the body whose seal it is.
        signer: name and title as printed.
        place: name of the issuing body.
        name: of the document.
    """

    step: SigningStep
    pdf: bytes
    digest: bytes
    holder: UUID
    signer: str
    place: str
    name: str

    @property
    def role(self) -> SignerRole:
        """In which capacity."""
        return ROLES[self.step]


def order(session: Session, store: BlobStore, result_id: UUID, step: SigningStep) -> SigningOrder | None:
    """Return what is to be signed now, None if that step is not waiting: done already, or not approved."""
    result = session.get_one(Result, result_id)
    status = latest_status(session, result_id)
    if status.state is not WAITING[step] or status.digest is None:
        return None
    file = file_with(session, result_id, status.digest)
    if file is None:
        return None
    unit = session.get_one(Unit, result.unit_id)
    right = _right(session, result, status, step)
    return SigningOrder(
        step=step,
        pdf=content_of(store, file),
        digest=status.digest,
        holder=right.post.id if step is SigningStep.LEADER else unit.id,
        signer=_signer(right, unit, step),
        place=unit.name,
        name=result.name,
    )


def keep(
    session: Session,
    store: BlobStore,
    result_id: UUID,
    step: SigningStep,
    signed: "SignedDocument",
    *,
    approved: bytes,
    report: dict[str, Any],
    at: datetime,
) -> ResultFile | None:
    """Keep a signature that was made: the file, the record of who signed by which right, the state after it.

    Args:
        session: the caller's transaction.
        store: takes the file.
        result_id: which.
        step: whose signature it is.
        signed: the file with it.
        approved: SHA-256 of what was signed.
        report: what the check right after signing found.
        at: when.

    Returns:
        The file; None if another run was first, whose file stays.
    """
    _, result = locked(session, result_id, SYSTEM)
    status = latest_status(session, result_id)
    if status.state is not WAITING[step] or status.digest != approved:
        return None
    number = locked_number(session, result_id)
    begun = begin(session, result_id, MADE[step], by=SYSTEM, at=at)
    right = _right(session, result, status, step)
    file = add_file(session, store, result, signed.pdf, at=at)
    signer = _signer(right, session.get_one(Unit, result.unit_id), step)
    session.add(_record(result, status, step, right, signed, file=file, signer=signer, report=report))
    if step is SigningStep.LEADER and number is not None and number.state is NumberState.HELD:
        use(number, at=at)
    conclude(begun, shown=file.sha256, concerning=_persons(status))
    return file


def fail(session: Session, result_id: UUID, step: SigningStep, error: DomainError, *, at: datetime) -> bool:
    """Take a result back a step, because its signature cannot be made with this key. Its number goes back too.

    Args:
        session: the caller's transaction.
        result_id: which.
        step: whose signature.
        error: why; its code stands in the event and in the dossier's history.
        at: when.

    Returns:
        Whether anything was taken back; not if that step no longer waits.
    """
    locked(session, result_id, SYSTEM)
    status = latest_status(session, result_id)
    if status.state is not WAITING[step]:
        return False
    if step is SigningStep.LEADER and (number := locked_number(session, result_id)) is not None:
        release(session, number, reason=UNSIGNED, by=SYSTEM, at=at)
    begun = begin(session, result_id, FAILED[step], by=SYSTEM, at=at)
    shown = status.digest if step is SigningStep.SEAL else None
    conclude(begun, shown=shown, reason=error.code, concerning=_persons(status))
    return True


def issue(session: Session, result_id: UUID, *, at: datetime) -> Begun:
    """Enter a sealed result into the register: from now on it is in force, and what it amends is amended.

    Raises:
        ResultNotInStateError: it is not sealed.
    """
    begun = begin(session, result_id, ResultAct.ISSUE, by=SYSTEM, at=at)
    conclude(begun, shown=begun.status.digest)
    if begun.result.amendment is not None:
        take_effect(begun)
    return begun


def _right(session: Session, result: Result, status: ResultStatus, step: SigningStep) -> SigningRight:
    """Return by which right the approval was given, as it stood then: delegations end, the record stays."""
    on = civil_date(status.at)
    post = post_held(session, status.post_id, on) if status.post_id else None
    if post is None:
        raise PostNotHeldError
    by = Actor(post.person_id, post.role, None, post.id, post.unit_id)
    if step is SigningStep.SEAL:
        return clerk_right(session, by, body_id=result.unit_id, on=on)
    return leader_right(session, by, body_id=result.unit_id, field=facts_of(session, result).field, on=on)


def _record(
    result: Result, status: ResultStatus, step: SigningStep, right: SigningRight, signed: "SignedDocument", **more: Any
) -> SignatureRecord:
    return SignatureRecord(
        result=result,
        step=step,
        digest_shown=status.digest,
        approved_at=status.at,
        post_id=right.post.id,
        unit_id=result.unit_id,
        delegation_id=right.delegation.id if right.delegation else None,
        form=right.form,
        certificate=signed.certificate.public_bytes(Encoding.DER),
        certificate_sha256=signed.certificate.fingerprint(SHA256()),
        signed_at=signed.signed_at,
        timestamped_at=signed.timestamped_at,
        level=signed.level.value,
        **more,
    )


def _signer(right: SigningRight, unit: Unit, step: SigningStep) -> str:
    """Return who signs, as everybody who checks the result may read it: an officer in office, or the body."""
    if step is SigningStep.SEAL:
        return unit.name
    return f"{right.post.person.name}, {right.post.title}"


def _persons(status: ResultStatus) -> tuple[tuple[str, UUID], ...]:
    return (("person", status.person_id),) if status.person_id else ()

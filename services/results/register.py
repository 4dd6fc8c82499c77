"""The register of results: what was issued, found by number, by the digest of a file, by the QR code's token.

Everybody may ask it, so it never says whom a result is about.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from services.actor import Role
from services.calendar.province import instant_of
from services.catalogue.models import Procedure, ProcedureVersion
from services.dossiers.models import Dossier
from services.people.models import Delegation, OfficerPost, Unit
from services.results.acting import latest_status
from services.results.amendments import Ties, ties_of
from services.results.authority import form_of
from services.results.kinds import REGISTERED, ResultState, SigningStep
from services.results.models import BookNumber, NumberBook, Result, ResultFile, ResultStatus, SignatureRecord
from services.results.numbering import paper_number
from services.results.roles import SignerRole
from services.results.verdict.decision import RegisterEntry
from services.results.verdict.facts import AuthorisedSigner

SLACK: Final = timedelta(minutes=5)
"""Between the moment the record of a signature names and the one its time-stamp proves."""
ROLE_OF: Final = {SigningStep.LEADER: SignerRole.LEADER, SigningStep.SEAL: SignerRole.SEAL}


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """What the register says of one issued result, never whom it is about."""

    result_id: UUID
    number: str
    issued_at: datetime
    dated_on: date
    unit: str
    procedure_code: str
    procedure: str
    result_name: str
    state: ResultState
    signers: tuple[str, ...]
    token: str
    ties: Ties
    """What became of it, and what it does to another result."""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A certificate that was given to a signer here: a leader's post, a body's seal, or the system itself."""

    role: SignerRole
    holder: str
    """Key of the post or of the body; anything for the system."""
    certificate: x509.Certificate


def entry(session: Session, sha256: bytes) -> RegisterEntry | None:
    """Return what the register holds against or for these bytes: the latest state of their result."""
    result = _of_file(session, sha256)
    if result is None:
        return None
    wanted = tuple(ROLE_OF[SigningStep(one)] for one in result.signers)
    return RegisterEntry(latest_status(session, result.id).state, wanted)


def by_digest(session: Session, sha256: bytes) -> RegisterRow | None:
    """Return the row of the result that a file belongs to, None if it was never issued."""
    result = _of_file(session, sha256)
    return _row(session, result) if result else None


def by_token(session: Session, token: str) -> RegisterRow | None:
    """Return the row behind a QR code, None if there is no such result or it was never issued."""
    result = session.scalar(select(Result).where(Result.token == token))
    return _row(session, result) if result else None


def by_number(session: Session, *, unit_id: UUID, year: int, number: int) -> list[RegisterRow]:
    """Return the results of a unit with a number in a year; books of several kinds may each have one."""
    found = session.scalars(
        select(Result)
        .join(BookNumber, BookNumber.result_id == Result.id)
        .join(NumberBook, NumberBook.id == BookNumber.book_id)
        .where(NumberBook.unit_id == unit_id, NumberBook.year == year, BookNumber.number == number)
        .order_by(NumberBook.kind)
    )
    rows = (_row(session, one) for one in found)
    return [row for row in rows if row is not None]


def issued(session: Session, *conditions: ColumnElement[bool], limit: int = 50) -> list[RegisterRow]:
    """Return issued results, the newest first.

    Args:
        session: the caller's.
        *conditions: on `Result`, `ResultStatus` (of the issue) or `Unit`.
        limit: how many at most.
    """
    found = session.scalars(
        select(Result)
        .join(ResultStatus, ResultStatus.result_id == Result.id)
        .join(Unit, Unit.id == Result.unit_id)
        .where(ResultStatus.state == ResultState.IN_FORCE, *conditions)
        .order_by(ResultStatus.at.desc(), Result.id)
        .limit(limit)
    )
    rows = (_row(session, one) for one in found)
    return [row for row in rows if row is not None]


def authorised_signers(
    session: Session, enrolled: Iterable[Enrolled], *, system: str, sha256: bytes | None = None
) -> tuple[AuthorisedSigner, ...]:
    """Return whose signatures count, and when: leaders in office with the delegations they need, seals, the system.

    Whoever signed a result that the file belongs to counts for that moment as well: the right to it was judged then
    and recorded, and posts, delegations and certificates come to an end.

    Args:
        session: the caller's.
        enrolled: every certificate given out here.
        system: what the system is called, the body of its own certificate.
        sha256: of the file to be judged.
    """
    found: list[AuthorisedSigner] = []
    certificates = list(enrolled)
    posts = _posts(session, [one.holder for one in certificates if one.role is SignerRole.LEADER])
    units = _units(session, [one.holder for one in certificates if one.role is SignerRole.SEAL])
    for one in certificates:
        match one.role:
            case SignerRole.LEADER if one.holder in posts:
                found += _terms(session, posts[one.holder], one.certificate)
            case SignerRole.SEAL if one.holder in units:
                found.append(_for_good(one, units[one.holder].code))
            case SignerRole.SYSTEM:
                found.append(_for_good(one, system))
    if sha256 is not None:
        found += _recorded(session, sha256)
    return tuple(found)


def _for_good(one: Enrolled, unit: str) -> AuthorisedSigner:
    begins = one.certificate.not_valid_before_utc
    return AuthorisedSigner(one.certificate.fingerprint(SHA256()).hex(), one.role, unit, begins)


def _terms(session: Session, post: OfficerPost, certificate: x509.Certificate) -> list[AuthorisedSigner]:
    """Return the spans in which a post may sign: all of it in one's own right, else while a delegation is in force.

    Whether the delegation reaches the field of a certain result is judged when that one is signed.
    """
    form = form_of(post)
    spans = [(post.valid_from, post.valid_until)]
    if form is not None:
        held = session.scalars(select(Delegation).where(Delegation.post_id == post.id, Delegation.form == form))
        spans = [(max(post.valid_from, one.valid_from), _earlier(post.valid_until, one.valid_until)) for one in held]
    fingerprint = certificate.fingerprint(SHA256()).hex()
    return [
        AuthorisedSigner(fingerprint, SignerRole.LEADER, post.unit.code, _start(first), _start(last) if last else None)
        for first, last in spans
        if last is None or first < last
    ]


def _recorded(session: Session, sha256: bytes) -> list[AuthorisedSigner]:
    result = _of_file(session, sha256)
    if result is None:
        return []
    signed = session.execute(
        select(SignatureRecord, Unit.code)
        .join(Unit, Unit.id == SignatureRecord.unit_id)
        .where(SignatureRecord.result_id == result.id)
    )
    return [
        AuthorisedSigner(
            one.certificate_sha256.hex(),
            ROLE_OF[one.step],
            code,
            one.signed_at - SLACK,
            (one.timestamped_at or one.signed_at) + SLACK,
        )
        for one, code in signed
    ]


def _of_file(session: Session, sha256: bytes) -> Result | None:
    return session.scalar(
        select(Result).join(ResultFile, ResultFile.result_id == Result.id).where(ResultFile.sha256 == sha256)
    )


def _row(session: Session, result: Result) -> RegisterRow | None:
    status = latest_status(session, result.id)
    if status.state not in REGISTERED:
        return None
    found = session.execute(
        select(BookNumber, NumberBook.symbol, Unit.name, ProcedureVersion.name, Procedure.code, ResultStatus.at)
        .join(NumberBook, NumberBook.id == BookNumber.book_id)
        .join(Result, Result.id == BookNumber.result_id)
        .join(Unit, Unit.id == Result.unit_id)
        .join(Dossier, Dossier.id == Result.dossier_id)
        .join(ProcedureVersion, ProcedureVersion.id == Dossier.procedure_version_id)
        .join(Procedure, Procedure.id == ProcedureVersion.procedure_id)
        .join(ResultStatus, ResultStatus.result_id == Result.id)
        .where(Result.id == result.id, ResultStatus.state == ResultState.IN_FORCE)
        .limit(1)
    ).one()
    number, symbol, unit, procedure, code, at = found
    if number.dated_on is None:
        raise ValueError("an issued result has its date")  # a CHECK of the database says so
    signers = session.scalars(
        select(SignatureRecord.signer)
        .where(SignatureRecord.result_id == result.id)
        .order_by(SignatureRecord.signed_at, SignatureRecord.id)
    )
    return RegisterRow(
        result_id=result.id,
        number=paper_number(number.number, symbol),
        issued_at=at,
        dated_on=number.dated_on,
        unit=unit,
        procedure_code=code,
        procedure=procedure,
        result_name=result.name,
        state=status.state,
        signers=tuple(signers),
        token=result.token,
        ties=ties_of(session, [result.id])[result.id],
    )


def _posts(session: Session, keys: list[str]) -> dict[str, OfficerPost]:
    wanted = select(OfficerPost).where(OfficerPost.id.in_(_keys(keys)), OfficerPost.role == Role.LEADER)
    return {str(one.id): one for one in session.scalars(wanted.options(joinedload(OfficerPost.unit)))}


def _units(session: Session, keys: list[str]) -> dict[str, Unit]:
    return {str(one.id): one for one in session.scalars(select(Unit).where(Unit.id.in_(_keys(keys))))}


def _keys(keys: list[str]) -> list[UUID]:
    found = []
    for key in keys:
        try:
            found.append(UUID(key))
        except ValueError:  # a key of another database, left in the folder
            continue
    return found


def _earlier(one: date | None, other: date | None) -> date | None:
    given = [day for day in (one, other) if day is not None]
    return min(given) if given else None


def _start(day: date) -> datetime:
    return instant_of(day, time())

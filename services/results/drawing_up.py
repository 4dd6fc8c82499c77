"""The row of a new draft: a decision on the request, the same changed, or what amends an issued result."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Self

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.actor import Actor
from services.audit.origin import is_seeding
from services.catalogue.models import Procedure, ProcedureVersion
from services.dossiers.models import Dossier
from services.jobs import defer
from services.people.identity import doubts
from services.results.acting import added_status
from services.results.content import Content, checked
from services.results.facts import NUMBER_SOURCE, PERSONAL_NUMBER, facts_of
from services.results.kinds import Amendment, Outcome, ResultState, SigningStep
from services.results.models import Result, ResultStatus
from services.results.products import Product, products

TOKEN_BYTES: Final = 16
"""128 bits behind the QR code: nobody finds a result by trying."""
COLUMNS: Final = {
    Amendment.REPLACEMENT: "replaces_id",
    Amendment.CORRECTION: "corrects_id",
    Amendment.RECALL: "recalls_id",
}


@dataclass(frozen=True, slots=True, repr=False)
class Sort:
    """What kind of paper a draft is of.

    Attributes:
        name: of the document.
        code: `KQ.…` of the catalogue.
        outcome: what the result says; of what amends another, what that one says.
        amends: what it does to which issued result.
        why: the reason of an amendment, as its specialist wrote it for the leader.
    """

    product: Product
    name: str
    code: str | None
    outcome: Outcome
    amends: tuple[Amendment, Result] | None = None
    why: str | None = None

    @classmethod
    def of_decision(cls, session: Session, dossier: Dossier, outcome: Outcome) -> Self:
        """Return the paper of a decision on the request."""
        version, code = session.execute(
            select(ProcedureVersion, Procedure.code)
            .join(Procedure)
            .where(ProcedureVersion.id == dossier.procedure_version_id)
        ).one()
        product = products().product(code, outcome)
        listed: dict[str, Any] = next(iter(version.results), {"name": version.name, "code": None})
        return cls(product, product.name or listed["name"], None if product.name else listed["code"], outcome)

    @classmethod
    def of_amendment(cls, amendment: Amendment, amended: Result, why: str | None) -> Self:
        """Return the paper of an amendment; a replacement is the same kind of paper as what it replaces."""
        product = products().amending(amendment, amended.template)
        own = amendment is not Amendment.REPLACEMENT
        name = product.name if own and product.name else amended.name
        return cls(product, name, None if own else amended.code, amended.outcome, (amendment, amended), why)

    @classmethod
    def of_same(cls, session: Session, old: Result) -> Self:
        """Return the paper of a draft that takes another's place."""
        if old.amendment is None:
            return cls.of_decision(session, session.get_one(Dossier, old.dossier_id), old.outcome)
        return cls.of_amendment(old.amendment, session.get_one(Result, old.amended_id), reason_of(session, old))


def drawn_up(
    session: Session, dossier: Dossier, sort: Sort, content: Mapping[str, Any], *, by: Actor, at: datetime
) -> Result:
    """Add a draft. The dossier is locked, and nothing else of it is under way.

    Raises:
        ContentMissingError, ContentTooLongError, ContentUnknownError, ContentUnusableError: the content.
    """
    said = checked(sort.product.template, content)
    amended = {COLUMNS[sort.amends[0]]: sort.amends[1].id} if sort.amends else {}
    last = session.scalar(select(func.max(Result.ordinal)).where(Result.dossier_id == dossier.id))
    result = Result(
        data_key=dossier.data_key,
        dossier=dossier,
        ordinal=(last or 0) + 1,
        unit_id=dossier.competent_unit_id,
        book_kind=sort.product.book.kind,
        name=sort.name,
        code=sort.code,
        outcome=sort.outcome,
        template=sort.product.template,
        signers=[step.value for step in SigningStep],
        token=secrets.token_hex(TOKEN_BYTES),
        content=said,
        created_by_id=by.post_id,
        created_at=at,
        seeded=is_seeding(session),
        **amended,
    )
    session.add(result)
    kept = _number_kept(session, sort, said)
    added_status(session, result, 1, state=ResultState.PROPOSED, by=by, at=at, note=sort.why, facts=kept)
    return result


def number_wanted(session: Session, result: Result) -> None:
    """Have the register service asked for a person's number, where no applicant has to confirm the draft first."""
    facts = facts_of(session, result)
    if facts.wants_number and facts.personal_number is None and not facts.wants_confirmation:
        defer(session, "fetch_personal_number", result_id=result.id)


def reason_of(session: Session, result: Result) -> str | None:
    """Return why an issued result is amended, as it was written when this draft was proposed."""
    return (
        session.scalars(
            select(ResultStatus).where(ResultStatus.result_id == result.id).order_by(ResultStatus.ordinal).limit(1)
        )
        .one()
        .note
    )


def _number_kept(session: Session, sort: Sort, content: Content) -> dict[str, Any] | None:
    """Return the personal number that a replacement takes over: the person stays the same.

    Not where it speaks of another year or sex than the new content: then the register is asked again.
    """
    if sort.amends is None or not sort.product.personal_number:
        return None
    facts, child = facts_of(session, sort.amends[1]), content.get("child", {})
    if facts.personal_number is None or doubts(facts.personal_number, birth=child.get("birth"), sex=child.get("sex")):
        return None
    return {PERSONAL_NUMBER: facts.personal_number, NUMBER_SOURCE: facts.number_source}

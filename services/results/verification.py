"""Is a paper genuine? The register and the file are asked apart, and what each says stays apart in the answer."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from services.calendar.province import civil_date
from services.documents.issued import SystemPaper, system_paper
from services.results.amendments import Tie, Ties
from services.results.kinds import Amendment
from services.results.register import Enrolled, RegisterRow, authorised_signers, by_digest, entry
from services.results.verdict.decision import RegisterEntry, Verdict, decide
from services.results.verdict.facts import AuthorisedSigner, SignatureFacts, TrustStore
from services.results.verdict.kinds import VerdictKind
from services.results.verdict.verifier import Verifier

DOES: Final = {
    "replaces": Amendment.REPLACEMENT,
    "corrects": Amendment.CORRECTION,
    "recalls": Amendment.RECALL,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the database says about a file, read before the file itself is looked into."""

    entry: RegisterEntry | None
    row: RegisterRow | None
    signers: tuple[AuthorisedSigner, ...]
    system_paper: SystemPaper | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """The three facts and what follows from them: the register's row, the file's integrity, its signatures.

    Attributes:
        system_paper: set where the bytes are those of a receipt, a refusal at receipt or a confirmation of ours. Such a
            paper is no result, whatever its signature is worth, so the verdict does not change by it.
    """

    verdict: Verdict
    register: RegisterRow | None
    system_paper: SystemPaper | None = None

    @property
    def kind(self) -> VerdictKind:
        """The verdict."""
        return self.verdict.kind


def ask(session: Session, pdf: bytes, enrolled: Iterable[Enrolled], *, system: str) -> Asked:
    """Ask the database about a file; close its transaction before `judge`.

    Args:
        session: reads only.
        pdf: the file.
        enrolled: every certificate given to a signer here.
        system: what the system is called.
    """
    digest = hashlib.sha256(pdf).digest()
    return Asked(
        entry(session, digest),
        by_digest(session, digest),
        authorised_signers(session, enrolled, system=system, sha256=digest),
        system_paper(session, digest),
    )


def judge(pdf: bytes, asked: Asked, verifier: Verifier, trust: TrustStore, *, at: datetime) -> Verification:
    """Look into the file, in a limited child, and decide.

    Args:
        pdf: the file, already known to be small enough.
        asked: what the database said.
        verifier: warm.
        trust: roots, authorities below them, today's revocation lists.
        at: the instant of judging.
    """
    store = TrustStore(trust.anchors, trust.intermediates, trust.crls, (*trust.signers, *asked.signers))
    return Verification(decide(verifier.examine(pdf, store, at), asked.entry), asked.row, asked.system_paper)


def as_json(found: Verification) -> dict[str, Any]:
    """Return the answer of `POST /api/v1/verifications`. It never says whom a result is about."""
    findings = found.verdict.findings
    return {
        "verdict": found.kind.value,
        "register": _register(found.register),
        "system_paper": _system_paper(found.system_paper),
        "integrity": {
            "digest_known": found.verdict.digest_known,
            "covers_whole_file": findings.covers_whole_file,
            "changed_after_signing": findings.changed_after_signing,
        },
        "signatures": [_signature(one) for one in findings.signatures],
        "reasons": [one.value for one in found.verdict.reasons],
    }


def _register(row: RegisterRow | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "number": row.number,
        "issued_on": row.dated_on.isoformat(),
        "unit": row.unit,
        "procedure": row.procedure_code,
        "result_name": row.result_name,
        "status": row.state.value,
        "signers": list(row.signers),
        **_ties(row.ties),
    }


def _ties(ties: Ties) -> dict[str, Any]:
    """Return what became of a result, and what it does to another, by number and date."""
    (replaced, *_), (recalled, *_) = (ties.by(one) or (None,) for one in (Amendment.REPLACEMENT, Amendment.RECALL))
    does = ties.amends
    return {
        "replaced_by": _paper(replaced),
        "corrected_by": [_paper(one) for one in ties.by(Amendment.CORRECTION)],
        "recalled_by": _paper(recalled),
        **{name: _paper(does) if does and does.amendment is kind else None for name, kind in DOES.items()},
    }


def _paper(tie: Tie | None) -> dict[str, str] | None:
    return {"number": tie.number, "issued_on": tie.dated_on.isoformat()} if tie else None


def _system_paper(paper: SystemPaper | None) -> dict[str, Any] | None:
    if paper is None:
        return None
    return {"form": paper.form.value, "issued_on": civil_date(paper.issued_at).isoformat()}


def _signature(one: SignatureFacts) -> dict[str, Any]:
    return {
        "field": one.field,
        "signer": one.signer,
        "organisation": one.organisation,
        "role": one.role and one.role.value,
        "signed_at": _instant(one.signed_at),
        "timestamp": _instant(one.timestamp),
        "level": one.level.value,
        "chain": one.chain.value,
        "revocation": one.revocation.value,
        "covers_whole_file": one.covers_whole_file,
        "indication": one.indication.value,
        "reason": one.reason and one.reason.value,
    }


def _instant(at: datetime | None) -> str | None:
    return at.isoformat() if at else None

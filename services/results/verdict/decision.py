"""From the three facts (register, integrity, signatures) to one verdict. Pure; its test is a table."""

from dataclasses import dataclass
from typing import Final

from services.results.kinds import ResultState
from services.results.roles import SignerRole
from services.results.signing.request import SIGNER_SETS
from services.results.verdict.facts import Findings, SignatureFacts
from services.results.verdict.kinds import Indication, Reason, VerdictKind

BEYOND_JUDGING: Final = frozenset(
    {
        Reason.NOT_PDF,
        Reason.UNREADABLE,
        Reason.ENCRYPTED,
        Reason.NO_SIGNATURE,
        Reason.UNKNOWN_AUTHORITY,
        Reason.REVOCATION_UNKNOWN,
    }
)
"""When nothing worse is found, nothing can be said: neither that it holds nor that it does not."""

STANDING: Final = {ResultState.REVOKED: Reason.WITHDRAWN, ResultState.REPLACED: Reason.REPLACED}


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """What the register says about these bytes: the latest state of their result, and who has to have signed it."""

    state: ResultState
    signers: tuple[SignerRole, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome with all facts, each of which is shown by itself.

    `reasons` says everything that keeps it from being better, in the order document, signatures, signers, register.
    """

    kind: VerdictKind
    digest_known: bool
    findings: Findings
    reasons: tuple[Reason, ...]


def decide(findings: Findings, entry: RegisterEntry | None) -> Verdict:
    """Weigh what was found.

    Args:
        findings: what the bytes tell.
        entry: of the register for the file's SHA-256, None when it has none.
    """
    found = [*findings.reasons, *(one.reason for one in findings.signatures if one.reason)]
    if findings.signatures:
        found += signer_reasons(findings.signatures, entry)
    found += register_reasons(entry)
    reasons = tuple(dict.fromkeys(found))
    return Verdict(_kind(findings, reasons), entry is not None, findings, reasons)


def signer_reasons(signatures: tuple[SignatureFacts, ...], entry: RegisterEntry | None) -> list[Reason]:
    """Say what is wrong with the set of signers: nobody may be missing, too many, out of order, or of another body.

    Without an entry every complete set will do: a leader with the seal of the same body, or the system alone.
    """
    passed = [one for one in signatures if one.indication is Indication.PASSED]
    strangers = any(one.reason is Reason.UNKNOWN_AUTHORITY for one in signatures)
    if passed and (strangers or any(one.role is None for one in passed)):
        return [Reason.SIGNER_NOT_AUTHORISED]
    if len(passed) < len(signatures):
        return []  # who a signature that does not hold is from cannot be said
    roles = tuple(one.role for one in signatures)
    wanted = (entry.signers,) if entry else SIGNER_SETS
    found = []
    if roles not in wanted:
        swapped = any(set(roles) == set(one) and len(roles) == len(one) for one in wanted)
        found.append(Reason.SIGNERS_OUT_OF_ORDER if swapped else Reason.SIGNERS_INCOMPLETE)
    if len({one.unit for one in signatures}) > 1:
        found.append(Reason.SIGNERS_OF_DIFFERENT_BODIES)
    return found


def register_reasons(entry: RegisterEntry | None) -> list[Reason]:
    """Say what the register has against these bytes."""
    if entry is None:
        return [Reason.NOT_IN_REGISTER]
    if entry.state is ResultState.IN_FORCE:
        return []
    return [STANDING.get(entry.state, Reason.NOT_ISSUED_YET)]


def _kind(findings: Findings, reasons: tuple[Reason, ...]) -> VerdictKind:
    against = set(reasons) - {Reason.NOT_IN_REGISTER}
    if all(one.reason is Reason.UNKNOWN_AUTHORITY for one in findings.signatures):
        against -= {Reason.FORM_FIELDS, Reason.FIELD_EMPTY}  # a form of somebody else is not ours to find fault with
    if against & BEYOND_JUDGING and against <= BEYOND_JUDGING:
        return VerdictKind.UNDETERMINED
    clean = not findings.changed_after_signing and findings.covers_whole_file
    passed = bool(findings.signatures) and all(one.indication is Indication.PASSED for one in findings.signatures)
    if against or not clean or not passed:
        return VerdictKind.NOT_VALID
    return VerdictKind.SIGNED_NOT_ISSUED if Reason.NOT_IN_REGISTER in reasons else VerdictKind.GENUINE

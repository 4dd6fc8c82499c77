from dataclasses import replace

import pytest

from services.results.kinds import ResultState
from services.results.signing.request import Level
from services.results.verdict.decision import RegisterEntry, decide
from services.results.verdict.facts import Findings, SignatureFacts
from services.results.verdict.kinds import Chain, Indication, Reason, RevocationState, VerdictKind
from tests.signing import LEADER, SEAL, START, SYSTEM

GENUINE, SIGNED, NOT_VALID, UNDETERMINED = VerdictKind

LED = SignatureFacts(
    field="ChuKyLanhDao",
    signer="Người Ký",
    organisation="Sở Tư pháp",
    role=LEADER,
    unit="justice",
    fingerprint="00" * 32,
    signed_at=START,
    timestamp=START,
    level=Level.B_LTA,
    chain=Chain.TRUSTED,
    revocation=RevocationState.GOOD,
    covers_whole_file=False,
    indication=Indication.PASSED,
    reason=None,
)
SEALED = replace(LED, field="ConDauCoQuan", role=SEAL)
SYSTEMS = replace(LED, field="ChuKyHeThong", role=SYSTEM, unit="system")
IN_FORCE = RegisterEntry(ResultState.IN_FORCE, (LEADER, SEAL))


def failed(one: SignatureFacts, reason: Reason, indication: Indication = Indication.FAILED) -> SignatureFacts:
    return replace(one, indication=indication, reason=reason, role=None, unit=None, timestamp=None)


def findings(*signatures: SignatureFacts, reasons: tuple[Reason, ...] = (), **changes) -> Findings:
    intact = {"covers_whole_file": True, "changed_after_signing": Reason.CHANGED_AFTER_SIGNING in reasons}
    return Findings(signatures=signatures, reasons=reasons, **intact | changes)


def unknown(one: SignatureFacts) -> SignatureFacts:
    return failed(one, Reason.UNKNOWN_AUTHORITY, Indication.INDETERMINATE)


def unchecked(one: SignatureFacts) -> SignatureFacts:
    return failed(one, Reason.REVOCATION_UNKNOWN, Indication.INDETERMINATE)


STORIES = {
    "issued, in force, well signed": (findings(LED, SEALED), IN_FORCE, GENUINE, ()),
    "well signed, never issued": (findings(LED, SEALED), None, SIGNED, (Reason.NOT_IN_REGISTER,)),
    "a receipt of the system": (findings(SYSTEMS), None, SIGNED, (Reason.NOT_IN_REGISTER,)),
    "a receipt that the register has": (
        findings(SYSTEMS),
        RegisterEntry(ResultState.IN_FORCE, (SYSTEM,)),
        GENUINE,
        (),
    ),
    "withdrawn": (
        findings(LED, SEALED),
        replace(IN_FORCE, state=ResultState.REVOKED),
        NOT_VALID,
        (Reason.WITHDRAWN,),
    ),
    "replaced": (
        findings(LED, SEALED),
        replace(IN_FORCE, state=ResultState.REPLACED),
        NOT_VALID,
        (Reason.REPLACED,),
    ),
    "sealed, not issued yet": (
        findings(LED, SEALED),
        replace(IN_FORCE, state=ResultState.SEALED),
        NOT_VALID,
        (Reason.NOT_ISSUED_YET,),
    ),
    "cut back to the leader, digest known": (findings(LED), IN_FORCE, NOT_VALID, (Reason.SIGNERS_INCOMPLETE,)),
    "a seal alone": (findings(SEALED), None, NOT_VALID, (Reason.SIGNERS_INCOMPLETE, Reason.NOT_IN_REGISTER)),
    "sealed before it was signed": (
        findings(SEALED, LED),
        IN_FORCE,
        NOT_VALID,
        (Reason.SIGNERS_OUT_OF_ORDER,),
    ),
    "two leaders and a seal": (findings(LED, LED, SEALED), IN_FORCE, NOT_VALID, (Reason.SIGNERS_INCOMPLETE,)),
    "a system where a leader should be": (findings(SYSTEMS), IN_FORCE, NOT_VALID, (Reason.SIGNERS_INCOMPLETE,)),
    "another body's seal": (
        findings(LED, replace(SEALED, unit="ward")),
        IN_FORCE,
        NOT_VALID,
        (Reason.SIGNERS_OF_DIFFERENT_BODIES,),
    ),
    "a signer without office": (
        findings(replace(LED, role=None, unit=None), SEALED),
        IN_FORCE,
        NOT_VALID,
        (Reason.SIGNER_NOT_AUTHORISED,),
    ),
    "altered": (
        findings(failed(LED, Reason.ALTERED), failed(SEALED, Reason.ALTERED)),
        None,
        NOT_VALID,
        (Reason.ALTERED, Reason.NOT_IN_REGISTER),
    ),
    "changed afterwards": (
        findings(LED, SEALED, reasons=(Reason.CHANGED_AFTER_SIGNING,), covers_whole_file=False),
        IN_FORCE,
        NOT_VALID,
        (Reason.CHANGED_AFTER_SIGNING,),
    ),
    "not covered to the end, whatever else is said": (
        findings(LED, SEALED, covers_whole_file=False),
        IN_FORCE,
        NOT_VALID,
        (),
    ),
    "an authority nobody knows": (
        findings(unknown(LED)),
        None,
        UNDETERMINED,
        (Reason.UNKNOWN_AUTHORITY, Reason.NOT_IN_REGISTER),
    ),
    "somebody else's form, signed by an unknown authority": (
        findings(unknown(LED), reasons=(Reason.FORM_FIELDS,)),
        None,
        UNDETERMINED,
        (Reason.FORM_FIELDS, Reason.UNKNOWN_AUTHORITY, Reason.NOT_IN_REGISTER),
    ),
    "an unknown authority, and changed": (
        findings(unknown(LED), reasons=(Reason.CHANGED_AFTER_SIGNING,)),
        None,
        NOT_VALID,
        (Reason.CHANGED_AFTER_SIGNING, Reason.UNKNOWN_AUTHORITY, Reason.NOT_IN_REGISTER),
    ),
    "a stranger signed beside ours": (
        findings(SYSTEMS, unknown(LED)),
        None,
        NOT_VALID,
        (Reason.UNKNOWN_AUTHORITY, Reason.SIGNER_NOT_AUTHORISED, Reason.NOT_IN_REGISTER),
    ),
    "no current list of revocations": (
        findings(unchecked(LED), unchecked(SEALED)),
        IN_FORCE,
        UNDETERMINED,
        (Reason.REVOCATION_UNKNOWN,),
    ),
    "revoked": (
        findings(failed(LED, Reason.CERTIFICATE_REVOKED), SEALED),
        IN_FORCE,
        NOT_VALID,
        (Reason.CERTIFICATE_REVOKED,),
    ),
    "no PDF": (Findings(reasons=(Reason.NOT_PDF,)), None, UNDETERMINED, (Reason.NOT_PDF, Reason.NOT_IN_REGISTER)),
    "encrypted": (
        Findings(reasons=(Reason.ENCRYPTED,)),
        None,
        UNDETERMINED,
        (Reason.ENCRYPTED, Reason.NOT_IN_REGISTER),
    ),
    "no signature": (
        Findings(reasons=(Reason.NO_SIGNATURE,)),
        None,
        UNDETERMINED,
        (Reason.NO_SIGNATURE, Reason.NOT_IN_REGISTER),
    ),
    "signed and damaged": (
        Findings(reasons=(Reason.DAMAGED,)),
        None,
        NOT_VALID,
        (Reason.DAMAGED, Reason.NOT_IN_REGISTER),
    ),
    "too much to judge": (
        Findings(reasons=(Reason.STOPPED,)),
        None,
        NOT_VALID,
        (Reason.STOPPED, Reason.NOT_IN_REGISTER),
    ),
}


@pytest.mark.parametrize("story", STORIES)
def test_story(story):
    found, entry, kind, reasons = STORIES[story]

    verdict = decide(found, entry)

    assert (verdict.kind, verdict.reasons) == (kind, reasons)
    assert verdict.digest_known is (entry is not None)
    assert verdict.findings is found


@pytest.mark.parametrize("reason", Reason)
def test_nothing_with_a_reason_against_it_is_genuine(reason):
    assert decide(findings(LED, SEALED, reasons=(reason,)), IN_FORCE).kind is not GENUINE
    assert decide(findings(failed(LED, reason), SEALED), IN_FORCE).kind is not GENUINE


def test_findings_survive_the_way_through_json():
    found = findings(LED, failed(SEALED, Reason.ALTERED), reasons=(Reason.FORM_FIELDS,))

    assert Findings.from_json(found.to_json()) == found

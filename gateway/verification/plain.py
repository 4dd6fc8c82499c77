"""A verification as lines for a terminal."""

from datetime import datetime
from typing import Final

from gateway.amended import ties_in_words
from gateway.verdict_page import CheckedFile, printable
from gateway.words import in_words
from services.results.verification import Verification

LOCALE: Final = "en"
"""The command line speaks English."""
OURS: Final = "a paper of this system, no result: %s"


def as_text(found: Verification, pdf: bytes, at: datetime) -> str:
    """Return the verdict, what keeps it from being better, and the three facts, one a line."""
    checked = CheckedFile.of(found, pdf, "", at)
    row = found.register
    paper = found.system_paper
    lines = [
        f"{found.kind.value}: {in_words(found.kind, LOCALE)}",
        *(f"  - {in_words(one, LOCALE)}" for one in found.verdict.reasons),
        *([f"  {OURS % in_words(paper.form, LOCALE)}"] if paper else []),
        f"register: {in_words(checked.in_register, LOCALE)}",
        *([f"  {row.number}, {row.dated_on:%d/%m/%Y}, {row.unit}, {row.result_name}"] if row else []),
        *(f"  {one}" for one in (ties_in_words(row.ties, LOCALE) if row else ())),
        f"integrity: {in_words(checked.integrity, LOCALE)}",
        f"signatures: {in_words(checked.signatures, LOCALE)}",
    ]
    for number, one in enumerate(found.verdict.findings.signatures, 1):
        names = [name for name in (printable(one.signer), printable(one.organisation)) if name]
        lines.append(f"  {number}. {', '.join(names) or '?'}: {in_words(one.indication, LOCALE)}")
    return "\n".join(lines)

"""What was appended after a signature, and whether it may stand there."""

import re
from dataclasses import dataclass
from typing import Final, cast

from pyhanko.pdf_utils.generic import IndirectObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DiffResult,
    DSSCompareRule,
    FormUpdatingRule,
    MetadataUpdateRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    XrefStreamRule,
)
from pyhanko.sign.diff_analysis.rules.metadata_rules import DocInfoRule
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

POLICY: Final = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(),
        DocInfoRule().as_qualified(ModificationLevel.LTA_UPDATES),
        XrefStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
        ObjectStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
        DSSCompareRule().as_qualified(ModificationLevel.LTA_UPDATES),
        MetadataUpdateRule().as_qualified(ModificationLevel.LTA_UPDATES),
    ],
    form_rule=FormUpdatingRule(field_rules=[SigFieldCreationRule(), SigFieldModificationRule()]),
    ignore_orphaned_objects=False,
)
"""The library's rules without filling text fields, and no object may lie in the file that nothing refers to."""

INFO_MAY_CHANGE: Final = {"/ModDate", "/Producer"}
OBJECT: Final = re.compile(rb"(?<!\d)(\d+)[ \t\r\n\f\0]+\d+[ \t\r\n\f\0]+obj\b")
"""Begins at a digit, so that a file of nothing but line breaks costs one look at each."""
END: Final = b"%%EOF"


@dataclass(frozen=True, slots=True)
class Integrity:
    """Whether the last signature or document time-stamp reaches to the end, and whether anything else was changed."""

    covers_whole_file: bool
    changed: bool


def integrity(reader: PdfFileReader, pdf: bytes) -> Integrity:
    """Judge every revision after the first signature (security policy, rule 6)."""
    signatures = reader.embedded_signatures
    for one in signatures:
        one.compute_integrity_info(POLICY)
    last = signatures[-1]
    whole = coverage(last) == SignatureCoverageLevel.ENTIRE_FILE or archival_only(reader, pdf, last)
    filled = {one.field_name for one in signatures}
    return Integrity(covers_whole_file=whole, changed=not whole or any(_changed(one, filled) for one in signatures))


def _changed(signature: EmbeddedPdfSignature, filled: set[str]) -> bool:
    """Tell whether something other than signing in a signature field, time-stamps and evidence happened afterwards."""
    result = _difference(signature)
    if result is None:
        return True
    allowed = bool(signature.summarise_integrity_info()["docmdp_ok"])
    level_ok = result.modification_level <= ModificationLevel.FORM_FILLING
    return not (allowed and level_ok and set(result.changed_form_fields) <= filled)


def archival_only(reader: PdfFileReader, pdf: bytes, last: EmbeddedPdfSignature) -> bool:
    """Tell whether what follows the last signature is evidence for validation and nothing else.

    Every byte has to belong to a revision that the reader parsed: each adds evidence to the document's store, leaves
    the information dictionary alone, and no object lies there that its own table of contents does not list.
    """
    result = _difference(last)
    if coverage(last) != SignatureCoverageLevel.ENTIRE_REVISION or result is None:
        return False
    first, end = last.signed_revision + 1, reader.xrefs.total_revisions
    appended = pdf[_end_of_signed(last) :]
    return (
        result.modification_level == ModificationLevel.LTA_UPDATES
        and appended.count(END) == end - first
        and appended.rstrip().endswith(END)
        and all("/DSS" in reader.get_historical_resolver(revision).root for revision in range(first, end))
        and _information(reader, first - 1) == _information(reader, end - 1)
        and _objects(appended, len(pdf) - len(appended)) <= _listed(reader, first, end)
    )


def coverage(signature: EmbeddedPdfSignature) -> SignatureCoverageLevel:
    """Return how much of the file a signature covers; `integrity` has been asked before."""
    return cast("SignatureCoverageLevel", signature.coverage)


def _difference(signature: EmbeddedPdfSignature) -> DiffResult | None:
    """Return what was changed afterwards, None if that could not be explained."""
    found: object = signature.diff_result
    return found if isinstance(found, DiffResult) else None


def _end_of_signed(signature: EmbeddedPdfSignature) -> int:
    return int(signature.byte_range[2]) + int(signature.byte_range[3])


def _information(reader: PdfFileReader, revision: int) -> dict[str, object]:
    then = reader.get_historical_resolver(revision)
    found = then.trailer_view.get("/Info", {})
    information = then.get_object(found.reference) if isinstance(found, IndirectObject) else found
    return {key: value for key, value in information.items() if key not in INFO_MAY_CHANGE}


def _objects(appended: bytes, offset: int) -> set[int]:
    """Find where objects begin. Something in a stream that only looks like one counts too: better refused."""
    return {offset + found.start(1) for found in OBJECT.finditer(appended)}


def _listed(reader: PdfFileReader, first: int, end: int) -> set[int]:
    found = set()
    for revision in range(first, end):
        for reference in reader.xrefs.explicit_refs_in_revision(revision):
            place = reader.xrefs.get_historical_ref(reference, revision)
            if isinstance(place, int):
                found.add(place)
        stream = reader.xrefs.get_xref_container_info(revision).start_location
        found.add(stream)
    return found

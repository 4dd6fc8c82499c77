"""What may stand behind the last signature: evidence for validation, and nothing beside it."""

from datetime import timedelta

import pytest
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.validation.dss import DocumentSecurityStore

from services.results.verdict.changes import OBJECT
from services.results.verdict.judge import judge
from services.results.verdict.kinds import Indication, Reason
from tests.mutants import appended, loose_object, overlay, retitle
from tests.signing import LEADER, START, der

LATER = START + timedelta(hours=1)


@pytest.fixture
def with_evidence(papers, shared):
    """A receipt to which a certificate was added as evidence, as archives do, and perhaps something more."""

    def make(change=None) -> bytes:
        def add(writer: IncrementalPdfFileWriter) -> None:
            more = asn1_x509.Certificate.load(der(shared.pki.signer(LEADER, "ward").certificate))
            DocumentSecurityStore.supply_dss_in_writer(writer, None, certs=[more])
            if change:
                change(writer)

        return appended(papers.receipt, add)

    return make


def judged(pdf: bytes, shared):
    return judge(pdf, shared.store(LATER), LATER)


def test_evidence_alone_may_follow(with_evidence, shared, papers):
    pdf = with_evidence()
    assert pdf != papers.receipt

    found = judged(pdf, shared)

    assert (found.reasons, found.covers_whole_file, found.changed_after_signing) == ((), True, False)
    assert [one.indication for one in found.signatures] == [Indication.PASSED]
    assert not found.signatures[0].covers_whole_file


def producer(writer: IncrementalPdfFileWriter) -> None:
    """Name another program in the information dictionary, as programs do when they save."""
    told = generic.DictionaryObject(dict(writer.trailer["/Info"].items()) if "/Info" in writer.trailer else {})
    told[pdf_name("/Producer")] = generic.pdf_string("archive")
    writer.set_info(writer.add_object(told))


def test_the_name_of_the_program_may_change(with_evidence, shared):
    assert judged(with_evidence(producer), shared).reasons == ()


@pytest.mark.parametrize("change", [overlay, retitle, loose_object], ids=lambda change: change.__name__)
def test_nothing_else_may_come_along(with_evidence, shared, change):
    found = judged(with_evidence(change), shared)

    assert found.reasons == (Reason.CHANGED_AFTER_SIGNING,)
    assert not found.covers_whole_file


@pytest.mark.parametrize(
    "tail",
    [b"x", b"\n%%EOF\n", b"\n9999 0 obj\n<<>>\nendobj\n", b"%PDF-1.7\n"],
    ids=["a letter", "another end", "an object", "a head"],
)
def test_no_byte_may_follow_the_evidence(with_evidence, shared, tail):
    assert judged(with_evidence() + tail, shared).reasons in {(Reason.CHANGED_AFTER_SIGNING,), (Reason.DAMAGED,)}


def test_an_object_between_the_revisions_is_found(with_evidence, shared, papers):
    pdf = with_evidence()
    end = len(papers.receipt)
    loose = b"\n9999 0 obj\n<< /Type /Page >>\nendobj\n"

    assert judged(pdf[:end] + loose + pdf[end:], shared).reasons != ()


@pytest.mark.parametrize(
    "written",
    [
        b"\n12 0 obj\n",
        b"endobj 12 0 obj<<",
        b"\r\n12\n\n0" + b" " * 99 + b"obj ",
        b"\x0012\t0\x0cobj[",
        b"00012 00 obj(",
    ],
)
def test_an_object_is_seen_however_it_is_spaced(written):
    assert [found.group(1).lstrip(b"0") for found in OBJECT.finditer(written)] == [b"12"]


@pytest.mark.parametrize("piece", [b"\n", b"1", b"1 ", b"1\n1\n", b" "])
def test_the_look_for_objects_costs_one_step_a_byte(piece):
    """A quadratic look would take minutes here, and the suite with it."""
    assert OBJECT.search(piece * (2_000_000 // len(piece))) is None

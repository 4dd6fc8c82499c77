"""Scans beside the papers they are of: the counts stay whatever becomes of the files."""

import pytest
from sqlalchemy import select

from services.documents.models import Document, DocumentKind
from services.documents.upload import judged
from services.dossiers.counter.errors import PaperNotLaidError, PapersInvalidError
from services.dossiers.counter.papers import Laid, lay_papers
from services.dossiers.counter.scanning import add_scan, drop_scan
from services.dossiers.errors import FileNotFoundInDraftError
from services.dossiers.kinds import ComponentAnswer, Digitisation
from services.dossiers.models import ComponentFile
from services.ids import new_id
from services.storage import BlobStore
from tests.factories import FRIDAY
from tests.unit.services.documents.pdfs import pdf
from tests.unit.services.dossiers.counter.counters import COPY, a_reception


@pytest.fixture
def store(tmp_path):
    return BlobStore(tmp_path)


@pytest.fixture
def scan(office, by, store):
    """Scans something for the first paper of a reception."""

    def keep(reception, pages: int = 1) -> ComponentFile:
        with store.writer() as upload:
            upload.write(pdf(pages))
            told = {"upload": judged(upload), "filename": f"quet-{pages}.pdf", "by": by, "at": FRIDAY}
            return add_scan(office, reception.id, component_no=0, **told)

    return keep


@pytest.fixture
def laid(office, by):
    reception = a_reception(office, by).unit()
    lay_papers(office, reception.id, {0: COPY}, by=by, at=FRIDAY)
    return reception


def rows(office, reception) -> list[ComponentFile]:
    wanted = select(ComponentFile).where(ComponentFile.draft_id == reception.id).order_by(ComponentFile.position)
    return list(office.scalars(wanted))


def test_a_scan_digitises_the_paper_and_keeps_its_counts(office, laid, scan):
    scan(laid)

    (row,) = rows(office, laid)
    assert (row.copies, row.compared, row.digitisation) == (1, True, Digitisation.DIGITISED)
    assert office.get_one(Document, row.document_id).kind is DocumentKind.SCANNED


def test_several_scans_are_of_one_paper_and_the_same_one_is_kept_once(office, laid, scan):
    for pages in (1, 2, 2):
        scan(laid, pages)

    assert [(row.position, row.copies) for row in rows(office, laid)] == [(0, 1), (1, None)]


def test_only_what_was_handed_in_is_scanned(office, by, scan):
    with pytest.raises(PaperNotLaidError):
        scan(a_reception(office, by).unit())


@pytest.mark.parametrize("which", [0, 1])
def test_a_scan_taken_away_leaves_the_other_and_the_counts(office, by, laid, scan, which):
    kept = [scan(laid, pages).document_id for pages in (1, 2)]

    drop_scan(office, laid.id, file_id=kept[which], by=by, at=FRIDAY)

    (row,) = rows(office, laid)
    assert (row.document_id, row.copies) == (kept[1 - which], 1)


def test_without_any_scan_the_paper_is_not_digitised(office, by, laid, scan):
    gone = drop_scan(office, laid.id, file_id=scan(laid).document_id, by=by, at=FRIDAY)

    (row,) = rows(office, laid)
    assert (row.document_id, row.copies, row.compared, row.digitisation) == (None, 1, True, Digitisation.NONE)
    assert len(gone) == 1


def test_nothing_else_can_be_taken_away(office, by, laid):
    with pytest.raises(FileNotFoundInDraftError):
        drop_scan(office, laid.id, file_id=new_id(), by=by, at=FRIDAY)


def test_counts_may_be_mended_beside_scans_and_the_paper_not_be_said_absent(office, by, laid, scan):
    scan(laid)
    lay_papers(office, laid.id, {0: Laid(ComponentAnswer.PAPER, copies=3)}, by=by, at=FRIDAY)

    with pytest.raises(PapersInvalidError):
        lay_papers(office, laid.id, {0: Laid(ComponentAnswer.ABSENT)}, by=by, at=FRIDAY)

    (row,) = rows(office, laid)
    assert (row.copies, row.digitisation) == (3, Digitisation.DIGITISED)


def test_it_goes_over_to_the_dossier(office, by, scan):
    reception = a_reception(office, by).ready()
    scan(reception)

    dossier = reception.receive()

    row = office.scalars(select(ComponentFile).where(ComponentFile.dossier_id == dossier.id)).first()
    assert row.digitisation is Digitisation.DIGITISED
    assert office.get_one(Document, row.document_id).dossier_id == dossier.id

"""Papers laid on the counter: counted, compared, looked up, not needed, or not there."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from services.dossiers.attaching import answer_component
from services.dossiers.counter.errors import (
    DraftNotAtCounterError,
    OriginalKeptAndReturnedError,
    PaperCountError,
    PaperNotCountedError,
    PapersInvalidError,
)
from services.dossiers.counter.papers import Laid, lay_papers
from services.dossiers.errors import ComponentNotAskedError, DraftNotFoundError, ReasonMissingError
from services.dossiers.kinds import ComponentAnswer, CopyKind, Digitisation
from services.dossiers.models import ComponentFile
from tests.factories import FRIDAY, a_citizen, a_filing
from tests.unit.services.dossiers.counter.counters import COPY, a_reception

PAPER = ComponentAnswer.PAPER


def lay(office, by, one: Laid, number: int = 0):
    reception = a_reception(office, by).unit()
    lay_papers(office, reception.id, {number: one}, by=by, at=FRIDAY)
    return office.scalars(select(ComponentFile).where(ComponentFile.draft_id == reception.id)).one()


def refusal(office, by, one: Laid, number: int = 0):
    with pytest.raises(PapersInvalidError) as refused:
        lay(office, by, one, number)
    return refused.value.data["problems"][number]


def test_originals_copies_and_certified_copies_are_counted_apart(office, by):
    row = lay(office, by, Laid(PAPER, originals=1, copies=2, certified=3))

    assert (row.originals, row.copies, row.certified) == (1, 2, 3)
    assert row.copy_kind is CopyKind.ORIGINAL
    assert row.digitisation is Digitisation.NONE


def test_a_copy_held_against_the_original_says_so(office, by):
    row = lay(office, by, COPY)

    assert row.compared
    assert row.copy_kind is CopyKind.COPY


@pytest.mark.parametrize("answer", [ComponentAnswer.LOOK_UP, ComponentAnswer.NOT_MY_CASE])
def test_what_is_not_handed_in_needs_a_word(office, by, answer):
    reception = a_reception(office, by).unit()

    with pytest.raises(PapersInvalidError) as refused:
        lay_papers(office, reception.id, {0: Laid(answer)}, by=by, at=FRIDAY)
    lay_papers(office, reception.id, {0: Laid(answer, note=" dữ liệu dân cư ")}, by=by, at=FRIDAY)

    assert isinstance(refused.value.data["problems"][0], ReasonMissingError)
    row = office.scalars(select(ComponentFile).where(ComponentFile.draft_id == reception.id)).one()
    assert row.note == "dữ liệu dân cư"


def test_what_is_not_there_needs_none(office, by):
    assert lay(office, by, Laid(ComponentAnswer.ABSENT)).answer is ComponentAnswer.ABSENT


@pytest.mark.parametrize(
    ("one", "error"),
    [
        (Laid(PAPER), PaperNotCountedError),
        (Laid(PAPER, copies=100), PaperCountError),
        (Laid(PAPER, copies=-1, originals=1), PaperCountError),
        (Laid(PAPER, originals=1, compared=True), OriginalKeptAndReturnedError),
        (Laid(ComponentAnswer.UPLOAD), ComponentNotAskedError),
    ],
)
def test_what_cannot_be_is_refused(office, by, one, error):
    assert isinstance(refusal(office, by, one), error)


def test_no_such_paper(office, by):
    assert isinstance(refusal(office, by, COPY, number=99), ComponentNotAskedError)


def test_every_problem_is_told_and_nothing_is_saved(office, by):
    reception = a_reception(office, by, code="1.001662").unit()
    numbers = [row.number for row in reception.rows()]

    with pytest.raises(PapersInvalidError) as refused:
        lay_papers(office, reception.id, {numbers[0]: COPY} | dict.fromkeys(numbers[1:], Laid(PAPER)), by=by, at=FRIDAY)

    assert sorted(refused.value.data["problems"]) == numbers[1:]
    assert not office.scalars(select(ComponentFile).where(ComponentFile.draft_id == reception.id)).all()


def test_a_later_word_takes_the_place_of_an_earlier_one(office, by):
    reception = a_reception(office, by).unit()
    for one in (Laid(ComponentAnswer.ABSENT), COPY):
        lay_papers(office, reception.id, {0: one}, by=by, at=FRIDAY)

    row = office.scalars(select(ComponentFile).where(ComponentFile.draft_id == reception.id)).one()
    assert row.answer is PAPER


def test_what_the_applicant_fills_in_online_is_theirs(office, by):
    citizen = a_citizen(office)
    filing = a_filing(office, citizen)

    with pytest.raises(DraftNotFoundError):
        lay_papers(office, filing.id, {0: COPY}, by=by, at=FRIDAY)
    with pytest.raises(DraftNotAtCounterError):
        lay_papers(office, filing.id, {0: COPY}, by=citizen, at=FRIDAY)
    with pytest.raises(ComponentNotAskedError):
        answer_component(office, filing.id, component_no=0, answer=PAPER, note=None, by=citizen, at=FRIDAY)


def test_the_database_knows_no_paper_that_nobody_counted(office, by):
    row = lay(office, by, COPY)

    with pytest.raises(IntegrityError, match="paper_is_counted"), office.begin_nested():
        office.execute(text("UPDATE component_file SET copies = 0 WHERE id = :id").bindparams(id=row.id))

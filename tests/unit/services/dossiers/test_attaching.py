"""Papers of a draft: handed in, taken back, or answered in words; sealed, counted, and only where they are asked."""

from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import joinedload

from services.actor import Role
from services.documents.errors import FileKindRefusedError
from services.documents.models import Document
from services.documents.upload import INSPECTOR, judged
from services.dossiers.attaching import MOST_OF_A_COMPONENT, answer_component, attach, detach
from services.dossiers.drafting import delete_draft
from services.dossiers.errors import (
    ComponentHasFilesError,
    ComponentNotAskedError,
    ComponentUnknownError,
    DraftNotFoundError,
    DraftSubmittedError,
    FileNotFoundInDraftError,
    ReasonMissingError,
    TooManyFilesError,
)
from services.dossiers.kinds import ComponentAnswer
from services.dossiers.models import ComponentFile
from services.storage import Blob, BlobStore
from tests.factories import FRIDAY, a_citizen, a_filing, an_officer
from tests.unit.services.documents.pdfs import pdf, picture
from tests.unit.services.dossiers.test_submission import ready

BIRTH = "1.001193"
AUTHORISATION, NOTICE, SHOWN, FORM = 0, 1, 2, 4
"""Places of the papers of birth registration."""


@pytest.fixture(scope="module", autouse=True)
def one_inspector():
    yield
    INSPECTOR.close()


@pytest.fixture
def store(tmp_path):
    return BlobStore(tmp_path)


@pytest.fixture
def hand_in(office, store):
    """Hand in a file, each time another one."""
    different = count(1)

    def one(filing, number=0, content=None, name="giấy.pdf", by=None):
        with store.writer() as upload:
            upload.write(pdf(next(different)) if content is None else content)
            return attach(
                office,
                filing.id,
                component_no=number,
                upload=judged(upload),
                filename=name,
                by=by or filing.by,
                at=FRIDAY,
            )

    return one


@pytest.fixture
def filing(office):
    return a_filing(office, a_citizen(office)).unit()


@pytest.fixture
def birth(office):
    found = a_filing(office, a_citizen(office), BIRTH).unit()
    found.draft.answers = found.draft.answers | {"relation": "mother", "proof": "certificate"}
    office.flush()
    return found


def say(office, filing, number, answer, note="có trong cơ sở dữ liệu dân cư"):
    answer_component(office, filing.id, component_no=number, answer=answer, note=note, by=filing.by, at=FRIDAY)


def rows(office, filing):
    wanted = select(ComponentFile).filter_by(draft_id=filing.id).options(joinedload(ComponentFile.document))
    return list(office.scalars(wanted.order_by(ComponentFile.position)))


class TestAttach:
    def test_a_file_is_kept_as_it_is_under_its_own_name(self, office, filing, hand_in, store):
        content = pdf(2)

        row = hand_in(filing, content=content, name="Giấy chứng sinh.PDF")

        assert (row.answer, row.position, row.document.pages) == (ComponentAnswer.UPLOAD, 0, 2)
        assert row.document.name == "Giấy chứng sinh.pdf"
        assert b"".join(store.read(row.document.blob)) == content

    def test_several_keep_their_order(self, office, filing, hand_in):
        names = [hand_in(filing, content=picture(size=(60, n)), name=f"{n}.jpg").document.name for n in (1, 2, 3)]

        assert [row.document.name for row in rows(office, filing)] == names
        assert [row.position for row in rows(office, filing)] == [0, 1, 2]

    def test_the_same_file_again_is_the_one_that_is_there(self, office, filing, hand_in, tmp_path):
        content = pdf()
        first = hand_in(filing, content=content, name="giấy.pdf")
        kept = [path for path in tmp_path.rglob("*") if path.is_file()]

        again = hand_in(filing, content=content, name="chụp lại.pdf")

        assert again is first
        assert [row.document.name for row in rows(office, filing)] == ["giấy.pdf"]
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == kept

    def test_but_another_paper_may_have_it_too(self, office, birth, hand_in):
        birth.draft.answers = birth.draft.answers | {"relation": "authorised"}
        office.flush()

        content = pdf()
        for number in (AUTHORISATION, NOTICE):
            hand_in(birth, number, content)

        assert sorted(row.component_no for row in rows(office, birth)) == [AUTHORISATION, NOTICE]

    def test_the_name_is_sealed_and_the_file_too(self, office, filing, hand_in, tmp_path):
        row = hand_in(filing, name="Bé Nông Văn Mẫu.pdf")

        stored = office.execute(
            text("SELECT document::text FROM document WHERE id = :id"), {"id": row.document_id}
        ).scalar_one()
        assert "Mẫu" not in stored
        assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"%PDF" in path.read_bytes()]

    def test_pages_that_are_open_elsewhere_stay_good(self, filing, hand_in):
        version = filing.draft.version

        hand_in(filing)
        filing.session.refresh(filing.draft)

        assert filing.draft.version == version
        filing.step("delivery", delivery="electronic")

    def test_a_refused_file_leaves_nothing(self, office, filing, hand_in, tmp_path):
        with pytest.raises(FileKindRefusedError):
            hand_in(filing, content=b"<svg/>", name="ảnh.pdf")

        assert rows(office, filing) == []
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []

    def test_it_takes_the_place_of_an_answer_in_words(self, office, filing, hand_in):
        say(office, filing, 0, ComponentAnswer.LOOK_UP)

        hand_in(filing)

        assert [row.answer for row in rows(office, filing)] == [ComponentAnswer.UPLOAD]

    def test_a_component_takes_so_many(self, filing, hand_in):
        for _ in range(MOST_OF_A_COMPONENT):
            hand_in(filing)

        with pytest.raises(TooManyFilesError) as refusal:
            hand_in(filing)
        assert refusal.value.data == {"most": MOST_OF_A_COMPONENT}

    def test_and_a_whole_draft_no_more_than_it_can(self, birth, hand_in, monkeypatch):
        monkeypatch.setattr("services.dossiers.attaching.MOST_OF_A_DRAFT", 1)
        hand_in(birth, NOTICE)

        with pytest.raises(TooManyFilesError):
            hand_in(birth, NOTICE)

    @pytest.mark.parametrize("number", [AUTHORISATION, SHOWN, FORM], ids=["not needed", "shown", "the form itself"])
    def test_what_is_not_asked_takes_none(self, birth, hand_in, number):
        with pytest.raises(ComponentNotAskedError):
            hand_in(birth, number)

    @pytest.mark.parametrize("number", [-1, 99])
    def test_a_paper_that_the_case_has_not_got(self, birth, hand_in, number):
        with pytest.raises(ComponentUnknownError):
            hand_in(birth, number)

    @pytest.mark.parametrize(
        "other",
        [
            lambda s: a_citizen(s, "Người Lạ Mẫu", citizen_id="004190999776"),
            lambda s: an_officer(s, Role.RECEIVER, "X01273.TT"),
        ],
        ids=["citizen", "receiver"],
    )
    def test_a_stranger_finds_no_draft(self, office, filing, hand_in, other):
        with pytest.raises(DraftNotFoundError):
            hand_in(filing, by=other(office))

    def test_a_filed_draft_takes_nothing_more(self, office, hand_in):
        filing = ready(office, a_citizen(office))
        filing.submit()

        with pytest.raises(DraftSubmittedError):
            hand_in(filing)


class TestDetach:
    def test_row_and_file_go(self, office, filing, hand_in, store):
        row = hand_in(filing)
        hand_in(filing, name="thứ hai.pdf")

        (gone,) = detach(office, filing.id, file_id=row.document_id, by=filing.by, at=FRIDAY)

        assert gone == row.document.blob_id
        office.expire_all()
        assert [one.position for one in rows(office, filing)] == [1]
        assert office.get(Blob, gone) is None
        hand_in(filing, name="thứ ba.pdf")
        assert [one.position for one in rows(office, filing)] == [1, 2]

    def test_a_file_of_another_draft_is_none_of_this(self, office, filing, hand_in):
        other = a_filing(office, filing.by).unit()
        row = hand_in(other)

        with pytest.raises(FileNotFoundInDraftError):
            detach(office, filing.id, file_id=row.document_id, by=filing.by, at=FRIDAY)

    def test_deleting_the_draft_names_every_file_to_remove(self, office, filing, hand_in):
        blobs = {hand_in(filing).document.blob_id for _ in range(2)}

        assert set(delete_draft(office, filing.id, by=filing.by, at=FRIDAY)) == blobs
        assert office.scalars(select(Document).filter_by(draft_id=filing.id)).all() == []


class TestWords:
    @pytest.mark.parametrize("answer", [ComponentAnswer.LOOK_UP, ComponentAnswer.NOT_MY_CASE])
    def test_an_answer_is_kept_with_its_reason(self, office, filing, answer):
        say(office, filing, 0, answer, "  đã có\nở xã ")

        assert [(row.answer, row.note) for row in rows(office, filing)] == [(answer, "đã có ở xã")]

    def test_the_later_one_holds(self, office, filing):
        say(office, filing, 0, ComponentAnswer.LOOK_UP)
        say(office, filing, 0, ComponentAnswer.NOT_MY_CASE, "không áp dụng")

        assert [row.answer for row in rows(office, filing)] == [ComponentAnswer.NOT_MY_CASE]

    def test_it_is_taken_back_when_files_are_to_follow(self, office, filing):
        say(office, filing, 0, ComponentAnswer.LOOK_UP)
        say(office, filing, 0, ComponentAnswer.UPLOAD, None)

        assert rows(office, filing) == []

    @pytest.mark.parametrize("note", [None, "", "  \u200b"])
    def test_without_a_word_it_is_none(self, office, filing, note):
        with pytest.raises(ReasonMissingError):
            say(office, filing, 0, ComponentAnswer.NOT_MY_CASE, note)

    def test_files_are_not_dropped_silently(self, office, filing, hand_in):
        hand_in(filing)

        with pytest.raises(ComponentHasFilesError):
            say(office, filing, 0, ComponentAnswer.NOT_MY_CASE)

    @pytest.mark.parametrize("answer", [ComponentAnswer.PAPER, ComponentAnswer.SHOWN, ComponentAnswer.FORM])
    def test_some_answers_are_not_the_filers_to_give(self, office, filing, answer):
        with pytest.raises(ComponentNotAskedError):
            say(office, filing, 0, answer)

    @pytest.mark.parametrize("number", [AUTHORISATION, SHOWN, FORM])
    def test_nor_is_there_anything_to_say_of_what_is_not_asked(self, office, birth, number):
        with pytest.raises(ComponentNotAskedError):
            say(office, birth, number, ComponentAnswer.NOT_MY_CASE)

    def test_the_hour_of_the_last_work_is_kept(self, office, filing):
        answer_component(
            office,
            filing.id,
            component_no=0,
            answer=ComponentAnswer.LOOK_UP,
            note="dân cư",
            by=filing.by,
            at=FRIDAY + timedelta(minutes=9),
        )

        office.refresh(filing.draft)
        assert filing.draft.saved_at == FRIDAY + timedelta(minutes=9)

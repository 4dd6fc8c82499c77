"""From a draft to a dossier: everything that is missing at once, and one dossier whatever is clicked."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session, joinedload

from services.actor import SYSTEM, Actor, Role
from services.audit.models import AuditEvent
from services.documents.models import Document
from services.documents.upload import INSPECTOR, judged
from services.dossiers.attaching import attach
from services.dossiers.errors import (
    DeclarationChangedError,
    DeclarationMissingError,
    DraftChangedElsewhereError,
    DraftIncompleteError,
    DraftNotFoundError,
    DraftSubmittedError,
)
from services.dossiers.kinds import ComponentAnswer, DossierState, PartyRole, WaitingFor
from services.dossiers.models import ComponentFile, Dossier, DossierParty, DossierTransition, Draft
from services.dossiers.references import ReferencePattern, submission_references
from services.dossiers.submission import DECLARED
from services.people.directory import Known, register_person
from services.people.models import Source, Unit
from services.storage import BlobStore
from tests.factories import FRIDAY, Filing, a_citizen, a_filing, a_representative, an_officer
from tests.unit.services.documents.pdfs import pdf


def ready(session: Session, by, code: str = "2.000908") -> Filing:
    filing = a_filing(session, by, code).unit()
    filing.step("applicant", phone="0206 000 0001", capacity="self")
    return filing.step("delivery", delivery="electronic").papers()


CHILD = {
    "special_case": "none",
    "child_name": "Người Bé Mẫu",
    "child_birth": "12/11/2026",
    "child_sex": "F",
    "born_at": "home",
    "birth_place__detail": "Tổ dân phố Mẫu 9",
    "child_ethnicity": "tay",
    "child_nationality": "VN",
    "child_origin__detail": "Phường Thục Phán",
}


class TestSubmit:
    def test_a_complete_draft_becomes_a_dossier_that_waits_to_be_received(self, office):
        by = a_citizen(office)

        dossier = ready(office, by).submit()

        assert (dossier.state, dossier.waiting_for) == (DossierState.REGISTERED, WaitingFor.RECEIVER)
        assert (dossier.code, dossier.due_on) == (None, None)
        assert office.get_one(Unit, dossier.competent_unit_id).code == "X01273"
        assert office.get_one(Unit, dossier.receipt_unit_id).code == "X01273.TT"
        assert dossier.submitted_at == FRIDAY

    def test_a_departments_procedure_is_received_at_the_provincial_centre(self, office):
        by = a_representative(office)
        filing = a_filing(office, by, "2.000954").unit("STP", None)
        filing.step("applicant", phone="0206 000 0001", capacity="organisation")
        dossier = filing.step("delivery", delivery="electronic").papers().submit()

        assert office.get_one(Unit, dossier.competent_unit_id).code == "STP"
        assert office.get_one(Unit, dossier.receipt_unit_id).code == "TTPVHCC"

    def test_the_parties_stand_as_they_were_when_it_was_filed(self, office):
        by = a_citizen(office, "Nguyễn Thử Mẫu")
        dossier = ready(office, by).submit()

        parties = {one.role: one for one in office.scalars(select(DossierParty).filter_by(dossier_id=dossier.id))}

        assert parties.keys() == {PartyRole.APPLICANT, PartyRole.FILER}
        assert parties[PartyRole.APPLICANT].name == "Nguyễn Thử Mẫu"
        assert parties[PartyRole.APPLICANT].snapshot["id_number"] == "004190999777"
        assert parties[PartyRole.APPLICANT].snapshot["phone"] == "02060000001"

    def test_an_organisation_applies_and_its_representative_files(self, office):
        by = a_representative(office)
        filing = a_filing(office, by, "2.000954").unit("STP", None)
        filing.step("applicant", phone="0206 000 0001", capacity="organisation")
        dossier = filing.step("delivery", delivery="counter", paper_copies="1").papers().submit()

        parties = {one.role: one for one in office.scalars(select(DossierParty).filter_by(dossier_id=dossier.id))}

        assert parties[PartyRole.APPLICANT].organisation_id == by.acting_for
        assert parties[PartyRole.APPLICANT].name == "Công ty Ví Dụ Mẫu"
        assert parties[PartyRole.REPRESENTATIVE].person_id == by.person_id

    def test_one_line_of_history_and_one_event(self, office):
        by = a_citizen(office)
        filing = ready(office, by)
        before = set(office.scalars(select(AuditEvent.id)))

        dossier = filing.submit()

        (line,) = office.scalars(select(DossierTransition).filter_by(dossier_id=dossier.id))
        (event,) = [one for one in office.scalars(select(AuditEvent)) if one.id not in before]
        assert (line.from_state, line.to_state) == (None, DossierState.REGISTERED)
        assert b'"action":"dossier_submit"' in event.body
        assert b"Mu" not in event.body

    def test_the_receipt_is_promised_in_the_same_transaction(self, office):
        dossier = ready(office, a_citizen(office)).submit()

        jobs = office.execute(
            text("SELECT task_name, args FROM jobs.procrastinate_jobs ORDER BY id DESC LIMIT 1")
        ).one()
        assert jobs == ("submission_receipt", {"dossier_id": str(dossier.id)})

    def test_what_was_said_of_the_papers_goes_along(self, office):
        by = a_citizen(office)
        filing = ready(office, by)
        dossier = filing.submit()

        rows = list(office.scalars(select(ComponentFile).filter_by(dossier_id=dossier.id)))
        assert rows
        assert {(row.answer, row.note, row.draft_id) for row in rows} == {(ComponentAnswer.NOT_MY_CASE, "thử", None)}
        office.expire_all()
        assert office.scalars(select(ComponentFile).filter_by(dossier_id=dossier.id)).first().note == "thử"


class TestPapers:
    """Birth registration: what is handed in, what the form is, what is shown, what nobody has to bring."""

    @pytest.fixture
    def birth(self, office):
        filing = a_filing(office, a_citizen(office), "1.001193").unit()
        filing.step("applicant", phone="0206 000 0001", relation="mother")
        filing.step("child", **CHILD)
        filing.step("parents", mother__ethnicity="tay", mother__nationality="VN", father_known="unknown")
        filing.step("proof", proof="certificate", copies="0")
        return filing.step("delivery", delivery="electronic")

    def test_the_receiver_finds_every_paper_to_mark(self, office, birth):
        dossier = birth.papers(ComponentAnswer.LOOK_UP).submit()

        rows = office.scalars(
            select(ComponentFile).filter_by(dossier_id=dossier.id).order_by(ComponentFile.component_no)
        )
        assert [row.answer for row in rows] == [
            ComponentAnswer.NOT_MY_CASE,
            ComponentAnswer.LOOK_UP,
            ComponentAnswer.SHOWN,
            ComponentAnswer.SHOWN,
            ComponentAnswer.FORM,
            ComponentAnswer.FORM,
        ]

    def test_files_go_along_byte_for_byte_under_the_dossiers_key(self, office, birth, tmp_path):
        store, content = BlobStore(tmp_path), pdf(2)
        with store.writer() as upload:
            upload.write(content)
            row = attach(
                office,
                birth.id,
                component_no=1,
                upload=judged(upload),
                filename="chứng sinh.pdf",
                by=birth.by,
                at=FRIDAY,
            )
        INSPECTOR.close()
        dossier = birth.submit()
        key = dossier.data_key_id
        office.expire_all()

        document = office.get_one(Document, row.document_id, options=[joinedload(Document.blob)])
        assert (document.draft_id, document.dossier_id) == (None, dossier.id)
        assert {document.data_key_id, document.blob.data_key_id} == {key}
        assert document.name == "chứng sinh.pdf"
        assert b"".join(store.read(document.blob)) == content

    def test_the_drafts_own_key_is_destroyed(self, office, birth):
        birth.papers().submit()

        assert birth.draft.answers is None
        assert birth.draft.data_key.destroyed_at == FRIDAY

    def test_the_mother_who_files_stands_in_the_dossier_as_her_identity_says(self, office, birth):
        answers = birth.papers().submit().answers

        assert answers["mother"]["name"] == answers["applicant"]["name"] == "Người Thử Mẫu"
        assert answers["child_name"] == "Người Bé Mẫu"
        assert answers[DECLARED] == "declaration/1"

    def test_answers_to_what_is_no_longer_asked_stay_behind(self, office, birth):
        birth.draft.answers = birth.draft.answers | {"father": {"name": "Ai Đó"}}
        birth.papers()

        assert "father" not in birth.submit().answers


class TestTypedIdentity:
    def test_where_the_identity_says_nothing_what_was_typed_stands(self, office):
        person = register_person(office, Known(), source=Source.IDENTITY_PROVIDER, by=SYSTEM, at=FRIDAY)
        filing = a_filing(office, Actor(person.id, Role.CITIZEN)).unit()
        typed = {
            "applicant__name": "Lý A Pá Mẫu",
            "applicant__id_number": "004204999902",
            "applicant__birth": "9/5/2004",
            "applicant__sex": "M",
            "applicant__residence__commune": "xã Cốc Pàng",
            "applicant__residence__detail": "xóm Mẫu Trên",
        }
        filing.step("applicant", phone="0206 000 0002", capacity="self", **typed)
        dossier = filing.step("delivery", delivery="electronic").papers().submit()

        (party, _) = office.scalars(select(DossierParty).filter_by(dossier_id=dossier.id).order_by(DossierParty.role))
        assert party.name == "Lý A Pá Mẫu"
        assert party.snapshot["residence"] == {"commune": "01324", "detail": "xóm Mẫu Trên"}


class TestTwice:
    def test_the_second_click_finds_the_first_dossier(self, office):
        filing = ready(office, a_citizen(office))

        assert filing.submit().id == filing.submit(FRIDAY + timedelta(minutes=1)).id

    def test_a_filed_draft_is_closed(self, office):
        filing = ready(office, a_citizen(office))
        dossier = filing.submit()

        with pytest.raises(DraftSubmittedError) as refusal:
            filing.unit()
        assert refusal.value.data["reference"] == dossier.reference


class TestRefused:
    def test_everything_that_is_missing_is_named_at_once(self, office):
        filing = a_filing(office, a_citizen(office)).unit()

        with pytest.raises(DraftIncompleteError) as refusal:
            filing.submit()

        problems = refusal.value.data["problems"]
        assert {"applicant", "components"} <= problems.keys()
        assert office.scalar(select(Dossier).filter_by(draft_id=filing.id)) is None

    def test_the_statement_of_truth_is_agreed_with_in_the_wording_that_holds(self, office):
        filing = ready(office, a_citizen(office))

        with pytest.raises(DeclarationMissingError):
            filing.submit(declaration=None)
        with pytest.raises(DeclarationChangedError):
            filing.submit(declaration="declaration/0")

    def test_a_page_that_showed_something_else_files_nothing(self, office):
        filing = ready(office, a_citizen(office))

        with pytest.raises(DraftChangedElsewhereError):
            filing.submit(version=filing.draft.version - 1)

    def test_a_strangers_draft_is_not_found(self, office):
        filing = ready(office, a_citizen(office))
        filing.by = a_citizen(office, "Người Lạ Mẫu", citizen_id="004190999776")

        with pytest.raises(DraftNotFoundError):
            filing.submit(declaration="declaration/1")

    def test_nor_does_an_officer_see_drafts(self, office):
        filing = ready(office, a_citizen(office))
        filing.by = an_officer(office, Role.RECEIVER, "X01273.TT")

        with pytest.raises(DraftNotFoundError):
            filing.submit(declaration="declaration/1")


class TestRace:
    def test_two_clicks_at_the_same_moment_make_one_dossier(self, furnished_engine, keys):
        with Session(furnished_engine, info={"keys": keys}) as session, session.begin():
            by = a_citizen(session)
            filing = ready(session, by)
            draft_id, version = filing.id, filing.draft.version
        found, ready_to_go = [], threading.Barrier(2)

        def click():
            with Session(furnished_engine, info={"keys": keys}) as session, session.begin():
                own = Filing(session, by, session.get_one(Draft, draft_id))
                ready_to_go.wait(5)
                found.append(own.submit(version=version).reference)

        threads = [threading.Thread(target=click) for _ in range(2)]
        for one in threads:
            one.start()
        for one in threads:
            one.join(10)

        assert len(found) == 2
        assert len(set(found)) == 1


class TestReference:
    def test_it_cannot_be_guessed_and_holds_no_letters_that_look_alike(self):
        pattern = submission_references()
        drawn = {pattern.draw() for _ in range(500)}

        assert len(drawn) == 500
        assert not set("".join(drawn)) - set(pattern.alphabet) - {"-", "N"}
        assert not set(pattern.alphabet) & set("01IO")

    def test_it_is_found_however_it_is_written(self):
        pattern = submission_references()
        drawn = pattern.draw()

        assert pattern.normal(drawn.lower().replace("-", " ")) == drawn

    def test_a_pattern_that_could_be_guessed_stops_the_program(self):
        with pytest.raises(ValueError, match="guessed"):
            ReferencePattern("N-####", "0123456789")

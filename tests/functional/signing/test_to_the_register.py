"""From the leader's click to a result that anybody can check."""

import hashlib
import json
import subprocess
from datetime import timedelta

import pikepdf
import pytest
from sqlalchemy import select

from gateway.jobs.signing import perform
from gateway.jobs.tending import fetch
from services.dossiers.desk.returning import take_result
from services.dossiers.kinds import DeliveryState, DossierState, WaitingFor
from services.dossiers.models import Dossier
from services.people.models import OfficerPost, Unit
from services.results.acting import number_of
from services.results.confirming import confirm
from services.results.drafting import ask_confirmation, submit
from services.results.errors import OtherBodyError, ResultNotInStateError, ShownBytesDifferError
from services.results.kinds import NumberState, ResultState, SigningStep
from services.results.models import Result, SignatureRecord
from services.results.queries import signatures
from services.results.register import by_digest, by_number, by_token, issued
from services.results.sealing import approve_seal
from services.results.verdict.kinds import Reason, VerdictKind
from services.results.verification import as_json
from tests.factories import FRIDAY
from tests.functional.signing.test_forms import text_of
from tests.results import acts_of, applicant_of, birth, drafted, jobs_of, ward

pytestmark = pytest.mark.usefixtures("works")


@pytest.fixture(scope="module")
def one(session_works):
    """One result that was issued, for the tests that only look at it."""
    session_works.clock.now = FRIDAY + timedelta(hours=1)
    result_id = session_works.for_signature()
    return result_id, session_works.issued(result_id)


class TestIssued:
    def test_the_register_has_it_and_the_dossier_is_finished(self, works, one):
        result_id, pdf = one

        with works.database.reading() as session:
            row = by_digest(session, hashlib.sha256(pdf).digest())
            dossier = session.get_one(Result, result_id).dossier_id
            dossier = session.get_one(Dossier, dossier)
            number = number_of(session, result_id)
        assert row.result_id == result_id
        assert row.number == f"{number.number:02}/KQ-STP"
        assert (row.unit, row.procedure_code, row.state) == ("Sở Tư pháp", "2.000954", ResultState.IN_FORCE)
        assert row.signers == ("Nông Thị Duyệt Mẫu, Phó Giám đốc", "Sở Tư pháp")
        assert (dossier.state, dossier.delivery) == (DossierState.FINISHED, DeliveryState.READY)
        assert (dossier.waiting_for, dossier.ended_at) == (WaitingFor.APPLICANT, works.clock.now + timedelta(minutes=5))
        assert number.state is NumberState.USED

    def test_it_is_found_by_its_code_and_by_its_number(self, works, one):
        result_id, _ = one
        with works.database.reading() as session:
            result = session.get_one(Result, result_id)
            number = number_of(session, result_id).number
            assert by_token(session, result.token).result_id == result_id
            (row,) = by_number(session, unit_id=result.unit_id, year=2026, number=number)
            assert row.result_id == result_id
            assert result_id in {row.result_id for row in issued(session)}
            assert by_token(session, "0" * 32) is None

    def test_who_signed_by_which_right_is_on_record(self, works, one):
        result_id, _ = one
        with works.database.reading() as session:
            leader, seal = signatures(session, result_id)
        assert (leader.step, leader.level, leader.form) == (SigningStep.LEADER, "B-LT", "KT")
        assert (seal.step, seal.level, seal.form) == (SigningStep.SEAL, "B-LTA", None)
        assert leader.delegation_id is not None
        assert leader.digest_shown != seal.digest_shown
        assert leader.report["signatures"][0]["indication"] == "passed"
        assert leader.approved_at <= leader.signed_at

    def test_each_act_left_one_event(self, works, one):
        with works.database.reading() as session:
            acts = acts_of(session, session.get_one(Result, one[0]))
        assert acts == [
            "result_propose",
            "result_submit",
            "result_take_number",
            "result_open_for_signing",
            "result_approve",
            "result_sign",
            "result_approve_seal",
            "result_seal",
            "result_issue",
        ]

    def test_the_paper_shows_its_number_and_who_signed(self, works, one, tmp_path):
        _, pdf = one
        file = tmp_path / "result.pdf"
        file.write_bytes(pdf)
        text = subprocess.run(
            ["/usr/bin/pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
        ).stdout

        with works.database.reading() as session:
            row = by_digest(session, hashlib.sha256(pdf).digest())
        assert f"Số: {row.number}" in text
        assert "BẢN TRÌNH DIỄN" in text
        assert "Nông Thị Duyệt Mẫu" in text
        assert "ngày 20 tháng 11 năm 2026" in text
        assert f"kiem-tra/{row.token}" in text
        with pikepdf.open(file) as opened:
            assert "BẢN TRÌNH DIỄN" in str(opened.docinfo["/Keywords"])


class TestVerdict:
    def test_the_issued_file_is_genuine(self, works, one):
        found = works.verify(one[1])

        assert (found.kind, found.verdict.reasons) == (VerdictKind.GENUINE, ())

    def test_the_answer_of_the_api_never_says_whom_it_is_about(self, works, one):
        answer = as_json(works.verify(one[1]))

        assert answer["verdict"] == "genuine"
        assert answer["register"]["status"] == "in_force"
        assert answer["register"]["issued_on"] == "2026-11-20"
        assert answer["register"]["procedure"] == "2.000954"
        assert answer["integrity"] == {"digest_known": True, "covers_whole_file": True, "changed_after_signing": False}
        assert [(one["field"], one["role"]) for one in answer["signatures"]] == [
            ("ChuKyLanhDao", "leader"),
            ("ConDauCoQuan", "seal"),
        ]
        assert "Công ty Ví Dụ Mẫu" not in json.dumps(answer, ensure_ascii=False)

    def test_one_changed_byte_is_not_valid(self, works, one):
        pdf = bytearray(one[1])
        pdf[len(pdf) // 3] ^= 1

        found = works.verify(bytes(pdf))

        assert found.kind is VerdictKind.NOT_VALID
        assert found.register is None

    def test_the_leaders_signature_alone_is_not_enough(self, works):
        result_id = works.for_signature()
        found = works.verify(works.signed(result_id))

        assert found.kind is VerdictKind.NOT_VALID
        assert Reason.SIGNERS_INCOMPLETE in found.verdict.reasons
        assert Reason.NOT_ISSUED_YET in found.verdict.reasons
        assert found.register is None

    def test_it_stays_genuine_after_the_delegation_has_ended(self, works, one):
        works.clock.now += timedelta(days=400)

        assert works.verify(one[1]).kind is VerdictKind.GENUINE


class TestClerk:
    def test_nothing_is_sealed_before_the_leader_has_signed(self, works):
        result_id = works.for_signature()
        page = works.approved(result_id)

        with pytest.raises(ResultNotInStateError):
            works.do(approve_seal, result_id, digest=page.digest, by=works.desk().clerk, at=works.clock.now)
        assert perform(works.office, result_id, SigningStep.SEAL) is False

    def test_the_clerk_seals_what_was_shown(self, works):
        result_id = works.for_signature()
        works.signed(result_id)

        with pytest.raises(ShownBytesDifferError):
            works.do(approve_seal, result_id, digest=bytes(32), by=works.desk().clerk, at=works.clock.now)

    def test_a_clerk_moved_to_another_body_seals_no_more(self, works):
        result_id = works.for_signature()
        works.signed(result_id)
        digest = hashlib.sha256(works.newest(result_id)).digest()
        clerk = works.desk().clerk

        with works.database.session(works.database.engine) as session:
            other = session.scalars(select(Unit).where(Unit.code == "X01273")).one()
            session.get_one(OfficerPost, clerk.post_id).unit_id = other.id
            session.flush()
            with pytest.raises(OtherBodyError):
                approve_seal(session, result_id, digest=digest, by=clerk, at=works.clock.now)
            session.rollback()


class TestBirth:
    def test_a_birth_certificate_goes_all_the_way(self, works, tmp_path):
        desk = works.desk(ward)
        dossier_id = works.do(lambda session: birth(session, FRIDAY).id)
        with works.database.unit_of_work() as session:
            dossier = session.get_one(Dossier, dossier_id)
            result = drafted(session, dossier, desk, FRIDAY)
            ask_confirmation(session, result.id, by=desk.specialist, at=FRIDAY)
            applicant = applicant_of(session, dossier)
        works.do(confirm, result.id, by=applicant, at=FRIDAY)

        assert fetch(works.office, result.id)
        assert not fetch(works.office, result.id)

        works.do(submit, result.id, by=desk.specialist, at=FRIDAY)
        pdf = works.issued(result.id, ward)
        found = works.verify(pdf)
        assert found.kind is VerdictKind.GENUINE
        assert found.register.result_name == "Giấy khai sinh"
        assert "(số minh họa, không phải số thật)" in " ".join(text_of(pdf, tmp_path).split())
        assert found.register.signers[0] == "Tô Văn Ký Mẫu, Phó Chủ tịch Ủy ban nhân dân phường"
        works.do(take_result, dossier_id, by=applicant, at=works.clock.now)
        assert works.do(lambda session: session.get_one(Dossier, dossier_id).state) is DossierState.RETURNED
        with works.database.reading() as session:
            assert jobs_of(session, session.get_one(Result, result.id)) == [
                "fetch_personal_number",
                "sign_result",
                "seal_result",
            ]
            assert session.scalars(select(SignatureRecord.unit_id).where(SignatureRecord.result_id == result.id)).all()

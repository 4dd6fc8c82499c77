"""Jobs that run twice, are killed half-way, find nobody at the other end, or a key that cannot sign."""

import hashlib
import threading
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import procrastinate
import pytest
from cryptography import x509
from procrastinate.jobs import Job
from sqlalchemy import func, select

from gateway.demo.keys import DemoKeys
from gateway.demo.trust.revocations import FILE, revoke
from gateway.final_page import draft_pdf, open_final_page, shown_page
from gateway.jobs.retrying import LONGEST_WAIT, WhileItLasts, waiting
from gateway.jobs.signing import kept, perform, signed
from gateway.jobs.tending import fetch, tend
from services.actor import Role
from services.calendar.province import civil_date
from services.dossiers.kinds import DossierState
from services.dossiers.models import Dossier
from services.people.models import OfficerPost
from services.results.acting import latest_status, number_of
from services.results.civil_register import NoCivilRegister
from services.results.confirming import DAY
from services.results.drafting import ask_confirmation
from services.results.errors import CivilRegisterUnavailableError, PageNotOpenError, SignatureUnsoundError
from services.results.files import files_of
from services.results.kinds import NumberState, ResultState, SigningStep
from services.results.leading import leave_page
from services.results.models import Result, ResultFile, SignatureRecord
from services.results.numbering import IDLE
from services.results.roles import SignerRole
from services.results.signing.errors import TrustServiceUnavailableError
from services.results.verdict.kinds import Reason, VerdictKind
from services.results.working import order
from tests.desks import a_dossier, a_post
from tests.factories import FRIDAY
from tests.functional.signing.conftest import without_trust
from tests.results import acts_of, birth, drafted, ward

LEADER, SEAL = SigningStep.LEADER, SigningStep.SEAL


def ordered(works, result_id, step=LEADER):
    """What the worker reads in its first transaction."""
    return works.do(lambda session: order(session, works.office.store, result_id, step))


def counts(works, result_id):
    """How many files and signatures a result has."""
    with works.database.reading() as session:
        return tuple(
            session.scalar(select(func.count()).select_from(kind).where(kind.result_id == result_id))
            for kind in (ResultFile, SignatureRecord)
        )


class TestTwice:
    def test_a_second_run_finds_the_step_done(self, works):
        result_id = works.for_signature()
        works.signed(result_id)

        assert perform(works.office, result_id, LEADER) is False
        assert counts(works, result_id) == (2, 1)

    def test_two_workers_at_once_keep_one_signature(self, works):
        result_id = works.for_signature()
        works.approved(result_id)
        wanted = ordered(works, result_id)
        made = [signed(works.office, wanted) for _ in range(2)]
        barrier, outcomes = threading.Barrier(2), []

        def run(one):
            barrier.wait()
            outcomes.append(kept(works.office, result_id, wanted, one))

        threads = [threading.Thread(target=run, args=(one,)) for one in made]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sorted(outcomes) == [False, True]
        assert counts(works, result_id) == (2, 1)
        with works.database.reading() as session:
            assert acts_of(session, session.get_one(Result, result_id)).count("result_sign") == 1

    def test_killed_between_signing_and_keeping_it_signs_anew(self, works):
        result_id = works.for_signature()
        works.signed(result_id)
        works.seal_approved(result_id)
        lost = signed(works.office, ordered(works, result_id, SEAL)).signed.pdf  # and then the worker was killed

        assert works.state(result_id) is ResultState.SEAL_APPROVED
        assert perform(works.office, result_id, SEAL) is True

        assert works.verify(works.newest(result_id)).kind is VerdictKind.GENUINE
        found = works.verify(lost)  # good signatures over bytes that nobody issued
        assert found.kind is VerdictKind.SIGNED_NOT_ISSUED
        assert found.verdict.reasons == (Reason.NOT_IN_REGISTER,)

    def test_a_signature_over_other_bytes_than_approved_is_not_kept(self, works):
        result_id = works.for_signature()
        works.approved(result_id)
        wanted = ordered(works, result_id)
        made = signed(works.office, wanted)
        assert kept(works.office, result_id, replace(wanted, digest=bytes(32)), made) is False
        assert works.state(result_id) is ResultState.APPROVED


class TestNobodyAnswers:
    def test_without_a_time_stamp_the_state_stays_and_the_number_is_kept(self, works):
        result_id = works.for_signature()
        works.approved(result_id)

        with pytest.raises(TrustServiceUnavailableError):
            perform(without_trust(works), result_id, LEADER)

        assert works.state(result_id) is ResultState.APPROVED
        works.clock.now += 2 * IDLE
        tend(works.office)
        assert works.do(number_of, result_id).state is NumberState.HELD
        assert perform(works.office, result_id, LEADER) is True

    def test_it_is_tried_again_for_as_long_as_it_takes(self):
        error = TrustServiceUnavailableError("http://127.0.0.1:9/tsa")

        decisions = [
            WhileItLasts().get_retry_decision(exception=error, job=a_job(attempts)) for attempts in (0, 5, 1000)
        ]

        assert all(isinstance(one, procrastinate.RetryDecision) for one in decisions)
        assert [waiting(attempts) for attempts in (0, 1, 5, 1000)] == [2, 4, 64, LONGEST_WAIT]

    def test_what_does_not_pass_is_not_tried_again(self):
        assert WhileItLasts().get_retry_decision(exception=ValueError(), job=a_job(0)) is None


class TestKeyThatCannotSign:
    @pytest.fixture(autouse=True)
    def unrevoked(self, works):
        yield
        (works.pki.folder / FILE).unlink(missing_ok=True)

    def test_a_revoked_leader_gets_the_result_back_and_the_number_goes_back(self, works):
        result_id = works.for_signature()
        works.approved(result_id)
        leader = works.desk().leader
        revoke(works.pki.folder, certificate(works, SignerRole.LEADER, leader.post_id), at=works.clock.now)

        assert perform(works.office, result_id, LEADER) is False

        status = works.do(latest_status, result_id)
        assert (status.state, status.reason) == (ResultState.FOR_SIGNATURE, "signer_revoked")
        assert works.do(number_of, result_id) is None
        assert counts(works, result_id) == (1, 0)
        with works.database.reading() as session:
            acts = acts_of(session, session.get_one(Result, result_id))
        assert acts[-2:] == ["result_free_number", "result_signing_failed"]

    def test_a_revoked_seal_leaves_the_leaders_signature(self, works):
        result_id = works.for_signature()
        works.signed(result_id)
        works.seal_approved(result_id)
        unit = works.do(lambda session: session.get_one(Result, result_id).unit_id)
        revoke(works.pki.folder, certificate(works, SignerRole.SEAL, unit), at=works.clock.now)

        assert perform(works.office, result_id, SEAL) is False
        assert works.state(result_id) is ResultState.SIGNED
        (works.pki.folder / FILE).unlink()
        works.seal_approved(result_id)
        assert perform(works.office, result_id, SEAL) is True

    def test_a_signature_that_does_not_hold_is_not_kept(self, works):
        result_id = works.for_signature()
        works.approved(result_id)
        leader = works.desk().leader.post_id
        crooked = replace(works.office, keys=CrookedKeys(works.pki, works.office.keys.time_stamping))

        with pytest.raises(SignatureUnsoundError):
            perform(crooked, result_id, LEADER)

        assert works.state(result_id) is ResultState.APPROVED
        assert counts(works, result_id) == (1, 0)
        assert works.do(number_of, result_id).held_by_id == leader


class TestPages:
    def test_a_draft_can_be_looked_at_without_a_number(self, works):
        result_id = works.for_signature()

        assert draft_pdf(works.office, result_id, by=works.desk().leader).startswith(b"%PDF-")
        assert works.do(lambda session: files_of(session, result_id)) == []

    def test_the_page_is_the_same_however_often_it_is_opened(self, works):
        result_id = works.for_signature()
        first = works.opened(result_id)
        works.clock.now += timedelta(minutes=3)

        again, shown = works.opened(result_id), shown_page(works.office, result_id, by=works.desk().leader)

        assert first.digest == again.digest == shown.digest == hashlib.sha256(first.pdf).digest()
        assert (shown.number, shown.dated_on) == (first.number, first.dated_on)

    def test_nobody_else_is_shown_it(self, works):
        result_id = works.for_signature()
        works.opened(result_id)
        assert shown_page(works.office, result_id, by=works.desk().clerk) is None

    def test_a_drawing_that_fails_leaves_a_number_that_comes_back(self, works):
        result_id = works.for_signature()
        broken = replace(works.office, printer=None)
        with pytest.raises(TypeError):
            open_final_page(broken, result_id, by=works.desk().leader, at=works.clock.now)

        assert works.do(number_of, result_id).state is NumberState.HELD
        assert works.opened(result_id).number


class TestTime:
    def test_a_minute_job_gives_idle_numbers_back_and_takes_silence_for_a_yes(self, works):
        opened = works.for_signature()
        works.opened(opened)
        desk = works.desk(ward)

        def asked(session):
            result = drafted(session, birth(session, FRIDAY), desk, FRIDAY)
            return ask_confirmation(session, result.id, by=desk.specialist, at=FRIDAY).id

        silent = works.do(asked)
        works.clock.now = FRIDAY + DAY

        tend(works.office)
        tend(works.office)

        assert works.do(number_of, opened) is None
        assert works.state(silent) is ResultState.CONFIRMED
        with pytest.raises(PageNotOpenError):
            works.do(leave_page, opened, by=works.desk().leader, at=works.clock.now)

    def test_a_minute_job_frees_what_somebody_handled_whose_post_has_ended(self, works):
        def left(session):
            post = a_post(session, Role.SPECIALIST, "X01279.VP")
            session.get_one(OfficerPost, post.post_id).valid_until = civil_date(FRIDAY)
            home = {"centre": "X01279.TT", "body": "X01279"}
            return a_dossier(session, DossierState.IN_PROGRESS, **home, handler_post_id=post.post_id).id

        dossier_id = works.do(left)

        tend(works.office)
        tend(works.office)

        with works.database.reading() as session:
            assert session.get_one(Dossier, dossier_id).handler_post_id is None

    def test_no_register_no_number(self, works):
        result_id = works.do(lambda session: drafted(session, birth(session, FRIDAY), ward(session), FRIDAY).id)
        with pytest.raises(CivilRegisterUnavailableError):
            fetch(replace(works.office, civil_register=NoCivilRegister()), result_id)
        assert works.state(result_id) is ResultState.PROPOSED


class CrookedKeys(DemoKeys):
    """Keys of a token that signs something else than it was given."""

    def signer(self, role, holder):
        true = super().signer(role, holder)
        return SimpleNamespace(
            certificate=true.certificate, chain=true.chain, sign=lambda data: true.sign(data + b"and more")
        )


def certificate(works, role, holder) -> x509.Certificate:
    return works.office.keys.signer(role, str(holder)).certificate


def a_job(attempts: int) -> Job:
    return Job(
        id=1, queue="default", lock=None, queueing_lock=None, task_name="sign_result", attempts=attempts, task_kwargs={}
    )


def test_of_many_openings_at_once_each_gets_its_own_number(works):
    results = [works.for_signature() for _ in range(8)]
    leader, barrier, pages = works.desk().leader, threading.Barrier(8), []

    def open_one(result_id):
        barrier.wait()
        pages.append(open_final_page(works.office, result_id, by=leader, at=works.clock.now))

    threads = [threading.Thread(target=open_one, args=(one,)) for one in results]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    numbers = sorted(int(page.number.partition("/")[0]) for page in pages)
    assert len(numbers) == 8
    assert numbers == list(range(numbers[0], numbers[0] + 8))
    with works.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Dossier)) >= 8


def test_one_leader_clicking_twice_at_once_takes_one_number(works):
    result_id = works.for_signature()
    leader, barrier, pages = works.desk().leader, threading.Barrier(2), []

    def click():
        barrier.wait()
        pages.append(open_final_page(works.office, result_id, by=leader, at=works.clock.now))

    threads = [threading.Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert pages[0].digest == pages[1].digest
    assert len(works.do(lambda session: files_of(session, result_id))) == 1

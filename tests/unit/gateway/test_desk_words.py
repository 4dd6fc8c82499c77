"""Whom a dossier waits for, as citizens and officers read it."""

from types import SimpleNamespace

import pytest

from gateway.words.desk import current_step, deed_in_words, doer_in_words
from services.actor import Role
from services.audit.tags import EventTag
from services.dossiers.kinds import DossierState, WaitingFor


@pytest.mark.parametrize(
    ("state", "waiting_for", "said"),
    [
        (DossierState.REGISTERED, WaitingFor.RECEIVER, "Chờ cán bộ tiếp nhận"),
        (DossierState.RECEIVED, WaitingFor.RECEIVER, "Chờ chuyển đến cơ quan giải quyết"),
        (DossierState.IN_PROGRESS, WaitingFor.SYSTEM, "Hệ thống đang xử lý"),
        (DossierState.RETURNED, None, ""),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_each_step_is_told_by_what_comes_next(state, waiting_for, said):
    assert current_step(SimpleNamespace(state=state, waiting_for=waiting_for), "vi") == said


def test_in_english_too():
    received = SimpleNamespace(state=DossierState.RECEIVED, waiting_for=WaitingFor.RECEIVER)

    assert current_step(received, "en") == "Waiting to be handed over to the deciding body"


@pytest.mark.parametrize(("role", "said"), [(Role.CITIZEN, "Người yêu cầu"), (Role.CLERK, "Văn thư")])
def test_whoever_is_no_officer_is_the_applicant_be_it_a_person_or_not(role, said):
    assert doer_in_words(role, "vi") == said


@pytest.mark.parametrize(
    ("act", "role", "said"),
    [
        (EventTag.DOSSIER_RETURN, Role.CITIZEN, "Nhận kết quả điện tử"),
        (EventTag.DOSSIER_RETURN, Role.RECEIVER, "Trả kết quả"),
        (EventTag.DOSSIER_SUBMIT, Role.CITIZEN, "Nộp hồ sơ"),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_who_takes_a_result_does_not_give_it_back(act, role, said):
    assert deed_in_words(act.value, role, "vi") == said

"""One apology with one new date, page by page: specialist, leader, applicant."""

import pytest

from gateway.jobs.papers import FORM_04, issue_form
from services.actor import Actor, Role
from services.dossiers.kinds import DossierState
from services.people.models import IdentityKind
from services.people.queries import find_people_by_number
from tests.desks import a_dossier
from tests.functional.officer.test_supplement import P01, TODAY
from tests.functional.officer.walking import DESK, found_in_list


@pytest.fixture
def taken(sign_in, officer, prepared):
    """A dossier of the citizen of the cast, due on Friday, that P13 handles; what it is called."""
    sign_in("P01")

    def made(session):
        by = Actor(find_people_by_number(session, IdentityKind.CITIZEN_ID, P01)[0].id, Role.CITIZEN)
        return a_dossier(session, DossierState.IN_PROGRESS, applicant=by, **TODAY).code

    code = prepared(made)
    officer("P13").get(f"{DESK}/{code}").button("Nhận thụ lý")
    return code


def fill(page, day="04/12/2026", why="Cần đo lại thực địa."):
    form = page.form("de-xuat-gia-han")
    for name, part in zip(("ngay", "thang", "nam"), day.split("/"), strict=True):
        form.set(f"ngay_moi-{name}", part)
    return form.fill(vi_sao_muon=why)


def test_the_applicant_reads_both_dates_the_reason_and_the_paper(taken, officer, sign_in, worker):
    page = officer("P13").get(f"{DESK}/{taken}")
    assert "chậm nhất trong ngày 26/11/2026" in page.text
    assert "Đã gửi đề xuất xin lỗi và gia hạn" in fill(page).submit().text

    page = found_in_list(officer("P14"), taken, "cho-xu-ly")
    assert "Cần đo lại thực địa." in page.text
    page = page.form("gia-han").submit()
    assert "Đã xin lỗi và hẹn lại ngày trả" in page.text
    assert "Hạn trả từ 27/11/2026 sang 04/12/2026" in page.text
    assert issue_form(worker.office, worker.dossier(taken), FORM_04)

    page = sign_in("P01").get(f"/ho-so/{taken}")
    assert "Hẹn lại ngày trả: 04/12/2026, thay cho ngày 27/11/2026." in page.text
    assert "Lý do: Cần đo lại thực địa." in page.text
    assert "Tải Văn bản xin lỗi và đề nghị gia hạn" in page.text
    assert "Văn bản xin lỗi và đề nghị gia hạn (mẫu số 04)" in officer("P13").get(f"{DESK}/{taken}").text


def test_it_is_offered_once(taken, officer):
    fill(officer("P13").get(f"{DESK}/{taken}")).submit()
    officer("P14").get(f"{DESK}/{taken}").form("gia-han").submit()

    page = officer("P13").get(f"{DESK}/{taken}")

    assert page.select("#de-xuat-gia-han") == []


def test_what_is_missing_or_wrong_is_told_at_its_place(taken, officer):
    page = officer("P13").get(f"{DESK}/{taken}")
    assert "ngày hẹn mới" in fill(page, day="//").submit().errors[0]

    page = fill(page, day="27/11/2026").submit()
    assert page.status == 422
    assert "phải sau hạn trả hiện nay" in page.errors[0]
    assert page.form("de-xuat-gia-han").values["vi_sao_muon"] == "Cần đo lại thực địa."

    page = fill(page, why="").submit()
    assert "lý do" in page.errors[0]


def test_the_leader_keeps_the_date(taken, officer):
    fill(officer("P13").get(f"{DESK}/{taken}")).submit()
    page = officer("P14").get(f"{DESK}/{taken}")
    assert page.form("khong-gia-han").submit().status == 422

    page = page.form("khong-gia-han").fill(loi="Làm được trong hạn.").submit()

    assert "Đã trả lại đề xuất" in page.text
    assert "Làm được trong hạn." in officer("P13").get(f"{DESK}/{taken}").text

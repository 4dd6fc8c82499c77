"""Who files: for themselves, for an organisation, with a level 1 account, as an officer at home."""

import pytest

from gateway.db import EXTENSION
from tests.desks import staff
from tests.functional.citizen.walking import (
    PHONE,
    RECORD,
    TRUE,
    answer_every_paper,
    begin,
    draft_of,
    file_general,
    list_of_papers,
    past_the_unit,
    reference_on,
    unanswered,
)

FIRM = "Thay mặt Công ty Luật TNHH Ví Dụ và Mẫu"
FOR_FIRMS = "2.000954"  # replacing a registration of legal aid: a department's procedure


class TestForAnOrganisation:
    @pytest.fixture
    def director(self, sign_in):
        return sign_in("P04", role=FIRM)

    def test_it_files_in_its_own_name_and_the_person_remains_the_filer(self, director):
        page = begin(director, FOR_FIRMS)
        assert "Sở Tư pháp" in page.text
        page = past_the_unit(page)
        assert "Theo dữ liệu của tổ chức" in page.text
        assert not page.select("input[name='organisation.name']")
        page = page.form().fill(phone=PHONE).submit()
        draft = draft_of(page)
        answer_every_paper(director, draft)

        page = director.get(f"{draft}/kiem-tra").form("nop-ho-so").fill(**TRUE).submit()

        assert page.h1 == "Xác nhận đã nộp"
        assert "Người yêu cầu Công ty Luật TNHH Ví Dụ và Mẫu" in page.text

    def test_what_it_filed_is_not_in_the_persons_own_list(self, director, sign_in):
        page = past_the_unit(begin(director, FOR_FIRMS)).form().fill(phone=PHONE).submit()
        draft = draft_of(page)

        himself = sign_in("P04", role="Cho chính tôi")

        assert himself.get(draft).status == 404
        assert "Bạn chưa có hồ sơ nào" in himself.get("/ho-so").text
        assert director.get("/ho-so").link("Làm tiếp").startswith(draft)

    def test_the_page_that_begins_says_for_whom_and_leads_to_the_other_choice(self, director):
        page = director.get(f"/nop-ho-so/{FOR_FIRMS}")
        assert page.one(".site-bar__session span").text == "Công ty Luật TNHH Ví Dụ và Mẫu · Đại diện tổ chức"

        page = page.follow("Nộp với tư cách khác").button("Cho chính tôi")

        assert page.path == f"/nop-ho-so/{FOR_FIRMS}"
        assert "Bế Văn Doanh Mẫu" in page.text


class TestLevelOne:
    def test_a_person_without_residence_chooses_the_unit_and_files(self, sign_in, portal):
        with portal.extensions[EXTENSION].unit_of_work() as session:
            staff(session, "X01324")
        citizen = sign_in("P02")
        page = begin(citizen)
        assert "bạn cần chọn" in page.text
        refused = page.form().fill(co_quan="X01288").submit()
        assert refused.status == 422
        assert "chưa đủ cán bộ tiếp nhận và giải quyết" in refused.errors[0]
        assert "Trung tâm Phục vụ hành chính công" in refused.errors[0]
        assert page.form().submit().errors == ["Chọn cơ quan giải quyết: Bạn chưa chọn cơ quan giải quyết."]
        assert "ly_do" not in page.form().names()

        page = page.form().fill(co_quan="X01324").submit()
        page = page.form()
        asked = set(page.names())
        known = {"applicant.residence.detail": "xóm Mẫu Trên", "applicant.residence.commune": "Xã Cốc Pàng"}
        page = page.fill(phone=PHONE, capacity="self", **{n: v for n, v in known.items() if n in asked}).submit()
        draft = draft_of(page)
        answer_every_paper(citizen, draft)

        page = citizen.get(f"{draft}/kiem-tra").form("nop-ho-so").fill(**TRUE).submit()

        assert page.h1 == "Xác nhận đã nộp"


class TestAdmission:
    def test_a_person_without_an_organisation_is_warned_before_beginning(self, sign_in):
        page = sign_in("P01").get(f"/nop-ho-so/{FOR_FIRMS}")

        assert "chỉ dành cho tổ chức, doanh nghiệp" in page.text
        assert "chưa ghi tổ chức nào do bạn đại diện" in page.text
        assert page.button("Bắt đầu").status == 200  # the record may err: it is said, not refused

    def test_who_could_choose_an_organisation_is_led_there(self, sign_in):
        page = sign_in("P04", role="Cho chính tôi").get(f"/nop-ho-so/{FOR_FIRMS}")

        assert "Hãy chọn tổ chức mà bạn thay mặt" in page.text
        assert page.link("Nộp với tư cách khác")

    def test_an_organisation_is_warned_where_only_people_are_meant(self, sign_in):
        page = sign_in("P04", role=FIRM).get("/nop-ho-so/1.001193")

        assert "chỉ dành cho cá nhân" in page.text
        assert "Hãy nộp với tư cách cá nhân" in page.text

    @pytest.mark.parametrize(("who", "role", "code"), [("P04", FIRM, FOR_FIRMS), ("P01", None, "1.001193")])
    def test_whom_it_is_for_is_not_warned(self, sign_in, who, role, code):
        page = (sign_in(who, role=role) if role else sign_in(who)).get(f"/nop-ho-so/{code}")

        assert "chỉ dành cho" not in page.text


class TestUnitsWithoutOfficers:
    def test_whose_own_commune_takes_none_is_told_so_and_what_to_do(self, sign_in):
        page = begin(sign_in("P04", role="Cho chính tôi"))

        assert "Ủy ban nhân dân phường Nùng Trí Cao chưa nhận hồ sơ trực tuyến" in page.text
        assert "Trung tâm Phục vụ hành chính công nơi gần nhất" in page.text
        page = page.form().fill(co_quan="X01273").submit()
        assert page.status == 200
        assert page.select("[name=phone]")

    def test_where_nobody_could_sign_nothing_is_begun(self, sign_in):
        page = sign_in("P01").get("/nop-ho-so/1.000045")

        assert "chưa đủ cán bộ" in page.text
        assert page.select("main form") == []


class TestOfficers:
    def test_in_office_they_file_nothing(self, sign_in):
        assert sign_in("P12", role="Cán bộ tiếp nhận").get(f"/nop-ho-so/{RECORD}").status == 403

    def test_for_themselves_they_are_citizens(self, sign_in):
        citizen = sign_in("P12", role="Cho chính tôi")

        assert citizen.get(f"/nop-ho-so/{RECORD}").h1 == "Nộp hồ sơ trực tuyến"


class TestManyPapers:
    @pytest.fixture
    def papers(self, sign_in):
        """The list of a building permit, whose first case has many papers."""
        citizen = sign_in("P01")
        draft = draft_of(begin(citizen, "1.013229"))
        form = citizen.get(f"{draft}/buoc-1").form()
        form.fill(truong_hop=str(form.tag.select_one("input[name=truong_hop]")["value"])).submit()
        return list_of_papers(citizen, draft)

    def test_several_are_passed_over_for_one_reason(self, papers):
        todo = unanswered(papers)
        assert len(todo) > 2
        numbers = [address.rpartition("-")[2] for address in todo]

        page = papers.form("khong-thuoc").set("giay-to", numbers[:-1]).set("ly-do", "nhà ở riêng lẻ").submit()

        assert unanswered(page) == todo[-1:]
        assert "nhà ở riêng lẻ" in page.browser.get(todo[0]).html

    def test_without_a_reason_nothing_changes(self, papers):
        number = unanswered(papers)[0].rpartition("-")[2]

        page = papers.form("khong-thuoc").set("giay-to", [number]).submit()

        assert "Chưa có gì thay đổi" in page.text
        assert unanswered(page) == unanswered(papers)


def test_a_procedure_that_is_not_filed_here_says_where(sign_in):
    citizen = sign_in("P01")

    page = citizen.get("/nop-ho-so/2.000815")

    assert not page.select("main form")
    assert "Không nộp trực tuyến tại đây được" in page.text
    token = citizen.get(f"/nop-ho-so/{RECORD}").form().values["csrf_token"]
    assert citizen.post(page.path, {"khoa": "k" * 22, "csrf_token": token}).status == 409


def test_two_clicks_on_begin_make_one_draft(sign_in):
    form = sign_in("P01").get(f"/nop-ho-so/{RECORD}").form()

    assert form.submit().path == form.submit().path


def test_what_was_declared_can_be_read_in_the_dossier(sign_in):
    citizen = sign_in("P01")
    page = citizen.get(f"/ho-so/{reference_on(file_general(citizen))}")

    assert "Nội dung đã khai" in page.text
    assert "0206" in page.text
    assert "004190999901" not in page.text

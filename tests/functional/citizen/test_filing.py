"""A citizen files: every step is saved, nothing typed is lost, one dossier comes out."""

import hashlib

import pytest

from tests.functional.citizen.walking import (
    BIRTH,
    CHILD,
    PARENTS,
    PHONE,
    RECORD,
    TRUE,
    answer_every_paper,
    begin,
    draft_of,
    file_general,
    file_of,
    fill_general_form,
    hand_in,
    list_of_papers,
    past_the_unit,
    reference_on,
    unanswered,
)
from tests.unit.services.documents import pdfs


class TestTheWholeWay:
    def test_a_general_form_becomes_a_dossier(self, sign_in):
        citizen = sign_in("P01")
        page = fill_general_form(begin(citizen))
        draft = draft_of(page)
        answer_every_paper(citizen, draft)

        page = citizen.get(f"{draft}/kiem-tra")
        assert "Nông Thị Hoa Mẫu" in page.text
        page = page.form().fill(**TRUE).submit()

        assert page.h1 == "Xác nhận đã nộp"
        reference = reference_on(page)
        assert page.path == f"/ho-so/{reference}/xac-nhan"
        assert reference in citizen.get("/ho-so").text
        assert citizen.get(draft).path == f"/ho-so/{reference}"

    def test_a_birth_is_registered_with_its_real_form_and_real_files(self, sign_in):
        citizen = sign_in("P01")
        page = begin(citizen, BIRTH)
        assert citizen.get(page.link("Địa chỉ, điện thoại nơi tiếp nhận")).path == "/mot-cua/X01273.TT"
        page = past_the_unit(page)
        draft = draft_of(page)
        page = page.form().fill(phone=PHONE, relation="mother").submit()
        page = page.form().fill(**CHILD).submit()
        page = page.form().fill(**PARENTS).submit()
        page = page.form().fill(proof="certificate", proof_number="MẪU-01", copies="2").submit()
        assert page.h1 == "Giấy tờ"

        (address,) = unanswered(page)
        assert citizen.get(address).h1 == "Giấy chứng sinh"
        scan, photo = pdfs.pdf(2), pdfs.picture("JPEG")
        number = int(address.rpartition("-")[2])
        page = hand_in(citizen, draft, number, file_of(scan, "chứng sinh.pdf"), file_of(photo, "ảnh.jpg"))
        assert "chứng sinh.pdf" in page.text
        assert "2 trang" in page.text
        page = citizen.get(draft)
        while page.path.split("?")[0] != f"{draft}/kiem-tra":
            page = (
                page.follow("Làm tiếp").form().submit()
                if page.select("main a.govuk-button") and "Làm tiếp" in page.text
                else page.follow("Kiểm tra và nộp")
            )

        assert "Bé Thử Mẫu" in page.text
        assert "chứng sinh.pdf" in page.text
        page = page.form().fill(**TRUE).submit()
        assert hashlib.sha256(scan).hexdigest() in page.text
        sent = citizen.get(page.link("chứng sinh.pdf"))
        assert sent.data == scan
        assert sent.headers["Content-Disposition"].startswith("attachment")
        assert sent.headers["Cache-Control"] == "no-store"

    def test_in_english_the_form_speaks_english(self, sign_in):
        citizen = sign_in("P01", "en")
        page = citizen.get(f"/nop-ho-so/{BIRTH}").form().submit()

        assert page.h1 == "Competent office"


class TestNothingIsLost:
    def test_a_wrong_answer_is_named_at_its_field_and_what_was_typed_stays(self, sign_in):
        citizen = sign_in("P01")
        page = past_the_unit(begin(citizen))

        page = page.form().fill(phone="12", capacity="self").submit()

        assert page.status == 422
        assert page.title.startswith("Lỗi")
        assert any("điện thoại" in line.lower() for line in page.errors)
        assert page.one("input[name=phone]")["value"] == "12"

    def test_no_step_is_called_done_that_the_ones_before_may_still_change(self, sign_in):
        citizen = sign_in("P01")
        page = citizen.get(draft_of(begin(citizen, BIRTH)))

        (papers,) = (one for one in page.select(".govuk-task-list__item") if "Giấy tờ" in one.text)
        assert "Đã xong" not in papers.text
        assert "tùy các bước trên" in papers.text
        (delivery,) = (one for one in page.select(".govuk-task-list__item") if "Nhận kết quả" in one.text)
        assert "Đã điền sẵn, bạn xem lại" in delivery.text

    def test_a_draft_survives_leaving_and_signing_out(self, sign_in):
        citizen = sign_in("P06")
        page = begin(citizen).form().fill(co_quan="X01273").submit()
        page.form().fill(phone="0206 000 0006", capacity="self").submit()
        citizen.get("/").form("/dang-xuat").submit(follow=False)

        again = sign_in("P06")
        page = again.get("/ho-so").follow("Làm tiếp")
        assert "Đã lưu lúc" in page.text
        assert page.path.startswith("/ho-so/nhap/")

    def test_what_the_identity_says_cannot_be_typed_over(self, sign_in):
        citizen = sign_in("P01")
        page = past_the_unit(begin(citizen))

        assert not page.select("input[name='applicant.name']")
        typed = {"applicant.name": "Người Khác", "phone": PHONE, "capacity": "self"}
        hidden = {name: page.one(f"main input[name={name}]")["value"] for name in ("csrf_token", "phien-ban")}
        answer = citizen.post(page.path, data=typed | hidden)
        assert answer.status == 422
        assert "định danh" in answer.errors[0]

    def test_two_windows_do_not_overwrite_each_other(self, sign_in):
        citizen = sign_in("P01")
        page = past_the_unit(begin(citizen))
        other = citizen.get(page.path)
        page.form().fill(phone=PHONE, capacity="self").submit()

        late = other.form().fill(phone="0206 000 0009", capacity="self").submit()

        assert late.status == 409
        assert "0206 000 0009" in late.html

    def test_a_deleted_draft_is_gone_after_one_more_question(self, sign_in):
        citizen = sign_in("P01")
        draft = draft_of(begin(citizen))

        page = citizen.get(draft).follow("Xóa bản nháp này")
        page = page.form().submit()

        assert page.path == "/ho-so"
        assert citizen.get(draft).status == 404


class TestPapers:
    @pytest.fixture
    def asked(self, sign_in):
        citizen = sign_in("P01")
        page = fill_general_form(begin(citizen))
        link = next(one for one in page.select(".govuk-task-list__link") if "giay-to-" in one["href"])
        return citizen, draft_of(page), int(link["href"].rpartition("-")[2])

    def test_a_hostile_file_is_refused_saying_why_and_nothing_else_changes(self, asked):
        citizen, draft, number = asked
        hand_in(citizen, draft, number, file_of(pdfs.pdf(), "tốt.pdf"))

        page = hand_in(citizen, draft, number, file_of(pdfs.pdf(change=pdfs.with_javascript), "xấu.pdf"))

        assert page.status == 422
        assert any("mã lệnh" in line for line in page.errors)
        assert "tốt.pdf" in page.text
        assert "xấu.pdf" not in citizen.get(f"{draft}/giay-to-{number}").text

    def test_one_bad_file_among_several_costs_nobody_the_good_one(self, asked):
        citizen, draft, number = asked
        page = hand_in(citizen, draft, number, file_of(b"<html>", "xấu.pdf"), file_of(pdfs.pdf(), "tốt.pdf"))

        assert page.status == 422
        assert [line.partition(": ")[2][:8] for line in page.errors] == ["xấu.pdf:"]
        assert "Đã nhận 1 tệp" in page.text
        assert "tốt.pdf" in citizen.get(f"{draft}/giay-to-{number}").text

    def test_the_page_of_a_paper_is_headed_by_its_name(self, asked):
        citizen, draft, number = asked

        page = citizen.get(f"{draft}/giay-to-{number}")

        assert page.h1 in citizen.get(citizen.get(draft).link("Giấy tờ")).text
        assert page.h1 != "Một Cửa Cao Bằng"

    def test_no_file_chosen_is_said(self, asked):
        citizen, draft, number = asked

        page = citizen.get(f"{draft}/giay-to-{number}").form().fill(tra_loi="upload").submit()

        assert page.status == 422
        assert any("chưa chọn tệp" in line for line in page.errors)

    def test_without_a_reason_a_paper_is_not_passed_over(self, asked):
        citizen, draft, number = asked

        page = citizen.get(f"{draft}/giay-to-{number}").form().fill(tra_loi="not_my_case").submit()

        assert page.status == 422
        assert page.errors

    def test_a_file_sent_twice_is_there_once_and_the_way_on_is_the_plainest_button(self, asked):
        citizen, draft, number = asked
        content = pdfs.pdf()
        for _ in range(2):
            page = hand_in(citizen, draft, number, file_of(content, "giấy.pdf"))

        assert page.status == 200
        assert [link.text for link in page.select(".files a")] == ["giấy.pdf"]
        assert [one.text for one in page.select("main a.govuk-button")] == ["Xong, về danh sách giấy tờ"]
        assert page.select("#nop-tep .govuk-button:not(.govuk-button--secondary)") == []

    def test_whoever_lacks_nothing_else_goes_straight_to_the_check(self, asked):
        citizen, draft, number = asked
        assert "Kiểm tra và nộp" not in citizen.get(f"{draft}/giay-to-{number}").text
        answer_every_paper(citizen, draft)
        citizen.get(f"{draft}/giay-to-{number}").form("nop-tep").fill(tra_loi="upload")

        page = hand_in(citizen, draft, number, file_of(pdfs.pdf(), "giấy.pdf"))

        assert page.follow("Kiểm tra và nộp").path == f"{draft}/kiem-tra"
        assert list_of_papers(citizen, draft).link("Kiểm tra và nộp") == f"{draft}/kiem-tra"

    def test_a_file_can_be_taken_back(self, asked):
        citizen, draft, number = asked
        page = hand_in(citizen, draft, number, file_of(pdfs.pdf(), "nhầm.pdf"))

        page = page.form("bo-1").submit()

        assert "nhầm.pdf" not in page.text.replace("Đã bỏ tệp", "")

    def test_too_large_is_a_413_before_anything_is_read(self, asked):
        citizen, draft, number = asked

        answer = citizen.client.post(
            f"{draft}/giay-to-{number}", environ_overrides={"CONTENT_LENGTH": str(27 * 1024 * 1024)}
        )

        assert answer.status_code == 413
        assert "Tệp quá lớn: mỗi tệp tối đa 25 MB" in answer.text
        assert f'action="{draft}/giay-to-{number}"' in answer.text

    @pytest.mark.parametrize("lost", ["giay-to-99", "bo"])
    def test_nor_does_it_tell_of_papers_that_are_not_there(self, asked, lost):
        citizen, draft, _ = asked

        answer = citizen.client.post(f"{draft}/{lost}", environ_overrides={"CONTENT_LENGTH": str(27 * 1024 * 1024)})

        assert answer.status_code in (404, 413)
        assert 'id="nop-tep"' not in answer.text


class TestSubmitting:
    @pytest.fixture
    def complete(self, sign_in):
        citizen = sign_in("P01")
        page = fill_general_form(begin(citizen))
        draft = draft_of(page)
        answer_every_paper(citizen, draft)
        return citizen, draft

    def test_without_the_statement_of_truth_nothing_is_filed(self, complete):
        citizen, draft = complete

        page = citizen.get(f"{draft}/kiem-tra").form().submit()

        assert page.status == 422
        assert "cam đoan" in page.errors[0]

    def test_the_button_pressed_twice_leads_to_one_dossier(self, complete):
        citizen, draft = complete
        form = citizen.get(f"{draft}/kiem-tra").form().fill(**TRUE)

        first, second = form.submit(), form.submit()

        assert first.path == second.path
        assert len(citizen.get("/ho-so").select(f"a[href='/ho-so/{reference_on(first)}']")) == 1

    def test_an_incomplete_draft_leads_back_to_what_is_missing(self, sign_in):
        citizen = sign_in("P01")
        draft = draft_of(begin(citizen))

        assert citizen.get(f"{draft}/kiem-tra").path == draft


class TestStrangers:
    def test_somebody_elses_is_as_absent_as_one_that_never_was(self, sign_in):
        citizen = sign_in("P01")
        draft = draft_of(begin(citizen))
        dossier = f"/ho-so/{reference_on(file_general(citizen))}"

        stranger = sign_in("P06")
        for end in ("", "/xac-nhan", "/tep/0123456789abcdef"):
            theirs, nobodys = stranger.get(dossier + end), stranger.get(f"/ho-so/N-2222-2222-2222{end}")
            assert theirs.status == nobodys.status == 404
            assert theirs.text_of_any_request == nobodys.text_of_any_request
        for end in ("", "/buoc-1", "/kiem-tra", "/giay-to-0", "/xoa"):
            assert stranger.get(draft + end).status == 404

    def test_signed_out_every_address_leads_to_the_login(self, portal):
        from tests.pages import Browser

        for path in ("/ho-so", f"/nop-ho-so/{RECORD}", "/ho-so/N-2222-2222-2222"):
            assert Browser(portal).get(path, follow=False).location.startswith("/dang-nhap")


class TestList:
    def test_with_nothing_filed_it_says_where_to_begin(self, sign_in):
        assert "Bạn chưa có hồ sơ nào" in sign_in("P05").get("/ho-so").text

    def test_it_costs_few_statements(self, sign_in, statements):
        citizen = sign_in("P01")
        citizen.get("/ho-so")
        with statements() as seen:
            citizen.get("/ho-so")

        assert len(seen) <= 6, seen

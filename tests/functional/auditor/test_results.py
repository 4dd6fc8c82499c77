"""Results and papers of the program before an auditor: opened within the mandate, judged again for anybody."""

import pytest

from tests.functional.auditor.conftest import asked, in_the_room

REGISTER = "/thanh-tra/so-ket-qua"


class TestUnderTheMandate:
    def test_the_receipt_and_the_result_are_opened_and_both_are_events(self, auditor, issued, events):
        page = auditor.get(f"/thanh-tra/ho-so/{issued.code}")

        assert auditor.get(page.link("Giấy tiếp nhận hồ sơ")).data == issued.receipt
        assert events("file_read")[0]["object"]["kind"] == "document"
        assert auditor.get(page.link("Tải tệp đã phát hành")).data == issued.pdf
        read = events("result_read")[0]
        assert read["object"] == {"kind": "result", "id": str(issued.result_id)}
        assert read["actor"]["role"] == "auditor"

    def test_a_file_that_is_no_result_of_the_dossier_is_not_found(self, auditor, issued):
        assert auditor.get(f"/thanh-tra/ho-so/{issued.code}/ket-qua/{'0' * 16}").status == 404

    def test_outside_of_it_a_result_is_refused_and_written_down(self, auditor, acts, events):
        page = auditor.get(f"/thanh-tra/ho-so/{acts.outside}/ket-qua/{'0' * 16}")

        assert page.status == 403
        assert events()[0]["action"] == "audit_read_refused"

    def test_the_page_with_all_that_stays_cheap(self, auditor, issued, database):
        auditor.get("/thanh-tra")
        with asked(database) as seen:
            auditor.get(f"/thanh-tra/ho-so/{issued.code}")

        assert len(seen) <= 18, "\n".join(seen)


class TestJudgedAgain:
    def test_from_the_register_to_the_verdict(self, auditor, issued, events):
        page = auditor.get(f"{REGISTER}/{issued.token}")
        assert page.h1.startswith("Kết quả số")
        assert "Còn hiệu lực" in page.text
        assert events("audit_read")[0]["object"] == {"kind": "result", "id": str(issued.result_id)}

        page = page.button("Kiểm tra lại")

        assert page.status == 200
        assert "Kết quả thật" in page.text
        assert "✓ Không bị thay đổi sau khi ký" in page.text
        assert "Nông Minh Thử Mẫu" not in page.html
        (said, *_) = events("result_verify")
        assert said["object"] == {"kind": "result", "id": str(issued.result_id)}
        assert said["reason"] == "genuine"

    def test_the_page_of_the_dossier_leads_there(self, auditor, issued):
        page = auditor.get(f"/thanh-tra/ho-so/{issued.code}").follow("Xem trong sổ, kiểm tra lại")

        assert page.path == f"{REGISTER}/{issued.token}"

    def test_in_english(self, issued, sign_in):
        page = in_the_room(sign_in("P19"), "en").get(f"{REGISTER}/{issued.token}").form("kiem-tra-lai").submit()

        assert "Genuine: in the register" in page.text

    @pytest.mark.parametrize("token", ["0" * 32, "không"])
    def test_what_was_never_issued_is_not_found(self, auditor, acts, token):
        assert auditor.get(f"{REGISTER}/{token}").status == 404

    def test_a_file_that_is_gone_is_said_to_be_gone_and_nothing_is_called_genuine(self, auditor, acts):
        line = auditor.get(REGISTER, don_vi="X01279").select("main tbody th a")[0]

        page = auditor.get(str(line["href"])).button("Kiểm tra lại")

        assert page.status in {500, 503}
        assert "Kết quả thật" not in page.text

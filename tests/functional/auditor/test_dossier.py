"""Content of dossiers: open within the mandate, refused outside of it, written down both ways."""

import pytest

from tests.functional.auditor.conftest import asked, in_the_room


class TestInside:
    def test_it_shows_papers_and_history_and_nothing_to_press(self, auditor, acts):
        page = auditor.get(f"/thanh-tra/ho-so/{acts.inside}")

        assert page.h1 == f"Hồ sơ {acts.inside}"
        assert "Người Thử Mẫu" in page.text
        assert "giấy tờ.pdf" in page.text
        assert "Người tiếp nhận đánh dấu: Đạt" in page.text
        assert "Tiếp nhận hồ sơ" in page.text
        assert "Hoàng Thị Cửa Mẫu" in page.text
        assert "Không tính là quá hạn" in page.text
        assert page.select("main form") == []

    def test_each_reading_is_one_event_about_those_it_concerns(self, auditor, acts, events):
        before = len(events())
        auditor.get(f"/thanh-tra/ho-so/{acts.inside}")

        after = events()
        assert len(after) == before + 1
        assert (after[0]["action"], after[0]["object"]["id"]) == ("dossier_read", str(acts.inside_id))
        assert after[0]["actor"]["role"] == "auditor"

    def test_however_the_code_was_written_there_is_one_address(self, auditor, acts, events):
        before = len(events())
        page = auditor.get(f"/thanh-tra/ho-so/{acts.inside.lower()}", follow=False)

        assert (page.status, page.location) == (301, f"/thanh-tra/ho-so/{acts.inside}")
        assert len(events()) == before
        assert auditor.get(f"/thanh-tra/ho-so/{acts.reference}").status == 200

    def test_a_file_is_sent_and_that_is_an_event(self, auditor, acts, events):
        file = auditor.get(f"/thanh-tra/ho-so/{acts.inside}").follow("giấy tờ.pdf")

        assert file.data == acts.file
        assert file.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert events("file_read")[0]["actor"]["role"] == "auditor"

    def test_another_digest_is_no_file(self, auditor, acts):
        assert auditor.get(f"/thanh-tra/ho-so/{acts.inside}/tep/{'0' * 16}").status == 404

    def test_it_costs_no_more_than_a_page_of_the_desk_and_its_top(self, auditor, acts, database):
        auditor.get("/thanh-tra")
        with asked(database) as seen:
            auditor.get(f"/thanh-tra/ho-so/{acts.inside}")

        assert len(seen) <= 16, "\n".join(seen)

    def test_in_english(self, acts, sign_in):
        page = in_the_room(sign_in("P19"), "en").get(f"/thanh-tra/ho-so/{acts.inside}")

        assert page.h1 == f"Dossier {acts.inside}"


class TestOutside:
    @pytest.mark.parametrize("part", ["", f"/tep/{'0' * 16}"])
    def test_it_is_refused_and_written_down(self, auditor, acts, events, part):
        before = len(events())
        page = auditor.get(f"/thanh-tra/ho-so/{acts.outside}{part}")

        assert page.status == 403
        assert "Quyết định kiểm tra của bạn không bao gồm đơn vị này" in page.text
        assert "Người Thử Mẫu" not in page.html
        after = events()
        assert len(after) == before + 1
        assert after[0]["action"] == "audit_read_refused"
        assert after[0]["reason"] == "outside_mandate"
        assert after[0]["object"] == {"kind": "dossier", "id": str(acts.outside_id)}

    def test_what_never_was_is_not_found(self, auditor):
        assert auditor.get("/thanh-tra/ho-so/H14.STP-0000").status == 404

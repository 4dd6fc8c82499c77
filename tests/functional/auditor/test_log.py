"""The log as auditors read it: narrowed, page by page, byte for byte, and every reading written down."""

import hashlib
import re
from urllib.parse import urlsplit
from uuid import UUID

import pytest

from services.actor import SYSTEM, Role
from services.audit.events import EventTag, record
from services.audit.queries import PAGE
from services.ids import new_id
from services.people.models import IdentityKind
from services.people.numbers import normal
from services.people.queries import find_people_by_number
from tests.factories import FRIDAY, an_officer
from tests.functional.auditor.conftest import NUMBER, asked, in_the_room, rows


def acts_in(page):
    return [row.select_one("td").get_text(" ", strip=True) for row in page.select("main tbody tr")]


class TestList:
    def test_it_shows_the_mandate_and_its_end_on_top(self, auditor):
        page = auditor.get("/thanh-tra")

        assert page.h1 == "Kiểm tra, giám sát"
        mandate = page.one(".mandate").get_text(" ", strip=True)
        assert "Quyết định kiểm tra số MẪU-01" in mandate
        assert "đến hết ngày 21/12/2026" in mandate
        assert "Sở Tư pháp" in mandate
        assert "Ủy ban nhân dân phường Thục Phán" in mandate
        assert page.one(".site-bar a[aria-current=page]").get_text() == "Kiểm tra, giám sát"

    def test_without_a_mandate_in_force_it_says_what_remains(self, acts, sign_in, clock):
        clock.move(days=60)
        auditor = in_the_room(sign_in("P19"))

        page = auditor.get("/thanh-tra", ho_so=acts.inside)

        assert "Hôm nay không có quyết định nào còn hiệu lực" in page.text
        assert rows(page)
        assert auditor.get(f"/thanh-tra/ho-so/{acts.inside}").status == 403

    def test_a_dossiers_events_are_found_by_code_and_by_reference(self, auditor, acts):
        for written in (acts.inside, acts.reference, f" {acts.reference.lower()} "):
            page = auditor.get("/thanh-tra", ho_so=written, bo_xem="y")

            found = acts_in(page)
            assert {"Nộp hồ sơ", "Tiếp nhận hồ sơ", "Kiểm tra thành phần hồ sơ"} <= set(found)
            assert all(acts.inside in row for row in rows(page))
            assert acts.outside not in page.html

    def test_what_no_column_holds_is_the_askers_mistake(self, auditor):
        assert auditor.client.get("/thanh-tra?ho_so=%00").status_code in (400, 422)

    def test_what_is_no_dossier_is_said_beside_the_field_and_nothing_is_lost(self, auditor, acts, events):
        before = len(events())
        page = auditor.get("/thanh-tra", ho_so="H14.0", viec="dossier_receive")

        assert page.status == 422
        assert page.errors == ["Mã số hồ sơ hoặc mã tham chiếu: Không tìm thấy hồ sơ này."]
        assert page.one("#ho_so")["value"] == "H14.0"
        assert page.one("#viec option[selected]")["value"] == "dossier_receive"
        assert len(events()) == before

    def test_acts_roles_units_and_days_narrow_it(self, auditor, acts):
        assert set(acts_in(auditor.get("/thanh-tra", viec="dossier_receive"))) == {"Tiếp nhận hồ sơ"}

        by_role = auditor.get("/thanh-tra", vai_tro="receiver", don_vi="X01273.TT")
        assert {"Kiểm tra thành phần hồ sơ", "Tiếp nhận hồ sơ"} <= set(acts_in(by_role))
        assert all(
            "Cán bộ tiếp nhận, Trung tâm Phục vụ hành chính công phường Thục Phán" in row for row in rows(by_role)
        )

        friday = {"tu-ngay": "20", "tu-thang": "11", "tu-nam": "2026"}
        friday |= {"den-ngay": "20", "den-thang": "11", "den-nam": "2026"}
        page = auditor.get("/thanh-tra", viec="dossier_receive", **friday)
        assert all(row.startswith("20/11/2026 09:30") for row in rows(page))
        thursday = {name: "19" if name.endswith("ngay") else value for name, value in friday.items()}
        assert "Không có sự kiện nào" in auditor.get("/thanh-tra", **thursday).text

    def test_who_gives_no_first_day_is_told_how_far_bodies_were_read(self, auditor):
        assert "chỉ tìm trong 30 ngày gần nhất" in auditor.get("/thanh-tra", viec="dossier_receive").text
        assert "chỉ tìm trong" not in auditor.get("/thanh-tra").text

    def test_the_last_day_cannot_come_before_the_first(self, auditor):
        page = auditor.get(
            "/thanh-tra",
            **{"tu-ngay": "2", "tu-thang": "11", "tu-nam": "2026"},
            **{"den-ngay": "1", "den-thang": "11", "den-nam": "2026"},
        )

        assert page.status == 422
        assert page.errors == ["Đến hết ngày: Ngày cuối phải từ ngày đầu trở đi."]

    @pytest.mark.parametrize(
        "asked", [{"viec": "nuke"}, {"don_vi": "nowhere"}, {"tu-ngay": "x"}, {"vai_tro": "king"}, {"ho_so": "x" * 61}]
    )
    def test_what_cannot_be_meant_is_an_error_of_the_form(self, auditor, asked):
        assert auditor.get("/thanh-tra", **asked).status == 422

    def test_the_list_says_what_it_was_narrowed_to_and_the_form_stands_on_a_page_of_its_own(self, auditor):
        asked = {"viec": "dossier_receive", "bo_xem": "y", "don_vi": "X01273.TT"}
        asked |= {"tu-ngay": "20", "tu-thang": "11", "tu-nam": "2026"}
        narrowed = [
            "Đơn vị: Trung tâm Phục vụ hành chính công phường Thục Phán",
            "Từ ngày: 20/11/2026",
            "Việc: Tiếp nhận hồ sơ",
            "Bỏ qua các lượt xem: có",
        ]

        assert [
            line.get_text() for line in auditor.get("/thanh-tra", **asked).select("main ul:not([class]) li")
        ] == narrowed
        page = auditor.get("/thanh-tra", loc="1", **asked)
        assert page.select("main form.filters option[value='dossier_receive'][selected]")
        assert rows(page) == []

    def test_readings_can_be_left_out(self, auditor, acts):
        assert "Xem nhật ký" in acts_in(auditor.get("/thanh-tra"))
        assert not [act for act in acts_in(auditor.get("/thanh-tra", bo_xem="y")) if act.startswith("Xem ")]

    def test_what_was_prepared_is_marked_and_can_be_left_out(self, auditor):
        seeded = auditor.get("/thanh-tra", viec="mandate_create")
        assert all("dựng sẵn" in row for row in rows(seeded))
        assert rows(seeded)
        assert "Không có sự kiện nào" in auditor.get("/thanh-tra", viec="mandate_create", bo_mau="y").text

    def test_pages_follow_on_one_another_without_gap_or_repetition(self, auditor, database):
        dossier = new_id()
        with database.unit_of_work() as session:
            officer = an_officer(session, Role.SPECIALIST, "STP")
            made = {
                str(record(session, EventTag.DOSSIER_STOP, by=officer, at=FRIDAY, object=("dossier", dossier)).id)
                for _ in range(120)
            }
        page = auditor.get("/thanh-tra", viec="dossier_stop", don_vi="STP")
        found, pages = [], 0
        while True:
            found += re.findall(r"/thanh-tra/su-kien/([0-9a-f-]{36})\"", page.html)
            pages += 1
            if not page.select(".pages a"):
                break
            page = page.follow("Trang sau")

        assert pages == 120 // PAGE
        assert len(found) == 120
        assert set(found) == made

    @pytest.mark.parametrize("place", ["x", "AAAA", "MjAyNi0xMS0yMCAw"])
    def test_a_place_that_is_not_ours_begins_anew(self, auditor, acts, place):
        assert len(rows(auditor.get("/thanh-tra", ho_so=acts.inside, sau=place))) > 2

    def test_what_one_person_did_is_found_from_an_event_without_naming_them(self, auditor, acts):
        page = auditor.get("/thanh-tra", ho_so=acts.inside, viec="dossier_receive")
        page = auditor.get(page.select("main tbody th a")[0]["href"]).follow("Các việc khác của người này")

        assert {"Kiểm tra thành phần hồ sơ", "Tiếp nhận hồ sơ"} <= set(acts_in(page))
        assert "Nộp hồ sơ" not in acts_in(page)
        assert "Chỉ những việc của người đã làm" in page.text
        assert auditor.get("/thanh-tra", cung_nguoi="nobody").status == 404

    def test_a_list_costs_six_statements(self, auditor, acts, database):
        auditor.get("/thanh-tra")
        for query in ({}, {"ho_so": acts.inside}, {"viec": "dossier_receive", "don_vi": "X01273.TT"}):
            with asked(database) as seen:
                auditor.get("/thanh-tra", **query)

            assert len(seen) <= 6, seen

    def test_in_english(self, acts, sign_in):
        page = in_the_room(sign_in("P19"), "en").get("/thanh-tra", ho_so=acts.inside)

        assert page.h1 == "Inspection and supervision"
        assert "Your inspection mandate" in page.text
        assert page.follow("Log").status == 200


class TestEvent:
    def test_it_shows_the_very_bytes_and_their_digest(self, auditor, acts, database):
        page = auditor.get("/thanh-tra", ho_so=acts.inside, viec="dossier_receive")
        page = auditor.get(page.select("main tbody th a")[0]["href"])

        body = page.one("#nguyen-van").get_text()
        assert body.startswith('{"action":"dossier_receive","actor":{"account":')
        assert page.one("#sha-256").get_text() == hashlib.sha256(body.encode()).hexdigest()
        assert page.h1 == "Tiếp nhận hồ sơ"
        assert "Hoàng Thị Cửa Mẫu" in page.text  # the officer, by their post
        file = page.follow("Tải nguyên văn (JSON)")
        assert file.data == body.encode()
        assert file.headers["Content-Disposition"].startswith("attachment")
        assert page.link("Mở hồ sơ") == f"/thanh-tra/ho-so/{acts.inside}"

    def test_it_names_no_citizen(self, auditor, acts):
        page = auditor.get("/thanh-tra", ho_so=acts.outside)
        page = auditor.get(page.select("main tbody th a")[-1]["href"])

        assert "Người Thử Mẫu" not in page.html
        assert NUMBER not in page.html

    def test_what_is_no_event_is_not_found(self, auditor):
        assert auditor.get(f"/thanh-tra/su-kien/{new_id()}").status == 404
        assert auditor.get(f"/thanh-tra/su-kien/{new_id()}.json").status == 404
        assert auditor.get("/thanh-tra/su-kien/1").status == 404


class TestPerson:
    def search(self, auditor, number=NUMBER, side="person"):
        return auditor.get("/thanh-tra/tim-nguoi").form("tim-nguoi").fill(so=number, phia=side).submit()

    def test_a_number_is_sent_and_stands_in_no_address(self, auditor, acts):
        page = self.search(auditor)

        assert "Nộp hồ sơ" in acts_in(page)
        assert page.path == "/thanh-tra/tim-nguoi"
        assert not [a for a in page.select("a[href]") if NUMBER in a["href"]]
        assert all(
            urlsplit(a["href"]).query.startswith(("ho_so=", "next="))
            for a in page.select("a[href*='?']:not([href*='v='])")
        )

    def test_the_other_side_is_what_they_did(self, auditor, acts):
        assert set(acts_in(self.search(auditor, side="actor"))) >= {"Nộp hồ sơ", "Bắt đầu bản nháp"}

    def test_a_number_written_with_spaces_is_the_same(self, auditor, acts):
        assert rows(self.search(auditor, f"{NUMBER[:3]} {NUMBER[3:]}"))

    def test_nobody_is_said_so_and_written_down(self, auditor, events):
        page = self.search(auditor, "004190000000")

        assert "Hệ thống không biết ai mang số này" in page.text
        assert events("audit_read")[0]["object"] == {"kind": "person", "id": "unknown"}

    def test_long_lists_go_on_by_a_form(self, auditor, database, acts):
        with database.unit_of_work() as session:
            person = find_people_by_number(session, IdentityKind.CITIZEN_ID, NUMBER)[0].id
            for _ in range(60):
                record(session, EventTag.DOSSIER_READ, by=SYSTEM, at=FRIDAY, object=("person", person))
        page = self.search(auditor)
        assert len(rows(page)) == PAGE
        assert page.form("trang-sau").submit().select("main tbody tr")

    def test_without_a_number_it_asks_again(self, auditor):
        page = self.search(auditor, "")

        assert page.status == 422
        assert page.errors == ["Số: Bạn chưa điền mục này."]


class TestReadings:
    @pytest.mark.parametrize(
        ("path", "object_"),
        [
            ("/thanh-tra", {"kind": "audit_log", "id": "events"}),
            ("/thanh-tra?viec=login", {"kind": "audit_log", "id": "events"}),
            ("/thanh-tra/so-ket-qua", {"kind": "register", "id": "everything"}),
            ("/thanh-tra/so-ket-qua?don_vi=X01279", {"kind": "register", "id": "X01279"}),
        ],
    )
    def test_each_is_one_event(self, auditor, events, path, object_):
        before = len(events())
        auditor.get(path)

        after = events()
        assert len(after) == before + 1
        assert (after[0]["action"], after[0]["object"]) == ("audit_read", object_)
        assert after[0]["actor"]["role"] == "auditor"
        assert after[0]["actor"]["post"]

    def test_who_looked_up_a_dossier_stands_among_its_events(self, auditor, acts, events):
        auditor.get("/thanh-tra", ho_so=acts.inside)

        assert events("audit_read")[0]["object"] == {"kind": "dossier", "id": str(acts.inside_id)}
        assert "Xem nhật ký" in acts_in(auditor.get("/thanh-tra", ho_so=acts.inside))

    def test_an_event_that_was_opened_is_named(self, auditor, acts, events):
        href = auditor.get("/thanh-tra", ho_so=acts.inside).select("main tbody th a")[0]["href"]
        for path in (href, f"{href}.json"):
            auditor.get(path)

            assert events("audit_read")[0]["object"] == {"kind": "audit_event", "id": href.rpartition("/")[2]}

    def test_a_search_by_number_names_the_person_by_key_alone(self, auditor, acts, events):
        TestPerson().search(auditor)

        found = events("audit_read")[0]["object"]
        assert found["kind"] == "person"
        assert UUID(found["id"])
        assert normal(NUMBER) not in str(events("audit_read"))


class TestWords:
    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("vi", "Quyết định kiểm tra của bạn không bao gồm đơn vị này"),
            ("en", "Your mandate does not cover this unit today"),
        ],
    )
    def test_a_reason_is_read_in_words_and_its_code_stands_in_the_bytes_alone(self, acts, sign_in, language, words):
        auditor = in_the_room(sign_in("P19"), language)
        auditor.get(f"/thanh-tra/ho-so/{acts.outside}")

        page = auditor.get("/thanh-tra", ho_so=acts.outside, viec="audit_read_refused")
        assert words in rows(page)[0]
        assert "outside_mandate" not in page.one("main table").text

        event = auditor.get(str(page.select("main tbody th a")[0]["href"]))
        assert words in event.text
        assert '"reason":"outside_mandate"' in event.one("#nguyen-van").text

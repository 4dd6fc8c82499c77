"""Maintenance and notices: announced on every page; while nothing is written, all is read and nothing lost."""

from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import update

from auth.guards import policy_of
from gateway.announced import EXTENSION, LiveAnnouncements
from gateway.db import EXTENSION as DATABASE
from gateway.maintenance import STILL_WORKS
from services.actor import SYSTEM
from services.announcements.maintenance import Window, announce
from services.announcements.models import Maintenance, Notice
from services.announcements.notices import Told, publish
from tests.desks import a_dossier
from tests.functional.citizen.walking import begin, past_the_unit
from tests.functional.login.conftest import MONDAY
from tests.functional.officer.walking import DESK
from tests.pages import Browser
from tests.unit.services.documents.pdfs import pdf

TODAY = MONDAY.date()
MAINTENANCE, NOTICES = "/quan-tri/bao-tri", "/quan-tri/thong-bao"
NOW = Window(MONDAY, MONDAY + timedelta(hours=2), "Thay ổ đĩa mẫu.", "Ổ đĩa mẫu hỏng.")


def ended(session):
    """Let nothing be announced."""
    session.execute(update(Maintenance).values(ended_at=Maintenance.announced_at))


@pytest.fixture(autouse=True)
def nothing_held(portal, prepared):
    """No test sees what another announced."""
    yield
    prepared(ended)
    prepared(lambda session: session.execute(update(Notice).values(withdrawn_at=MONDAY)))
    portal.extensions.pop(EXTENSION, None)


@pytest.fixture
def known_at_once(portal):
    """Forget what this process knew, as five seconds do."""
    return lambda: portal.extensions.pop(EXTENSION, None)


@pytest.fixture
def running(prepared, known_at_once):
    """Maintenance that runs now."""

    prepared(lambda session: announce(session, NOW, by=SYSTEM, at=MONDAY))
    known_at_once()


def filled(form, **changes):
    days = {"tu-ngay": "4", "tu-thang": "12", "tu-nam": "2026", "den-ngay": "5", "den-thang": "12", "den-nam": "2026"}
    for name, value in (days | {"tu_gio": "22:00", "den_gio": "2:00", "viec": "Nâng cấp mẫu."} | changes).items():
        form.set(name, value)
    return form


def announced_by(browser, **changes):
    """Announce maintenance the way an administrator does: filled in, looked at, confirmed."""
    return filled(browser.get(MAINTENANCE).form("bao-tri"), **changes).submit().form("xac-nhan").submit("Báo bảo trì")


def told_by(browser, **said):
    """Publish a notice likewise."""
    return browser.get(f"{NOTICES}/moi").form("thong-bao").fill(**said).submit().form("xac-nhan").submit("Đăng")


class TestAhead:
    def test_every_page_says_so_from_the_announcement_on(self, officer, portal):
        page = announced_by(officer("P21"))
        assert "Từ bây giờ mọi trang đều hiện" in page.text

        for browser, path in ((Browser(portal), "/"), (Browser(portal), "/thu-tuc"), (officer("P12"), "/can-bo")):
            band = browser.get(path).one(".maintenance-band").get_text()
            assert "từ 22:00 thứ Sáu, 04/12/2026 đến 02:00 thứ Bảy, 05/12/2026" in band
            assert "Nâng cấp mẫu." in band

    def test_seven_working_days_are_not_six(self, officer):
        page = filled(officer("P20").get(MAINTENANCE).form("bao-tri"), **{"tu-ngay": "3", "den-ngay": "4"}).submit()

        assert page.status == 422
        assert "sớm nhất là 00:00, 04/12/2026" in page.errors[0]
        assert page.form("bao-tri").values["viec"] == "Nâng cấp mẫu."

    def test_called_off_no_page_says_so_any_more(self, officer, portal):
        page = announced_by(officer("P21"))

        page = page.follow(f"Hủy đợt này {page.select('tbody th')[0].get_text()}")
        assert "Hủy đợt bảo trì này?" in page.text
        assert Browser(portal).get("/").select(".maintenance-band") != []
        page.form("xac-nhan").submit()

        assert Browser(portal).get("/").select(".maintenance-band") == []

    def test_before_it_is_confirmed_nothing_is_announced_and_nothing_typed_is_lost(self, officer, portal):
        page = filled(officer("P21").get(MAINTENANCE).form("bao-tri")).submit()

        assert "Nâng cấp mẫu." in page.one("main .maintenance-band").get_text()
        assert Browser(portal).get("/").select(".maintenance-band") == []
        page = page.form("xac-nhan").submit("Sửa lại")
        assert page.form("bao-tri").values["tu_gio"] == "22:00"
        assert page.form("bao-tri").values["viec"] == "Nâng cấp mẫu."

    def test_there_is_nothing_to_end_with_another_number(self, officer):
        assert officer("P21").get(f"{MAINTENANCE}/9999/ket-thuc").status == 404

    def test_an_emergency_needs_its_reason(self, officer):
        page = filled(officer("P21").get(MAINTENANCE).form("bao-tri"), khan_cap="y").submit()

        assert page.status == 422
        assert "phải ghi lý do" in page.errors[0]

    @pytest.mark.parametrize("key", ["P23", "P12", "P19"])
    def test_nobody_else_announces_any(self, officer, key):
        assert officer(key).get(MAINTENANCE).status == 403


class TestWhileItRuns:
    def test_what_is_sent_comes_back_whole_and_is_sent_again_when_it_is_over(self, sign_in, prepared, known_at_once):
        form = past_the_unit(begin(sign_in("P01"))).form().fill(phone="0206 000 0009", capacity="self")
        prepared(lambda session: announce(session, NOW, by=SYSTEM, at=MONDAY))
        known_at_once()

        page = form.submit()

        assert page.status == 503
        assert int(page.headers["Retry-After"]) == 7_200
        assert "Chưa có gì được lưu, và cũng không có gì bị mất." in page.text
        assert "Bảo trì khẩn cấp, không kịp báo trước: Ổ đĩa mẫu hỏng." in page.text
        assert page.link("kiểm tra kết quả") == "/kiem-tra"
        assert page.one("input[name=phone]")["value"] == "0206 000 0009"

        prepared(ended)
        known_at_once()
        step = page.path
        page = page.form().submit("Gửi lại những gì tôi đã điền")

        assert page.browser.get(step).form().values["phone"] == "02060000009"

    def test_an_officer_reads_on_and_changes_nothing(self, running, officer, prepared, events):
        reference = prepared(lambda session: a_dossier(session).reference)
        receiver = officer("P12")
        page = receiver.get(f"{DESK}/{reference}")
        assert page.status == 200
        assert "ĐANG BẢO TRÌ" in page.one(".maintenance-band").get_text()

        page = page.form("tiep-nhan").submit("Tiếp nhận hồ sơ")

        assert page.status == 503
        assert "Mới đăng ký" in receiver.get(f"{DESK}/{reference}").text

    def test_reading_checking_signing_in_and_out_go_on(self, running, officer, portal, sign_in):
        anyone = Browser(portal)
        for path in ("/", "/thu-tuc?q=khai+sinh", "/mot-cua", "/kiem-tra", "/tinh-han"):
            assert anyone.get(path).status == 200
        assert anyone.get("/kiem-tra").form("kiem-tra-tep").fill(tep=(BytesIO(pdf()), "mau.pdf")).submit().status == 200
        judged = portal.test_client().post("/api/v1/verifications", data={"file": (BytesIO(pdf()), "mau.pdf")})
        assert judged.status_code == 200
        assert anyone.get("/api/v1/deadlines", received_at="2026-11-23", value=1, unit="day").status == 200
        citizen = sign_in("P01")
        assert citizen.get("/ho-so").status == 200
        assert citizen.get("/ho-so").button("Đăng xuất").status != 503

    def test_whoever_runs_the_system_ends_it_and_everything_works(self, running, officer):
        page = officer("P21").get(MAINTENANCE)

        page = page.follow(f"Kết thúc ngay {page.select('tbody th')[0].get_text()}").form("xac-nhan").submit()

        assert "Đã kết thúc" in page.text
        assert page.select(".maintenance-band") == []

    def test_every_changing_route_is_held_back_but_those_that_change_no_matter(self, portal):
        working = {
            rule.endpoint
            for rule in portal.url_map.iter_rules()
            if "POST" in (rule.methods or ())
            for policy in [policy_of(portal.view_functions[rule.endpoint])]
            if policy.permission is not None and policy.event in STILL_WORKS
        }

        assert working == {
            "login.choose",
            "login.logout",
            "auditor.person_events",
            "auditor.recheck",
            "administrator.announce_maintenance",
            "administrator.end_maintenance",
        }

    def test_it_is_known_within_five_seconds(self, portal, prepared):
        clock = [0.0]
        live = LiveAnnouncements(lambda: clock[0])
        found = portal.extensions[DATABASE]
        with portal.app_context():
            assert live.current(found, MONDAY).running(MONDAY) is None
            prepared(lambda session: announce(session, NOW, by=SYSTEM, at=MONDAY))

            clock[0] = 4.9
            assert live.current(found, MONDAY).running(MONDAY) is None
            clock[0] = 5.0
            assert live.current(found, MONDAY).running(MONDAY) is not None


class TestNotices:
    def test_one_for_everybody_shows_on_the_start_page_until_it_is_taken_back(self, officer, portal):
        page = officer("P20").get(NOTICES).follow("Đăng thông báo").form("thong-bao")
        page = page.fill(tieu_de="Nghỉ Tết mẫu", noi_dung="Nghỉ hai ngày.\nLàm lại thứ Hai.").submit()
        assert "Hiện ngay khi bạn xác nhận." in page.text
        assert "Nghỉ Tết mẫu" not in Browser(portal).get("/").text
        page = page.form("xac-nhan").submit("Đăng")
        assert "Đã đăng thông báo." in page.text
        start = Browser(portal).get("/")
        assert "Nghỉ Tết mẫu" in start.text
        assert "Thông báo từ ngày 23/11/2026" in start.text

        everyone = start.follow("Nghỉ Tết mẫu")
        assert everyone.path.startswith("/thong-bao#")
        assert "Làm lại thứ Hai." in everyone.text

        page = page.follow("Gỡ thông báo").form("xac-nhan").submit()

        assert "Đã gỡ" in page.text
        assert "Nghỉ Tết mẫu" not in Browser(portal).get("/").text
        assert "Nghỉ Tết mẫu" not in Browser(portal).get("/thong-bao").text

    def test_one_about_a_procedure_shows_there_and_in_english_where_it_was_written(self, officer, portal):
        english = {"tieu_de_en": "New form", "noi_dung_en": "From today."}
        told_by(officer("P20"), tieu_de="Mẫu mới", noi_dung="Từ hôm nay.", thu_tuc="1.001193", **english)

        assert "New form" in Browser(portal, "en").get("/thu-tuc/1.001193").text
        assert "Mẫu mới" in Browser(portal).get("/thu-tuc/1.001193").text
        assert "Mẫu mới" not in Browser(portal).get("/").text

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"thu_tuc": "x"}, "Mã thủ tục gồm"),
            ({"thu_tuc": "9.999999"}, "Không có thủ tục mang mã 9.999999"),
            ({}, "phải có cả tiêu đề và nội dung"),
        ],
    )
    def test_what_cannot_be_comes_back(self, officer, wrong, said):
        form = officer("P20").get(f"{NOTICES}/moi").form("thong-bao")

        page = form.fill(tieu_de="Mẫu", noi_dung="Mẫu", tieu_de_en="Half", **wrong).submit()

        assert page.status == 422
        assert said in page.errors[0]
        assert page.form("thong-bao").values["tieu_de_en"] == "Half"

    def test_a_correction_is_a_version(self, officer):
        page = told_by(officer("P20"), tieu_de="Sai", noi_dung="Mẫu")

        page = page.form("sua").fill(tieu_de="Đúng").submit().form("xac-nhan").submit("Lưu")

        assert "Sai → Đúng" in page.text

    def test_everybody_reads_what_holds_and_what_was_with_its_days(self, portal, prepared):
        for title, first, last in (("Đang mẫu", 0, 2), ("Đã qua mẫu", -9, -4), ("Sắp tới mẫu", 3, 9)):
            days = {"valid_from": TODAY + timedelta(days=first), "valid_until": TODAY + timedelta(days=last)}
            at = MONDAY + timedelta(days=min(first, 0))
            told = Told(title=title, body="Mẫu.", title_en=f"{title} en", body_en="Sample.", **days)
            prepared(lambda session, told=told, at=at: publish(session, told, by=SYSTEM, at=at))

        page, english = (Browser(portal, language).get("/thong-bao") for language in ("vi", "en"))

        assert "Đang mẫu Mẫu. Thông báo từ ngày 23/11/2026 đến hết ngày 24/11/2026" in page.text
        assert "Đã qua mẫu Thông báo từ ngày 14/11/2026 đến hết ngày 18/11/2026" in page.one("details").get_text(
            " ", True
        )
        assert "Sắp tới mẫu" not in page.text
        assert "Đang mẫu en Sample." in english.text

    def test_announced_maintenance_stands_there_too(self, officer, portal):
        announced_by(officer("P21"))

        page = Browser(portal).get("/thong-bao")

        assert "Từ 22:00 thứ Sáu, 04/12/2026 đến 02:00 thứ Bảy, 05/12/2026. Nâng cấp mẫu." in page.text
        assert "Hiện không có thông báo nào" in page.text

    @pytest.mark.parametrize("key", ["P21", "P23", "P12"])
    def test_nobody_else_publishes_any(self, officer, key):
        assert officer(key).get(NOTICES).status == 403

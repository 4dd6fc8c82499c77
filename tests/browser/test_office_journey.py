"""An administrator's day and what a citizen sees of it, and a refusal at a counter, in a real browser without scripts.

An address told by the administrator is found by a former name; a day off moves a due date only when it is confirmed;
what is sent during maintenance comes back whole and is sent again when it is over. The receiver and the head of the
centre answer a dossier with the keyboard alone.
"""

from dataclasses import replace

import pytest
from sqlalchemy import select

from gateway.clock import set_clock
from gateway.db import EXTENSION as DATABASE
from gateway.demo.seed import seed
from gateway.migrate import upgrade
from services.actor import SYSTEM
from services.calendar.changes import CalendarChange
from services.catalogue.loader import DATA, load
from services.dossiers.recounting.confirming import recount_batch
from tests.browser.inside.house import signed_in
from tests.browser.serving import serving
from tests.browser.window import Window
from tests.desks import a_dossier
from tests.functional.entering import COOKIE
from tests.functional.login.conftest import MONDAY
from tests.unit.services.dossiers.test_recounting import running

WHO = ("citizen", "administrator", "technician", "receiver", "head")


@pytest.fixture(scope="module")
def office(server, settings, make_app):
    """A gateway over a database of its own, people signed in, and a dossier whose clock runs."""
    addresses = server.ensure_database("office_journey")
    upgrade(addresses.owner)
    own = replace(settings, database_url=addresses.app, database_owner_url=addresses.owner, rate_limits="off")
    made = []

    def build(address):
        made.append(make_app(replace(own, public_url=address)))
        set_clock(made[0], lambda: MONDAY)
        return made[0]

    with serving(build) as address:
        database = made[0].extensions[DATABASE]
        with database.unit_of_work() as session:
            load(session, DATA, by=SYSTEM, at=MONDAY)
            seed(session, at=MONDAY)
            tokens = {who: signed_in(session, who) for who in WHO}
            code = running(session).code
        yield address, database, tokens, code


@pytest.fixture
def enter(office, chromium):
    """Opens somebody's window on a phone; nobody's without a name."""
    opened = []

    def open_window(who=None, *, width=360, scripts=False):
        address, _, tokens, _ = office
        opened.append(Window(chromium, address, width=width, scripts=scripts))
        if who:
            opened[-1].context.add_cookies([{"name": COOKIE, "value": tokens[who], "url": address}])
        return opened[-1].page, opened[-1]

    yield open_window
    for one in opened:
        one.context.close()


def press(page, label):
    with page.expect_navigation():
        page.get_by_role("button", name=label, exact=True).first.click()


def day(page, name, text):
    for part, value in zip(("ngay", "thang", "nam"), text.split("/"), strict=True):
        page.locator(f"#{name}-{part}").fill(value)


def test_an_address_that_the_administrator_tells_is_found_by_a_former_name(enter):
    page, administrator = enter("administrator")
    administrator.open("/quan-tri/don-vi?q=X01327.TT")
    page.get_by_role("link", name="Trung tâm Phục vụ hành chính công xã Cô Ba").click()
    page.locator("#dia_chi").fill("Nhà mẫu số 9, xóm Mẫu")
    page.locator("#nguon_lien_he").fill("Công văn mẫu 5/CV")
    press(page, "Lưu liên hệ")
    administrator.open("/quan-tri/don-vi/X01327")
    page.locator("summary", has_text="Thêm tên hoặc mã").click()
    page.locator("#gia_tri").fill("Xã Tên Cũ Mẫu")
    press(page, "Thêm")

    page, anybody = enter()
    anybody.open("/mot-cua")
    page.locator("#tim").fill("ten cu mau")
    press(page, "Tìm")
    page.get_by_role("link", name="Xã Cô Ba").click()

    assert "Nhà mẫu số 9, xóm Mẫu" in anybody.words()
    assert "Nguồn: Công văn mẫu 5/CV" in anybody.words()


def test_a_day_off_moves_a_due_date_only_when_it_is_confirmed(office, enter):
    _, database, _, code = office
    page, administrator = enter("administrator")
    administrator.open("/quan-tri/lich-nghi")
    page.get_by_role("button", name="Đề nghị sửa lịch").click()
    page.locator("#van_ban").fill("Thông báo mẫu 9/TB")
    press(page, "Lập đề nghị")
    day(page, "tu", "25/11/2026")
    page.get_by_label("Nghỉ hoán đổi").check()
    page.locator("#ten").fill("Nghỉ hoán đổi mẫu")
    press(page, "Ghi vào đề nghị")
    page.locator("summary", has_text="1 mã hồ sơ").click()
    assert code in administrator.words()
    assert "27/11/2026 → 30/11/2026" in administrator.words()

    page.locator("#da_xem").check()
    press(page, "Xác nhận sửa lịch")
    assert "Đang tính lại" in administrator.words()
    with database.unit_of_work() as session:
        recount_batch(session, session.scalars(select(CalendarChange.id)).one(), at=MONDAY)
    page.get_by_role("link", name="Xem lại tiến độ").click()

    assert "1 hồ sơ đổi hạn" in administrator.words()


def test_what_a_citizen_sends_during_maintenance_comes_back_whole_and_is_sent_again_after_it(enter):
    page, citizen = enter("citizen")
    citizen.open("/thu-tuc/2.000908")
    page.get_by_role("button", name="Nộp hồ sơ trực tuyến").click()
    press(page, "Bắt đầu")
    press(page, "Lưu và tiếp tục")
    page.get_by_label("Cho chính mình").check()
    page.locator("[name=phone]").fill("0206 000 0009")
    step = page.url

    at_the_machine, technician = enter("technician")
    technician.open("/quan-tri/bao-tri")
    day(at_the_machine, "tu", "23/11/2026")
    at_the_machine.locator("#tu_gio").fill("9:00")
    day(at_the_machine, "den", "23/11/2026")
    at_the_machine.locator("#den_gio").fill("11:00")
    at_the_machine.locator("#viec").fill("Thay ổ đĩa mẫu.")
    at_the_machine.locator("#khan_cap").check()
    at_the_machine.locator("#ly_do").fill("Ổ đĩa mẫu hỏng.")
    press(at_the_machine, "Xem trước")
    press(at_the_machine, "Báo bảo trì")

    press(page, "Lưu và tiếp tục")
    assert "Chưa có gì được lưu, và cũng không có gì bị mất." in citizen.words()
    assert citizen.misfits() == []
    page_with_scripts, looked_at = enter("citizen", scripts=True)
    page_with_scripts.goto(step)
    press(page_with_scripts, "Lưu và tiếp tục")
    assert "chưa gửi được" in looked_at.words()
    assert looked_at.faults() == []

    at_the_machine.get_by_role("link", name="Kết thúc ngay").click()
    press(at_the_machine, "Kết thúc ngay")
    press(page, "Gửi lại những gì tôi đã điền")

    page.goto(step)
    assert page.locator("[name=phone]").input_value() == "02060000009"


class TestByTheKeyboardAlone:
    """What the receiver and the head of a centre do most, without a mouse (WCAG 2.1.1)."""

    @pytest.fixture
    def filed(self, office):
        """A dossier that nobody has looked at."""
        with office[1].unit_of_work() as session:
            return a_dossier(session, mark=None).reference

    def test_a_refusal_is_proposed_and_approved(self, filed, enter):
        page, receiver = enter("receiver", width=1366)
        receiver.open("/can-bo")
        go(page, filed)
        go(page, "Đề xuất từ chối tiếp nhận", leads_on=False)
        tab_to(page, "ly_do")
        page.keyboard.press("Space")
        tab_to(page, "loi")
        page.keyboard.insert_text("Việc mẫu này do cơ quan khác giải quyết.")
        go(page, "Gửi đề xuất từ chối")
        assert "Đề xuất từ chối đang chờ trả lời" in receiver.words()

        page, head = enter("head", width=1366)
        head.open("/can-bo")
        go(page, filed)
        go(page, "Duyệt từ chối")

        assert "Không được tiếp nhận" in head.words()

    def test_what_is_complete_is_received_and_handed_over(self, filed, enter):
        page, receiver = enter("receiver", width=1366)
        receiver.open("/can-bo")
        go(page, filed)
        go(page, "Lưu, giấy tờ chưa đánh dấu đều đạt")
        go(page, "Tiếp nhận hồ sơ")
        go(page, "Chuyển hồ sơ")

        assert "Đang xử lý" in receiver.words()

    def test_a_copy_is_certified(self, enter):
        page, receiver = enter("receiver", width=1366)
        receiver.open("/can-bo/chung-thuc")
        assert focused(page) == "ten"
        page.keyboard.insert_text("Người Thử Mẫu")
        for control, typed in (("giay", "Bằng mẫu"), ("trang", "3")):
            tab_to(page, control)
            page.keyboard.insert_text(typed)
        tab_to(page, "doi")
        page.keyboard.press("Space")
        go(page, "Tính phí")
        assert focused(page) == "Đã thu tiền, ghi sổ và trả"
        with page.expect_navigation():
            page.keyboard.press("Enter")

        assert "01/SCT/BS" in receiver.words()
        assert "3 trang × 1 bản, 5.000 đ" in receiver.words()
        assert focused(page) == "ten"


MOST_STEPS = 120


def focused(page):
    return page.evaluate("() => { const one = document.activeElement; return one.id || one.textContent.trim() }")


def tab_to(page, wanted):
    """Press Tab until a control, by its id or its words, has the focus."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if focused(page) == wanted:
            return
    pytest.fail(f"no way to {wanted!r} by Tab; the last is {focused(page)!r}")


def go(page, wanted, *, leads_on=True):
    """Go to a control by Tab and press Enter there."""
    tab_to(page, wanted)
    if not leads_on:
        page.keyboard.press("Enter")
        return
    with page.expect_navigation():
        page.keyboard.press("Enter")

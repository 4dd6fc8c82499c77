"""Lists by role: few statements, page by page, with something to read where there is nothing to do."""

from datetime import timedelta

import pytest

from gateway.db import EXTENSION
from services.dossiers.kinds import DossierState, Proposal, WaitingFor
from tests.desks import a_dossier
from tests.functional.login.conftest import MONDAY
from tests.functional.officer.walking import row_of

MOST_STATEMENTS = 6
RUNNING = "Đang giải quyết"


@pytest.fixture(scope="module")
def crowd(portal):
    """More dossiers to receive at the ward's centre than one page holds."""
    with portal.extensions[EXTENSION].unit_of_work() as session:
        return [a_dossier(session, submitted_at=MONDAY - timedelta(hours=100 - n)).reference for n in range(30)]


@pytest.mark.usefixtures("crowd")
class TestPages:
    def test_the_longest_waiting_stand_first_and_the_next_page_goes_on(self, officer, crowd):
        receiver = officer("P12")

        first = receiver.get("/can-bo")
        second = first.follow("Trang sau")

        shown = [link.get_text() for link in first.select("tbody th a")]
        assert shown == crowd[:25]
        assert [link.get_text() for link in second.select("tbody th a")][:5] == crowd[25:]
        assert second.follow("Về đầu danh sách").select("tbody th a")[0].get_text() == crowd[0]

    @pytest.mark.parametrize(
        ("key", "tray"),
        [
            ("P12", "cho-tiep-nhan"),
            ("P12", "cho-chuyen"),
            ("P12", "dang-giai-quyet"),
            ("P12", "cho-tra"),
            ("P22", "tu-choi-cho-duyet"),
            ("P22", "cho-tiep-nhan"),
            ("P22", "cho-chuyen"),
            ("P13", "cua-toi"),
            ("P13", "cho-thu-ly"),
            ("P14", "cho-xu-ly"),
            ("P15", "cho-xu-ly"),
        ],
    )
    def test_a_list_costs_few_statements(self, officer, prepared, statements, key, tray):
        prepared(lambda session: a_dossier(session, DossierState.RECEIVED))
        browser = officer(key)
        browser.get("/can-bo", khay=tray)

        with statements() as seen:
            page = browser.get("/can-bo", khay=tray)

        assert page.status == 200
        assert len(seen) <= MOST_STATEMENTS, seen

    def test_the_entry_costs_few_statements_as_well(self, officer, statements):
        browser = officer("P12")
        browser.get("/can-bo")

        with statements() as seen:
            page = browser.get("/can-bo")

        assert page.h1 == "Chờ tiếp nhận"
        assert len(seen) <= MOST_STATEMENTS, seen

    def test_what_is_no_position_begins_the_list_anew(self, officer, crowd):
        page = officer("P12").get("/can-bo", sau="tào lao")

        assert page.select("tbody th a")[0].get_text() == crowd[0]


class TestLines:
    def test_a_deadline_is_told_by_shape_and_words(self, officer, prepared):
        code = prepared(lambda session: a_dossier(session, DossierState.IN_PROGRESS).code)

        page = officer("P13").get("/can-bo", khay="cho-thu-ly")

        (row,) = [one for one in page.select("tbody tr") if code in one.get_text()]
        assert "27/11/2026" in row.get_text()
        assert "● Còn 3 ngày làm việc" in row.get_text()

    def test_an_overdue_one_is_found_by_its_filter_and_a_later_one_is_not(self, officer, prepared, clock):
        code = prepared(lambda session: a_dossier(session, DossierState.IN_PROGRESS).code)
        specialist = officer("P13")
        later = specialist.get("/can-bo", khay="dang-giai-quyet", han="qua-han")
        assert code not in later.html

        clock.move(days=6)
        row = row_of(officer("P13").get("/can-bo", khay="dang-giai-quyet", han="qua-han"), code)

        assert "◆ Quá hạn" in row.get_text()

    def test_a_proposed_refusal_waits_for_the_head_of_the_centre(self, officer, prepared):
        proposed = {"proposal": Proposal.REFUSAL, "waiting_for": WaitingFor.CENTRE_HEAD}
        reference = prepared(lambda session: a_dossier(session, **proposed).reference)

        page = officer("P22").get("/can-bo")

        assert page.h1 == "Đề xuất chờ duyệt"
        assert reference in page.text

    def test_the_head_of_a_centre_sees_how_much_lies_where(self, officer, prepared):
        prepared(lambda session: a_dossier(session, DossierState.IN_PROGRESS))

        page = officer("P22").get("/can-bo")

        assert "Quá hạn (" in page.text
        assert "Đang giải quyết (" in page.text
        assert "Quá hạn (" not in officer("P12").get("/can-bo").text

    def test_an_empty_list_says_what_it_means(self, officer):
        page = officer("P15").get("/can-bo", khay="dang-giai-quyet", han="qua-han")

        assert "Không hồ sơ nào đúng với điều kiện lọc" in page.text or page.select("tbody tr")

    def test_a_list_that_holds_nothing_says_so_too(self, officer):
        browser = officer("P13")
        page = browser.get("/can-bo", khay="cho-thu-ly")
        while page.select("tbody tr"):  # other tests have left some: take them
            browser.get(page.select("tbody th a")[0]["href"]).button("Nhận thụ lý")
            page = browser.get("/can-bo", khay="cho-thu-ly")

        assert figure(page, "Chờ nhận thụ lý") == 0
        assert "Không có hồ sơ nào ở đây" in page.text

    def test_it_reads_in_english(self, officer):
        assert officer("P13", "en").get("/can-bo").status == 200


class TestOpening:
    @pytest.mark.parametrize("key", ["P12", "P13", "P14", "P15", "P22", "P11"])
    def test_the_first_list_that_holds_something_opens(self, officer, prepared, key):
        prepared(lambda session: a_dossier(session, DossierState.IN_PROGRESS))
        page = officer(key).get("/can-bo")

        figures = {label: figure(page, label) for label in tabs(page)}
        holding = sorted((label for label, number in figures.items() if number), key=lambda label: label == RUNNING)

        assert page.h1 == (holding or list(figures))[0]
        assert bool(page.select("tbody tr")) == bool(figures[page.h1])

    def test_what_merely_runs_does_not_hide_what_is_to_be_done(self, officer, prepared):
        prepared(lambda session: a_dossier(session, DossierState.IN_PROGRESS, waiting_for=WaitingFor.LEADER))

        assert officer("P14").get("/can-bo").h1 == "Chờ tôi xử lý"

    def test_the_tabs_count_what_their_lists_hold(self, officer, prepared):
        before = figure(officer("P12").get("/can-bo"), "Chờ chuyển")
        prepared(lambda session: a_dossier(session, DossierState.RECEIVED))

        assert figure(officer("P12").get("/can-bo"), "Chờ chuyển") == before + 1


def tabs(page):
    """The lists, as the tabs name them."""
    return [link.get_text(strip=True) for link in page.select("nav.filters a")]


def figure(page, label):
    """The number beside the tab with these words."""
    (tab,) = [li for li in page.select("nav.filters li") if li.a.get_text(strip=True) == label]
    return int(tab.select_one(".number").get_text(strip=True).strip("()+"))


class TestRoles:
    def test_a_list_of_another_role_is_refused(self, officer):
        assert officer("P13").get("/can-bo", khay="cho-tiep-nhan").status == 403

    @pytest.mark.parametrize("key", ["P19", "P20"])
    def test_who_has_no_desk_opens_none(self, officer, key):
        browser = officer(key)

        assert browser.get("/can-bo").status == 403
        assert browser.get("/can-bo/ho-so/N-2222-2222-2222").status == 403

    def test_a_citizen_has_no_desk(self, sign_in):
        assert sign_in("P01").get("/can-bo").status == 403

    def test_nobody_signed_in_is_led_to_the_login(self, portal):
        from tests.pages import Browser

        assert Browser(portal).get("/can-bo", follow=False).location.startswith("/dang-nhap")

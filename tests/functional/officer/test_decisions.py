"""A business administrator decides about procedures: looks ahead, confirms, and everybody sees it from its day on."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from gateway.db import EXTENSION as DATABASE
from services.catalogue.kinds import Aspect
from services.catalogue.overlay.models import LocalDecision, LocalDecisionUnit
from tests.functional.login.conftest import MONDAY
from tests.local_decisions import a_decision, enter
from tests.pages import Browser, words

MOST_STATEMENTS = 6
ANEW, BIRTH = "1.004884", "1.001193"
HERE = f"/quan-tri/thu-tuc/{ANEW}"
SOURCE = "Nghị quyết 12/2026/NQ-HĐND ngày 10/12/2026"
TOMORROW = MONDAY.date() + timedelta(days=1)


@pytest.fixture(autouse=True)
def ticking(tick, as_owner):
    """Makes the next look at the catalogue due; afterwards nothing was decided."""
    yield tick
    as_owner(sa.delete(LocalDecisionUnit), sa.delete(LocalDecision))


@pytest.fixture
def administrator(officer) -> Browser:
    return officer("P20")


@pytest.fixture
def rows(portal):
    def read() -> list[LocalDecision]:
        with portal.extensions[DATABASE].reading() as session:
            return list(session.scalars(sa.select(LocalDecision).order_by(LocalDecision.number)))

    return read


def day(name, on) -> dict[str, str]:
    return {f"{name}-ngay": str(on.day), f"{name}-thang": str(on.month), f"{name}-nam": str(on.year)}


def filled(page, on=TOMORROW, **typed):
    return page.form("quy-dinh").fill(**{"can_cu": SOURCE} | day("tu", on) | typed)


class TestFinding:
    def test_without_a_query_those_with_decisions_are_listed(self, administrator, prepared):
        assert "Chưa có quy định nào" in administrator.get("/quan-tri/thu-tuc").text

        prepared(lambda session: enter(session, ANEW, a_decision(begins=30), at=MONDAY))

        page = administrator.get("/quan-tri").follow("Quy định của tỉnh").follow(ANEW)
        assert page.path == HERE

    def test_a_query_finds_any(self, administrator):
        page = administrator.get("/quan-tri/thu-tuc").form().fill(q="dang ky khai sinh").submit()

        assert page.select(f"main a[href='/quan-tri/thu-tuc/{BIRTH}']")
        assert "Không có thủ tục nào khớp" in administrator.get("/quan-tri/thu-tuc", q="zzzzqqq").text

    @pytest.mark.parametrize("path", ["/quan-tri/thu-tuc", "/quan-tri/thu-tuc?q=khai+sinh", HERE])
    def test_it_costs_few_statements(self, administrator, statements, path):
        administrator.get(path)

        with statements() as seen:
            administrator.get(path)

        assert len(seen) <= MOST_STATEMENTS

    @pytest.mark.parametrize("path", ["/quan-tri/thu-tuc", HERE, f"{HERE}/phi", f"{HERE}/quyet-dinh/1/rut"])
    @pytest.mark.parametrize("key", ["P01", "P12", "P19"])
    def test_nobody_else_comes_in(self, officer, sign_in, key, path):
        browser = sign_in(key) if key == "P01" else officer(key)

        assert browser.get(path).status == 403

    def test_what_is_not_there_is_not_found(self, administrator):
        paths = ("/quan-tri/thu-tuc/9.999999", f"{HERE}/khac", f"{HERE}/quyet-dinh/7/rut")

        assert [administrator.get(path).status for path in paths] == [404] * 3


class TestClosing:
    def test_it_is_looked_at_confirmed_and_then_seen_by_everybody_on_its_day(
        self, administrator, sign_in, clock, ticking, rows, events
    ):
        form = administrator.get(HERE).follow("Ghi quy định: Nhận hồ sơ trực tuyến")
        preview = filled(form, muc="dong", ghi_chu="Nâng cấp phần mềm hộ tịch").submit("Xem trước")

        assert preview.h1 == "Xem trước, rồi xác nhận"
        assert "Nâng cấp phần mềm hộ tịch" in preview.text
        assert rows() == []

        done = preview.form("xac-nhan").submit("Ghi quy định")

        assert done.path == HERE
        assert "Đã ghi: Nhận hồ sơ trực tuyến, từ 24/11/2026." in done.text
        (row,) = rows()
        assert (row.is_open, row.valid_from, row.confirmed, row.source) == (False, TOMORROW, False, SOURCE)
        event = events("unit_procedure_change")[-1]
        assert (event["reason"], event["actor"]["role"]) == ("filing.set", "business_admin")
        assert "Phan Thị Thử" not in str(event)

        ticking()
        page = sign_in("P01").get(f"/thu-tuc/{ANEW}")
        assert "Sắp thay đổi" in page.text
        assert page.link("Nộp hồ sơ trực tuyến")

        clock.at = MONDAY + timedelta(days=1)
        ticking()
        citizen = sign_in("P01")
        page = citizen.get(f"/thu-tuc/{ANEW}")
        assert "Không nộp trực tuyến tại đây được." in page.text
        assert "Nâng cấp phần mềm hộ tịch" in page.text
        assert SOURCE in page.text
        assert "Bắt đầu" not in citizen.get(f"/nop-ho-so/{ANEW}").text
        answer = citizen.get(f"/api/v1/procedures/{ANEW}").json
        assert answer["closed_because"] == ["closed_locally"]
        assert answer["local_decisions"][0]["note"] == "Nâng cấp phần mềm hộ tịch"

    def test_a_reason_is_asked_for_and_everything_typed_stays(self, administrator, rows):
        page = filled(administrator.get(f"{HERE}/nop-truc-tuyen"), muc="dong").submit("Xem trước")

        assert page.status == 422
        assert "Hãy ghi lý do để người dân biết." in page.text
        assert page.one("#can_cu")["value"] == SOURCE
        assert page.select("input[name=muc][value=dong][checked]")
        assert rows() == []

    def test_what_begins_today_says_that_it_cannot_be_undone(self, administrator):
        form = administrator.get(f"{HERE}/nop-truc-tuyen")

        page = filled(form, MONDAY.date(), muc="dong", ghi_chu="Thử").submit("Xem trước")

        assert "không rút lại được nữa" in page.text

    def test_one_may_go_back_and_correct(self, administrator):
        form = administrator.get(f"{HERE}/nop-truc-tuyen")
        preview = filled(form, muc="dong", ghi_chu="Lý do gõ nhầm").submit("Xem trước")

        page = preview.form("xac-nhan").submit("Sửa lại")

        assert page.status == 200
        assert page.one("#ghi_chu").get_text().strip() == "Lý do gõ nhầm"


class TestEveryAspect:
    @pytest.mark.parametrize(
        ("slug", "typed", "told"),
        [
            ("noi-tiep-nhan", {"muc": "dat", "noi": ["X01273.TT"]}, "phường Thục Phán"),
            ("thoi-han", {"muc": "dat", "so": "3", "don_vi": "working_day", "kenh": "online"}, "3 ngày làm việc"),
            ("phi", {"muc": "dat", "tien": "8.000", "ghi_chu": "mỗi bản"}, "8.000 đ: mỗi bản"),
            ("bieu-mau", {"muc": "generic/1"}, "generic/1"),
            ("muc-do", {"muc": "partial", "ghi_chu": "Mang bản chính đến"}, "Mang bản chính đến"),
        ],
    )
    def test_it_is_entered_and_told(self, administrator, slug, typed, told):
        preview = filled(administrator.get(f"{HERE}/{slug}"), xac_nhan="y", **typed).submit("Xem trước")
        assert told in preview.text

        page = preview.form("xac-nhan").submit("Ghi quy định")

        assert told in page.text
        assert "Sắp áp dụng" in page.text
        assert "(chưa xác nhận)" not in page.text

    @pytest.mark.parametrize(
        ("slug", "typed", "sentence"),
        [
            ("noi-tiep-nhan", {"muc": "dat"}, "Hãy chọn ít nhất một nơi tiếp nhận."),
            ("thoi-han", {"muc": "dat", "so": "9", "don_vi": "working_day"}, "dài hơn thời hạn trong danh mục"),
            ("thoi-han", {"muc": "dat", "so": "1", "don_vi": "month"}, "Hãy dùng cùng đơn vị tính."),
            ("thoi-han", {"muc": "dat", "so": "x"}, "Hãy ghi thời hạn là một số nguyên"),
            ("phi", {"muc": "dat", "tien": "tám nghìn"}, "Hãy ghi số tiền"),
            ("phi", {"muc": "theo-danh-muc"}, "không có gì để ghi"),
            ("phi", {"tien": "5"}, "Bạn chưa điền mục này."),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_field(self, administrator, rows, slug, typed, sentence):
        page = filled(administrator.get(f"{HERE}/{slug}"), **typed).submit("Xem trước")

        assert page.status == 422
        assert sentence in page.text
        assert page.select(".govuk-error-summary")
        assert rows() == []

    def test_a_span_turns_again_on_the_day_after_its_last(self, administrator, rows):
        form = administrator.get(f"{HERE}/phi")
        typed = {"muc": "dat", "tien": "0"} | day("den", TOMORROW + timedelta(days=29))

        preview = filled(form, **typed).submit("Xem trước")

        assert "Từ 24/12/2026:" in preview.text
        preview.form("xac-nhan").submit("Ghi quy định")
        assert rows()[0].valid_until == TOMORROW + timedelta(days=30)


class TestTwoAtOnce:
    def test_what_was_decided_meanwhile_is_shown_before_it_is_confirmed_again(self, administrator, prepared, rows):
        form = administrator.get(f"{HERE}/phi")
        preview = filled(form, muc="dat", tien="8000").submit("Xem trước")
        prepared(lambda session: enter(session, ANEW, a_decision(Aspect.FEE, begins=20), at=MONDAY))

        again = preview.form("xac-nhan").submit("Ghi quy định")

        assert again.status == 409
        assert "Có người vừa ghi hoặc rút một quy định khác" in again.text
        again.form("xac-nhan").submit("Ghi quy định")
        assert len(rows()) == 2


class TestWithdrawing:
    def test_what_has_not_begun_goes_and_stays_in_the_list(self, administrator, prepared, rows, events):
        prepared(lambda session: enter(session, ANEW, a_decision(begins=30), at=MONDAY))

        page = administrator.get(HERE).follow("Rút lại quy định số 1").form("rut-lai").submit()

        assert "Đã rút quy định số 1." in page.text
        assert "Đã rút" in words(page.select("table")[-1])
        assert rows()[0].withdrawn_on == MONDAY.date()
        assert [one["reason"] for one in events("unit_procedure_change")[-2:]] == ["filing.set", "filing.withdrawn"]

    def test_what_has_begun_offers_no_way_and_takes_none(self, officer, prepared, clock):
        prepared(lambda session: enter(session, ANEW, a_decision(begins=4), at=MONDAY))
        clock.at = MONDAY + timedelta(hours=14)
        page = officer("P20").get(f"{HERE}/quyet-dinh/1/rut")
        clock.at = MONDAY + timedelta(hours=16)  # it is the next day

        answer = page.form("rut-lai").submit()

        assert answer.status == 409
        assert "đã áp dụng, không rút lại được nữa" in answer.text
        assert not answer.select("#rut-lai")


class TestReading:
    def test_it_reads_in_english(self, officer, prepared):
        prepared(lambda session: enter(session, ANEW, *(a_decision(aspect, begins=3) for aspect in Aspect), at=MONDAY))
        browser = officer("P20", "en")

        assert "Decisions of the province" in browser.get(HERE).text
        for slug in ("nop-truc-tuyen", "noi-tiep-nhan", "thoi-han", "phi", "bieu-mau", "muc-do"):
            assert browser.get(f"{HERE}/{slug}").status == 200

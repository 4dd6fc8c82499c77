"""Posts: given by number and name, changed, handed on, ended; a commune's administrator keeps to the commune."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from services.actor import Role
from services.calendar.province import civil_date
from services.dossiers.kinds import DossierState
from services.people.models import IdentityKind, OfficerPost, Unit
from services.people.queries import find_people_by_number
from tests.desks import a_dossier, a_post
from tests.functional.login.conftest import MONDAY

MOST_STATEMENTS = 6
STAFF = "/quan-tri/can-bo"
NEWCOMER = "004190999555"
TODAY = civil_date(MONDAY)


def day(name, on):
    return {f"{name}-ngay": str(on.day), f"{name}-thang": str(on.month), f"{name}-nam": str(on.year)}


def filled(form, **changes):
    """The form of a new post, filled in for somebody who has never signed in."""
    told = {"so": NEWCOMER, "ho_ten": "Lò Thị Mới Mẫu", "vai_tro": "specialist", "chuc_danh": "Công chức"} | changes
    for name, value in told.items():
        form.set(name, value)
    return form


@pytest.fixture
def business(officer):
    return officer("P20")


@pytest.fixture
def ward(officer):
    return officer("P23")


class TestUnits:
    def test_the_business_administrator_sees_every_unit_with_officers(self, business):
        page = business.get(STAFF)

        assert page.link("Sở Tư pháp") == f"{STAFF}/STP"
        assert page.link("Ủy ban nhân dân phường Thục Phán") == f"{STAFF}/X01273"

    def test_any_other_unit_is_found_by_its_name(self, business):
        page = business.get(STAFF).form().fill(q="co ba").submit()

        assert page.link("Ủy ban nhân dân xã Cô Ba") == f"{STAFF}/X01327"

    def test_a_ward_s_administrator_sees_the_ward_its_rooms_and_its_centre(self, ward):
        links = [a["href"].rpartition("/")[2] for a in ward.get(STAFF).select("tbody th a")]

        assert links == ["X01273", "X01273.KT", "X01273.TT", "X01273.VHXH", "X01273.VP"]

    @pytest.mark.parametrize("code", ["STP", "X01324", "X01324.TT", "TTPVHCC"])
    def test_units_of_others_are_not_found(self, ward, code):
        assert ward.get(f"{STAFF}/{code}").status == 404
        assert ward.get(f"{STAFF}/{code}/giao").status == 404

    @pytest.mark.parametrize("key", ["P12", "P14", "P19", "P21"])
    def test_nobody_else_opens_them(self, officer, key):
        assert officer(key).get(STAFF).status == 403

    def test_they_cost_few_statements(self, business, statements):
        business.get(STAFF)

        with statements() as seen:
            business.get(STAFF)
            business.get(f"{STAFF}/X01273")

        assert len(seen) <= 2 * MOST_STATEMENTS


class TestGiving:
    def test_somebody_unknown_gets_a_post_that_shows_in_the_unit_without_the_number(self, ward, events):
        page = filled(ward.get(f"{STAFF}/X01273.VHXH/giao").form("giao"), phan_ky="").submit()

        assert "Đã giao vị trí." in page.text
        assert page.h1 == "Lò Thị Mới Mẫu"
        assert NEWCOMER not in page.html
        assert "Lò Thị Mới Mẫu" in ward.get(f"{STAFF}/X01273.VHXH").text
        assert events("post_create")[-1]["actor"]["role"] == "unit_admin"
        assert events("post_create")[-1]["after"].startswith("office/1:")

    def test_the_same_post_in_the_same_days_is_refused_in_words_with_everything_kept(self, ward):
        page = filled(ward.get(f"{STAFF}/X01273.KT/giao").form("giao")).submit().browser.get(f"{STAFF}/X01273.KT/giao")

        again = filled(page.form("giao")).submit()

        assert again.status == 409
        assert "Các khoảng thời gian không được chồng nhau" in again.errors[0]
        assert again.form("giao").values["ho_ten"] == "Lò Thị Mới Mẫu"

    def test_a_name_that_is_not_the_number_s_tells_nobody_s_name(self, ward):
        form = filled(ward.get(f"{STAFF}/X01273.VP/giao").form("giao"), so="004190999901")

        page = form.submit()

        assert page.status == 422
        assert "không khớp" in page.errors[0]
        assert "Nông Thị Hoa" not in page.html

    @pytest.mark.parametrize("role", ["auditor", "business_admin", "unit_admin"])
    def test_a_ward_s_administrator_is_not_offered_roles_above_the_ward(self, ward, business, role):
        def offered(browser):
            page = browser.get(f"{STAFF}/X01273/giao")
            return [one["value"] for one in page.select("input[name=vai_tro]")]

        assert role not in offered(ward)
        assert role in offered(business)

    def test_a_centre_has_receivers_and_no_leaders(self, ward):
        page = ward.get(f"{STAFF}/X01273.TT/giao")

        assert [one["value"] for one in page.select("input[name=vai_tro]")] == ["receiver", "centre_head"]

    def test_nobody_gives_themselves_a_post(self, ward):
        form = filled(ward.get(f"{STAFF}/X01273/giao").form("giao"), so="004087999923", ho_ten="Sầm Văn Quản Mẫu")

        page = form.fill(vai_tro="leader").submit()

        assert page.status == 403
        assert "Không ai tự giao" in page.errors[0]

    def test_a_form_half_filled_in_comes_back(self, ward):
        page = ward.get(f"{STAFF}/X01273/giao").form("giao").fill(ho_ten="Lò Thị Mới Mẫu").submit()

        assert page.status == 422
        assert page.form("giao").values["ho_ten"] == "Lò Thị Mới Mẫu"


def post_of(session, number, unit):
    """The key of somebody's post at a unit."""
    (person,) = find_people_by_number(session, IdentityKind.CITIZEN_ID, number)
    query = select(OfficerPost.id).join(OfficerPost.unit).where(OfficerPost.person_id == person.id, Unit.code == unit)
    return session.scalars(query).first()


@pytest.fixture
def leader(prepared):
    """The post of a leader of a ward where the cast has nobody."""

    def prepare(session):
        post = session.get_one(OfficerPost, a_post(session, Role.LEADER, "X01279").post_id)
        post.signature_lines = ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"]
        return post.id

    return f"{STAFF}/vi-tri/{prepared(prepare)}"


class TestSignatureLines:
    def test_a_change_is_a_version_with_before_and_after_and_who(self, business, leader, events):
        page = business.get(leader).form("sua").fill(chuc_danh="Phó Chủ tịch phường", phan_ky="KT. CHỦ TỊCH").submit()

        assert "Đã lưu" in page.text
        (row,) = [row for row in page.select("tbody tr") if "Phan Văn Mục Mẫu" in row.get_text()]
        assert "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH → KT. CHỦ TỊCH" in row.get_text()
        event = events("post_change")[-1]
        assert event["before"] != event["after"]

    def test_too_many_lines_are_refused(self, business, leader):
        page = business.get(leader).form("sua").fill(phan_ky="\n".join("KT. CHỦ TỊCH" for _ in range(7))).submit()

        assert page.status == 422


@pytest.fixture
def two_specialists(prepared):
    """Two specialists of a commune where the cast has nobody, and a dossier that the first handles."""

    def prepare(session):
        first, second = (a_post(session, Role.SPECIALIST, "X01279.VP") for _ in range(2))
        dossier = a_dossier(
            session, DossierState.IN_PROGRESS, centre="X01279.TT", body="X01279", handler_post_id=first.post_id
        )
        return first.post_id, second.post_id, dossier.code

    return prepared(prepare)


class TestLeaving:
    def test_with_work_in_hand_nobody_leaves_and_the_page_says_which_codes(self, business, two_specialists):
        first, _, code = two_specialists
        page = business.get(f"{STAFF}/vi-tri/{first}")

        refused = page.form("ket-thuc").fill(chac_chan="y").submit()

        assert code in page.text
        assert refused.status == 409
        assert "Còn 1 hồ sơ" in refused.errors[0]

    def test_a_colleague_takes_over_then_the_post_ends(self, business, two_specialists, events):
        first, second, code = two_specialists
        page = business.get(f"{STAFF}/vi-tri/{first}")

        page = page.form("chuyen-viec").fill(nguoi_nhan=str(second)).submit()
        assert "Đã chuyển 1 hồ sơ." in page.text
        page = page.form("ket-thuc").fill(chac_chan="y").submit()

        assert "Đã thôi giữ vị trí" in page.text
        assert code in business.get(f"{STAFF}/vi-tri/{second}").text
        assert events("dossier_reassign")[-1]["actor"]["role"] == "business_admin"
        assert events("post_end")[-1]["before"] != events("post_end")[-1]["after"]

    def test_a_later_day_may_be_set_with_work_in_hand(self, business, two_specialists):
        form = business.get(f"{STAFF}/vi-tri/{two_specialists[0]}").form("ket-thuc").fill(chac_chan="y")
        for name, value in day("tu", TODAY + timedelta(days=10)).items():
            form.set(name, value)

        page = form.submit()

        assert "Đã ghi ngày thôi giữ vị trí." in page.text

    def test_but_not_where_nobody_would_be_left(self, business, prepared):
        def prepare(session):
            only = a_post(session, Role.SPECIALIST, "X01288.KT")
            a_dossier(
                session, DossierState.IN_PROGRESS, centre="X01288.TT", body="X01288", handler_post_id=only.post_id
            )
            return only.post_id

        form = business.get(f"{STAFF}/vi-tri/{prepared(prepare)}").form("ket-thuc").fill(chac_chan="y")
        for name, value in day("tu", TODAY + timedelta(days=10)).items():
            form.set(name, value)

        page = form.submit()

        assert page.status == 409
        assert "Còn 1 hồ sơ" in page.errors[0]

    @pytest.mark.parametrize("others", [0, 1])
    def test_the_list_says_where_a_post_ends_soon_and_nobody_follows(self, business, prepared, others):
        def prepare(session):
            posts = [a_post(session, Role.CLERK, "X01294.VP") for _ in range(1 + others)]
            session.get_one(OfficerPost, posts[0].post_id).valid_until = TODAY + timedelta(days=5)

        prepared(prepare)

        page = business.get(f"{STAFF}/X01294.VP")

        assert "sắp hết" in page.text
        assert ("chưa có người thay" in page.text) is (others == 0)

    def test_the_last_one_in_a_role_stays_while_something_waits_for_it(self, business, prepared):
        def prepare(session):
            only = a_post(session, Role.CLERK, "X01288.VP")
            a_dossier(session, DossierState.IN_PROGRESS, centre="X01288.TT", body="X01288", waiting_for="clerk")
            return only.post_id

        page = business.get(f"{STAFF}/vi-tri/{prepared(prepare)}").form("ket-thuc").fill(chac_chan="y").submit()

        assert page.status == 409
        assert "ở đây không còn ai khác giữ" in page.text

    def test_sessions_of_an_ended_post_stop_at_once(self, officer, business, prepared):
        def prepare(session):
            (person,) = find_people_by_number(session, IdentityKind.CITIZEN_ID, "004196999905")
            return a_post(session, Role.CASHIER, "X01290", person_id=person.id).post_id

        key = prepared(prepare)
        cashier = officer("P05")
        assert cashier.get("/can-bo").status == 200

        business.get(f"{STAFF}/vi-tri/{key}").form("ket-thuc").fill(chac_chan="y").submit()

        assert cashier.get("/can-bo", follow=False).status == 303
        assert cashier.get("/").select(".site-bar__session strong") == []

    def test_nobody_ends_their_own(self, business, prepared):
        key = prepared(lambda s: post_of(s, "004084999920", "VP_UBND"))

        page = business.get(f"{STAFF}/vi-tri/{key}")

        assert "vị trí của chính bạn" in page.text
        assert page.select("#ket-thuc") == []

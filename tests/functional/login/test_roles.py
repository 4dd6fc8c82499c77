"""One account, one capacity at a time, chosen in the open."""

import pytest

from auth.errors import NoSuchCapacityError
from auth.operations import act_as
from services.actor import SYSTEM
from services.people.directory import register_organisation
from services.people.models import OfficerPost, Person
from tests.functional.login.conftest import MONDAY

DESK = "Chuyên viên thụ lý – Sở Mẫu"


class TestChoosing:
    def test_an_officer_is_asked_and_until_then_acts_as_a_citizen(self, officer, sessions):
        page = officer.browser.get("/chon-vai-tro")

        assert [button.get_text(strip=True) for button in page.select("main form button")] == ["Cho chính tôi", DESK]
        assert [session.role for session in sessions()] == ["citizen"]

    def test_choosing_a_post_begins_another_session(self, officer, post, sessions, events):
        before = officer.cookie
        officer.browser.get("/chon-vai-tro").button(DESK)

        former, present = sessions()
        assert officer.cookie != before
        assert former.ended_at is not None
        assert (present.role, present.post_id, present.unit_id) == (post.role, post.id, post.unit_id)
        assert present.provider_sid == former.provider_sid
        [event] = events("role_choose")
        assert (event["actor"]["role"], event["actor"]["post"]) == ("specialist", str(post.id))

    def test_the_header_says_who_acts_where(self, officer):
        officer.browser.get("/chon-vai-tro").button(DESK)

        page = officer.browser.get("/chon-vai-tro")

        said = page.one(".site-bar__session").get_text(" ", strip=True)
        assert "Lục Văn Thụ Mẫu" in said
        assert "Chuyên viên thụ lý" in said
        assert "Sở Mẫu" in said
        assert page.link("Đổi vai trò") == "/chon-vai-tro"

    def test_a_copy_of_the_session_before_is_worth_nothing(self, officer, visitors):
        thief = visitors()
        thief.browser.client.set_cookie("gateway_session", officer.cookie)
        officer.browser.get("/chon-vai-tro").button(DESK)

        assert thief.name is None

    def test_a_citizen_alone_is_not_asked(self, visitor):
        assert visitor.sign_in().location == "/ho-so"
        assert "Đổi vai trò" not in visitor.browser.get("/chon-vai-tro").html

    def test_the_page_that_was_wanted_is_kept_for_a_citizen(self, post, visitor):
        visitor.sign_in("officer", wanted="/ho-so?trang=2", citizen_id="004192000107", assurance_level=2)

        form = visitor.browser.get("/chon-vai-tro").select("main form")[0]
        token = form.find("input", {"name": "csrf_token"})["value"]
        page = visitor.browser.post("/chon-vai-tro", {"csrf_token": token, "vai-tro": "self"}, follow=False)

        assert page.location == "/ho-so?trang=2"

    def test_the_page_to_choose_repeats_nothing_of_its_address(self, officer):
        assert "/ho-so" not in officer.browser.get("/chon-vai-tro").one("main").decode()


class TestRefused:
    @pytest.mark.parametrize("key", ["", "someone", "019ab000-0000-7000-8000-000000000000"])
    def test_nobody_acts_as_what_they_are_not(self, officer, sessions, key):
        token = officer.browser.get("/dang-xuat").form().values["csrf_token"]

        page = officer.browser.post("/chon-vai-tro", {"csrf_token": token, "vai-tro": key})

        assert page.status == 404
        assert len(sessions()) == 1
        assert officer.name is not None

    def test_a_post_that_ended_is_not_offered_and_not_taken(self, officer, post, database, clock):
        form = officer.browser.get("/chon-vai-tro")
        with database.unit_of_work() as session:
            session.merge(post).valid_until = clock.at.date()

        assert form.button(DESK).status == 404
        assert len(officer.browser.get("/chon-vai-tro").select("main form")) == 1

    def test_a_post_begins_and_ends_with_the_provinces_day(self, visitor, post, database, clock):
        with database.unit_of_work() as session:
            session.get_one(OfficerPost, post.id).valid_from = clock.at.date()
        clock.move(hours=-9, minutes=-1)  # 23:59 of the day before, in the province

        page = visitor.sign_in("officer", citizen_id="004192000107", assurance_level=2)

        assert page.location == "/ho-so"

    def test_a_session_that_ended_a_moment_ago_begins_no_other(self, officer, post, sessions, database, clock):
        [held] = sessions()
        officer.browser.get("/dang-xuat").form().submit(follow=False)

        with database.unit_of_work() as session, pytest.raises(NoSuchCapacityError):
            act_as(session, held.id, str(post.id), at=clock.at)


class TestOrganisation:
    @pytest.fixture
    def organisation(self, database, post):
        with database.unit_of_work() as session:
            return register_organisation(
                session,
                name="Công ty Luật Ví Dụ",
                tax_code="4800999966",
                address=None,
                representative=session.get_one(Person, post.person_id),
                representative_title="Giám đốc",
                by=SYSTEM,
                at=MONDAY,
            )

    def test_a_representative_acts_for_the_organisation(self, organisation, officer, sessions):
        officer.browser.get("/chon-vai-tro").button("Thay mặt Công ty Luật Ví Dụ")

        assert sessions()[-1].acting_for == organisation.id
        assert officer.name == "Công ty Luật Ví Dụ"

    def test_who_no_longer_represents_it_is_out_with_the_next_request(self, organisation, officer, database):
        officer.browser.get("/chon-vai-tro").button("Thay mặt Công ty Luật Ví Dụ")
        with database.unit_of_work() as session:
            session.merge(organisation).representative_id = None

        assert officer.name is None

"""Who does not get in, and that nobody changes anything from here."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from auth.guards import policy_of
from gateway.clock import set_clock
from gateway.db import EXTENSION as DATABASE
from gateway.db import AuditorAddressMissingError, Database, auditing
from gateway.security import SAFE
from services.audit.models import AuditEvent
from services.dossiers.models import Dossier
from services.ids import new_id

PATHS = ("/thanh-tra", "/thanh-tra/so-ket-qua", "/thanh-tra/tim-nguoi", "/thanh-tra/ho-so/H14.X01273-1")
OFFICERS = {
    "P12": "Cán bộ tiếp nhận – Trung tâm Phục vụ hành chính công phường Thục Phán",
    "P09": "Chuyên viên thụ lý – Sở Tư pháp",
    "P20": "Quản trị nghiệp vụ – Văn phòng Ủy ban nhân dân tỉnh",
}


class TestOthers:
    @pytest.mark.parametrize("key", [None, *OFFICERS])
    def test_no_other_role_opens_a_page(self, acts, sign_in, key):
        browser = sign_in(key or "P01")
        if key:
            browser.get("/chon-vai-tro").button(OFFICERS[key])

        assert {browser.get(path).status for path in PATHS} == {403}

    def test_the_auditor_as_a_citizen_does_not_either(self, acts, sign_in):
        assert sign_in("P19").get("/thanh-tra").status == 403

    def test_strangers_are_sent_to_sign_in(self, portal, acts):
        answer = portal.test_client().get("/thanh-tra")

        assert (answer.status_code, answer.location.partition("?")[0]) == (303, "/dang-nhap")


class TestReadOnly:
    def test_no_route_changes_anything_two_post_to_search_and_to_judge(self, portal):
        ours = [rule for rule in portal.url_map.iter_rules() if rule.endpoint.startswith("auditor.")]

        changing = {rule.rule for rule in ours if set(rule.methods) - SAFE}
        assert len(ours) == 11
        assert changing == {"/thanh-tra/tim-nguoi", "/thanh-tra/so-ket-qua/<result_token:token>/kiem-tra-lai"}
        assert {policy_of(portal.view_functions[rule.endpoint]).permission for rule in ours} == {"audit_read"}

    def test_whatever_a_mistake_of_ours_would_write_postgresql_refuses(self, portal, acts):
        with portal.test_request_context("/thanh-tra"):
            session = auditing()
            session.execute(sa.select(AuditEvent.id).limit(1)).one()
            with pytest.raises(DBAPIError, match=r"read-only|permission denied"):
                session.execute(sa.insert(AuditEvent).values(id=new_id(), body=b"{}"))
            session.rollback()
            with pytest.raises(DBAPIError, match=r"read-only|permission denied"):
                session.execute(sa.update(Dossier).values(state=10))
            session.rollback()
            session.execute(sa.text("SET default_transaction_read_only = off"))
            with pytest.raises(DBAPIError, match="permission denied"):
                session.execute(sa.delete(AuditEvent))
            session.execute(sa.text("RESET default_transaction_read_only"))

    def test_pages_read_as_the_auditor_and_write_only_what_they_note(self, portal, auditor, acts, database):
        written = []

        def note(_c, _cursor, statement, *_):
            if not statement.lstrip().startswith("SELECT"):
                written.append(statement.split("(")[0].strip())

        sa.event.listen(database.engine, "before_cursor_execute", note)
        auditor.get(f"/thanh-tra/ho-so/{acts.inside}")
        sa.event.remove(database.engine, "before_cursor_execute", note)

        assert written == ["INSERT INTO audit_event", "INSERT INTO audit_subject"]

    def test_what_people_have_not_filed_and_who_is_signed_in_stays_closed(self, portal):
        with portal.test_request_context("/thanh-tra"):
            for table in ("draft", "session", "login_attempt"):
                with pytest.raises(DBAPIError, match="permission denied"):
                    auditing().execute(sa.select(sa.func.count()).select_from(sa.table(table)))
                auditing().rollback()


class TestWithoutAnAddress:
    def test_the_pages_are_closed_for_the_time_being_and_nothing_else_is_used_instead(
        self, portal, make_app, auditor, clock
    ):
        app = make_app(replace(portal.config["SETTINGS"], database_auditor_url=""))
        set_clock(app, clock)
        browser = app.test_client()
        cookie = auditor.client.get_cookie("gateway_session")
        browser.set_cookie("gateway_session", cookie.value)

        answer = browser.get("/thanh-tra")

        assert answer.status_code == 503
        assert answer.headers["Retry-After"]
        assert browser.get("/thu-tuc").status_code == 200
        assert app.extensions[DATABASE].auditing_engine is None

    def test_the_reason_has_a_name(self, keys, settings):
        database = Database(settings.database_url, keys)

        with pytest.raises(AuditorAddressMissingError):
            database.auditing()
        database.close()

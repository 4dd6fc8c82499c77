"""Changes of office data in the log: what the thing said before and says since, in words."""

from datetime import date

from services.actor import Role
from services.calendar.days import DayOffKind
from services.calendar.queries import calendar_version
from services.dossiers.recounting.confirming import confirm
from services.dossiers.recounting.proposing import Span, propose, put_days
from services.people.appointing import change_lines
from tests.desks import a_post
from tests.factories import an_officer
from tests.functional.login.conftest import MONDAY


def test_a_changed_calendar_tells_each_day_before_and_after(auditor, database, events):
    far = date(2032, 3, 2)
    with database.unit_of_work() as session:
        by = an_officer(session, Role.BUSINESS_ADMIN, "VP_UBND")
        change = propose(session, source="Thông báo mẫu 3/TB", by=by, at=MONDAY)
        put_days(session, change.number, Span(far, far, DayOffKind.SWAP_OFF, "Nghỉ mẫu"), by=by, at=MONDAY)
        confirm(session, change.number, seen=change.seen(calendar_version(session)), by=by, at=MONDAY)

    page = auditor.get(f"/thanh-tra/su-kien/{events('calendar_change')[0]['id']}")

    assert "Trước và sau" in page.text
    assert "02/03/2032: Nghỉ hoán đổi, Nghỉ mẫu (Đã có văn bản chính thức)" in page.text
    assert "Phan Văn Mục Mẫu" in page.text


def test_changed_signature_lines_tell_both(auditor, database, events):
    with database.unit_of_work() as session:
        by = an_officer(session, Role.BUSINESS_ADMIN, "VP_UBND")
        post = a_post(session, Role.LEADER, "X01290")
        change_lines(session, post.post_id, title="Phó Chủ tịch", signature_lines=["KT. CHỦ TỊCH"], by=by, at=MONDAY)

    page = auditor.get(f"/thanh-tra/su-kien/{events('post_change')[0]['id']}")

    assert "Chức danh: Chuyên viên thử → Phó Chủ tịch" in page.text


def test_any_other_event_tells_none(auditor, events):
    page = auditor.get(f"/thanh-tra/su-kien/{events('login')[0]['id']}")

    assert "Trước và sau" not in page.text

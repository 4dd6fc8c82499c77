"""The ways of officers that several tests walk, each with their own pages."""

import re

from bs4 import Tag
from sqlalchemy.orm import Session

from services.results.drafting import submit
from tests.functional.citizen.walking import (
    BIRTH,
    CHILD,
    PARENTS,
    PHONE,
    TRUE,
    answer_every_paper,
    begin,
    draft_of,
    file_of,
    hand_in,
    list_of_papers,
    past_the_unit,
    reference_on,
    unanswered,
)
from tests.functional.login.conftest import MONDAY
from tests.pages import Browser, Form, Page
from tests.results import drafted as drawn_up
from tests.results import justice, legal_aid
from tests.unit.services.documents import pdfs

DESK = "/can-bo/ho-so"


def file_birth(citizen: Browser, scan: bytes | None = None) -> str:
    """A citizen registers a birth with one file; return the reference."""
    page = past_the_unit(begin(citizen, BIRTH))
    draft = draft_of(page)
    page = page.form().fill(phone=PHONE, relation="mother").submit()
    page = page.form().fill(**CHILD).submit()
    page = page.form().fill(**PARENTS).submit()
    page.form().fill(proof="certificate", proof_number="MẪU-01", copies="0").submit()
    number = int(unanswered(list_of_papers(citizen, draft))[0].rpartition("-")[2])
    hand_in(citizen, draft, number, file_of(scan or pdfs.pdf(2), "chứng sinh.pdf"))
    answer_every_paper(citizen, draft)
    return reference_on(citizen.get(f"{draft}/kiem-tra").form("nop-ho-so").fill(**TRUE).submit())


def found_in_list(browser: Browser, code: str, tray: str = "") -> Page:
    """Look through a list, page by page, and open a dossier in it."""
    page = browser.get("/can-bo", khay=tray) if tray else browser.get("/can-bo")
    while code not in [link.get_text() for link in page.select("tbody th a")]:
        page = page.follow("Trang sau")
    return page.follow(code)


def row_of(page: Page, code: str) -> Tag:
    """The line of a dossier in a list, looked for page by page: other tests leave dossiers too."""
    while code not in [link.get_text() for link in page.select("tbody th a")]:
        page = page.follow("Trang sau")
    (row,) = [one for one in page.select("tbody tr") if code in one.get_text()]
    return row


def marked(page: Page, mark: str = "good") -> Form:
    """The receiver's form with a mark on everything."""
    form = page.form("tiep-nhan")
    for name in form.names():
        if name.startswith("dau_"):
            form.set(name, mark)
    return form


def code_on(page: Page) -> str:
    return re.search(r"Hồ sơ (\S+)", page.h1).group(1)


def received(receiver: Browser, reference: str) -> Page:
    """The desk right after receipt."""
    return marked(receiver.get(f"{DESK}/{reference}")).submit("Tiếp nhận hồ sơ")


def drafted(specialist: Browser, code: str) -> Page:
    """The page of the draft, once the specialist has taken the dossier."""
    specialist.get(f"{DESK}/{code}").button("Nhận thụ lý")
    return specialist.get(f"{DESK}/{code}").follow("Dự thảo chấp thuận").form("du-thao").submit()


def for_signature(session: Session) -> str:
    """A department dossier whose draft lies with the leader; return its code."""
    dossier, desk = legal_aid(session, MONDAY), justice(session)
    submit(session, drawn_up(session, dossier, desk, MONDAY).id, by=desk.specialist, at=MONDAY)
    assert dossier.code
    return dossier.code

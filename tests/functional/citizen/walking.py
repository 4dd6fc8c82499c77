"""The ways of a citizen that several tests walk, page by page as a browser without scripts."""

import io
import re

from tests.pages import Browser, Page

RECORD = "2.000908"  # a copy from the register: a local form of the general kind
BIRTH = "1.001193"
PHONE = "0206 000 0001"
TRUE = {"cam-doan": "declaration/1"}

CHILD = {
    "child_name": "Nông Bé Thử Mẫu",
    "child_birth-ngay": "1",
    "child_birth-thang": "11",
    "child_birth-nam": "2026",
    "child_sex": "F",
    "born_at": "facility",
    "birth_facility": "Trạm y tế Mẫu",
    "birth_place.commune": "Phường Thục Phán",
    "birth_place.detail": "Tổ dân phố Mẫu 1",
    "child_ethnicity": "tay",
    "child_nationality": "VN",
    "child_origin.commune": "Phường Thục Phán",
    "child_origin.detail": "Tổ dân phố Mẫu 1",
}
PARENTS = {
    "mother.ethnicity": "tay",
    "mother.nationality": "VN",
    "father_known": "unknown",
    "parents_married": "no",
}


def begin(citizen: Browser, code: str = RECORD) -> Page:
    """From the page of the procedure to the first step."""
    page = citizen.get(f"/thu-tuc/{code}").follow("Nộp hồ sơ trực tuyến")
    return page.form().submit()


def past_the_unit(page: Page) -> Page:
    return page.form().submit()


def file_of(content: bytes, name: str) -> tuple[io.BytesIO, str]:
    return (io.BytesIO(content), name)


def draft_of(page: Page) -> str:
    return re.match(r"/ho-so/nhap/[^/]+", page.path).group()


def hand_in(citizen: Browser, draft: str, number: int, *files: tuple[io.BytesIO, str]) -> Page:
    """Send files for one paper, as the form of its page does."""
    return citizen.get(f"{draft}/giay-to-{number}").form("nop-tep").set("tep", list(files)).submit()


def list_of_papers(citizen: Browser, draft: str) -> Page:
    pages = (citizen.get(f"{draft}/buoc-{number}") for number in range(1, 9))
    return next(page for page in pages if "giay-to-" in page.html)


def unanswered(page: Page) -> list[str]:
    """The addresses of the papers about which nothing was said."""
    links = page.select(".govuk-task-list__link")
    return [str(link["href"]) for link in links if "Chưa trả lời" in link.find_parent("li").text]


def answer_every_paper(citizen: Browser, draft: str, note: str = "không cần") -> None:
    """Say of every paper that still asks that it does not apply."""
    for address in unanswered(list_of_papers(citizen, draft)):
        citizen.get(address).form("nop-tep").fill(tra_loi="not_my_case", ghi_chu=note).submit()


def fill_general_form(page: Page, **more: str) -> Page:
    """The general form, from the unit to the list of papers."""
    page = past_the_unit(page)
    return page.form().fill(**{"phone": PHONE, "capacity": "self"} | more).submit()


def file_general(citizen: Browser, code: str = RECORD) -> Page:
    """A whole filing, to its confirmation."""
    draft = draft_of(fill_general_form(begin(citizen, code)))
    answer_every_paper(citizen, draft)
    return citizen.get(f"{draft}/kiem-tra").form("nop-ho-so").fill(**TRUE).submit()


def reference_on(page: Page) -> str:
    return re.search(r"N-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", page.text).group()

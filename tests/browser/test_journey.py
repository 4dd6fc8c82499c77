"""One birth registration in a real browser, against everything `make run` starts: from search to a verified result.

Scripts are off and the citizen's window is a phone's: nothing on the way may need more. Each role signs in on the
provider's own page; the queue, the signatures, the time stamps and the verdict are the real ones.
"""

import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page

from gateway.clock import now
from services.calendar.province import civil_date
from tests.architecture.source import ROOT
from tests.browser.demonstration import Demonstration, demonstration
from tests.mutants import flip
from tests.unit.services.documents import pdfs

MOTHER, RECEIVER, SPECIALIST = "Nông Thị Hoa Mẫu", "Hoàng Thị Cửa Mẫu", "Vi Văn Hộ Mẫu"
LEADER, CLERK, AUDITOR = "Tô Văn Ký Mẫu", "Lương Thị Dấu Mẫu", "Hứa Thị Soát Mẫu"
PATIENCE = 10_000
"""Milliseconds for a page to have what a person would press."""
LOOKS = 60
"""How often a page is asked for again before what the worker does counts as not done."""


@pytest.fixture(scope="module")
def demo() -> Iterator[Demonstration]:
    with demonstration() as found:
        yield found


class Somebody:
    """A person at a window of their own, signed in on the provider's page."""

    def __init__(self, browser: Browser, demo: Demonstration, pictures: Path | None, *, width: int = 1366) -> None:
        self.demo, self.pictures = demo, pictures
        self.context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=False)
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()

    def goes_to(self, path: str) -> None:
        answer = self.page.goto(self.demo.address + path)
        assert answer is not None
        assert answer.status == 200, path

    def signs_in(self, name: str, role: str = "") -> None:
        """From wherever the login began: number and passcode, consent, and the post where there are several."""
        self.page.fill("input[name=number]", self.demo.numbers[name])
        self.page.fill("input[name=passcode]", self.demo.passcode)
        self.clicks("button[type=submit]:not([name])")
        if self.page.locator("button[value=allow]").count():
            self.clicks("button[value=allow]")
        assert self.page.url.startswith(self.demo.address), self.page.url
        if role:
            self.presses(role)

    def pictured(self, name: str, at: str = "body") -> None:
        """Take the picture that the README shows, when `make screenshots` asks for them."""
        if self.pictures:
            self.page.wait_for_load_state("networkidle")
            self.page.locator(at).first.evaluate("one => one.scrollIntoView()")
            self.page.screenshot(path=self.pictures / f"{name}.jpg", type="jpeg", quality=70)

    def clicks(self, what: str) -> None:
        """Follow a link or send a form, and be on the next page afterwards: a click alone does not wait for it."""
        with self.page.expect_navigation():
            self.page.locator(what).first.click()

    def presses(self, words: str) -> None:
        self.clicks(f'button:has-text("{words}")')

    def follows(self, words: str) -> None:
        self.clicks(f'main a:has-text("{words}")')

    def fills(self, **values: str) -> None:
        """Text, days and choices by the names of the form's fields (two underscores for a dot, one for a dash)."""
        for name, value in values.items():
            self._fill(self.page.locator(f'[name="{name.replace("__", ".")}"]'), value)

    @staticmethod
    def _fill(control: Locator, value: str) -> None:
        kind = control.first.evaluate("one => one.type")
        if kind == "radio":
            control.locator(f'xpath=self::*[@value="{value}"]').check()
        elif kind == "select-one":
            control.select_option(value)
        else:
            control.fill(value)

    def saves(self) -> None:
        self.presses("Lưu và tiếp tục")

    def says(self) -> str:
        return " ".join(self.page.locator("main").inner_text().split())

    def looks_until(self, words: str) -> None:
        """Look again until the page says something that only the worker can make true."""
        for _ in range(LOOKS):
            if words in self.says():
                return
            self.page.reload(wait_until="networkidle")
        pytest.fail(f"{self.page.url} never said {words!r}: {self.says()}")

    def path(self) -> str:
        return urlsplit(self.page.url).path

    def takes(self, words: str, into: Path) -> bytes:
        """Download what a link gives."""
        with self.page.expect_download() as coming:
            self.page.locator(f'main a:has-text("{words}")').first.click()
        coming.value.save_as(into)
        return into.read_bytes()


@pytest.fixture(scope="module")
def windows(
    chromium: Browser, demo: Demonstration, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Somebody]]:
    opened: list[Somebody] = []
    folder: Path | None = request.config.getoption("--pictures", None)

    def open_window(*, width: int = 1366) -> Somebody:
        opened.append(Somebody(chromium, demo, folder, width=width))
        return opened[-1]

    yield open_window
    for one in opened:
        one.context.close()


@pytest.fixture(scope="module")
def officer(windows: Callable[..., Somebody]) -> Callable[[str, str], Somebody]:
    def signed_in(name: str, role: str) -> Somebody:
        one = windows()
        one.goes_to("/dang-nhap?next=/can-bo")
        one.signs_in(name, role)
        return one

    return signed_in


def files_a_birth(mother: Somebody, scan: Path) -> str:
    """From the search to the reference of the submission."""
    mother.goes_to("/")
    mother.page.fill("main input[type=search]", "khai sinh")
    mother.clicks("main form button")
    mother.pictured("search")
    mother.clicks('main a:has-text("Thủ tục đăng ký khai sinh")')
    assert mother.path() == "/thu-tuc/1.001193"
    mother.pictured("procedure")
    mother.follows("Nộp hồ sơ trực tuyến")
    mother.signs_in(MOTHER)
    mother.presses("Bắt đầu")
    mother.saves()
    mother.fills(phone="0206 000 0001", relation="mother")
    mother.saves()
    tells_about_the_child(mother)
    mother.fills(mother__ethnicity="tay", mother__nationality="VN", father_known="unknown")
    mother.saves()
    mother.fills(proof="certificate", proof_number="MẪU-01", copies="0")
    mother.saves()
    hands_in_what_is_asked(mother, scan)
    mother.page.check("[name=cam-doan]")
    mother.presses("Nộp hồ sơ")
    mother.pictured("filed")
    assert "Xác nhận đã nộp" in mother.page.locator("h1").inner_text()
    return mother.path().removeprefix("/ho-so/").partition("/")[0]


def tells_about_the_child(mother: Somebody) -> None:
    born = civil_date(now()) - timedelta(days=9)
    mother.fills(child_name="Nông Minh Thử Mẫu", child_sex="M", child_ethnicity="tay", child_nationality="VN")
    for part, number in (("ngay", born.day), ("thang", born.month), ("nam", born.year)):
        mother.page.fill(f'[name="child_birth-{part}"]', str(number))
    mother.fills(
        born_at="facility",
        birth_facility="Trạm y tế Mẫu",
        birth_place__commune="Phường Thục Phán",
        birth_place__detail="Tổ dân phố Mẫu 2",
        child_origin__commune="Phường Thục Phán",
        child_origin__detail="Tổ dân phố Mẫu 9",
    )
    mother.pictured("form", "h1")
    mother.saves()


def hands_in_what_is_asked(mother: Somebody, scan: Path) -> None:
    mother.clicks('.govuk-task-list__item:has-text("Chưa trả lời") a')
    mother.page.set_input_files("input[type=file]", scan)
    mother.presses("Lưu")
    mother.follows("Xong, về danh sách giấy tờ")
    mother.follows("Tiếp tục")
    mother.saves()  # how the result is delivered
    mother.follows("Kiểm tra và nộp")


def receives(receiver: Somebody, reference: str) -> str:
    """Mark every paper good, receive, and hand over; return the dossier's code."""
    receiver.goes_to("/can-bo")
    receiver.pictured("list")
    receiver.follows(reference)
    for mark in receiver.page.locator('select[name^="dau_"]').all():
        mark.select_option("good")
    receiver.pictured("desk")
    receiver.presses("Tiếp nhận hồ sơ")
    code = receiver.path().rpartition("/")[2]
    assert code != reference
    receiver.looks_until("(mẫu số 01) PDF")
    receiver.presses("Chuyển hồ sơ")
    assert "Đang xử lý" in receiver.says()
    return code


def drafts(specialist: Somebody, code: str) -> None:
    specialist.goes_to("/can-bo?khay=cho-thu-ly")
    specialist.follows(code)
    specialist.presses("Nhận thụ lý")
    specialist.goes_to(f"/can-bo/ho-so/{code}")
    specialist.follows("Dự thảo chấp thuận")
    specialist.presses("Lưu dự thảo")
    specialist.presses("Gửi bản thảo cho người yêu cầu")


def confirms(mother: Somebody, code: str) -> None:
    mother.goes_to("/ho-so")
    mother.clicks(f'li:has-text("{code}") a:has-text("Kiểm tra và xác nhận bản thảo")')
    assert "Nông Minh Thử Mẫu" in mother.says()
    mother.clicks("#xac-nhan button")
    assert "Bản thảo đã được xác nhận" in mother.page.locator("body").inner_text()


def signs(leader: Somebody, code: str) -> None:
    leader.goes_to("/can-bo")
    leader.follows(code)
    leader.presses("Mở để ký")
    digest = leader.page.locator(".digest").first.inner_text()
    assert leader.page.locator("#duyet-ky [name=sha256]").input_value() == digest
    shown = leader.page.locator(".page-image").first
    shown.scroll_into_view_if_needed()
    leader.page.wait_for_load_state("networkidle")
    assert shown.evaluate("one => one.naturalWidth") > 500
    leader.pictured("signing", "main")
    leader.presses("Duyệt ký")
    leader.looks_until("Đã ký, chờ đóng dấu")


def seals(clerk: Somebody, code: str) -> None:
    clerk.goes_to("/can-bo")
    clerk.follows(code)
    clerk.follows("Xem bản đã ký và đóng dấu")
    clerk.presses("Đóng dấu và phát hành")
    clerk.looks_until("Còn hiệu lực")


def takes_the_result(mother: Somebody, code: str, into: Path) -> bytes:
    mother.goes_to(f"/ho-so/{code}")
    pdf = mother.takes("Tải kết quả đã ký", into)
    mother.presses("Tôi đã nhận kết quả")
    assert "Đã trả kết quả" in mother.says()
    return pdf


def verdict_on(anybody: Somebody, pdf: bytes) -> str:
    """Check a file on the public page, as anybody may; return the kind of the verdict."""
    anybody.goes_to("/kiem-tra")
    anybody.page.set_input_files("#tep", {"name": "tep.pdf", "mimeType": "application/pdf", "buffer": pdf})
    anybody.clicks("#kiem-tra-tep button")
    shown = anybody.page.locator("[class*=verdict--]").first.get_attribute("class") or ""
    anybody.pictured("verdict")
    found = re.search(r"verdict--(\w+)", shown)
    assert found, shown
    return found.group(1)


@pytest.fixture(scope="module")
def result(demo, windows, officer, tmp_path_factory) -> tuple[str, Path]:
    """The whole way once; its tests look at what it left behind."""
    folder: Path = tmp_path_factory.mktemp("journey")
    (folder / "chứng sinh.pdf").write_bytes(pdfs.pdf(2))
    mother = windows(width=360)

    reference = files_a_birth(mother, folder / "chứng sinh.pdf")
    code = receives(officer(RECEIVER, "Tiếp nhận"), reference)
    specialist = officer(SPECIALIST, "thụ lý")
    drafts(specialist, code)
    confirms(mother, code)
    specialist.looks_until("Trình ký")
    specialist.presses("Trình ký")
    signs(officer(LEADER, "Lãnh đạo"), code)
    seals(officer(CLERK, "Văn thư"), code)
    takes_the_result(mother, code, folder / "ket-qua.pdf")
    return code, folder / "ket-qua.pdf"


def test_the_result_is_genuine_and_a_changed_copy_is_not(result, windows):
    pdf = result[1].read_bytes()
    anybody = windows(width=360)

    assert verdict_on(anybody, flip(pdf, pdf.index(b"MediaBox"))) == "not_valid"
    assert verdict_on(anybody, pdf) == "genuine"


def test_another_verifier_finds_both_signatures_good(result):
    said = subprocess.run(
        ["/usr/bin/pdfsig", "-nocert", str(result[1])], check=True, capture_output=True, text=True
    ).stdout

    assert said.count("Signature Validation: Signature is Valid.") == 2, said
    assert "Total document signed" in said


def test_the_auditor_reads_every_step(result, officer):
    auditor = officer(AUDITOR, "Kiểm tra, giám sát")
    auditor.goes_to(f"/thanh-tra?ho_so={result[0]}&bo_xem=1")

    auditor.pictured("log", "table")
    said = auditor.page.locator("tbody").inner_text()
    while auditor.page.locator(".pages a", has_text="Trang sau").count():
        auditor.follows("Trang sau")
        said += auditor.page.locator("tbody").inner_text()
    acts = [
        "Nộp hồ sơ",
        "Tiếp nhận hồ sơ",
        "Chuyển hồ sơ",
        "Nhận thụ lý",
        "Lập dự thảo kết quả",
        "Xác nhận bản thảo",
        "Trình ký",
        "Mở để ký",
        "Duyệt ký",
        "Ký số",
        "Duyệt đóng dấu",
        "Đóng dấu số",
        "Phát hành kết quả",
        "Trả kết quả",
    ]
    places = [said.find(act) for act in acts]
    assert -1 not in places
    assert places == sorted(places, reverse=True)


README = (ROOT / "README.md").read_text(encoding="utf-8")
TYPED = [
    line.partition("#")[0].split()
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
]


def test_the_readme_begins_with_the_two_commands():
    """The demonstration was started with the first; whoever reads this result has typed the second."""
    assert TYPED[:2] == [["make", "run"], ["make", "test"]]


@pytest.mark.parametrize("line", TYPED[2:], ids=" ".join)
def test_what_the_readme_says_to_type_works(demo, line):
    program, *arguments = [word.replace("http://127.0.0.1:8000", demo.address) for word in line]
    assert program == ".venv/bin/gateway"

    told = demo.run(arguments)

    assert told.returncode == 0, told.stdout + told.stderr


def test_the_readme_knows_the_numbers_of_everybody_it_names(demo):
    named = re.findall(r"(\w+(?: \w+)+ Mẫu), `(\d{12})`", README)

    assert len(named) == 6
    assert [(name, demo.numbers[name]) for name, _ in named] == named

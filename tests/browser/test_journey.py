"""One birth registration in a real browser, against everything `make run` starts: from search to a verified result.

Scripts are off and the citizen's window is a phone's: nothing on the way may need more. Each role signs in on the
provider's own page; the queue, the signatures, the time stamps and the verdict are the real ones.
"""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from gateway.clock import now
from services.calendar.province import civil_date
from services.catalogue.source.bundle import SHIPPED
from tests.architecture.source import ROOT
from tests.browser.demonstration import Demonstration, demonstration
from tests.browser.somebody import Somebody
from tests.mutants import flip
from tests.unit.services.documents import pdfs

MOTHER, RECEIVER, SPECIALIST = "Nông Thị Hoa Mẫu", "Hoàng Thị Cửa Mẫu", "Vi Văn Hộ Mẫu"
FIRST_ADMINISTRATOR, SECOND_ADMINISTRATOR = "Phan Văn Mục Mẫu", "Lộc Thị Soát Mục Mẫu"
APPLICANT = "Triệu Mùi Giúp Mẫu"
LINES = (SHIPPED / "procedures.jsonl").read_text(encoding="utf-8").splitlines()
LEADER, CLERK, AUDITOR = "Tô Văn Ký Mẫu", "Lương Thị Dấu Mẫu", "Hứa Thị Soát Mẫu"


@pytest.fixture(scope="module")
def demo() -> Iterator[Demonstration]:
    with demonstration() as found:
        yield found


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


def test_an_official_list_needs_two_and_then_holds_for_everybody(officer, windows, tmp_path):
    """The birth registration is renamed and another procedure is replaced, while a citizen has a draft on it."""
    old, new = "2.000908", "9.000001"
    citizen = windows(width=360)
    citizen.goes_to(f"/thu-tuc/{old}")
    citizen.follows("Nộp hồ sơ trực tuyến")
    citizen.signs_in(APPLICANT)
    citizen.presses("Bắt đầu")
    draft = citizen.path().rpartition("/")[0]
    records = {one["code"]: one for line in LINES if (one := json.loads(line))["code"] in {old, "1.001193"}}
    rows = [
        records["1.001193"] | {"name": f"{records['1.001193']['name']} (sửa đổi)"},
        records[old] | {"code": new, "name": "Cấp bản sao từ sổ gốc kiểu mới", "replaces": [old]},
    ]
    file = tmp_path / "danh-muc.jsonl"
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")

    first = officer(FIRST_ADMINISTRATOR, "Quản trị nghiệp vụ")
    first.goes_to("/quan-tri/nhap-danh-muc/moi")
    today = civil_date(now())
    first.fills(so="1/QĐ-MẪU", co_quan="Ủy ban nhân dân tỉnh", pham_vi="partial")
    for name in ("ky", "hieu_luc"):
        for part, value in (("ngay", today.day), ("thang", today.month), ("nam", today.year)):
            first.page.fill(f"[name={name}-{part}]", str(value))
    first.page.set_input_files("[name=tep]", file)
    first.presses("Đưa vào và đối chiếu")
    first.looks_until("Báo cáo đối chiếu")
    assert "một quản trị nghiệp vụ khác phải đọc báo cáo" in first.says()
    report = first.path()

    second = officer(SECOND_ADMINISTRATOR, "Quản trị nghiệp vụ")
    second.goes_to(report)
    second.follows("Sang bước áp dụng")
    second.page.check("[name=da_doc]")
    second.presses("Áp dụng danh mục")
    assert "Đã áp dụng" in second.says()

    citizen.goes_to("/thu-tuc/1.001193")
    citizen.looks_until("(sửa đổi)")
    citizen.goes_to(f"/thu-tuc/{old}")
    citizen.looks_until("Thủ tục này không còn áp dụng")
    citizen.follows("Cấp bản sao từ sổ gốc kiểu mới")
    assert citizen.path() == f"/thu-tuc/{new}"
    citizen.goes_to(draft)
    assert "bản nháp này không nộp được" in citizen.says()
    citizen.goes_to("/thu-tuc/1.001193/phien-ban")
    assert "Bản 2" in citizen.says()


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

"""A business administrator teaches the search how people speak: tries it, confirms, and citizens find by it at once."""

import pytest
import sqlalchemy as sa

from gateway.db import EXTENSION as DATABASE
from services.catalogue.search.language import shipped_pairs
from services.catalogue.search.sayings import read_pairs
from services.catalogue.synonyms.models import SynonymChange
from services.catalogue.synonyms.queries import synonym_changes
from tests.pages import Browser

MOST_STATEMENTS = 6
HERE = "/quan-tri/tu-dong-nghia"
SAID, MEANS = "rước tiên đồng", "Đăng ký việc nuôi con nuôi trong nước"
ADOPTION = "2.001263"
FIRST = shipped_pairs()[0]


@pytest.fixture(autouse=True)
def ticking(tick, as_owner):
    """Makes the next look at the catalogue due; afterwards the table is as shipped."""
    yield tick
    as_owner(sa.delete(SynonymChange))


@pytest.fixture
def administrator(officer) -> Browser:
    return officer("P20")


@pytest.fixture
def changes(portal):
    def read():
        with portal.extensions[DATABASE].reading() as session:
            return synonym_changes(session)

    return read


def codes(page) -> list[str]:
    return [str(a["href"]).rsplit("/", 1)[-1] for a in page.select(".results h2 a")]


class TestAdding:
    def test_it_is_tried_confirmed_found_by_everybody_and_undone(self, administrator, portal, ticking, changes, events):
        form = administrator.get(HERE).follow("Thêm cách nói").form("cach-noi")

        tried = form.fill(noi=SAID, nghia=MEANS, thu=f"{SAID}\nlàm giấy khai sinh").submit("Thử tìm")

        assert tried.h1 == "Thử tìm, rồi xác nhận"
        assert ADOPTION in tried.text
        assert "Không đổi" in tried.text
        assert changes() == []

        done = tried.form("xac-nhan").submit("Thêm vào bảng")

        assert f"Đã thêm: “{SAID}”." in done.text
        assert [one.pair.said for one in changes()] == [SAID]
        assert (events("synonym_change")[-1]["reason"], events("synonym_change")[-1]["object"]["kind"]) == (
            "added",
            "synonym_change",
        )
        citizen = Browser(portal)
        before = codes(citizen.get("/thu-tuc", q="ruoc tien dong"))
        ticking()
        found = citizen.get("/thu-tuc", q="ruoc tien dong")
        assert codes(found)[0] == ADOPTION != (before or [None])[0]
        assert f"hiểu là “{MEANS}”" in found.text

        administrator.get(HERE).follow(f"Hoàn tác {SAID}").form("xac-nhan").submit("Hoàn tác")
        ticking()
        assert codes(citizen.get("/thu-tuc", q="ruoc tien dong")) == before

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"noi": "", "nghia": MEANS}, "Bạn chưa điền mục này."),
            ({"noi": "!", "nghia": MEANS}, "phải có ít nhất một từ"),
            ({"noi": SAID, "nghia": "xyzzy"}, "Không thủ tục nào có từ: xyzzy."),
            ({"noi": FIRST.said, "nghia": "\n".join(FIRST.means)}, "Bảng đã có dòng này."),
        ],
    )
    def test_what_the_table_cannot_hold_is_refused_at_its_field(self, administrator, changes, typed, sentence):
        page = administrator.get(f"{HERE}/them").form("cach-noi").fill(**typed).submit("Thử tìm")

        assert page.status in {409, 422}
        assert sentence in page.text
        assert page.one("#noi")["value"] == typed["noi"]
        assert changes() == []

    def test_one_may_go_back_and_correct(self, administrator):
        tried = administrator.get(f"{HERE}/them").form("cach-noi").fill(noi=SAID, nghia=MEANS).submit("Thử tìm")

        assert tried.form("xac-nhan").submit("Sửa lại").one("#noi")["value"] == SAID


class TestTakingOut:
    def test_a_shipped_line_goes_after_a_look_at_what_that_changes(self, administrator, changes):
        page = administrator.get(HERE, q=FIRST.said).follow(f"Rút {FIRST.said}")
        assert page.h1 == "Rút dòng này khỏi bảng?"

        done = page.form("xac-nhan").submit("Rút")

        assert f"Đã rút: “{FIRST.said}”." in done.text
        assert [one.pair for one in changes()] == [FIRST]
        assert administrator.get(f"{HERE}/{FIRST.key}/rut").status == 404

    def test_a_change_is_undone_once(self, administrator):
        administrator.get(f"{HERE}/{FIRST.key}/rut").form("xac-nhan").submit("Rút")
        page = administrator.get(f"{HERE}/thay-doi/1/hoan-tac")
        page.form("xac-nhan").submit("Hoàn tác")

        assert page.form("xac-nhan").submit("Hoàn tác").status == 409
        assert administrator.get(f"{HERE}/thay-doi/1/hoan-tac").status == 409
        assert administrator.get(f"{HERE}/thay-doi/9/hoan-tac").status == 404


class TestTable:
    def test_it_is_searched_and_paged(self, administrator):
        page = administrator.get(HERE)

        assert f"{len(shipped_pairs()):,} dòng".replace(",", ".") in page.text
        assert page.follow("Trang sau").path.endswith("trang=2")
        assert "Không có dòng nào khớp" in administrator.get(HERE, q="zzzz").text

    def test_its_file_is_the_table(self, administrator):
        answer = administrator.get(f"{HERE}.tsv")

        assert answer.response.mimetype == "text/tab-separated-values"
        assert tuple(read_pairs(answer.data.decode().splitlines(), file="x")) == shipped_pairs()

    def test_it_costs_few_statements(self, administrator, statements):
        administrator.get(HERE)

        with statements() as seen:
            administrator.get(HERE)

        assert len(seen) <= MOST_STATEMENTS

    def test_who_keeps_the_machines_reads_and_changes_nothing(self, officer):
        technician = officer("P21")

        page = technician.get(HERE)

        assert page.status == 200
        assert "Thêm cách nói" not in page.text
        assert technician.get(f"{HERE}/them").status == 403
        assert technician.get(f"{HERE}/{FIRST.key}/rut").status == 403

    @pytest.mark.parametrize("key", ["P01", "P12", "P19"])
    def test_nobody_else_comes_in(self, officer, sign_in, key):
        browser = sign_in(key) if key == "P01" else officer(key)

        assert browser.get(HERE).status == 403
        assert browser.get(f"{HERE}.tsv").status == 403

    def test_it_reads_in_english(self, officer):
        browser = officer("P20", "en")

        assert browser.get(HERE).h1 == "Synonyms for the search"
        assert browser.get(f"{HERE}/them").h1 == "Add a saying"
        assert browser.get(f"{HERE}/{FIRST.key}/rut").h1 == "Take this line out of the table?"

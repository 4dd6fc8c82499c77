"""What rows say, in every spelling that official lists have."""

import json
import unicodedata

import pytest

from services.catalogue.importing.kinds import Action
from services.catalogue.importing.reading import read
from services.catalogue.importing.rows import procedure_code, understood
from services.catalogue.importing.taking import ListFile, ListFormat
from services.catalogue.source.faults import Fault
from tests.unit.services.catalogue.records import facts
from tests.workbooks import sheet, workbook

HEADER = ("Mã số", "Tên", "Cơ quan ban hành", "Cơ quan thực hiện", "Lĩnh vực")


def table(*rows, header=HEADER) -> ListFile:
    return ListFile(ListFormat.XLSX, table=tuple(enumerate((header, *rows), start=1)))


def objects(*rows) -> ListFile:
    return ListFile(ListFormat.JSONL, objects=tuple(enumerate(rows, start=1)))


def only(file: ListFile):
    found = understood(file)
    assert not found.rejected, found.rejected
    (row,) = found.rows
    return row


def faults(file: ListFile) -> list[tuple[int, Fault, str]]:
    return [(row.number, one.reason, one.column) for row in understood(file).rejected for one in row.faults]


def test_the_national_export_is_understood_below_its_title():
    title = ("DANH SÁCH THỦ TỤC HÀNH CHÍNH", "", "", "", "")
    row = ("1.000001", "  Cấp giấy\n thử ", "Bộ Tư pháp", "- Sở Tư pháp\n- Ủy ban nhân dân cấp xã", "Hộ tịch")

    (found,) = understood(ListFile(ListFormat.XLSX, table=((1, title), (2, HEADER), (3, row)))).rows

    assert (found.number, found.code, found.action) == (3, "1.000001", None)
    assert found.said == {
        "name": "Cấp giấy thử",
        "ministry": "Bộ Tư pháp",
        "executing_bodies": ["Sở Tư pháp", "Ủy ban nhân dân cấp xã"],
        "field": "Hộ tịch",
    }


def test_letters_in_pieces_and_of_no_width_are_the_same_letters():
    torn = unicodedata.normalize("NFD", "Đăng ký\u200b khai sinh")

    assert only(table(("1.000001", torn))).said["name"] == "Đăng ký khai sinh"
    assert only(table(("1.000001", "x"), header=tuple(unicodedata.normalize("NFD", one) for one in HEADER[:2])))


def test_a_comma_parts_nothing():
    row = only(table(("1.000001", "x", "", "Sở Văn hóa, Thể thao và Du lịch", ""), header=HEADER))

    assert row.said["executing_bodies"] == ["Sở Văn hóa, Thể thao và Du lịch"]


def test_an_empty_cell_says_nothing():
    assert only(table(("1.000001", "x", "", " \u200b", ""))).said == {"name": "x"}


def test_words_of_official_lists_are_known():
    header = (
        "STT",
        "Mã TTHC",
        "Tên TTHC",
        "Cấp thực hiện",
        "Đối tượng thực hiện",
        "Mức độ",
        "Căn cứ pháp lý",
        "Hình thức",
    )
    row = (
        "1",
        "1.000001",
        "x",
        "Cấp Tỉnh; Cấp xã",
        "Công dân Việt Nam\nCán bộ, công chức, viên chức\nTổ chức (không bao gồm doanh nghiệp, HTX)",
        "Toàn trình",
        "66.7/2025/NQ-CP\n118/2025/NĐ-CP",
        "Sửa đổi, bổ sung",
    )

    found = only(table(row, header=header))

    assert found.action is Action.AMEND
    assert found.said == {
        "name": "x",
        "levels": ["province", "commune"],
        "applicants": ["citizen", "civil_servant", "organization"],
        "online_level": "full",
        "legal_basis": ["66.7/2025/NQ-CP", "118/2025/NĐ-CP"],
    }


def test_old_codes_stand_in_one_cell():
    header = ("Mã số", "Tên", "Thay thế cho")

    assert only(table(("1.000001", "x", "1.000002, 1.000003;\n1.000002"), header=header)).replaces == (
        "1.000002",
        "1.000003",
    )


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("1.004873", "1.004873"),
        (" 1.004873\n", "1.004873"),
        ("１.００４８７３", "1.004873"),
        ("1.004873.000.00.00.H14", "1.004873"),
        ("\ufeff1.004\u200b873", "1.004873"),
        (1.00119, "1.001190"),
        (2.0, "2.000000"),
        (1.0011934, None),
        (12.5, None),
        ("1.00119", None),
        ("1,004873", None),
        ("0.004873", None),
        ("1.004873 và 1.004874", None),
        (1004873, None),
        ("", None),
    ],
)
def test_a_code_has_one_spelling(written, code):
    assert procedure_code(written) == code


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("", "x"), (2, Fault.MISSING, "code")),
        (("STT", "x"), (2, Fault.CODE_SHAPE, "code")),
        (("1.000001", '=HYPERLINK("x")'), (2, Fault.FORMULA, "name")),
        (("1.000001", "＝1+1"), (2, Fault.FORMULA, "name")),
    ],
)
def test_a_row_that_cannot_be_used_is_rejected_with_its_reason(row, expected):
    assert faults(table(row)) == [expected]


@pytest.mark.parametrize(
    ("heading", "cell", "expected"),
    [
        ("Cấp thực hiện", "Cấp huyện", (Fault.NOT_A_MEMBER, "levels")),
        ("Đối tượng thực hiện", "Người ngoài hành tinh", (Fault.NOT_A_MEMBER, "applicants")),
        ("Mức độ", "4", (Fault.NOT_A_MEMBER, "online_level")),
        ("Hình thức", "Chép lại", (Fault.NOT_A_MEMBER, "action")),
        ("Hình thức", "Thay thế", (Fault.REPLACES_NOTHING, "replaces")),
        ("Thay thế cho", "1.00", (Fault.CODE_SHAPE, "replaces")),
        ("Thay thế cho", "1.000001", (Fault.REPLACES_ITSELF, "replaces")),
    ],
)
def test_a_word_that_means_nothing_is_named_with_its_column(heading, cell, expected):
    found = understood(table(("1.000001", "x", cell), header=("Mã số", "Tên", heading))).rejected

    assert [(one.reason, one.column) for row in found for one in row.faults] == [expected]


def test_what_is_abolished_replaces_nothing():
    header = ("Mã số", "Tên", "Hình thức", "Thay thế cho")

    assert faults(table(("1.000001", "x", "Bãi bỏ", "1.000002"), header=header)) == [
        (2, Fault.INCONSISTENT, "replaces")
    ]


def test_two_rows_of_one_code_are_both_rejected():
    found = understood(table(("1.000001", "x"), ("1.000002", "y"), ("1.000001", "z"), (1.000001, "x")))

    assert [row.code for row in found.rows] == ["1.000002"]
    assert [(row.number, row.faults[0].reason) for row in found.rejected] == [(n, Fault.DUPLICATE) for n in (2, 4, 5)]


def test_also_where_another_fault_stands_before_it():
    found = understood(table(("1.000001", "=x"), ("1.000001", "z")))

    assert [[fault.reason for fault in row.faults] for row in found.rejected] == [
        [Fault.DUPLICATE, Fault.FORMULA],
        [Fault.DUPLICATE],
    ]


def test_without_a_column_nothing_is_compared():
    assert understood(table(("1.000001", "x"), header=("Mã số", "Tiêu đề"))).missing == ("name",)
    assert understood(table(("x", "y"), header=("Số", "Tên"))).missing == ("code",)
    assert understood(ListFile(ListFormat.CSV)).missing == ("code",)
    assert not understood(table(("1.000001", "x"), header=("Mã số", "Tiêu đề"))).rows


def test_two_columns_for_one_thing_are_named():
    found = understood(table(("1.000001", "1.000002", "x"), header=("Mã số", "Mã TTHC", "Tên")))

    assert (found.doubled, found.rows) == (("code",), ())


def test_headings_that_mean_nothing_to_us_are_told():
    assert understood(table(header=("STT", "Mã số", "Tên", "Phí", "", "Ghi chú"))).unread == ("Phí",)


def test_an_object_says_everything_of_a_record():
    row = only(objects(facts(code="1.000001")))

    assert row.said == {key: value for key, value in facts().items() if key != "code"}


def test_an_object_may_say_what_it_does():
    row = only(objects(facts("1.000001", action="replace", replaces=["1.000002"])))

    assert (row.action, row.replaces, "action" in row.said) == (Action.REPLACE, ("1.000002",), False)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (None, (1, Fault.NOT_AN_OBJECT, ".")),
        ({"code": 1, "name": "x"}, (1, Fault.MISSING, "code")),
        ({"code": "1.000001", "name": "x", "replaces": "1.000002"}, (1, Fault.KIND, "replaces")),
        ({"code": "1.000001", "name": "x", "action": ["new"]}, (1, Fault.NOT_A_MEMBER, "action")),
    ],
)
def test_an_object_that_cannot_be_used_is_rejected(raw, expected):
    assert faults(objects(raw)) == [expected]


def test_a_key_that_no_object_has_is_a_missing_column():
    assert understood(objects({"name": "x"}, {"name": "y"})).missing == ("code",)


def test_from_the_bytes_of_a_workbook():
    book = workbook(sheet([["DANH SÁCH"], list(HEADER), [1.00119, "x", "Bộ Tư pháp", "Sở\nXã", "Hộ tịch"]]))
    raw = json.loads(read(book))
    file = ListFile(ListFormat.XLSX, table=tuple((number, tuple(cells)) for number, cells in raw["rows"]))

    assert only(file).code == "1.001190"

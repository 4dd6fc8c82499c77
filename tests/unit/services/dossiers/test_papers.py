"""Which papers are asked, shown, or answered by the form itself."""

from services.catalogue.kinds import ComponentRole
from services.catalogue.records import Case, Component
from services.dossiers.forms.definitions import SubjectOf
from services.dossiers.forms.library import definition
from services.dossiers.papers import RowKind, case_titles, components_of, only_case, paper_names, paper_rows

BIRTH, GENERIC = definition("1.001193/1"), definition("generic/1")


class Record:
    """The one part of a record that matters here."""

    def __init__(self, *cases: Case) -> None:
        self.cases = cases


def paper(name: str, role: ComponentRole = ComponentRole.SUBMIT) -> Component:
    return Component(name, role, 1, 0, has_form=False)


def kinds(record, form, answers, case_title=None):
    rows = paper_rows(record, case_title, form, answers, SubjectOf.PERSON)
    return {row.name: row.kind for row in rows if row.question is None}


BIRTH_PAPERS = Record(
    Case(
        None,
        (
            paper("Văn bản ủy quyền"),
            paper("Giấy chứng sinh"),
            paper("Thẻ căn cước", ComponentRole.SHOW),
            paper("Tờ khai đăng ký khai sinh"),
            paper("Mẫu hộ tịch điện tử tương tác đăng ký khai sinh"),
        ),
    )
)


class TestBirth:
    def test_a_mother_with_a_birth_notice_hands_in_that_alone(self):
        assert kinds(BIRTH_PAPERS, BIRTH, {"relation": "mother", "proof": "certificate"}) == {
            "Văn bản ủy quyền": RowKind.NOT_ASKED,
            "Giấy chứng sinh": RowKind.ASKED,
            "Thẻ căn cước": RowKind.SHOWN,
            "Tờ khai đăng ký khai sinh": RowKind.BY_FORM,
            "Mẫu hộ tịch điện tử tương tác đăng ký khai sinh": RowKind.BY_FORM,
        }

    def test_whom_the_parents_authorised_shows_it(self):
        assert kinds(BIRTH_PAPERS, BIRTH, {"relation": "authorised"})["Văn bản ủy quyền"] is RowKind.ASKED

    def test_a_witness_stands_for_the_notice_with_a_paper_of_the_form(self):
        answers = {"relation": "mother", "proof": "witness", "special_case": "none"}
        rows = paper_rows(BIRTH_PAPERS, None, BIRTH, answers, SubjectOf.PERSON)

        assert rows[1].kind is RowKind.NOT_ASKED
        assert [(row.number, row.kind) for row in rows if row.question] == [(5, RowKind.ASKED), (6, RowKind.NOT_ASKED)]

    def test_what_the_form_is_and_what_is_shown_takes_no_file(self):
        rows = paper_rows(BIRTH_PAPERS, None, BIRTH, {"relation": "mother"}, SubjectOf.PERSON)

        assert [row.takes_files for row in rows[2:5]] == [False, False, False]


class TestGeneric:
    PAPERS = Record(Case(None, (paper("Tờ khai đăng ký lại"), paper("Đơn đề nghị"), paper("Giấy ủy quyền"))))

    def test_it_is_the_declaration_and_takes_the_filled_in_paper_as_well(self):
        rows = paper_rows(self.PAPERS, None, GENERIC, {"capacity": "self"}, SubjectOf.PERSON)

        assert [(row.kind, row.takes_files, row.is_required) for row in rows] == [
            (RowKind.BY_FORM, True, False),
            (RowKind.ASKED, True, True),
            (RowKind.NOT_ASKED, False, False),
        ]

    def test_an_authorisation_is_asked_of_whoever_files_for_another(self):
        assert kinds(self.PAPERS, GENERIC, {"capacity": "authorised"})["Giấy ủy quyền"] is RowKind.ASKED


class TestCases:
    MIXED = Record(Case("Nhà ở", (paper("A"),)), Case(None, (paper("B"),)), Case("Khác", (paper("C"), paper("D"))))

    def test_papers_for_everybody_come_first_so_that_their_numbers_stay(self):
        assert [one.name for one in components_of(self.MIXED, "Khác")] == ["B", "C", "D"]
        assert [one.name for one in components_of(self.MIXED, "Nhà ở")] == ["B", "A"]

    def test_there_is_something_to_choose_only_among_several(self):
        assert case_titles(self.MIXED) == ("Nhà ở", "Khác")
        assert (case_titles(BIRTH_PAPERS), only_case(BIRTH_PAPERS)) == ((), None)
        assert only_case(Record(Case("Nhà ở", ()))) == "Nhà ở"

    def test_names_follow_the_numbers(self):
        assert paper_names(self.MIXED, "Khác", BIRTH)[:3] == ("B", "C", "D")
        assert len(paper_names(self.MIXED, "Khác", BIRTH)) == 3 + len(BIRTH.files())

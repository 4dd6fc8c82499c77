"""How an issued result stands is said beside its dossier among one's own."""

from tests.functional.citizen.cases import actor, refused_after_appraisal


def row_of(citizen, code):
    page = citizen.get("/ho-so")
    row = next(row for row in page.select("tbody tr") if code in row.text)
    return " ".join(row.get_text(" ").split())


def test_once_it_is_issued_and_not_before(asked):
    assert "Kết quả:" not in row_of(asked.citizen, asked.code)

    asked.citizen.get(asked.draft).form("xac-nhan").submit()
    asked.issued()

    assert "Kết quả: Còn hiệu lực" in row_of(asked.citizen, asked.code)


def test_a_refusal_after_appraisal_is_told_as_that(sign_in, works):
    citizen = sign_in("P01")
    case = refused_after_appraisal(works, citizen, actor(works, "P01"))

    said = row_of(citizen, case.code)

    assert "Kết quả: Từ chối giải quyết" in said
    assert "Còn hiệu lực" not in said


def test_the_list_stays_cheap(issued, statements):
    case, _ = issued
    case.citizen.get("/ho-so")
    with statements() as seen:
        case.citizen.get("/ho-so")

    assert len(seen) <= 6, "\n".join(seen)

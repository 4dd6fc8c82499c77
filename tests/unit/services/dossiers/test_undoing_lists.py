"""A list stays once somebody has filed under what it brought, and a draft goes by what is in force when it is filed."""

import json
from datetime import timedelta

import pytest

from services.catalogue.errors import ProcedureAbolishedError
from services.catalogue.importing.applying import apply
from services.catalogue.importing.header import ListHeader
from services.catalogue.importing.kinds import Scope
from services.catalogue.importing.reporting import report_of
from services.catalogue.importing.staging import begin_comparing, keep_report, stage
from services.catalogue.importing.standing import standing
from services.catalogue.importing.taking import list_file
from services.catalogue.queries import version_in_force
from services.catalogue.source.bundle import SHIPPED, shipped_agencies, shipped_directory
from services.dossiers.drafting import begin, new_key
from services.dossiers.errors import FiledUnderListError
from services.dossiers.undoing_lists import undo_list
from services.storage import BlobStore
from tests.factories import FRIDAY, a_citizen, a_filing
from tests.unit.services.catalogue.importing.conftest import administrator

CODE = "2.000908"
RECORD = next(
    one
    for line in (SHIPPED / "procedures.jsonl").read_text(encoding="utf-8").splitlines()
    if (one := json.loads(line))["code"] == CODE
)


def ready(office, by):
    """Everything filled in that the general form asks."""
    filing = a_filing(office, by, CODE).unit()
    filing.step("applicant", phone="0206 000 0001", capacity="self")
    return filing.step("delivery", delivery="electronic").papers()


@pytest.fixture
def bring(office, tmp_path):
    """Applies a list of one row; returns its number and who applied it."""
    first, second = (administrator(office, "Quản Trị Mẫu", f"00419099970{number}") for number in (1, 2))

    def applied(row):
        header = ListHeader("1/QĐ", "Tỉnh mẫu", FRIDAY.date(), FRIDAY.date(), Scope.PARTIAL)
        content = json.dumps(row, ensure_ascii=False).encode()
        with BlobStore(tmp_path).writer() as upload:
            upload.write(content)
            staged = stage(office, header, upload, "a.jsonl", by=first, at=FRIDAY)
        assert begin_comparing(office, staged.id)
        present, file = standing(office), list_file(content)
        report = report_of(
            file,
            header,
            present,
            on=FRIDAY.date(),
            directory=shipped_directory(),
            agencies=shipped_agencies(),
            progress=lambda _, __: None,
        )
        keep_report(office, staged.id, file, report, present.base, at=FRIDAY)
        apply(office, staged.number, waivers={}, seen=staged.version, by=second, at=FRIDAY)
        return staged.number, second

    return applied


def test_a_dossier_filed_under_it_keeps_it(office, bring):
    number, by = bring(RECORD | {"name": f"{RECORD['name']} (sửa đổi)"})
    dossier = ready(office, a_citizen(office)).submit()

    with pytest.raises(FiledUnderListError) as refusal:
        undo_list(office, number, reason="Nhầm", by=by, at=FRIDAY)
    assert refusal.value.data == {"count": 1}
    assert dossier.procedure_version_id == version_in_force(office, CODE, on=FRIDAY.date()).id


def test_one_filed_before_does_not_and_keeps_its_version(office, bring):
    dossier = ready(office, a_citizen(office)).submit()
    version = dossier.procedure_version_id
    number, by = bring(RECORD | {"name": f"{RECORD['name']} (sửa đổi)"})

    undo_list(office, number, reason="Nhầm", by=by, at=FRIDAY)

    assert dossier.procedure_version_id == version == version_in_force(office, CODE, on=FRIDAY.date()).id


def test_a_draft_on_what_is_no_more_is_refused_and_none_is_begun(office, bring):
    citizen = a_citizen(office)
    filing = ready(office, citizen)
    bring({"code": CODE, "action": "abolish"})

    with pytest.raises(ProcedureAbolishedError):
        filing.submit(FRIDAY + timedelta(minutes=5))
    with pytest.raises(ProcedureAbolishedError) as refusal:
        begin(office, procedure_code=CODE, idempotency_key=new_key(), by=citizen, at=FRIDAY)
    assert refusal.value.data == {"procedure_code": CODE, "since": FRIDAY.date()}

import pytest

from services.catalogue.importing.kinds import FileFault, ListFormat
from services.catalogue.importing.refusing import FileRefusedError, Place
from services.catalogue.importing.taking import list_file
from services.catalogue.source.bundle import SHIPPED
from tests.workbooks import sheet, workbook


def test_the_whole_catalogue_is_read():
    found = list_file((SHIPPED / "procedures.jsonl").read_bytes())

    assert found.format is ListFormat.JSONL
    assert len(found.objects) == 1672
    assert None not in dict(found.objects).values()


def test_a_table_is_read():
    found = list_file("Mã số;Tên\n1.000001;Cấp giấy\n".encode())

    assert (found.format, found.table) == (ListFormat.CSV, ((1, ("Mã số", "Tên")), (2, ("1.000001", "Cấp giấy"))))


def test_a_refusal_comes_across_with_its_place():
    formula = sheet([["x"]]).replace("<is>", "<f>1</f><is>")

    with pytest.raises(FileRefusedError) as refused:
        list_file(workbook(formula))

    assert (refused.value.fault, refused.value.place) == (FileFault.FORMULA, Place(1, "A"))

"""Lists and catalogues for tests of the comparison."""

from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st

from services.catalogue.importing.completing import ListedRecord
from services.catalogue.importing.diffing import Catalogue
from services.catalogue.records import ProcedureRecord
from tests.unit.services.catalogue.records import channel, paper, procedure

CODES = [f"1.00000{number}" for number in range(1, 9)]

records = st.builds(
    lambda **changes: changes,
    name=st.sampled_from(["Cấp giấy thử", "Cấp lại giấy thử", "Đăng ký khai sinh", "x" * 1_094]),
    field=st.sampled_from(["Hộ tịch", "Chứng thực"]),
    levels=st.sampled_from([["province"], ["commune"], ["province", "commune"]]),
    executing_bodies=st.lists(st.sampled_from(["Sở Tư pháp", "Ủy ban nhân dân cấp xã"]), unique=True),
    decision_no=st.sampled_from([None, "66.7/QĐ-UBND"]),
    channels=st.sampled_from([[], [channel()], [channel("direct", value=None), channel()]]),
    cases=st.sampled_from([[], [{"title": None, "components": [paper()]}]]),
)
"""What a record says, without its code."""

catalogues = st.dictionaries(st.sampled_from(CODES), records).map(
    lambda found: {code: procedure(code, **changes) for code, changes in found.items()}
)


def catalogue(*found: ProcedureRecord, former: Iterable[str] = ()) -> Catalogue:
    return Catalogue({one.code: one for one in found}, frozenset(former))


def listed(record: ProcedureRecord | str, number: int = 1, **more: Any) -> ListedRecord:
    if isinstance(record, str):
        return ListedRecord(number, record, None, **more)
    return ListedRecord(number, record.code, record, **more)


def whole_list(of: dict[str, ProcedureRecord]) -> list[ListedRecord]:
    return [listed(record, number) for number, record in enumerate(of.values(), start=2)]

"""The fields of a procedure's record in words, line by line, and two versions of them side by side."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from flask_babel import gettext

from gateway.language import current_locale
from gateway.words import N_, in_words
from gateway.words.procedures import copies_in_words, fee_in_words, time_in_words
from services.catalogue.kinds import (
    Applicant,
    Assignment,
    Channel,
    Completeness,
    ComponentRole,
    Currency,
    FeeKind,
    Level,
    OnlineLevel,
    ProcedureKind,
    TimeUnit,
)
from services.catalogue.records import Amount, Component, Fee, TimeLimit

Lines = Sequence[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """A line before and after; None where there is none on this side."""

    before: str | None
    after: str | None

    @property
    def is_same(self) -> bool:
        """Whether nothing changed."""
        return self.before == self.after


@dataclass(frozen=True, slots=True)
class FieldPairs:
    """One field on both sides."""

    label: str
    pairs: Sequence[Pair]


def side_by_side(fields: Sequence[tuple[str, Any, Any]]) -> Sequence[FieldPairs]:
    """Return fields with their values before and after, in words, in the order of a record.

    Args:
        fields: name, value before, value after, as plain JSON values; a name that no record has is left out.
    """
    by_name = {name: (before, after) for name, before, after in fields}
    return [
        FieldPairs(gettext(label), pairs(said(by_name[name][0]), said(by_name[name][1])))
        for name, (label, said) in FIELDS.items()
        if name in by_name
    ]


def pairs(before: Lines, after: Lines) -> Sequence[Pair]:
    """Lay two texts side by side: equal lines beside each other, changed ones too, what is new or gone alone."""
    found: list[Pair] = []
    for kind, left, left_end, right, right_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [Pair(line, line) for line in before[left:left_end]]
            continue
        gone, come = list(before[left:left_end]), list(after[right:right_end])
        for at in range(max(len(gone), len(come))):
            found.append(Pair(gone[at] if at < len(gone) else None, come[at] if at < len(come) else None))
    return found


def label_of(path: str) -> str:
    """Return what a field is called, or a path into one; what no record has is shown as it is."""
    name, _, rest = path.partition("[")
    if name not in FIELDS:
        return gettext(OTHER[name]) if name in OTHER else path
    return str(gettext(FIELDS[name][0])) + (f" [{rest}" if rest else "")


def _one(value: Any) -> Lines:
    return [] if value is None else [str(value)]


def _all(value: Any) -> Lines:
    return [str(one) for one in value or ()]


def _yes(value: Any) -> Lines:
    return [gettext("chưa rõ") if value is None else gettext("có") if value else gettext("không")]


def _word(kind: Callable[[Any], Any]) -> Callable[[Any], Lines]:
    def said(value: Any) -> Lines:
        values = value if isinstance(value, list) else [value]
        return [in_words(kind(one), current_locale()) for one in values if one is not None]

    return said


def _channels(value: Any) -> Lines:
    locale = current_locale()
    return [
        " · ".join(
            (
                in_words(Channel(row["channel"]), locale),
                time_in_words(row["time"] and TimeLimit(row["time"]["value"], TimeUnit(row["time"]["unit"])), locale),
                fee_in_words(_fee(row["fee"]), locale),
            )
        )
        for row in value or ()
    ]


def _fee(row: Mapping[str, Any]) -> Fee:
    amounts = tuple(Amount(one["amount"], Currency(one["currency"])) for one in row["amounts"])
    return Fee(FeeKind(row["kind"]), amounts, unverified=row.get("unverified", False))


def _cases(value: Any) -> Lines:
    return [line for case in value or () for line in _case(case)]


def _case(case: Mapping[str, Any]) -> Iterator[str]:
    locale = current_locale()
    if case["title"]:
        yield gettext("Trường hợp: %(title)s", title=case["title"])
    for row in case["components"]:
        paper = Component(**row)
        form = f"; {gettext('có mẫu')}" if paper.has_form else ""
        yield f"{paper.name} ({in_words(ComponentRole(paper.role), locale)}; {copies_in_words(paper, locale)}{form})"


def _results(value: Any) -> Lines:
    return [f"{one['name']} ({one['code']})" if one["code"] else one["name"] for one in value or ()]


FIELDS: Final[Mapping[str, tuple[str, Callable[[Any], Lines]]]] = {
    "name": (N_("Tên"), _one),
    "kind": (N_("Loại"), _word(ProcedureKind)),
    "field": (N_("Lĩnh vực"), _one),
    "ministry": (N_("Bộ quản lý"), _one),
    "levels": (N_("Cấp thực hiện"), _word(Level)),
    "agency": (N_("Mã cơ quan phụ trách"), _one),
    "executing_bodies": (N_("Cơ quan thực hiện"), _all),
    "vertical": (N_("Cơ quan ngành dọc"), _yes),
    "applicants": (N_("Đối tượng thực hiện"), _word(Applicant)),
    "assigned_by_law": (N_("Được luật giao quy định chi tiết"), _word(Assignment)),
    "decision_no": (N_("Quyết định công bố"), _one),
    "online_channel": (N_("Có nộp trực tuyến"), _yes),
    "online_level": (N_("Mức độ trực tuyến"), _word(OnlineLevel)),
    "channels": (N_("Cách nộp, thời hạn, phí"), _channels),
    "cases": (N_("Thành phần hồ sơ"), _cases),
    "legal_basis": (N_("Căn cứ pháp lý"), _all),
    "results": (N_("Kết quả"), _results),
    "completeness": (N_("Mức đầy đủ của dữ liệu"), _word(Completeness)),
}
"""The fields of a record in the order in which they are read, what each is called and how its value is written."""

OTHER: Final = {
    "code": N_("Mã thủ tục"),
    "action": N_("Hình thức công bố"),
    "replaces": N_("Thay thế cho"),
    ".": N_("Cả dòng"),
}
"""Columns of a list that are no fields of a record."""

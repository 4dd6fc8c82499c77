"""What is filed and who of the cast handles it: a citizen's matter at a ward, a firm's at a department.

Every answer here is invented and says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from gateway.demo.cast import cast

GENERAL: Final = {"phone": "0206 000 0001", "delivery": "electronic"}


@dataclass(frozen=True, slots=True)
class Matter:
    """One dossier to be.

    Attributes:
        procedure: its code.
        unit: code of the unit that must be the competent one by itself.
        applicant, receiver, specialist, leader, clerk: keys of the cast.
        organisation: name of the one for which the applicant acts.
        answers: to the questions of the form, by name of control.
        draft: what the specialist writes where the draft is empty.
        is_confirmed: whether the applicant sees the draft before it is signed.
    """

    procedure: str
    unit: str
    applicant: str
    receiver: str
    specialist: str
    leader: str
    clerk: str
    answers: Mapping[str, str]
    organisation: str | None = None
    draft: Mapping[str, str] = field(default_factory=dict)
    is_confirmed: bool = False

    @property
    def officers(self) -> tuple[str, ...]:
        """Everybody who handles it."""
        return self.receiver, self.specialist, self.leader, self.clerk


def matters(today: date) -> tuple[Matter, ...]:
    """Return what a run files."""
    return birth(today), legal_aid()


def birth(today: date) -> Matter:
    """A birth on the day of the run, registered by the mother where she lives."""
    commune, detail = person("P01")["residence"]
    child = {
        "child_name": "Nông Bé Thử Mẫu",
        "child_birth-ngay": str(today.day),
        "child_birth-thang": str(today.month),
        "child_birth-nam": str(today.year),
        "child_sex": "F",
        "born_at": "home",
        "birth_place.commune": commune,
        "birth_place.detail": detail,
        "child_ethnicity": "tay",
        "child_nationality": "VN",
        "child_origin.commune": commune,
        "child_origin.detail": detail,
    }
    parents = {"mother.ethnicity": "tay", "mother.nationality": "VN", "father_known": "unknown"}
    return Matter(
        procedure="1.001193",
        unit=f"X{commune}",
        applicant="P01",
        receiver="P12",
        specialist="P13",
        leader="P14",
        clerk="P15",
        answers=GENERAL | child | parents | {"relation": "mother", "proof": "certificate", "copies": "0"},
        is_confirmed=True,
    )


def legal_aid() -> Matter:
    """A firm that asks for its certificate of legal aid anew."""
    return Matter(
        procedure="2.000954",
        unit="STP",
        applicant="P04",
        receiver="P07",
        specialist="P09",
        leader="P10",
        clerk="P11",
        organisation=cast()["organisations"][0]["name"],
        answers=GENERAL,
        draft={"text": "Cấp lại giấy đăng ký cho tổ chức nêu trên. Văn bản do lượt kiểm tra tự động lập."},
    )


def person(key: str) -> dict[str, Any]:
    """Return somebody of the cast."""
    found: dict[str, Any] = next(one for one in cast()["people"] if one["key"] == key)
    return found


def office_of(key: str) -> str:
    """Return what the unit of an officer is called."""
    unit = person(key)["unit"]
    name: str = next(one["name"] for one in cast()["units"] if one["key"] == unit)
    return name

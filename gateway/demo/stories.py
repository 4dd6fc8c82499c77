"""Which prepared dossiers of the cast are told now, and what its compilation leaves open: answers, drafts, reasons.

Why the others are not: docs/demonstration.md.
"""

from datetime import timedelta
from typing import Any, Final

from gateway.demo.actors import told
from gateway.demo.instants import Instants
from services.dossiers.certifying.rules import Certified
from services.dossiers.desk import Refusal, RefusalReason
from services.results.kinds import Amendment

TOLD: Final = (
    *("D02", "D03", "D04", "D05", "D06", "D07", "D09", "D10", "D11", "D12"),
    *("D13", "D14", "D16", "D17", "D18", "D19", "D20", "D21", "D22", "D23", "D24", "D25", "D27"),
)
FIRST_START: Final = "first_start"

REPLACE, RECALL = "replace: wrong middle name by the office's fault", "revoke by decision MẪU-03"
AMENDED: Final = frozenset({REPLACE, RECALL})
SIGNED: Final = frozenset({"sign", "sign replacement", "sign recall"})
SEALED: Final = frozenset({"seal and issue", "seal and issue replacement", "seal and issue recall"})
HANDED_OUT: Final = frozenset({"return electronically", "return electronically to the organisation account"})
OF_AMENDMENT: Final = frozenset(
    {"sign replacement", "seal and issue replacement", "sign recall", "seal and issue recall"}
)
"""What happens at the first start; these last to the paper that puts a result right."""
AFTER_DRAFTING: Final[dict[str, tuple[dict[str, str], ...]]] = {
    RECALL: ({"who": "P14", "act": "sign recall"}, {"who": "P15", "act": "seal and issue recall"})
}
"""A decision goes the way of every result, of which the cast names the leader alone."""
DRAFTED_BY: Final = {RECALL: "P13"}

GENERAL: Final = {"capacity": "self", "delivery": "electronic"}
"""To the questions of the general form; its others are known from the identity or may stay open."""
ON_PAPER: Final = {"delivery": "counter", "paper_copies": "1"}
BIRTH: Final = {
    "relation": "mother",
    "special_case": "none",
    "child_name": "Nông Bé Hai Mẫu",
    "child_sex": "F",
    "born_at": "facility",
    "birth_facility": "Trạm y tế Mẫu",
    "birth_place.commune": "01273",
    "birth_place.detail": "Tổ dân phố Mẫu 2",
    "child_ethnicity": "tay",
    "child_nationality": "VN",
    "child_origin.commune": "01273",
    "child_origin.detail": "Tổ dân phố Mẫu 1",
    "mother.ethnicity": "tay",
    "mother.nationality": "VN",
    "father_known": "unknown",
    "proof": "certificate",
    "copies": "0",
    "delivery": "electronic",
}
BORN: Final = timedelta(days=9)
"""Before D: long enough ago for every act of the story, in time for its registration."""

ELSEWHERE: Final = {
    "D03": "Tiện đi lại",
    "D16": "Công trình nằm tại phường này",
    "D24": "Đã cư trú ở phường này",
    "D25": "Khu đất nằm tại phường này",
    "D17": "Khu đất nằm tại phường này",
    "D21": "Làm hòa giải viên ở phường này",
}
"""Why somebody files at another unit than that of their residence."""

CERTIFIED: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "D22": (
        "P14",
        {"kind": Certified.COPY, "paper": "Giấy chứng nhận mẫu", "pages": 6, "copies": 2, "fee": 16_000},
    )
}
"""Who signed, and what stands on the line of the book."""

CONFIRMED: Final = frozenset({"D23", "D24"})
"""Of which the applicant found the draft right before it went up: results of their field want it, filed online."""

DRAFTS: Final = {
    "D09": "Chấp thuận đăng ký hành nghề luật sư với tư cách cá nhân cho người nêu trên.",
    "D10": "Ghi nhận thay đổi người đại diện theo pháp luật của công ty nêu trên.",
    "D11": "Cấp lại thẻ tư vấn viên pháp luật cho người nêu trên.",
    "D12": "Cấp lại giấy đăng ký tham gia trợ giúp pháp lý cho tổ chức nêu trên.",
    "D23": "Cấp 02 bản sao trích lục khai sinh của Nông Văn Bé Mẫu, con bà Nông Thị Hoa Mẫu.",
    "D24": "Xác nhận người nêu trên chưa đăng ký kết hôn với ai.",
}
AMENDMENTS: Final[dict[str, tuple[Amendment, str, dict[str, str]]]] = {
    "D23": (
        Amendment.REPLACEMENT,
        "Ghi sai chữ đệm của người con do lỗi của cơ quan.",
        {"text": "Cấp 02 bản sao trích lục khai sinh của Nông Thị Bé Mẫu, con bà Nông Thị Hoa Mẫu."},
    ),
    "D24": (
        Amendment.RECALL,
        "Sổ đăng ký kết hôn mẫu có tên người này; khi cấp chưa tra cứu.",
        {
            "grounds": "Tra cứu lại sổ đăng ký kết hôn mẫu thấy người nêu trên đã đăng ký kết hôn.",
            "legal_basis": "Điều 18 Nghị định số 30/2020/NĐ-CP",
        },
    ),
}
"""How a result is put right, why, for the leader, and what the paper that puts it right says for itself."""

REFUSALS: Final = {
    "D19": Refusal(
        RefusalReason.WRONG_PROCEDURE,
        "Thửa đất ghi trong bản đăng ký là đất rừng sản xuất; thủ tục này chỉ dành cho đất trồng lúa.",
        "Nghị định số 112/2024/NĐ-CP",
        "Nếu muốn dùng đất rừng vào mục đích khác, nộp thủ tục 1.012694 “Chuyển mục đích sử dụng rừng sang mục đích "
        "khác đối với cá nhân”, cũng tại Trung tâm Phục vụ hành chính công của phường.",
    )
}


def stories() -> list[dict[str, Any]]:
    """Return the dossiers to prepare, in the order in which they were filed or received: codes go by it."""
    return sorted((told("dossiers", key) for key in TOLD), key=_begins)


def before_the_start(one: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the acts of a dossier that have a date."""
    return [act for act in one["acts"] if act.get("when") != FIRST_START]


def at_the_start(one: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the acts of a dossier that happen when the demonstration is first started."""
    found = []
    for act in one["acts"]:
        if act.get("when") == FIRST_START:
            by = DRAFTED_BY.get(act["act"], act["who"])
            found += [act | {"who": by}, *AFTER_DRAFTING.get(act["act"], ())]
    return found


def answers(one: dict[str, Any], instants: Instants) -> dict[str, str]:
    """Return what the filer answers, by name of control."""
    phone = told("people", one["filer"])["contact"][1]
    match one["key"]:
        case "D04":
            found = BIRTH | {"child_birth": (instants.first_day - BORN).isoformat()}
        case "D07" | "D11" | "D13" | "D18" | "D20" | "D25":
            found = GENERAL | ON_PAPER
        case _:
            found = GENERAL
    return found | ({"phone": phone} if phone else {})


def _begins(one: dict[str, Any]) -> tuple[float, str]:
    received = next((act for act in one["acts"] if act["act"].startswith("receive")), one["acts"][0])
    return received["wd"] if "wd" in received else received["cal"] * 5 / 7, received["at"]

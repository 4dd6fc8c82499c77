"""What interrupts the stories of the cast: which faults are found, why something is late or stopped."""

from datetime import timedelta
from typing import Final

from services.dossiers.desk import Stop, StopReason
from services.dossiers.kinds import ComponentMark
from services.dossiers.supplements.requesting import Asking

PROPOSING: Final = timedelta(minutes=30)
"""Before a leader approves, where the cast does not say when it was proposed."""

FAULTS: Final[dict[str, tuple[tuple[ComponentMark, str | None], ...]]] = {
    "D14": (
        (ComponentMark.MISMATCH, "Họ tên trên giấy tờ khác với tờ khai; cần giấy tờ có họ tên đúng."),
        (ComponentMark.UNREADABLE, None),
    ),
    "D21": ((ComponentMark.UNSIGNED, None),),
}
"""What the specialist finds of the first papers; all others are good."""
ASKING: Final = {
    "D14": Asking(10, "Có thể nộp bản chụp rõ cả hai mặt.", None),
    "D21": Asking(None, "Giấy giới thiệu phải có chữ ký và dấu.", None),
}
CLOSING: Final = {
    "D21": Stop(
        StopReason.NOT_SUPPLEMENTED,
        "Hết 10 ngày, người nộp không bổ sung giấy tờ đã được yêu cầu.",
        "Quyết định địa phương: bổ sung trong 10 ngày, quá hạn thì đóng hồ sơ",
    )
}
APOLOGIES: Final = {"D17": (2, "Cơ quan phối hợp chưa gửi ý kiến về ranh giới khu đất.")}
"""The new date, in working days after D, and why."""

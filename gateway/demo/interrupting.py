"""What interrupts the stories of the cast: which faults are found, why something is late or stopped."""

from datetime import time, timedelta
from typing import Final

from services.dossiers.desk import Stop, StopReason
from services.dossiers.kinds import ComponentMark
from services.dossiers.supplements.requesting import Asking

PROPOSING: Final = timedelta(minutes=30)
"""Before a leader approves, where the cast does not say when it was proposed."""

SENDING: Final = timedelta(minutes=10)
"""After a leader approved, where the cast does not say when it was sent."""
ACCEPTING: Final = time(7, 45)
"""On the working day after a delivery, where the cast does not say when the centre passed it on."""
GOOD: Final[tuple[ComponentMark, str | None]] = (ComponentMark.GOOD, None)

FAULTS: Final[dict[str, tuple[tuple[ComponentMark, str | None], ...]]] = {
    "D14": (
        (ComponentMark.MISMATCH, "Họ tên trên giấy tờ khác với tờ khai; cần giấy tờ có họ tên đúng."),
        (ComponentMark.UNREADABLE, None),
    ),
    "D21": ((ComponentMark.UNSIGNED, None),),
    "D27": (GOOD, (ComponentMark.MISMATCH, "Bản vẽ không có mặt cắt phần nhà được cải tạo.")),
}
"""What the specialist finds of the first papers; all others are good."""
FAULTS_AGAIN: Final = {"D27": (GOOD, (ComponentMark.MISMATCH, "Bản vẽ mới không ghi kích thước phần được cải tạo."))}
"""What they find of what was delivered, and had not said the first time."""
DELIVERED: Final = {"D27": ("Hồ sơ thiết kế có mặt cắt",)}
"""What the applicant delivers, one file for each component that is asked for; the cast counts them among its files."""
ASKING: Final = {
    "D14": Asking(10, "Có thể nộp bản chụp rõ cả hai mặt.", None),
    "D21": Asking(None, "Giấy giới thiệu phải có chữ ký và dấu.", None),
    "D27": Asking(15, "Bản vẽ phải có mặt cắt phần nhà được cải tạo.", None),
}
ASKING_AGAIN: Final = {
    "D27": Asking(10, "Lần trước chưa nêu vì bản vẽ khi đó chưa có phần này; thiếu kích thước thì chưa thẩm định được.")
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

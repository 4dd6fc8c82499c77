"""Data for printed documents."""

import hashlib

from gateway.printing import qr_svg

ADDRESS = "http://localhost/ho-so/TC-7K2M-9QXD"


def submission(*, files: int = 3, **changes: object) -> dict[str, object]:
    """What `submission.typ` asks for."""
    return {
        "system": "Hệ thống thông tin giải quyết thủ tục hành chính tỉnh Mẫu",
        "unit": "Ủy ban nhân dân phường Mẫu",
        "reference": "TC-7K2M-9QXD",
        "submitted_at": "09:15:07 ngày 24/11/2026",
        "procedure": {"code": "1.001193", "name": "Thủ tục đăng ký khai sinh"},
        "case": None,
        "applicant": "Nông Thị Hoa Mẫu",
        "filer": None,
        "files": [
            {
                "component": f"Giấy chứng sinh hoặc văn bản của người làm chứng về việc sinh {at}",
                "name": f"giay-chung-sinh-{at}.pdf",
                "size": "1,2 MB",
                "sha256": hashlib.sha256(bytes([at])).hexdigest(),
            }
            for at in range(files)
        ],
        "address": ADDRESS,
        "checking": "http://localhost/kiem-tra",
        "code": qr_svg(ADDRESS),
    } | changes

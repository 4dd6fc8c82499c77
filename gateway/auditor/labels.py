"""How the things that events are about are called. The log names them by codes, which pages put into words."""

from typing import Final

from flask_babel import gettext

from gateway.words import N_

OBJECTS: Final = {
    "account": N_("Tài khoản"),
    "audit_event": N_("Một sự kiện trong nhật ký"),
    "audit_log": N_("Nhật ký"),
    "book_number": N_("Số trong sổ"),
    "calendar_change": N_("Đề nghị sửa lịch nghỉ"),
    "catalogue_import": N_("Danh mục thủ tục"),
    "code_entry": N_("Mục của danh mục mã"),
    "delegation": N_("Ủy quyền ký"),
    "document": N_("Tệp"),
    "dossier": N_("Hồ sơ"),
    "draft": N_("Bản nháp"),
    "duty_exception": N_("Quyết định cho kiêm nhiệm"),
    "local_decision": N_("Quy định của tỉnh về một thủ tục"),
    "login_attempt": N_("Lượt đăng nhập"),
    "maintenance": N_("Đợt bảo trì"),
    "mandate": N_("Quyết định kiểm tra"),
    "notice": N_("Thông báo"),
    "office_hours": N_("Giờ làm việc"),
    "organisation": N_("Tổ chức"),
    "person": N_("Cá nhân"),
    "post": N_("Vị trí công tác"),
    "register": N_("Sổ kết quả"),
    "result": N_("Kết quả"),
    "route": N_("Một trang của hệ thống"),
    "shipment": N_("Bưu gửi"),
    "staged_list": N_("Lần nhập danh mục"),
    "synonym_change": N_("Bảng từ đồng nghĩa"),
    "unit": N_("Đơn vị"),
    "unit_alias": N_("Tên hoặc mã khác của đơn vị"),
}


def object_in_words(kind: str) -> str:
    """Return how a kind of object is called; a kind that no list names is shown as the event has it."""
    return gettext(OBJECTS[kind]) if kind in OBJECTS else kind

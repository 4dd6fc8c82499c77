"""Signing in, roles and rights."""

from auth.errors import NotSignedInError, RoleForbiddenError
from gateway.words import N_, Key
from services.actor import Role

SENTENCES: dict[Key, str] = {
    NotSignedInError: N_("Bạn cần đăng nhập để xem trang này."),
    RoleForbiddenError: N_("Trang này không dành cho vai trò “%(role)s” của bạn."),
    Role.CITIZEN: N_("Công dân"),
    Role.RECEIVER: N_("Cán bộ tiếp nhận"),
    Role.CENTRE_HEAD: N_("Lãnh đạo Trung tâm"),
    Role.SPECIALIST: N_("Chuyên viên thụ lý"),
    Role.LEADER: N_("Lãnh đạo"),
    Role.CLERK: N_("Văn thư"),
    Role.CASHIER: N_("Thu phí, lệ phí"),
    Role.UNIT_ADMIN: N_("Quản trị của đơn vị"),
    Role.BUSINESS_ADMIN: N_("Quản trị nghiệp vụ"),
    Role.TECHNICAL_ADMIN: N_("Quản trị kỹ thuật"),
    Role.AUDITOR: N_("Kiểm tra, giám sát"),
    Role.SYSTEM: N_("Hệ thống"),
}

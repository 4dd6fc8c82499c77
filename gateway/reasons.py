"""Why something was done or refused, in words: events carry codes alone, and what a code means hangs on the act."""

from collections import defaultdict
from enum import StrEnum
from functools import cache
from typing import Final

from auth.errors import Refusal
from gateway.words import N_, catalogue, in_words, sentences
from services.audit.tags import EventTag
from services.dossiers.desk.refusing import RefusalReason
from services.dossiers.shipping.kinds import UndeliveredReason
from services.errors import DomainError
from services.results.kinds import Amendment
from services.results.verdict.kinds import VerdictKind

BY_ACT: Final[dict[EventTag, type[StrEnum]]] = {
    EventTag.LOGIN_REFUSED: Refusal,
    EventTag.DOSSIER_PROPOSE_REFUSAL: RefusalReason,
    EventTag.DOSSIER_APPROVE_REFUSAL: RefusalReason,
    EventTag.RESULT_PROPOSE_AMENDMENT: Amendment,
    EventTag.DOSSIER_RESULT_NOT_DELIVERED: UndeliveredReason,
    EventTag.SHIPMENT_NOT_DELIVERED: UndeliveredReason,
    EventTag.FILE_VERIFY: VerdictKind,
    EventTag.RESULT_VERIFY: VerdictKind,
}
"""Acts whose reason is a member of an enum that has its words already."""

CODES: Final = {
    "applicant_objected": N_("Người yêu cầu đề nghị sửa bản thảo"),
    "calendar_changed": N_("Lịch nghỉ thay đổi"),
    "demo": N_("Số minh họa do bản trình diễn đặt ra, không phải số thật"),
    "given_up": N_("Xét lại thì không cần sửa hoặc thu hồi"),
    "idle": N_("Lãnh đạo mở để ký rồi không thao tác trong mười phút"),
    "left": N_("Lãnh đạo quay lại, chưa ký"),
    "number_birth": N_("Số định danh không khớp với năm sinh"),
    "number_province": N_("Ba chữ số đầu của số định danh không phải mã tỉnh hay quốc gia nào"),
    "number_sex": N_("Số định danh không khớp với giới tính"),
    "number_shared": N_("Người khác đã mang cùng số định danh"),
    "printed_again": N_("In lại, không phải lần đầu"),
    "represented_by_other": N_("Tổ chức đã có người đại diện khác"),
    "sent_back": N_("Lãnh đạo trả lại dự thảo"),
    "signing_failed": N_("Không ký được"),
    "silence": N_("Quá hạn trả lời, coi như đồng ý"),
}
"""Reasons that are no refusal of ours and have no enum."""


def reason_in_words(act: EventTag, code: str, locale: str) -> str:
    """Return why, in words; a code that nothing knows, as another version may have written it, stays a code.

    What a sentence would say of the single case is not in the event, so "…" stands for it.
    """
    members = {one.value: one for one in BY_ACT.get(act, ())}
    if code in members:
        return in_words(members[code], locale)
    if code in CODES:
        return catalogue(locale).gettext(CODES[code])
    refusal = refusals().get(code)
    if refusal is None:
        return code
    return catalogue(locale).gettext(sentences()[refusal]) % defaultdict(lambda: "…")


@cache
def refusals() -> dict[str, type[DomainError]]:
    """Return every refusal of the domain by its code."""
    return {kind.coded(): kind for kind in sentences() if isinstance(kind, type)}

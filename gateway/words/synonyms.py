"""The table of synonyms: how a line changes, and why a change is refused."""

from gateway.words import N_, Key
from services.catalogue.kinds import SynonymAct
from services.catalogue.synonyms.errors import (
    ChangeUndoneError,
    ChangeUnknownError,
    MeaningUnknownError,
    SayingAddedHereError,
    SayingKnownError,
    SayingTooLongError,
    SayingUnknownError,
    SayingUnreadableError,
)

SENTENCES: tuple[dict[Key, str], ...] = (
    {
        SayingUnreadableError: N_(
            "Cách nói và nghĩa phải có ít nhất một từ, bắt đầu bằng chữ hoặc số, không có dấu | hay ký tự xuống dòng."
        ),
        SayingTooLongError: N_("Nội dung dài quá %(most)s ký tự, hãy rút ngắn."),
        MeaningUnknownError: N_(
            "Không thủ tục nào có từ: %(words)s. Hãy ghi nghĩa bằng đúng từ trong tên thủ tục, giấy tờ hoặc kết quả."
        ),
        SayingKnownError: N_("Bảng đã có dòng này. Nếu dòng này đang bị rút, hãy hoàn tác việc rút."),
        SayingUnknownError: N_("Bảng từ đồng nghĩa không có dòng này."),
        SayingAddedHereError: N_("Dòng này do tỉnh thêm: hãy hoàn tác lần thêm thay vì rút."),
        ChangeUnknownError: N_("Không có lần thay đổi nào mang số đó."),
        ChangeUndoneError: N_("Lần thay đổi này đã được hoàn tác."),
    },
    {
        SynonymAct.ADDED: N_("Thêm"),
        SynonymAct.WITHDRAWN: N_("Rút"),
    },
)

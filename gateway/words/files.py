"""Files and what was purged."""

from gateway.words import N_, Key
from services.keys import DataKeyDestroyedError
from services.storage import FileTooLargeError

SENTENCES: dict[Key, str] = {
    FileTooLargeError: N_("Tệp quá lớn: mỗi tệp tối đa %(megabytes)s MB."),
    DataKeyDestroyedError: N_("Nội dung này đã được xóa vĩnh viễn theo thời hạn lưu trữ và không thể xem lại."),
}

"""Signing in: what went wrong, in the four ways that matter to a person."""

from auth.errors import LoginRefusedError, NoSuchCapacityError, ProviderUnavailableError, Refusal
from gateway.words import N_, Key
from services.people.errors import AccountClosedError

AGAIN = N_("Lần đăng nhập này đã quá lâu, đã được dùng, hoặc bắt đầu ở một trình duyệt khác.")
DENIED = N_("Bạn đã dừng đăng nhập ở hệ thống định danh.")
UNTRUSTED = N_("Câu trả lời của hệ thống định danh không đúng, nên chúng tôi không nhận.")
TROUBLE = N_("Hệ thống định danh đang gặp sự cố.")

SENTENCES: dict[Key, str] = {
    LoginRefusedError: N_("Chưa đăng nhập được. %(reason)s"),
    ProviderUnavailableError: N_(
        "Hiện chưa kết nối được với hệ thống định danh nên chưa đăng nhập mới được. Ai đang đăng nhập vẫn làm tiếp bình"
        " thường."
    ),
    NoSuchCapacityError: N_("Hiện bạn không giữ vai trò này."),
    AccountClosedError: N_("Tài khoản này đã đóng ở đây."),
    Refusal.STATE: AGAIN,
    Refusal.BROWSER: AGAIN,
    Refusal.EXPIRED: AGAIN,
    Refusal.REPLAYED: AGAIN,
    Refusal.CODE: AGAIN,
    Refusal.DENIED: DENIED,
    Refusal.ACCOUNT_CLOSED: N_("Tài khoản của bạn đã đóng ở đây. Hãy đến bộ phận một cửa nếu bạn thấy không đúng."),
    Refusal.UNREACHABLE: TROUBLE,
    Refusal.EXCHANGE: TROUBLE,
    Refusal.USERINFO: TROUBLE,
    Refusal.PROVIDER_ERROR: TROUBLE,
    Refusal.METADATA: TROUBLE,
    Refusal.METHOD: UNTRUSTED,
    Refusal.RESPONSE_ISSUER: UNTRUSTED,
    Refusal.ID_TOKEN_MISSING: UNTRUSTED,
    Refusal.FORM: UNTRUSTED,
    Refusal.ALGORITHM: UNTRUSTED,
    Refusal.KEY: UNTRUSTED,
    Refusal.SIGNATURE: UNTRUSTED,
    Refusal.TYPE: UNTRUSTED,
    Refusal.ISSUER: UNTRUSTED,
    Refusal.AUDIENCE: UNTRUSTED,
    Refusal.TIME: UNTRUSTED,
    Refusal.SUBJECT: UNTRUSTED,
    Refusal.NONCE: UNTRUSTED,
    Refusal.AT_HASH: UNTRUSTED,
}

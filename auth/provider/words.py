"""Every sentence of the provider's pages, in both languages. It shares no catalogue with the gateway."""

from collections.abc import Iterable

LOCALES = ("vi", "en")
"""The first is the one for whoever does not choose."""

WORDS: dict[str, tuple[str, str]] = {
    "site": ("Cổng định danh trình diễn", "Demonstration identity provider"),
    "band": ("Đây không phải VNeID.", "This is not VNeID."),
    "band.advice": (
        "Mọi người và mọi số ở đây đều là hư cấu. Đừng nhập số định danh hay mật khẩu thật của bạn.",
        "Everyone and every number here is invented. Do not enter your real number or password.",
    ),
    "skip": ("Đến nội dung chính", "Skip to main content"),
    "language": ("Ngôn ngữ", "Language"),
    "error.prefix": ("Lỗi", "Error"),
    "error.title": ("Chưa đăng nhập được", "You are not signed in yet"),
    "error.number": (
        "Số định danh cá nhân phải có đúng 12 chữ số. Hãy kiểm tra và nhập lại.",
        "A personal identification number has exactly 12 digits. Check it and enter it again.",
    ),
    "error.passcode": ("Hãy nhập mã đăng nhập gồm 6 chữ số.", "Enter the passcode of 6 digits."),
    "error.mismatch": (
        "Số định danh hoặc mã đăng nhập không đúng. Hãy kiểm tra số, rồi nhập lại mã.",
        "The number or the passcode is not right. Check the number, then enter the passcode again.",
    ),
    "error.wait": (
        "Đã nhập sai nhiều lần. Hãy chờ %(minutes)s phút rồi thử lại.",
        "Too many wrong attempts. Wait %(minutes)s minutes, then try again.",
    ),
    "login.title": ("Đăng nhập bằng định danh điện tử", "Sign in with your electronic identity"),
    "login.lead": ("%(client)s cần biết bạn là ai.", "%(client)s needs to know who you are."),
    "login.no_account": ("Không có VNeID?", "No VNeID?"),
    "login.in_person": ("Đến bộ phận một cửa gần bạn", "Go to a one-stop centre near you"),
    "login.in_person.how": ("cán bộ nộp hồ sơ giúp bạn tại quầy.", "officers there file for you at the counter."),
    "login.number": ("Số định danh cá nhân", "Personal identification number"),
    "login.number.hint": ("12 chữ số; có dấu cách cũng được.", "12 digits; spaces do no harm."),
    "login.passcode": ("Mã đăng nhập", "Passcode"),
    "login.passcode.hint": (
        "6 chữ số, hiện ra khi bản trình diễn khởi động. Mọi nhân vật dùng chung một mã.",
        "6 digits, shown when the demonstration starts. All demo people share one.",
    ),
    "login.chosen": ("Đã điền số của %(name)s. Bạn chỉ cần nhập mã đăng nhập.", "This is %(name)s. Now the passcode."),
    "login.submit": ("Đăng nhập", "Sign in"),
    "login.cancel": ("Hủy và quay lại", "Cancel and go back"),
    "people.title": ("Nhân vật trong bản trình diễn", "Demo people"),
    "people.lead": ("Chọn một nhân vật để điền sẵn số định danh.", "Choose someone to fill in their number."),
    "people.choose": ("Chọn", "Choose"),
    "consent.title": ("Chia sẻ thông tin với %(client)s", "Share your data with %(client)s"),
    "consent.lead": (
        "Bạn đã đăng nhập với tên %(name)s. Nếu bạn đồng ý, %(client)s sẽ nhận được:",
        "You are signed in as %(name)s. If you agree, %(client)s will receive:",
    ),
    "consent.nothing": ("Chỉ một mã riêng, không có tên và số của bạn.", "A code only, neither name nor number."),
    "consent.level": (
        "Tài khoản mức độ 1 không có nơi cư trú và tổ chức để chia sẻ.",
        "A level 1 account has no residence and no organisations to share.",
    ),
    "consent.memory": (
        "Lựa chọn này được nhớ đến khi bạn đăng xuất.",
        "Your choice is remembered until you sign out.",
    ),
    "consent.allow": ("Đồng ý và tiếp tục", "Agree and continue"),
    "consent.refuse": ("Từ chối", "Refuse"),
    "consent.other": ("Không phải bạn? Dùng tài khoản khác", "Not you? Use another account"),
    "logout.title": ("Đăng xuất khỏi định danh điện tử?", "Sign out of your electronic identity?"),
    "logout.lead": ("Bạn đang đăng nhập với tên %(name)s.", "You are signed in as %(name)s."),
    "logout.confirm": ("Đăng xuất", "Sign out"),
    "logout.stay": ("Không, ở lại", "No, stay signed in"),
    "left.title": ("Bạn đã đăng xuất", "You are signed out"),
    "left.text": (
        "Nếu đây là máy dùng chung, hãy đóng cả trình duyệt.",
        "If others use this computer, close the browser as well.",
    ),
    "home.title": ("Cổng định danh trình diễn", "Demonstration identity provider"),
    "home.text": (
        "Trang đăng nhập chỉ mở từ hệ thống cần biết bạn là ai. Hãy bắt đầu ở hệ thống đó.",
        "The sign-in page opens only from a system that needs to know who you are. Begin there.",
    ),
    "refused.title": ("Không thể tiếp tục", "This cannot go on"),
    "refused.client": (
        "Hệ thống đưa bạn đến đây chưa đăng ký với cổng định danh này.",
        "The system that sent you here is not registered with this identity provider.",
    ),
    "refused.address": (
        "Địa chỉ quay về không có trong đăng ký của hệ thống đã đưa bạn đến đây, nên bạn không bị chuyển tới đó.",
        "The return address is not one that the system registered, so you are not sent there.",
    ),
    "refused.logout": (
        "Yêu cầu đăng xuất không hợp lệ. Bạn vẫn đang đăng nhập như trước.",
        "The request to sign out is not valid. Nothing has changed.",
    ),
    "stale.title": ("Biểu mẫu đã hết hạn", "The form is out of date"),
    "stale.text": (
        "Trang này mở từ lâu, hoặc trình duyệt không nhận cookie. Hãy bắt đầu lại.",
        "The page has been open for long, or the browser takes no cookies. Please start again.",
    ),
    "stale.again": ("Bắt đầu lại", "Start again"),
    "http.404": ("Không có trang này", "There is no such page"),
    "http.500": ("Cổng định danh gặp lỗi", "The identity provider failed"),
    "http.other": ("Yêu cầu không hợp lệ", "The request is not valid"),
    "http.text": ("Hãy quay lại hệ thống mà bạn đang dùng.", "Please go back to the system you were using."),
    "claim.name": ("Họ và tên", "Full name"),
    "claim.birthdate": ("Ngày sinh", "Date of birth"),
    "claim.gender": ("Giới tính", "Sex"),
    "claim.citizen_id": ("Số định danh cá nhân", "Personal identification number"),
    "claim.assurance_level": ("Mức độ tài khoản", "Account level"),
    "claim.organisations": ("Tổ chức bạn đại diện", "Organisations you represent"),
    "claim.address": ("Nơi cư trú", "Residence"),
    "claim.phone_number": ("Số điện thoại", "Telephone"),
    "claim.email": ("Thư điện tử", "E-mail"),
    "gender.male": ("Nam", "Male"),
    "gender.female": ("Nữ", "Female"),
    "level": ("Mức độ %(level)s", "Level %(level)s"),
    "role.applicant": ("Người dân", "Citizen"),
    "role.representative": ("Đại diện tổ chức", "Represents an organisation"),
    "role.helper": ("Người hỗ trợ", "Helper"),
    "role.receiver": ("Tiếp nhận hồ sơ", "Receives dossiers"),
    "role.centre_head": ("Phụ trách Trung tâm", "Head of the centre"),
    "role.specialist": ("Thụ lý hồ sơ", "Handles dossiers"),
    "role.leader": ("Lãnh đạo ký", "Signs"),
    "role.clerk": ("Văn thư, đóng dấu", "Records clerk, seals"),
    "role.cashier": ("Thu phí, lệ phí", "Collects fees"),
    "role.auditor": ("Kiểm tra, giám sát", "Inspects"),
    "role.unit_admin": ("Quản trị của đơn vị", "Looks after the staff of one unit"),
    "role.business_admin": ("Quản trị nghiệp vụ", "Manages the catalogue"),
    "role.technical_admin": ("Quản trị kỹ thuật", "Runs the system"),
}


def say(key: str, locale: str, **values: object) -> str:
    """Return a sentence.

    Raises:
        KeyError: there is no such sentence, or it needs a value that was not given.
    """
    return WORDS[key][LOCALES.index(locale)] % values


def say_roles(roles: Iterable[str], locale: str) -> str:
    """Return what somebody plays in the demonstration; a part that has no name here is passed over."""
    return ", ".join(say(f"role.{role}", locale) for role in roles if f"role.{role}" in WORDS)

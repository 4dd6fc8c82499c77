"""The ways of a receiver at the counter that several tests walk."""

from tests.pages import Browser, Page

START = "/can-bo/quay"
CARD = "004148999943|080000003|Hoàng Thị Già Quầy|02091948|Nữ|Tổ dân phố Mẫu 3, Phường Thục Phán, Cao Bằng|15062021"
OLD_WOMAN = {
    "so": "004148999933",
    "ten": "Hoàng Thị Già Thử",
    "sinh-nam": "1948",
    "gioi": "F",
    "xa": "Phường Thục Phán",
    "o": "Tổ dân phố Mẫu 3",
}
COPY_OF_REGISTER = "2.000908"


def begun(receiver: Browser, code: str = COPY_OF_REGISTER, **changes) -> Page:
    """The first page after somebody was entered by hand."""
    form = receiver.get(START).form("quay")
    for name, value in (OLD_WOMAN | {"thu_tuc": code} | changes).items():
        form.set(name, value)
    return form.submit()


def through(page: Page) -> Page:
    """Every paper is there; the check is next."""
    return page.form("giay-to").submit("Còn lại đều có đủ bản giấy")


def received(page: Page) -> Page:
    form = page.form("tiep-nhan")
    form.set("da-ky", form.tag.select_one("[name=da-ky]")["value"])
    return form.submit("Tiếp nhận")

"""Why people come: events of a life, each leading to a search. In the order of a life."""

from dataclasses import dataclass

from gateway.words import N_


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """A tile of the start page."""

    label: str
    query: str


LIFE_EVENTS = (
    LifeEvent(N_("Sinh con"), "khai sinh"),
    LifeEvent(N_("Đi học, bằng cấp"), "văn bằng, chứng chỉ"),
    LifeEvent(N_("Căn cước, định danh"), "thẻ căn cước"),
    LifeEvent(N_("Chuyển nơi ở"), "đăng ký thường trú"),
    LifeEvent(N_("Kết hôn"), "đăng ký kết hôn"),
    LifeEvent(N_("Nhà, đất"), "giấy chứng nhận quyền sử dụng đất"),
    LifeEvent(N_("Xây, sửa nhà"), "giấy phép xây dựng"),
    LifeEvent(N_("Mở cửa hàng, công ty"), "đăng ký thành lập hộ kinh doanh"),
    LifeEvent(N_("Chăn nuôi, trồng trọt, rừng"), "chăn nuôi trồng trọt"),
    LifeEvent(N_("Trợ cấp, người có công"), "trợ cấp"),
    LifeEvent(N_("Sao y, chứng thực"), "chứng thực"),
    LifeEvent(N_("Có người qua đời"), "khai tử"),
)

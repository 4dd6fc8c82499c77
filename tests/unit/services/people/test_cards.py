"""The text of an identity card, as scanners give it."""

from datetime import date

import pytest

from services.people.cards import read_card
from services.people.errors import CardUnreadableError

TEXT = "004148999903|080000003|Hoàng Thị Già Mẫu|02091948|Nữ|Tổ dân phố Mẫu 3, Thục Phán, Cao Bằng|15062021"


def test_every_field_is_understood():
    card = read_card(TEXT)

    assert (card.number, card.former_number, card.name) == ("004148999903", "080000003", "Hoàng Thị Già Mẫu")
    assert (card.birth, card.sex, card.issued_on) == ("1948-09-02", "F", date(2021, 6, 15))
    assert card.residence == "Tổ dân phố Mẫu 3, Thục Phán, Cao Bằng"


def test_what_a_card_may_leave_empty_is_none():
    card = read_card("004090999999||Người Thử Mẫu|01011990|Nam||")

    assert (card.former_number, card.residence, card.issued_on) == (None, "", None)


def test_fields_that_newer_cards_add_are_passed_over():
    assert read_card(f"{TEXT}||Nguyễn Văn Cha Mẫu|Nông Thị Mẹ Mẫu|") == read_card(f"\n {TEXT} \n")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "004148999903",
        "https://vidu.vn/the",
        TEXT.replace("004148999903", "00414899990"),
        TEXT.replace("004148999903", "٠٠٤١٤٨٩٩٩٩٠٣"),
        TEXT.replace("02091948", "31021948"),
        TEXT.replace("02091948", "1948"),
        TEXT.replace("|Nữ|", "|X|"),
        TEXT.replace("Hoàng Thị Già Mẫu", " "),
        "|".join(TEXT.split("|")[:6]),
    ],
)
def test_anything_else_is_refused(text: str):
    with pytest.raises(CardUnreadableError):
        read_card(text)


def test_a_log_does_not_hold_what_a_card_says():
    assert "Hoàng" not in repr(read_card(TEXT))

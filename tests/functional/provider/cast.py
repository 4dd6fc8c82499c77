"""Invented people for the provider's own tests, in the shape of the demonstration's cast."""

from typing import Any

HOA: dict[str, Any] = {
    "key": "A",
    "name": "Nông Thị Hoa Thử",
    "sex": "F",
    "birth": "1990-01-02",
    "id_number": "004190999801",
    "vneid_level": 2,
    "login": True,
    "residence": ["01273", "Tổ dân phố Thử 1, phường Thục Phán"],
    "contact": ["hoa@thu.example", "02060000801"],
    "roles": ["applicant"],
}
PA: dict[str, Any] = {
    "key": "B",
    "name": "Lý A Pá Thử",
    "sex": "M",
    "birth": "1948",
    "id_number": "004048999802",
    "vneid_level": 1,
    "login": True,
    "residence": ["01324", "xóm Thử, xã Cốc Pàng"],
    "contact": [None, None],
    "roles": ["applicant", "someone_unheard_of"],
    "organisations": [{"name": "Công ty không hiện", "tax_code": "4800999899"}],
}
DOANH: dict[str, Any] = {
    "key": "C",
    "name": "Bế Văn Doanh Thử",
    "id_number": "004079999803",
    "vneid_level": 2,
    "roles": ["applicant", "representative:ORG1"],
    "title_vi": "Giám đốc",
    "unit_name": "Sở Thử",
    "organisations": [{"name": "Công ty Luật TNHH Thử", "tax_code": "4800999866"}],
}
WITHOUT_ACCOUNT: dict[str, Any] = {
    "key": "D",
    "name": "Hoàng Thị Già Thử",
    "id_number": "004148999804",
    "vneid_level": None,
    "login": False,
}
EVERYONE = [HOA, PA, DOANH, WITHOUT_ACCOUNT]

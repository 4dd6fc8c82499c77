"""How to reach every page of people who are signed in: each route that shows a page, with the looks it can have.

A new page without an example fails the test. Parts in braces are called by scenes.py.
"""

from dataclasses import dataclass
from typing import Final

from flask import Flask
from playwright.sync_api import Response
from werkzeug.routing import Rule

from auth.guards import policy_of
from tests.browser.window import Window

DESK: Final = "/can-bo/ho-so/{}"
DRAFT: Final = "/ho-so/nhap/<draft_key:key>"
DOSSIER: Final = "/ho-so/<dossier_code:code>"
OFFICE: Final = "/can-bo/ho-so/<dossier_code:code>"
COUNTER: Final = "/can-bo/quay"
POST: Final = "/can-bo/buu-chinh"
TAKEN: Final = f"{COUNTER}/<draft_key:key>"
AUDIT: Final = "/thanh-tra"
LISTS: Final = "/quan-tri/nhap-danh-muc"
DECIDE: Final = "/quan-tri/thu-tuc/"
ADMIN: Final = "/quan-tri"
AMENDING: Final = ("thay-the", "dinh-chinh", "thu-hoi")


@dataclass(frozen=True, slots=True)
class Look:
    """A page as somebody sees it.

    Attributes:
        who: one of house.PEOPLE.
        path: address, with parts to fill in.
        press: the button to press there: the look is the page that comes back.
        choose: what to tick before.
        status: of the page that is looked at.
    """

    who: str
    path: str
    press: str | None = None
    choose: tuple[str, ...] = ()
    status: int = 200

    def address(self, scenes: dict[str, str]) -> str:
        """The address with its parts filled in."""
        return self.path.format_map(scenes)


SAVE: Final = "main form .button-row button"


def looks(who: str, *paths: str) -> list[Look]:
    """Pages that are only opened."""
    return [Look(who, path) for path in paths]


def refused(who: str, path: str, press: str = SAVE, *choose: str, status: int = 422) -> Look:
    """A form that comes back."""
    return Look(who, path, press, choose, status)


LOOKS: Final[dict[str, list[Look]]] = {
    f"{DECIDE[:-1]}": [
        *looks("administrator", "/quan-tri/thu-tuc", "/quan-tri/thu-tuc?q=khai+sinh", "/quan-tri/thu-tuc?q=zzzz"),
    ],
    f"{DECIDE}<procedure_code:code>": looks(
        "administrator", "/quan-tri/thu-tuc/{decided}", "/quan-tri/thu-tuc/1.001193", "/quan-tri/thu-tuc/1.013980"
    ),
    f"{DECIDE}<procedure_code:code>/<aspect:aspect>": [
        *(
            Look("administrator", f"/quan-tri/thu-tuc/{{decided}}/{slug}")
            for slug in ("nop-truc-tuyen", "noi-tiep-nhan", "thoi-han", "phi", "bieu-mau", "muc-do")
        ),
        *looks("administrator", "/quan-tri/thu-tuc/1.013980/thoi-han"),
        refused("administrator", "/quan-tri/thu-tuc/{decided}/nop-truc-tuyen", SAVE, "input[name=muc]"),
        refused("administrator", "/quan-tri/thu-tuc/{decided}/thoi-han"),
    ],
    f"{DECIDE}<procedure_code:code>/quyet-dinh/<int:number>/rut": [
        *looks("administrator", "/quan-tri/thu-tuc/{decided}/quyet-dinh/8/rut"),
        *looks("administrator", "/quan-tri/thu-tuc/{decided}/quyet-dinh/1/rut"),
    ],
    f"{ADMIN}/tu-dong-nghia": [
        *looks("administrator", f"{ADMIN}/tu-dong-nghia", f"{ADMIN}/tu-dong-nghia?q=khai+sinh&trang=2"),
        *looks("technician", f"{ADMIN}/tu-dong-nghia?q=zzzz"),
    ],
    f"{ADMIN}/tu-dong-nghia/them": [
        *looks("administrator", f"{ADMIN}/tu-dong-nghia/them"),
        refused("administrator", f"{ADMIN}/tu-dong-nghia/them"),
        Look("technician", f"{ADMIN}/tu-dong-nghia/them", status=403),
    ],
    f"{ADMIN}/tu-dong-nghia/<saying_key:key>/rut": looks("administrator", f"{ADMIN}/tu-dong-nghia/{{saying}}/rut"),
    f"{ADMIN}/tu-dong-nghia/thay-doi/<int:number>/hoan-tac": [
        *looks("administrator", f"{ADMIN}/tu-dong-nghia/thay-doi/1/hoan-tac"),
        Look("administrator", f"{ADMIN}/tu-dong-nghia/thay-doi/2/hoan-tac", status=409),
    ],
    "/quan-tri": [*looks("administrator", "/quan-tri"), *looks("unit_administrator", "/quan-tri")],
    f"{ADMIN}/ho-so/<unit_code:code>": looks("administrator", f"{ADMIN}/ho-so/X01273", f"{ADMIN}/ho-so/SNV"),
    f"{ADMIN}/can-bo": [
        *looks("administrator", f"{ADMIN}/can-bo", f"{ADMIN}/can-bo?q=zzz"),
        *looks("unit_administrator", f"{ADMIN}/can-bo"),
        Look("technician", f"{ADMIN}/can-bo", status=403),
    ],
    f"{ADMIN}/can-bo/<unit_code:code>": looks("unit_administrator", f"{ADMIN}/can-bo/X01273.VP"),
    f"{ADMIN}/can-bo/<unit_code:code>/giao": [
        *looks("administrator", f"{ADMIN}/can-bo/TTPVHCC/giao"),
        refused("unit_administrator", f"{ADMIN}/can-bo/X01273/giao", "#giao button"),
    ],
    f"{ADMIN}/can-bo/vi-tri/<uuid:key>": [
        *looks("administrator", f"{ADMIN}/can-bo/vi-tri/{{specialist_post}}"),
        *looks("unit_administrator", f"{ADMIN}/can-bo/vi-tri/{{registrar_post}}"),
        refused("administrator", f"{ADMIN}/can-bo/vi-tri/{{specialist_post}}", "#ket-thuc button"),
    ],
    LISTS: looks("administrator", LISTS),
    f"{LISTS}/moi": [*looks("administrator", f"{LISTS}/moi"), refused("administrator", f"{LISTS}/moi")],
    f"{LISTS}/<int:number>": looks("administrator", f"{LISTS}/{{list}}"),
    f"{LISTS}/<int:number>/ap-dung": looks("second_administrator", f"{LISTS}/{{list}}/ap-dung?bao_cao={{report}}"),
    f"{LISTS}/<int:number>/hoan-tac": looks("administrator", f"{LISTS}/{{applied_list}}/hoan-tac"),
    f"{ADMIN}/lich-nghi": looks("administrator", f"{ADMIN}/lich-nghi?nam=2026", f"{ADMIN}/lich-nghi?nam=2027"),
    f"{ADMIN}/lich-nghi/de-nghi": [
        *looks("administrator", f"{ADMIN}/lich-nghi/de-nghi"),
        refused("administrator", f"{ADMIN}/lich-nghi/de-nghi", "#de-nghi button"),
    ],
    f"{ADMIN}/lich-nghi/de-nghi/<int:number>": [
        *looks("administrator", *(f"{ADMIN}/lich-nghi/de-nghi/{{change_{name}}}" for name in ("new", "days", "done"))),
        refused("administrator", f"{ADMIN}/lich-nghi/de-nghi/{{change_new}}", "#them button"),
        refused("administrator", f"{ADMIN}/lich-nghi/de-nghi/{{change_days}}", "#xac-nhan button"),
    ],
    f"{ADMIN}/don-vi": looks("administrator", f"{ADMIN}/don-vi", f"{ADMIN}/don-vi?q=zzz"),
    f"{ADMIN}/don-vi/<unit_code:code>": [
        *looks("administrator", f"{ADMIN}/don-vi/X01273", f"{ADMIN}/don-vi/UBND_TINH"),
        refused("administrator", f"{ADMIN}/don-vi/X01273", "#gio button", "summary >> nth=1"),
    ],
    f"{ADMIN}/xa-cu": looks("administrator", f"{ADMIN}/xa-cu?q=hop+giang"),
    f"{ADMIN}/danh-muc/<any('linh-vuc', 'loai-ket-qua'):name>": [
        *looks("administrator", f"{ADMIN}/danh-muc/linh-vuc", f"{ADMIN}/danh-muc/loai-ket-qua?q=zzz"),
        refused("administrator", f"{ADMIN}/danh-muc/linh-vuc", "#them button", "summary"),
    ],
    f"{ADMIN}/danh-muc/<any('linh-vuc', 'loai-ket-qua'):name>/<uuid:key>": looks(
        "administrator", f"{ADMIN}/danh-muc/linh-vuc/{{field}}"
    ),
    f"{ADMIN}/thong-bao": looks("administrator", f"{ADMIN}/thong-bao"),
    f"{ADMIN}/thong-bao/moi": [
        *looks("administrator", f"{ADMIN}/thong-bao/moi"),
        refused("administrator", f"{ADMIN}/thong-bao/moi", "#thong-bao button"),
    ],
    f"{ADMIN}/thong-bao/<int:number>": looks("administrator", f"{ADMIN}/thong-bao/{{notice}}"),
    f"{ADMIN}/thong-bao/<int:number>/go": looks("administrator", f"{ADMIN}/thong-bao/{{notice}}/go"),
    f"{ADMIN}/bao-tri": [
        *looks("technician", f"{ADMIN}/bao-tri"),
        refused("technician", f"{ADMIN}/bao-tri", "#bao-tri button", "summary"),
    ],
    f"{ADMIN}/bao-tri/<int:number>/ket-thuc": looks("technician", f"{ADMIN}/bao-tri/{{called_off}}/ket-thuc"),
    "/chon-vai-tro": looks("receiver", "/chon-vai-tro"),
    "/dang-xuat": looks("citizen", "/dang-xuat"),
    "/nop-ho-so/<procedure_code:code>": [
        *looks("citizen", "/nop-ho-so/2.000908", "/nop-ho-so/1.001193", "/nop-ho-so/1.013980"),
    ],
    "/ho-so": [*looks("citizen", "/ho-so"), *looks("newcomer", "/ho-so")],
    DRAFT: looks("citizen", "/ho-so/nhap/{fresh}", "/ho-so/nhap/{birth}", "/ho-so/nhap/{ready}"),
    f"{DRAFT}/buoc-<int:number>": [
        *looks("citizen", *(f"/ho-so/nhap/{{birth}}/buoc-{number}" for number in range(1, 8))),
        *looks("citizen", "/ho-so/nhap/{fresh}/buoc-1", "/ho-so/nhap/{fresh}/buoc-4"),
        *(refused("citizen", f"/ho-so/nhap/{{birth}}/buoc-{number}") for number in (3, 4)),
        refused("citizen", "/ho-so/nhap/{fresh}/buoc-2"),
    ],
    f"{DRAFT}/xoa": looks("citizen", "/ho-so/nhap/{fresh}/xoa"),
    f"{DRAFT}/kiem-tra": [
        *looks("citizen", "/ho-so/nhap/{ready}/kiem-tra", "/ho-so/nhap/{birth}/kiem-tra"),
        refused("citizen", "/ho-so/nhap/{ready}/kiem-tra", "#nop-ho-so button"),
    ],
    f"{DRAFT}/giay-to-<int:number>": [
        *looks("citizen", "/ho-so/nhap/{birth}/giay-to-{paper}", "/ho-so/nhap/{fresh}/giay-to-0"),
        refused("citizen", "/ho-so/nhap/{birth}/giay-to-{paper}", "#nop-tep button"),
    ],
    DOSSIER: [
        *looks("citizen", *(f"/ho-so/{{{name}}}" for name in ("filed", "refused", "turned_down", "asked", "objected"))),
        *looks("citizen", *(f"/ho-so/{{{name}}}" for name in ("confirmed", "to_take", "to_give", "returned"))),
        *looks("citizen", "/ho-so/{revoked}", "/ho-so/{papers_asked}"),
        *looks("citizen", *(f"/ho-so/{{had_{kind}}}" for kind in ("replacement", "correction", "recall"))),
        *looks("citizen", "/ho-so/{papers_sent}", "/ho-so/{papers_delivered}"),
        *looks("citizen", "/ho-so/{closing_proposed}", "/ho-so/{stopped}", "/ho-so/{withdrawn}"),
        *looks("citizen", "/ho-so/{extended}", "/ho-so/{posted}"),
        Look("newcomer", "/ho-so/{filed}", status=404),
        Look("receiver", "/ho-so/{filed}", status=403),
    ],
    f"{DOSSIER}/bo-sung": [
        *looks("citizen", "/ho-so/{papers_asked}/bo-sung"),
        refused("citizen", "/ho-so/{papers_asked}/bo-sung", "form[id^=giay-to] button"),
        refused("citizen", "/ho-so/{papers_asked}/bo-sung", "#nop-bo-sung button", status=409),
    ],
    f"{DOSSIER}/rut": looks("citizen", "/ho-so/{filed}/rut", "/ho-so/{papers_sent}/rut"),
    f"{DOSSIER}/xac-nhan": looks("citizen", "/ho-so/{filed}/xac-nhan"),
    f"{DOSSIER}/ban-thao-<int:ordinal>": [
        *looks("citizen", "/ho-so/{asked}/ban-thao-1", "/ho-so/{confirmed}/ban-thao-1", "/ho-so/{objected}/ban-thao-1"),
        refused("citizen", "/ho-so/{asked}/ban-thao-1", "#y-kien button"),
    ],
    "/can-bo": [
        *looks("receiver", "/can-bo", "/can-bo?khay=cho-chuyen", "/can-bo?khay=cho-tra"),
        *looks("receiver", "/can-bo?khay=bo-sung"),
        *looks("head", "/can-bo", "/can-bo?khay=tu-choi-cho-duyet"),
        *looks("registrar", "/can-bo", "/can-bo?khay=cho-thu-ly", "/can-bo?khay=cua-toi&han=hom-nay"),
        *looks("leader", "/can-bo"),
        *looks("specialist", "/can-bo?khay=sua-thu-hoi"),
        *looks("leader", "/can-bo?khay=sua-thu-hoi"),
        *looks("clerk", "/can-bo"),
    ],
    COUNTER: [
        *looks("receiver", COUNTER),
        *looks("province", COUNTER),
        refused("receiver", COUNTER),
        refused("receiver", COUNTER, SAVE, "input[name=cua][value=to_chuc]", "input[name=kenh][value=buu_chinh]"),
        Look("head", COUNTER, status=403),
    ],
    TAKEN: looks("receiver", f"{COUNTER}/{{counter_fresh}}", f"{COUNTER}/{{counter_ready}}"),
    f"{TAKEN}/buoc-<int:number>": [
        *looks("receiver", *(f"{COUNTER}/{{counter_fresh}}/buoc-{number}" for number in range(1, 5))),
        *looks("receiver", *(f"{COUNTER}/{{counter_birth}}/buoc-{number}" for number in range(1, 8))),
        *looks("receiver", f"{COUNTER}/{{counter_many}}/buoc-3"),
        refused("receiver", f"{COUNTER}/{{counter_birth}}/buoc-3"),
    ],
    f"{TAKEN}/kiem-tra": [
        *looks("receiver", f"{COUNTER}/{{counter_ready}}/kiem-tra", f"{COUNTER}/{{counter_lacking}}/kiem-tra"),
        refused("receiver", f"{COUNTER}/{{counter_ready}}/kiem-tra", "#tiep-nhan button:not([name])"),
    ],
    f"{TAKEN}/quet-<int:number>": [
        *looks("receiver", f"{COUNTER}/{{counter_ready}}/quet-0"),
        refused("receiver", f"{COUNTER}/{{counter_ready}}/quet-0", "#quet button"),
    ],
    f"{TAKEN}/bo": looks("receiver", f"{COUNTER}/{{counter_fresh}}/bo"),
    "/can-bo/ban-giao": looks("receiver", "/can-bo/ban-giao", "/can-bo/ban-giao?ngay=2025-07-01"),
    "/can-bo/chung-thuc": [
        *looks("receiver", "/can-bo/chung-thuc", "/can-bo/chung-thuc?so={certified}"),
        refused("receiver", "/can-bo/chung-thuc", "#chung-thuc button"),
    ],
    POST: [
        *looks("receiver", POST, f"{POST}?khay=gui-den", f"{POST}?khay=da-gui", f"{POST}?khay=da-nhan"),
        *looks("head", POST),
        *looks("specialist", POST, f"{POST}?khay=da-nhan"),
        Look("citizen", POST, status=403),
    ],
    f"{POST}/cho-gui": [*looks("receiver", f"{POST}/cho-gui"), Look("head", f"{POST}/cho-gui", status=403)],
    f"{POST}/lap": [
        *looks("receiver", f"{POST}/lap?hs={{for_the_post}}", f"{POST}/lap?hs={{by_post}}"),
        refused("receiver", f"{POST}/lap?hs={{by_post}}", "#lap button"),
        Look("receiver", f"{POST}/lap", status=422),
    ],
    f"{POST}/<shipment:code>": [
        *looks(
            "receiver", *(f"{POST}/{{{name}}}" for name in ("parcel", "parcel_sent", "result_sent", "result_there"))
        ),
        refused("receiver", f"{POST}/{{parcel}}", "#giao button"),
        refused("receiver", f"{POST}/{{result_sent}}", "#da-phat button"),
        refused("receiver", f"{POST}/{{result_sent}}", "#khong-phat button", "details:has(#khong-phat) > summary"),
        *looks("specialist", f"{POST}/{{parcel_sent}}"),
        *looks("head", f"{POST}/{{result_sent}}"),
        Look("registrar", f"{POST}/{{parcel_sent}}", status=404),
    ],
    f"{POST}/<shipment:code>/phieu": [
        *looks("receiver", f"{POST}/{{result_sent}}/phieu"),
        *looks("specialist", f"{POST}/{{parcel_sent}}/phieu"),
    ],
    f"{COUNTER}/xong/<dossier_code:code>": looks("receiver", f"{COUNTER}/xong/{{received_at_counter}}"),
    "/can-bo/so-van-ban": looks("clerk", "/can-bo/so-van-ban", "/can-bo/so-van-ban?nam=1999&sau=1"),
    OFFICE: [
        *looks("receiver", DESK.format("{filed}"), DESK.format("{long}"), DESK.format("{received}")),
        refused("receiver", DESK.format("{long}"), "[formaction$=tiep-nhan]", status=409),
        refused("receiver", DESK.format("{long}"), "[formaction$=de-xuat-tu-choi]", "summary"),
        *looks("receiver", DESK.format("{papers_asked}"), DESK.format("{to_ask_again}")),
        refused(
            "receiver",
            DESK.format("{long}"),
            "[formaction$=yeu-cau-bo-sung]",
            "details:has([formaction$=yeu-cau-bo-sung]) > summary",
            status=409,
        ),
        *looks("head", DESK.format("{proposed}"), DESK.format("{again_proposed}")),
        refused("head", DESK.format("{again_proposed}"), "#duyet-bo-sung button"),
        refused("head", DESK.format("{proposed}"), "#khong-duyet button"),
        *looks("province", DESK.format("{to_give}"), DESK.format("{returned}"), DESK.format("{refused}")),
        refused("province", DESK.format("{to_give}"), "#tra button"),
        *looks("registrar", DESK.format("{to_take_up}"), DESK.format("{late}"), DESK.format("{taken}")),
        *looks("registrar", DESK.format("{objected}"), DESK.format("{many}")),
        *looks("leader", DESK.format("{for_signature}"), DESK.format("{opened}")),
        *looks("chair", DESK.format("{papers_proposed}")),
        *looks("receiver", DESK.format("{papers_approved}"), DESK.format("{papers_delivered}")),
        *looks("registrar", DESK.format("{papers_sent}"), DESK.format("{withdrawn}")),
        *looks("receiver", DESK.format("{to_close}"), DESK.format("{closing_proposed}"), DESK.format("{stopped}")),
        refused("receiver", DESK.format("{to_close}"), "#de-xuat-dong button"),
        refused("receiver", DESK.format("{received}"), "#thu-hoi button", "details:has(#thu-hoi) > summary"),
        *looks("chair", DESK.format("{stop_proposed}"), DESK.format("{extension_proposed}")),
        *looks("registrar", DESK.format("{extended}")),
        *looks("receiver", DESK.format("{posted}"), DESK.format("{by_post}"), DESK.format("{for_the_post}")),
        refused(
            "registrar",
            DESK.format("{to_appraise}"),
            "#de-xuat-gia-han button",
            "details:has(#de-xuat-gia-han) > summary",
        ),
        refused("registrar", DESK.format("{taken}"), "#de-xuat-dung button", "details:has(#de-xuat-dung) > summary"),
        *looks("clerk", DESK.format("{signed}")),
        *looks("specialist", DESK.format("{issued}"), DESK.format("{recalling}"), DESK.format("{recall_up}")),
        *looks("specialist", *(DESK.format(f"{{had_{kind}}}") for kind in ("replacement", "correction", "recall"))),
        *looks("leader", DESK.format("{recall_up}")),
        Look("citizen", DESK.format("{filed}"), status=403),
    ],
    f"{OFFICE}/de-xuat-bo-sung": [
        *looks("registrar", DESK.format("{to_appraise}/de-xuat-bo-sung")),
        refused("registrar", DESK.format("{to_appraise}/de-xuat-bo-sung"), "#de-xuat-bo-sung button", status=409),
    ],
    f"{OFFICE}/du-thao/<outcome:outcome>": [
        *looks("registrar", DESK.format("{taken}/du-thao/chap-thuan"), DESK.format("{taken}/du-thao/tu-choi")),
        *looks("registrar", DESK.format("{objected}/du-thao/chap-thuan")),
        refused("registrar", DESK.format("{taken}/du-thao/tu-choi"), "#du-thao button"),
    ],
    f"{OFFICE}/sua-du-thao": [
        *looks("registrar", DESK.format("{drafted}/sua-du-thao"), DESK.format("{confirmed}/sua-du-thao")),
    ],
    f"{OFFICE}/sua-ket-qua/<amendment:amendment>": [
        *looks("specialist", *(DESK.format(f"{{issued}}/sua-ket-qua/{kind}") for kind in AMENDING)),
        *(refused("specialist", DESK.format(f"{{issued}}/sua-ket-qua/{kind}"), "#du-thao button") for kind in AMENDING),
    ],
    f"{OFFICE}/ket-qua": [
        *looks("specialist", DESK.format("{recalling}/ket-qua"), DESK.format("{recalling}/ket-qua?ban=1")),
        refused(
            "specialist", DESK.format("{recalling}/ket-qua"), "#thoi-sua button", "details:has(#thoi-sua) > summary"
        ),
        *looks("leader", DESK.format("{recall_up}/ket-qua")),
        *looks("clerk", DESK.format("{was_recalled}/ket-qua"), DESK.format("{was_recalled}/ket-qua?ban=2")),
        *looks("registrar", DESK.format("{drafted}/ket-qua"), DESK.format("{asked}/ket-qua")),
        *looks("registrar", DESK.format("{confirmed}/ket-qua")),
        *looks("leader", DESK.format("{for_signature}/ket-qua"), DESK.format("{opened}/ket-qua")),
        refused("leader", DESK.format("{for_signature}/ket-qua"), "#tra-lai button", "summary"),
        *looks("leader", DESK.format("{approved}/ket-qua")),
        *looks("clerk", DESK.format("{signed}/ket-qua"), DESK.format("{issued}/ket-qua")),
        *looks("province", DESK.format("{issued}/ket-qua")),
    ],
    AUDIT: [
        *looks("auditor", f"{AUDIT}?ho_so={{taken}}&bo_xem=y", AUDIT, f"{AUDIT}?viec=key_rotate", f"{AUDIT}?loc=1"),
        Look("auditor", f"{AUDIT}?tu-ngay=x&ho_so=H14", status=422),
    ],
    f"{AUDIT}/su-kien/<uuid:key>": looks("auditor", f"{AUDIT}/su-kien/{{event}}"),
    f"{AUDIT}/so-ket-qua": looks("auditor", f"{AUDIT}/so-ket-qua", f"{AUDIT}/so-ket-qua?nam=2025&loc=1"),
    f"{AUDIT}/so-ket-qua/<result_token:token>": [
        *looks("auditor", f"{AUDIT}/so-ket-qua/{{token}}"),
        refused("auditor", f"{AUDIT}/so-ket-qua/{{token}}", "#kiem-tra-lai button", status=200),
    ],
    f"{AUDIT}/tim-nguoi": [
        *looks("auditor", f"{AUDIT}/tim-nguoi"),
        refused("auditor", f"{AUDIT}/tim-nguoi", "#tim-nguoi button"),
    ],
    f"{AUDIT}/ho-so/<dossier_code:code>": [
        *looks("auditor", f"{AUDIT}/ho-so/{{taken}}"),
        Look("auditor", f"{AUDIT}/ho-so/{{elsewhere}}", status=403),
        Look("auditor", f"{AUDIT}/ho-so/H14.X01273-261123-99999", status=404),
    ],
}
"""Every page behind a sign-in, by its rule."""

NO_PAGES: Final = (
    "/tep/<file_digest:digest>",
    "/ket-qua/<file_digest:digest>",
    "/trang-<int:number>.png",
    ".pdf",
    ".json",
    ".tsv",
    ".csv",
    "/tep",
)
"""How the rules end that send files."""


def pages_of(app: Flask) -> set[str]:
    """The rules of every page that only somebody signed in sees, and of the way out."""
    return {rule.rule for rule in app.url_map.iter_rules() if is_inside(app, rule)} | {"/dang-xuat"}


def is_inside(app: Flask, rule: Rule) -> bool:
    policy = policy_of(app.view_functions[rule.endpoint])
    assert policy is not None
    return "GET" in (rule.methods or ()) and policy.permission is not None and not rule.rule.endswith(NO_PAGES)


def show(window: Window, look: Look, scenes: dict[str, str]) -> Response:
    """Bring a look before somebody's eyes; return its page as it was sent."""
    answer = window.open(look.address(scenes))
    if look.press is None:
        return answer
    for control in look.choose:
        window.page.locator(control).last.click()
    with window.page.expect_navigation() as answered:
        window.page.locator(look.press).click()
    return answered.value

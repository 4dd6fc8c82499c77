"""The lists of codes: fields of procedures and kinds of results."""

from typing import ClassVar, Final
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import NotFound
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.administrator.acting import INCOMPLETE, Places, carried_out
from gateway.administrator.blueprint import bp
from gateway.changed import versions_of
from gateway.clock import now
from gateway.db import reading
from gateway.fields import GatewayForm
from gateway.words import N_
from services.audit.events import EventTag
from services.catalogue.code_lists import CodeEntry, CodeList, add_entry, change_entry, end_entry, entries, entry
from services.catalogue.errors import CodeListTextError, CodeTakenError

LISTS: Final = {"linh-vuc": CodeList.FIELD, "loai-ket-qua": CodeList.RESULT_TYPE}
LONGEST_QUERY: Final = 100


class EntryForm(GatewayForm):
    """One entry of a list."""

    ten = StringField(N_("Tên"), [InputRequired(), Length(max=300)])
    ma = StringField(
        N_("Mã"), [Length(max=50)], description=N_("Ví dụ G99-HT01 với lĩnh vực, KQ.G99.000001 với kết quả.")
    )
    nguon = StringField(N_("Văn bản"), [Length(max=200)])

    PLACES: ClassVar[Places] = {CodeListTextError: "ten", CodeTakenError: "ma"}

    @classmethod
    def of(cls, one: CodeEntry) -> "EntryForm":
        """Return the form with what stands."""
        return cls(formdata=None, ten=one.name, ma=one.code, nguon=one.source)


@bp.get("/danh-muc/<any('linh-vuc', 'loai-ket-qua'):name>")
@requires(Permission.UNIT_EDIT)
def code_list(name: str) -> ResponseReturnValue:
    """Show a list, page by page."""
    return _draw_list(name, EntryForm(formdata=None))


@bp.post("/danh-muc/<any('linh-vuc', 'loai-ket-qua'):name>")
@requires(Permission.UNIT_EDIT, event=EventTag.CODE_LIST_CHANGE.value)
def new_entry(name: str) -> ResponseReturnValue:
    """Enter something new."""
    by, at, form = signed_in(), now(), EntryForm()
    if not form.validate():
        return _draw_list(name, form), INCOMPLETE
    code, said, source = form.ma.data or None, form.ten.data or "", form.nguon.data or None
    return carried_out(
        lambda session: add_entry(session, LISTS[name], code=code, name=said, source=source, by=by, at=at),
        form=form,
        places=EntryForm.PLACES,
        again=lambda: _draw_list(name, form),
        done=lambda _: gettext("Đã thêm."),
        to=lambda one: url_for(".code_entry", name=name, key=one.id),
    )


@bp.get("/danh-muc/<any('linh-vuc', 'loai-ket-qua'):name>/<uuid:key>")
@requires(Permission.UNIT_EDIT)
def code_entry(name: str, key: UUID) -> ResponseReturnValue:
    """Show one entry with its versions."""
    one = _entry(name, key)
    return _draw(name, one, EntryForm.of(one))


@bp.post("/danh-muc/<any('linh-vuc', 'loai-ket-qua'):name>/<uuid:key>")
@requires(Permission.UNIT_EDIT, event=EventTag.CODE_LIST_CHANGE.value)
def save_entry(name: str, key: UUID) -> ResponseReturnValue:
    """Change how an entry is called."""
    one, by, at, form = _entry(name, key), signed_in(), now(), EntryForm()
    if not form.validate():
        return _draw(name, one, form), INCOMPLETE
    code, said, source = form.ma.data or None, form.ten.data or "", form.nguon.data or None
    return carried_out(
        lambda session: change_entry(session, key, code=code, name=said, source=source, by=by, at=at),
        form=form,
        places=EntryForm.PLACES,
        again=lambda: _draw(name, one, form),
        done=lambda _: gettext("Đã lưu."),
        to=lambda _: url_for(".code_entry", name=name, key=key),
    )


@bp.post("/danh-muc/<any('linh-vuc', 'loai-ket-qua'):name>/<uuid:key>/ket-thuc")
@requires(Permission.UNIT_EDIT, event=EventTag.CODE_LIST_CHANGE.value)
def close_entry(name: str, key: UUID) -> ResponseReturnValue:
    """End an entry."""
    one, by, at, form = _entry(name, key), signed_in(), now(), GatewayForm()
    return carried_out(
        lambda session: end_entry(session, key, by=by, at=at),
        form=form,
        places={},
        again=lambda: _draw(name, one, EntryForm.of(one), pressed=form),
        done=lambda _: gettext("Đã kết thúc từ hôm nay. Hồ sơ cũ vẫn giữ mục này."),
        to=lambda _: url_for(".code_entry", name=name, key=key),
    )


def _entry(name: str, key: UUID) -> CodeEntry:
    found = entry(reading(), LISTS[name], key)
    if found is None:
        raise NotFound
    return found


def _draw_list(name: str, form: EntryForm) -> str:
    query = request.args.get("q", "").strip()[:LONGEST_QUERY]
    found, after = entries(reading(), LISTS[name], query, request.args.get("sau"))
    following = url_for(".code_list", name=name, q=query or None, sau=after) if after else None
    return render_template(
        "administrator/code_list.html",
        address=name,
        kind=LISTS[name],
        lists=LISTS,
        entries=found,
        query=query,
        following=following,
        form=form,
    )


def _draw(name: str, one: CodeEntry, form: EntryForm, pressed: GatewayForm | None = None) -> str:
    return render_template(
        "administrator/code_entry.html",
        address=name,
        entry=one,
        form=form,
        pressed=pressed or GatewayForm(formdata=None),
        versions_found=versions_of(reading(), one.id),
    )

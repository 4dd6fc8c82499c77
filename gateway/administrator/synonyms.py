"""How people call things: look at the table, add a saying, take a shipped one out, undo; each tried before it holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.administrator.acting import say
from gateway.administrator.asking import CONFIRM, CORRECT, pressed, sent
from gateway.administrator.blueprint import bp
from gateway.administrator.synonym_forms import SayingForm
from gateway.clock import now
from gateway.db import reading, unit_of_work
from gateway.errors import status_of
from gateway.language import current_locale
from gateway.live import current_catalogue
from gateway.refusals import note_refusal
from gateway.words.procedures import grouped
from services.audit.events import EventTag
from services.catalogue.kinds import SynonymAct
from services.catalogue.search.finder import LONGEST_QUERY, Finder
from services.catalogue.search.language import language_with
from services.catalogue.search.sayings import Pair
from services.catalogue.snapshot import Entry, Snapshot
from services.catalogue.synonyms.changing import add_saying, checked, line_called, take_out, undo
from services.catalogue.synonyms.errors import ChangeUndoneError, ChangeUnknownError, SayingAddedHereError
from services.catalogue.synonyms.queries import synonym_changes
from services.catalogue.synonyms.table import Change, Line, as_file, like, lines_with
from services.errors import ConflictError, InvalidInputError
from services.people.officers import officers

PAGE_SIZE: Final = 50
MOST_CHANGES: Final = 20
BEST: Final = 5
TSV: Final = "text/tab-separated-values; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Table:
    """A page of the table of synonyms."""

    query: str
    lines: Sequence[Line]
    total: int
    number: int
    changes: Sequence[Change]

    @property
    def counted(self) -> str:
        """How many lines there are, grouped for reading."""
        return grouped(self.total, current_locale())

    def address(self, number: int) -> str | None:
        """Return the address of another page, None where there is none."""
        if not 1 <= number <= max(1, ceil(self.total / PAGE_SIZE)):
            return None
        return url_for(".synonyms", q=self.query or None, trang=number if number > 1 else None)

    def change_of(self, line: Line) -> Change | None:
        """Return the change that added a line."""
        standing = (one for one in self.changes if one.undone_at is None and one.act is SynonymAct.ADDED)
        return next((one for one in standing if one.pair == line.pair), None)


@dataclass(frozen=True, slots=True)
class Tried:
    """What a query finds before and after a change, the best first."""

    query: str
    before: Sequence[Entry]
    after: Sequence[Entry]


@bp.get("/tu-dong-nghia")
@requires(Permission.ADMIN_READ)
def synonyms() -> ResponseReturnValue:
    """Show the table as it stands, and the latest changes."""
    changes = synonym_changes(reading())
    query = request.args.get("q", "").strip()[:LONGEST_QUERY]
    fitting = sorted(like(lines_with(changes), query), key=lambda one: not one.is_added)  # what is ours comes first
    typed = request.args.get("trang", "1")
    number = max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) <= len("9999") else 1
    start = (number - 1) * PAGE_SIZE
    table = Table(query, fitting[start : start + PAGE_SIZE], len(fitting), number, changes)
    latest = list(reversed(changes))[:MOST_CHANGES]
    known = officers(reading(), [one.post_id for one in latest])
    return render_template("administrator/synonyms.html", table=table, latest=latest, officers=known)


@bp.get("/tu-dong-nghia.tsv")
@requires(Permission.ADMIN_READ)
def synonyms_file() -> ResponseReturnValue:
    """Send the table as it stands, written like the shipped file."""
    response = Response(as_file(lines_with(synonym_changes(reading()))), content_type=TSV)
    response.headers["Content-Disposition"] = "attachment; filename=synonyms.tsv"
    return response


@bp.get("/tu-dong-nghia/them")
@requires(Permission.SYNONYMS_EDIT)
def saying() -> ResponseReturnValue:
    """Show the form."""
    return render_template("administrator/saying.html", form=SayingForm(formdata=None))


@bp.post("/tu-dong-nghia/them")
@requires(Permission.SYNONYMS_EDIT, event=EventTag.SYNONYM_CHANGE.value)
def add() -> ResponseReturnValue:
    """Judge a saying; show what it changes; add it once that was confirmed."""
    form = SayingForm()
    if pressed(CORRECT):
        return render_template("administrator/saying.html", form=form)
    if not form.validate():
        return render_template("administrator/saying.html", form=form), 422
    catalogue, changes = current_catalogue(), synonym_changes(reading())
    known = catalogue.finder.corpus.index.vocabulary
    try:
        pair = checked(form.saying, form.meanings, known, lines_with(changes))
        if not pressed(CONFIRM):
            further = Change(0, SynonymAct.ADDED, pair)
            return render_template(
                "administrator/saying_tried.html",
                pair=pair,
                tried=tried(catalogue, form.queries or [pair.said], changes, [*changes, further]),
                sent=sent(),
            )
        with unit_of_work() as session:
            add_saying(session, form.saying, form.meanings, known=known, by=signed_in(), at=now())
    except (InvalidInputError, ConflictError) as error:
        if isinstance(error, ConflictError):
            note_refusal(error.code)
        say(form, error, form.PLACES)
        return render_template("administrator/saying.html", form=form), status_of(error)
    flash(gettext("Đã thêm: “%(said)s”.", said=pair.said), "success")
    return redirect(url_for(".synonyms"), 303)


@bp.get("/tu-dong-nghia/<saying_key:key>/rut")
@requires(Permission.SYNONYMS_EDIT)
def taking_out(key: str) -> ResponseReturnValue:
    """Ask once more before a shipped line is taken out."""
    changes = synonym_changes(reading())
    line = line_called(lines_with(changes), key)
    if line.is_added:
        raise SayingAddedHereError
    return asked(SynonymAct.WITHDRAWN, line.pair, changes, [*changes, Change(0, SynonymAct.WITHDRAWN, line.pair)])


@bp.post("/tu-dong-nghia/<saying_key:key>/rut")
@requires(Permission.SYNONYMS_EDIT, event=EventTag.SYNONYM_CHANGE.value)
def remove(key: str) -> ResponseReturnValue:
    """Take a shipped line out."""
    with unit_of_work() as session:
        said = take_out(session, key, by=signed_in(), at=now()).said
    flash(gettext("Đã rút: “%(said)s”.", said=said), "success")
    return redirect(url_for(".synonyms"), 303)


@bp.get("/tu-dong-nghia/thay-doi/<int:number>/hoan-tac")
@requires(Permission.SYNONYMS_EDIT)
def undoing(number: int) -> ResponseReturnValue:
    """Ask once more before a change is undone."""
    changes = synonym_changes(reading())
    found = next((one for one in changes if one.number == number), None)
    if found is None:
        raise ChangeUnknownError
    if found.undone_at is not None:
        raise ChangeUndoneError
    return asked(None, found.pair, changes, [one for one in changes if one.number != number], found)


@bp.post("/tu-dong-nghia/thay-doi/<int:number>/hoan-tac")
@requires(Permission.SYNONYMS_EDIT, event=EventTag.SYNONYM_CHANGE.value)
def take_back_change(number: int) -> ResponseReturnValue:
    """Undo a change."""
    with unit_of_work() as session:
        undo(session, number, by=signed_in(), at=now())
    flash(gettext("Đã hoàn tác lần thay đổi số %(number)s.", number=number), "success")
    return redirect(url_for(".synonyms"), 303)


def asked(
    act: SynonymAct | None, pair: Pair, before: Iterable[Change], after: Iterable[Change], undone: Change | None = None
) -> str:
    """Draw the question, with what the saying finds before and after."""
    found = tried(current_catalogue(), [pair.said], before, after)
    return render_template("administrator/synonym_asked.html", act=act, pair=pair, tried=found, undone=undone)


def tried(
    catalogue: Snapshot, queries: Iterable[str], before: Iterable[Change], after: Iterable[Change]
) -> list[Tried]:
    """Search with the table before and after a change; the index is that of the catalogue in force."""
    corpus = catalogue.finder.corpus
    tables = [Finder(corpus, language_with(line.pair for line in lines_with(one))) for one in (before, after)]
    return [
        Tried(query, *([catalogue.by_code[code] for code in table.find(query).codes[:BEST]] for table in tables))
        for query in queries
    ]

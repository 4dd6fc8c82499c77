"""The records clerk's books: every number of the own body, by year, to look at and to print."""

from collections.abc import Sequence

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.db import reading
from gateway.language import current_locale
from gateway.numbers import whole
from gateway.officer.blueprint import bp
from gateway.reasons import reason_in_words
from services.audit.tags import EventTag
from services.results.book_pages import Book, BookLine, book_page, books_of


@bp.get("/so-van-ban")
@requires(Permission.BOOK_READ)
def book() -> ResponseReturnValue:
    """Show one book, the highest number first; nothing can be changed here."""
    session = reading()
    books = books_of(session, signed_in())
    here = chosen(books)
    before = whole(request.args.get("sau"))
    found = book_page(session, here.id, before=before) if here else None
    following = found.following if found else None
    return render_template(
        "officer/book.html",
        books=[(one, address(one), one is here) for one in books],
        book=here,
        lines=[(line, why(line)) for line in found.lines] if found else [],
        first=address(here) if here and before is not None else None,
        following=address(here, following) if here and following else None,
    )


def chosen(books: Sequence[Book]) -> Book | None:
    """Return the book that the address names; the first of the newest year where it names none of these."""
    kind, year = request.args.get("quyen"), whole(request.args.get("nam"))
    named = [one for one in books if one.kind == kind and one.year == year]
    return next(iter([*named, *books]), None)


def address(one: Book, before: int | None = None) -> str:
    """Return the address of a book, or of what follows a number of it."""
    return url_for(".book", quyen=one.kind, nam=one.year, sau=before)


def why(line: BookLine) -> str | None:
    """Say why a number was voided, None of any other."""
    return reason_in_words(EventTag.RESULT_VOID_NUMBER, line.reason, current_locale()) if line.reason else None

"""The verbs of the table of synonyms: add a saying, take a shipped one out, undo either."""

import re
from collections.abc import Container, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.actor import Actor
from services.audit.digests import PUBLIC, FieldList, digest
from services.audit.events import EventTag, record
from services.catalogue.folding import words
from services.catalogue.kinds import SynonymAct
from services.catalogue.search.sayings import SEPARATOR, Pair, SayingsError, read_pairs
from services.catalogue.synonyms.errors import (
    ChangeUndoneError,
    ChangeUnknownError,
    MeaningUnknownError,
    SayingAddedHereError,
    SayingKnownError,
    SayingTooLongError,
    SayingUnknownError,
    SayingUnreadableError,
)
from services.catalogue.synonyms.models import SynonymChange
from services.catalogue.synonyms.queries import synonym_changes
from services.catalogue.synonyms.table import Change, Line, lines_with

LOCK: Final = 0x7361_7965
"""Key of the advisory lock: changes are numbered, and each is judged by those before it."""
LONGEST_SAYING, LONGEST_MEANINGS = 100, 300
BREAKS_A_LINE: Final = re.compile(r"[\x00-\x1f\x7f|]")
CHANGE_V1: Final = FieldList("synonym_change/1", ("number", "act", "said", "means", "undone_at"))


def checked(said: str, means: Sequence[str], known: Container[str], lines: Sequence[Line]) -> Pair:
    """Return a saying as the table would hold it.

    Args:
        said: what people say, tidied.
        means: phrases of the records, tidied.
        known: every folded word of the procedures in force.
        lines: the table as it stands.

    Raises:
        SayingUnreadableError, SayingTooLongError, MeaningUnknownError, SayingKnownError: see each.
    """
    pair = Pair(said, tuple(dict.fromkeys(one for one in means if one)))
    texts = (said, *pair.means)
    if not pair.means or any(BREAKS_A_LINE.search(text) or not text[:1].isalnum() for text in texts):
        raise SayingUnreadableError
    for text, most in ((said, LONGEST_SAYING), (SEPARATOR.join(pair.means), LONGEST_MEANINGS)):
        if len(text) > most:
            raise SayingTooLongError(most)
    try:
        list(read_pairs([pair.line], file="synonym_change"))
    except SayingsError:
        raise SayingUnreadableError from None
    if unknown := [word for one in pair.means for word in words(one) if word not in known]:
        raise MeaningUnknownError(list(dict.fromkeys(unknown)))
    if pair in {one.pair for one in lines}:
        raise SayingKnownError
    return pair


def add_saying(
    session: Session, said: str, means: Sequence[str], *, known: Container[str], by: Actor, at: datetime
) -> SynonymChange:
    """Add a saying with what it means in the words of the records.

    A line of the shipped table that was taken out comes back by undoing that.

    Args:
        session: the caller's transaction.
        said: what people say.
        means: phrases of the records.
        known: every folded word of the procedures in force.
        by: who adds it.
        at: when.

    Raises:
        SayingUnreadableError, SayingTooLongError, MeaningUnknownError, SayingKnownError: see `checked`.
    """
    changes = _locked(session)
    pair = checked(said, means, known, lines_with(changes))
    if any(one.pair == pair and one.undone_at is None for one in changes):
        raise SayingKnownError
    return _entered(session, SynonymAct.ADDED, pair, changes, by=by, at=at)


def take_out(session: Session, key: str, *, by: Actor, at: datetime) -> SynonymChange:
    """Take a line of the shipped table out.

    Raises:
        SayingUnknownError: the table has no such line.
        SayingAddedHereError: the province added it itself.
    """
    changes = _locked(session)
    line = line_called(lines_with(changes), key)
    if line.is_added:
        raise SayingAddedHereError
    return _entered(session, SynonymAct.WITHDRAWN, line.pair, changes, by=by, at=at)


def undo(session: Session, number: int, *, by: Actor, at: datetime) -> SynonymChange:
    """Undo a change: what was added goes, what was taken out comes back.

    Raises:
        ChangeUnknownError: there is none of this number.
        ChangeUndoneError: it is undone already.
    """
    _locked(session)
    row = session.scalar(select(SynonymChange).where(SynonymChange.number == number))
    if row is None:
        raise ChangeUnknownError
    if row.undone_at is not None:
        raise ChangeUndoneError
    before = digest(row, CHANGE_V1, PUBLIC)
    row.undone_at = at
    _note(session, row, "undone", by=by, at=at, before=before)
    return row


def line_called(lines: Sequence[Line], key: str) -> Line:
    """Return a line by the key that addresses call it by.

    Raises:
        SayingUnknownError: the table has no such line.
    """
    found = next((one for one in lines if one.pair.key == key), None)
    if found is None:
        raise SayingUnknownError
    return found


def _locked(session: Session) -> Sequence[Change]:
    session.execute(select(func.pg_advisory_xact_lock(LOCK)))
    return synonym_changes(session)


def _entered(
    session: Session, act: SynonymAct, pair: Pair, changes: Sequence[Change], *, by: Actor, at: datetime
) -> SynonymChange:
    row = SynonymChange(
        number=max((one.number for one in changes), default=0) + 1,
        act=act,
        said=pair.said,
        means=SEPARATOR.join(pair.means),
        entered_at=at,
        post_id=by.post_id,
    )
    session.add(row)
    _note(session, row, act.value, by=by, at=at)
    return row


def _note(
    session: Session, row: SynonymChange, what: str, *, by: Actor, at: datetime, before: str | None = None
) -> None:
    session.flush()
    record(
        session,
        EventTag.SYNONYM_CHANGE,
        by=by,
        at=at,
        object=("synonym_change", row.id),
        before=before,
        after=digest(row, CHANGE_V1, PUBLIC),
        reason=what,
    )

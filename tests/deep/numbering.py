"""One of several processes that take numbers at the same time, in real transactions."""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from gateway.db import Database
from services.actor import Actor
from services.dossiers.codes import next_code
from services.keys import KeyRing
from services.people.models import Unit
from services.results.models import Result
from services.results.numbering import hold, use
from services.results.products import products

Given = tuple[str, int]
"""Which year a number was given in, and the number."""


def take(
    address: str, ring: Path, unit: UUID, results: list[UUID], leader: Actor, turn: datetime
) -> tuple[list[str], list[Given]]:
    """Take a code and a number for each result, one transaction each; half of them before `turn`, half after.

    The moments of all processes are the same, so that all of them meet at the turn.
    """
    database = Database(address, KeyRing.open(ring), threads=1)
    codes, numbers = [], []
    for place, key in enumerate(results):
        at = turn + timedelta(seconds=place - len(results) // 2)
        with database.unit_of_work() as session:
            codes.append(next_code(session, session.get_one(Unit, unit), at=at))
        with database.unit_of_work() as session:
            result = session.get_one(Result, key)
            issuer = session.get_one(Unit, result.unit_id)
            product = products().by_template[result.template or ""]
            number = hold(session, result, issuer, product, by=leader, at=at)
            use(number, at=at)
            numbers.append((str(number.dated_on.year), number.number))
    database.close()
    return codes, numbers

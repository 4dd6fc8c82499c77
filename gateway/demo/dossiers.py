"""The prepared dossiers of the cast, told by the verbs that people use. A second run tells nothing again.

Each dossier is told in one transaction, up to the day before the first one at the offices; the key of its draft, or of
its line of the book, is the mark that it is there. What is signed follows when the trust service answers.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from gateway.config import Config
from gateway.db import Database
from gateway.demo.deskwork import Story
from gateway.demo.filing import mark
from gateway.demo.instants import Instants
from gateway.demo.pki import DemoPki, folder_of
from gateway.demo.standing import anything_waits
from gateway.demo.stories import stories
from gateway.demo.trust.beside import answering
from gateway.office import Office
from services.audit.origin import SEEDING
from services.calendar.queries import work_calendar
from services.documents.upload import INSPECTOR
from services.dossiers.models import Certification, Draft
from services.keys import KeyRing
from services.people.models import Person


class PreparingDatabase(Database):
    """Connections whose every event says that it is seeded. Only what prepares the demonstration holds one."""

    def session(self, engine: Engine) -> Session:
        """Return a session that marks what it writes."""
        found = super().session(engine)
        found.info[SEEDING] = True
        return found


@contextmanager
def preparing(config: Config) -> Iterator[Office]:
    """Give the tools of preparing for a while."""
    database = PreparingDatabase(config.database_url, KeyRing.open(config.key_ring_file))
    try:
        yield Office.of(config, database)
    finally:
        INSPECTOR.close()
        database.close()


def prepare_dossiers(config: Config) -> None:
    """Bring the dossiers of the cast to where the first visitor finds them, unless they are there or further.

    Catalogue, cast and keys are there; the trust service does not run yet, and is answered for where it is needed.
    """
    with preparing(config) as office:
        tell_stories(office)
        with office.database.reading() as session:
            waits = anything_waits(session)
        if waits:
            from gateway.demo.signing import act_at_the_start

            pki = DemoPki(folder_of(config.data_folder), office.database.keys)
            with answering(pki, config.host, config.trust_port):
                act_at_the_start(office)


def tell_stories(office: Office) -> None:
    """Tell what is not told yet, each dossier in a transaction of its own."""
    with office.database.reading() as session:
        instants = Instants(work_calendar(session), _first_start(session))
        missing = _missing(session)
    for one in missing:
        with office.database.unit_of_work() as session:
            Story(session, office, one, instants).tell()


def _missing(session: Session) -> list[dict[str, Any]]:
    drafted = select(Draft.idempotency_key).where(Draft.seeded)
    known = set(session.scalars(drafted.union(select(Certification.key))))
    return [one for one in stories() if mark(one) not in known]


def _first_start(session: Session) -> datetime:
    """Return when the cast was entered: a start that was cut off is taken up as of that day."""
    found = session.scalar(select(func.min(Person.created_at)).where(Person.seeded))
    if found is None:
        raise LookupError("the cast is not there")
    return found

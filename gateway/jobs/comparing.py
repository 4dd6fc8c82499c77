"""Compare an official list that was handed in: read in the limited child, with no transaction open, told in steps."""

import logging
from uuid import UUID

from gateway.jobs.queue import queue, worker_office
from gateway.jobs.retrying import PASSING, WhileItLasts
from gateway.office import Office
from services.calendar.province import civil_date
from services.catalogue.importing.kinds import FileFault
from services.catalogue.importing.refusing import FileRefusedError
from services.catalogue.importing.reporting import report_of
from services.catalogue.importing.staging import (
    JOB,
    begin_comparing,
    keep_refusal,
    keep_report,
    note_progress,
)
from services.catalogue.importing.standing import standing
from services.catalogue.importing.taking import list_file
from services.catalogue.source.bundle import shipped_agencies, shipped_directory

log = logging.getLogger(__name__)


@queue.task(name=JOB, retry=WhileItLasts())
def compare_list(list_id: str) -> None:
    """Compare one list."""
    compare(worker_office(), UUID(list_id))


def compare(office: Office, list_id: UUID) -> bool:
    """Compare one list and keep the report. Run twice, or after a kill, it leaves one report.

    Whatever goes wrong and would go wrong again becomes a refusal: somebody waits for an answer, and may have the list
    compared again. What passes by itself is tried again by the queue.

    Returns:
        Whether the file could be compared.
    """
    try:
        return _compare(office, list_id)
    except PASSING:
        raise
    except Exception:
        log.exception("a list could not be compared")
        _refuse(office, list_id, FileRefusedError(FileFault.BROKEN_OFF))
        return False


def _refuse(office: Office, list_id: UUID, refused: FileRefusedError) -> None:
    with office.database.unit_of_work() as session:
        keep_refusal(session, list_id, refused, at=office.clock())


def _compare(office: Office, list_id: UUID) -> bool:
    with office.database.unit_of_work() as session:
        wanted = begin_comparing(session, list_id)
        if wanted is None:
            return False
        with office.store.open(wanted.staged.blob) as stream:
            content = stream.read()

    def progress(done: int, total: int) -> None:
        with office.database.unit_of_work() as session:
            note_progress(session, list_id, done, total)

    try:
        file = list_file(content)
    except FileRefusedError as refused:
        _refuse(office, list_id, refused)
        return False
    with office.database.reading() as session:
        present = standing(session)
    report = report_of(
        file,
        wanted.header,
        present,
        on=max(wanted.header.effective_on, civil_date(office.clock())),
        directory=shipped_directory(),
        agencies=shipped_agencies(),
        progress=progress,
    )
    with office.database.unit_of_work() as session:
        keep_report(session, list_id, file, report, present.base, at=office.clock())
    return True

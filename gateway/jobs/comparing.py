"""Compare an official list that was handed in: read in the limited child, with no transaction open, told in steps."""

from uuid import UUID

from gateway.jobs.queue import queue, worker_office
from gateway.jobs.retrying import WhileItLasts
from gateway.office import Office
from services.calendar.province import civil_date
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


@queue.task(name=JOB, retry=WhileItLasts())
def compare_list(list_id: str) -> None:
    """Compare one list."""
    compare(worker_office(), UUID(list_id))


def compare(office: Office, list_id: UUID) -> bool:
    """Compare one list and keep the report. Run twice, or after a kill, it leaves one report.

    Returns:
        Whether the file could be read.
    """
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
        with office.database.unit_of_work() as session:
            keep_refusal(session, list_id, refused, at=office.clock())
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

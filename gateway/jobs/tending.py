"""Once a minute: numbers and dossiers of officers who left go back, and silence about a draft becomes a yes."""

from uuid import UUID

from gateway.jobs.queue import queue, worker_office
from gateway.jobs.retrying import WhileItLasts
from gateway.office import Office
from services.dossiers.laying_down import lay_down, left_behind
from services.results.acting import latest_status
from services.results.civil_register import NumberRequest
from services.results.confirming import add_personal_number, lapse, lapsed
from services.results.errors import ResultNotInStateError
from services.results.facts import facts_of
from services.results.kinds import ResultState
from services.results.models import Result
from services.results.numbering import release_idle


@queue.periodic(cron="* * * * *")
@queue.task(name="tend_results", queueing_lock="tend_results")
def tend_results(timestamp: int) -> None:
    """Do what time alone brings about.

    Args:
        timestamp: the scheduled time, which procrastinate hands to periodic jobs; not used, the clock decides.
    """
    del timestamp
    tend(worker_office())


def tend(office: Office) -> None:
    """Give back what is left behind and take overdue answers for a yes, each in a transaction of its own."""
    with office.database.unit_of_work() as session:
        release_idle(session, at=office.clock())
    with office.database.reading() as session:
        overdue = lapsed(session, at=office.clock())
        left = left_behind(session, at=office.clock())
    for dossier_id in left:
        with office.database.unit_of_work() as session:
            lay_down(session, dossier_id, at=office.clock())
    for result_id in overdue:
        try:
            with office.database.unit_of_work() as session:
                lapse(session, result_id, at=office.clock())
        except ResultNotInStateError:  # the applicant answered in the same moment
            continue


@queue.task(name="fetch_personal_number", retry=WhileItLasts())
def fetch_personal_number(result_id: str) -> None:
    """Ask the register service for the number of the person a result is about."""
    fetch(worker_office(), UUID(result_id))


def fetch(office: Office, result_id: UUID) -> bool:
    """Ask with no transaction open, and keep the answer in one. Return whether this run kept it.

    Raises:
        CivilRegisterUnavailableError: asked again later.
        PersonalNumberUnusableError: the answer is of no use; somebody has to look at it.
    """
    with office.database.unit_of_work() as session:
        result = session.get_one(Result, result_id)
        facts = facts_of(session, result)
        if latest_status(session, result_id).state is ResultState.REFUSED:
            return False  # corrected or turned down meanwhile: nobody needs a number for it
        if not facts.wants_number or facts.personal_number is not None:
            return False
        child = (result.content or {})["child"]
        wanted = NumberRequest(result.dossier_id, child["birth"], child["sex"])
    given = office.civil_register.give(wanted)
    with office.database.unit_of_work() as session:
        add_personal_number(session, result_id, number=given.number, source=given.source, at=office.clock())
    return True

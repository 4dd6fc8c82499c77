"""Whether a procedure may be filed here today, for who files and who receives."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from services.catalogue.models import ProcedureVersion
from services.catalogue.opening import Opening, opening
from services.catalogue.overlay.queries import local_rule
from services.catalogue.overlay.rule import LocalRule
from services.catalogue.queries import record_of, version_in_force
from services.catalogue.records import ProcedureRecord
from services.catalogue.source.bundle import shipped_directory


@dataclass(frozen=True, slots=True)
class Fileable:
    """The version that a new dossier is bound to, its record, what the province adds, and whether it may be filed."""

    version: ProcedureVersion
    record: ProcedureRecord
    local: LocalRule
    opening: Opening


def fileable(session: Session, code: str, *, on: date) -> Fileable:
    """Return what filing needs to know of a procedure, with three statements.

    Args:
        session: the caller's.
        code: the procedure's code.
        on: the province's day; versions and the local overlay are dated.

    Raises:
        ProcedureUnknownError: there is none of this code for citizens.
        ProcedureAbolishedError: there is none any more.
    """
    version = version_in_force(session, code, on=on)
    record = record_of(version, code)
    rule = local_rule(session, version.procedure_id, on)
    return Fileable(version, record, rule, opened_on(record, rule))


def opened_on(record: ProcedureRecord, rule: LocalRule) -> Opening:
    """Judge a record under what the province says of it."""
    return opening(record, directory=shipped_directory(), route=rule.route, decided=rule.is_open)

"""A dossier of the cast is taken in at a counter, with the verbs that receivers use and scans of its own."""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from gateway.demo.actors import person_of, told
from gateway.demo.filing import NO_NEED, choose_unit_of, demo_paper, fill_in, mark
from gateway.demo.instants import Instants
from gateway.office import Office
from services.actor import Actor
from services.calendar.province import civil_date
from services.catalogue.kinds import Channel
from services.documents.upload import judged
from services.dossiers.counter.arriving import Parcel
from services.dossiers.counter.beginning import AtCounter, begin_at_counter
from services.dossiers.counter.papers import Laid, is_laid, lay_papers, papers_of
from services.dossiers.counter.receiving import receive_at_counter
from services.dossiers.counter.scanning import add_scan
from services.dossiers.kinds import ComponentAnswer
from services.dossiers.models import Dossier, Draft
from services.dossiers.owned import own_draft
from services.people.directory import Known
from services.people.meeting import Met, MetOrganisation

CHANNELS: Final = {1: Channel.DIRECT, 2: Channel.ONLINE, 3: Channel.POSTAL}
"""The national numbers of channels, as the cast has them."""
ON_THE_WAY: Final = timedelta(days=1)


def take_in(
    session: Session, office: Office, one: dict[str, Any], instants: Instants, *, by: Actor, at: datetime
) -> Dossier:
    """Take a dossier in at the counter, and receive it.

    Args:
        session: the caller's transaction.
        office: draws the papers, and takes their scans.
        one: of the cast.
        instants: of the cast.
        by: the receiver.
        at: when it is received, for every step.
    """
    came = _came(session, one, at)
    key = mark(one)
    code = one["procedure"]
    draft = begin_at_counter(session, came, procedure_code=code, idempotency_key=key, by=by, at=at, seeded=True)
    choose_unit_of(session, draft, one, by, at)
    fill_in(session, draft, one, instants, by, at)
    _lay_down(session, office, draft, one, by=by, at=at)
    declaration = own_draft(session, draft.id, by).form.declaration
    return receive_at_counter(session, draft.id, declaration=declaration, version=draft.version, by=by, at=at)


def _came(session: Session, one: dict[str, Any], at: datetime) -> AtCounter:
    """Return who of the cast came, for whom and how."""
    filer = told("people", one["filer"])
    met = Met(known=Known(citizen_id=filer["id_number"]), meant=person_of(session, one["filer"]).id)
    organisation = parcel = None
    if one["organisation"] is not None:
        said = told("organisations", one["organisation"])
        organisation = MetOrganisation(
            name=said["name"], tax_code=said["tax_code"], address=said["address"], representative_title=None
        )
    if CHANNELS[one["channel"]] is Channel.POSTAL:
        parcel = Parcel(f"MAU-{one['key']}", civil_date(at) - ON_THE_WAY, at)
    return AtCounter(filer=met, organisation=organisation, parcel=parcel)


def _lay_down(session: Session, office: Office, draft: Draft, one: dict[str, Any], *, by: Actor, at: datetime) -> None:
    """Lay so many papers down, those that are asked first, each with its scan; the rest is not needed."""
    rows = [row for row in papers_of(own_draft(session, draft.id, by)) if is_laid(row)]
    rows.sort(key=lambda row: not row.is_required)
    files = one["files"]
    laid = {
        row.number: Laid(ComponentAnswer.PAPER, row.originals, row.copies or int(not row.originals))
        for row in rows[:files]
    }
    laid |= {row.number: Laid(ComponentAnswer.NOT_MY_CASE, note=NO_NEED) for row in rows[files:] if row.is_required}
    lay_papers(session, draft.id, laid, by=by, at=at)
    for number in range(files):
        row = rows[number % len(rows)]
        with demo_paper(session, office, one, f"{row.name} ({number + 1})", at=at) as upload:
            name = f"Bản quét mẫu {number + 1}.pdf"
            scan = judged(upload)
            add_scan(session, draft.id, component_no=row.number, upload=scan, filename=name, by=by, at=at)

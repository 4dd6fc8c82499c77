"""Which papers a filing needs: the components of its case, and what the form or the case makes of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from services.catalogue.folding import folded_name
from services.catalogue.kinds import ComponentRole
from services.catalogue.records import Component, ProcedureRecord
from services.dossiers.forms.definitions import Answers, FormDefinition, SubjectOf, Text


class RowKind(StrEnum):
    """What is to be done about a component."""

    ASKED = "asked"
    """Handed in, looked up, or said not to apply."""
    SHOWN = "shown"
    """Only shown when coming: never uploaded."""
    BY_FORM = "by_form"
    """The form itself is this paper."""
    NOT_ASKED = "not_asked"
    """Not needed with these answers, such as an authorisation of who files for themselves."""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper of a filing. `number` is its place in the case, from 0; files that the form asks for come after.

    `question` is set for those files and holds their label; a component has its name in the catalogue's language.
    """

    number: int
    kind: RowKind
    name: str
    originals: int
    copies: int
    has_form: bool
    takes_files: bool
    question: Text | None = None

    @property
    def is_required(self) -> bool:
        """Whether a filing without an answer to it is incomplete."""
        return self.kind is RowKind.ASKED


def case_titles(record: ProcedureRecord) -> tuple[str, ...]:
    """Return the cases to choose from; none where there is nothing to choose."""
    titles = tuple(case.title for case in record.cases if case.title is not None)
    return titles if len(titles) > 1 else ()


def only_case(record: ProcedureRecord) -> str | None:
    """Return the title of the only case, where a record gives it one."""
    titles = [case.title for case in record.cases if case.title is not None]
    return titles[0] if len(titles) == 1 else None


def components_of(record: ProcedureRecord, case_title: str | None) -> tuple[Component, ...]:
    """Return the components of a case: those that hold for every applicant first, then its own."""
    everybody = [one for case in record.cases if case.title is None for one in case.components]
    own = [
        one for case in record.cases if case.title is not None and case.title == case_title for one in case.components
    ]
    return (*everybody, *own)


def paper_names(record: ProcedureRecord, case_title: str | None, form: FormDefinition) -> tuple[str, ...]:
    """Return how the papers of a filing are called, by their numbers."""
    components = components_of(record, case_title)
    return (*(one.name for one in components), *(field.label.vi for field in form.files()))


def paper_rows(
    record: ProcedureRecord, case_title: str | None, form: FormDefinition, answers: Answers, subject: SubjectOf
) -> Sequence[PaperRow]:
    """Return every paper of a filing with what is to be done about it.

    Args:
        record: the pinned version's.
        case_title: the chosen case.
        form: the form in its version.
        answers: what was answered so far.
        subject: whom the form is for.
    """
    components = components_of(record, case_title)
    rows = [_row(number, one, form, answers) for number, one in enumerate(components)]
    for number, field in enumerate(form.files(), start=len(components)):
        asked = field.is_asked(answers, subject)
        kind = RowKind.ASKED if asked else RowKind.NOT_ASKED
        rows.append(PaperRow(number, kind, field.label.vi, 0, 0, False, asked, field.label))
    return rows


def _row(number: int, one: Component, form: FormDefinition, answers: Answers) -> PaperRow:
    kind = paper_kind(one, form, answers)
    takes = kind is RowKind.ASKED or (kind is RowKind.BY_FORM and form.components.may_attach)
    return PaperRow(number, kind, one.name, one.originals, one.copies, one.has_form, takes)


def paper_kind(one: Component, form: FormDefinition, answers: Answers) -> RowKind:
    """Return what is to be done about a component: the one rule of the filing and of the pages that announce it.

    Args:
        one: the component.
        form: with which the procedure is filed here.
        answers: what was answered so far; nothing before a filing has begun.
    """
    if one.role is ComponentRole.SHOW:
        return RowKind.SHOWN
    name = folded_name(one.name)
    if form.components.by_form.picks(name):
        return RowKind.BY_FORM
    for rule in form.components.asked_when:
        if rule.names.picks(name) and not all(condition.holds(answers) for condition in rule.when):
            return RowKind.NOT_ASKED
    return RowKind.ASKED

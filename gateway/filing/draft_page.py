"""A draft as its pages show it: where one stands, what is still missing, how a step is called."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from flask import url_for
from flask_babel import gettext

from gateway.filing.questions import AUTOCOMPLETE, StepPage
from gateway.jinja import date_vi, time_vi
from gateway.language import current_locale
from gateway.words import in_words
from services.calendar.province import civil_date
from services.catalogue.history import Former
from services.dossiers.attaching import files_by_component
from services.dossiers.competence import UnitOffer
from services.dossiers.completeness import Problems, incomplete
from services.dossiers.forms.definitions import Step, StepKind
from services.dossiers.forms.prefill import prefilled
from services.dossiers.forms.validation import remarks
from services.dossiers.models import ComponentFile
from services.dossiers.owned import OwnDraft
from services.dossiers.papers import PaperRow, paper_rows


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the task list (templates/components/task_list.html)."""

    title: str
    href: str | None
    status: str
    done: bool
    hint: str | None = None


class DraftPage:
    """A draft with everything its pages ask.

    Args:
        own: the draft.
        rows: what was said about its components, with documents and files.
        unit: the unit that was chosen, if it still decides.
        at: now.
        former: the procedure, if it is no more: then the draft cannot be filed.
    """

    PAGES: ClassVar = "citizen."
    """What the names of the views begin with that the addresses lead to."""
    AUTOCOMPLETE: ClassVar[Mapping[str, str]] = AUTOCOMPLETE

    def __init__(
        self,
        own: OwnDraft,
        rows: list[ComponentFile],
        unit: UnitOffer | None,
        at: datetime,
        former: Former | None = None,
    ) -> None:
        self.own, self.rows, self.unit, self.at, self.former = own, rows, unit, at, former
        self.locale = current_locale()

    @property
    def key(self) -> str:
        """What the address shows."""
        return self.own.draft.idempotency_key

    @property
    def version(self) -> int:
        """What every form of the draft sends along."""
        return self.own.draft.version

    @property
    def saved(self) -> str:
        """When it was saved last: `Đã lưu lúc 20:41`, with the day if that was another one."""
        saved_at = self.own.draft.saved_at
        said = gettext("Đã lưu lúc %(time)s ngày %(day)s", time=time_vi(saved_at), day=date_vi(saved_at))
        if civil_date(saved_at) == civil_date(self.at):
            said = gettext("Đã lưu lúc %(time)s", time=time_vi(saved_at))
        return str(said)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of the form."""
        return self.own.form.steps

    def title(self, step: Step) -> str:
        """How a step is called."""
        return step.title.said(self.locale)

    def address(self, step: Step) -> str:
        """Where a step is."""
        return url_for(f"{self.PAGES}step", key=self.key, number=self.steps.index(step) + 1)

    @property
    def list_address(self) -> str:
        """Where the task list is."""
        return url_for(f"{self.PAGES}draft", key=self.key)

    @property
    def papers_address(self) -> str:
        """Where the papers are listed."""
        return next((self.address(step) for step in self.steps if step.kind is StepKind.COMPONENTS), self.list_address)

    @property
    def next_address(self) -> str:
        """Where to go on: the first step that lacks something."""
        return next((self.address(step) for step in self.steps if step.code in self.problems), self.list_address)

    @cached_property
    def problems(self) -> Problems:
        """What is missing, by step and path."""
        return incomplete(self.own, self.rows, self.unit)

    @property
    def is_complete(self) -> bool:
        """Whether it can be handed in."""
        return not self.problems

    @cached_property
    def tasks(self) -> list[Task]:
        """Every step with its state, and the last one, which opens when the others are done."""
        found = [self._task(step) for step in self.steps]
        ready = self.is_complete
        last = Task(
            title=gettext("Kiểm tra và nộp"),
            href=url_for(f"{self.PAGES}check", key=self.key) if ready else None,
            status=gettext("Sẵn sàng") if ready else gettext("Mở khi các bước trên đã xong"),
            done=False,
        )
        return [*found, last]

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(task.done for task in self.tasks)

    @cached_property
    def papers(self) -> list[PaperRow]:
        """Every paper with what is to be done about it."""
        own = self.own
        return list(paper_rows(own.record, own.draft.case_title, own.form, own.answers, own.known.subject))

    @cached_property
    def said(self) -> Mapping[int, list[ComponentFile]]:
        """What was said about each component."""
        return files_by_component(self.rows)

    @property
    def unsaid(self) -> list[PaperRow]:
        """The papers that are asked and about which nothing was said."""
        return [row for row in self.papers if row.is_required and row.number not in self.said]

    def paper_name(self, row: PaperRow) -> str:
        """How a paper is called: components in the catalogue's language, files of the form in the page's."""
        return row.question.said(self.locale) if row.question else row.name

    @cached_property
    def remarks(self) -> list[tuple[str, str, str]]:
        """What is odd and no obstacle: address of the step, question, sentence."""
        around, found = self.own.around(civil_date(self.at)), []
        for step in self.steps:
            if step.kind is StepKind.FIELDS:
                for path, remark in remarks(step, around).items():
                    found.append((self.address(step), self.label(step, path), in_words(remark, self.locale)))
        return found

    def label(self, step: Step, path: str) -> str:
        """How the question at a path is called: `Mẹ: Ngày sinh`."""
        fields: Any = step.fields
        said = []
        for code in path.split("."):
            field = next((one for one in fields if one.code == code), None)
            if field is None:
                break
            said.append(field.label.said(self.locale))
            fields = field.parts
        return ": ".join(said)

    def questions(self, step: Step, **more: Any) -> StepPage:
        """Return a step of fields to draw; `more` is what was typed and what is wrong with it."""
        own = self.own
        return StepPage(
            step,
            answers=own.answers,
            locked=own.locked,
            subject=own.known.subject,
            locale=self.locale,
            offered=self.AUTOCOMPLETE,
            **more,
        )

    def _task(self, step: Step) -> Task:
        done = step.code not in self.problems and not self._is_undecided(step)
        status = gettext("Đã xong") if done else gettext("Đang làm") if self._begun(step) else gettext("Chưa bắt đầu")
        return Task(self.title(step), self.address(step), status, done, self._hint(step, done=done))

    def _is_undecided(self, step: Step) -> bool:
        """Whether answers that are still missing may ask for more papers."""
        before = self.steps[: self.steps.index(step)]
        return step.kind is StepKind.COMPONENTS and any(one.code in self.problems for one in before)

    def _begun(self, step: Step) -> bool:
        match step.kind:
            case StepKind.UNIT:
                return False
            case StepKind.COMPONENTS:
                return bool(self.rows)
        usual, stored = prefilled(self.own.form, self.own.known), self.own.draft.answers or {}
        return any(stored.get(field.code) != usual.get(field.code) for field in step.fields)

    def _hint(self, step: Step, *, done: bool) -> str | None:
        if step.kind is StepKind.UNIT and self.unit is not None:
            return self.unit.name
        if step.code in self.problems and step.kind is StepKind.COMPONENTS:
            return str(gettext("Còn %(n)s giấy tờ chưa trả lời", n=len(self.problems[step.code])))
        if self._is_undecided(step):
            return str(gettext("Cần giấy tờ nào còn tùy các bước trên"))
        if done and step.kind is StepKind.FIELDS and not self._begun(step):
            return str(gettext("Đã điền sẵn, bạn xem lại"))
        return None

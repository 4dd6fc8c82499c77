"""Everything that the page of a dossier shows an officer, put together from what the domain says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Final

from flask_babel import gettext
from sqlalchemy.orm import Session
from wtforms.form import BaseForm

from gateway.clock import now
from gateway.fields import translated
from gateway.language import current_locale
from gateway.officer.acting import Sent
from gateway.officer.desk_post import PostOnDesk
from gateway.officer.events import timeline
from gateway.officer.forms import (
    MARK,
    REMARK,
    AgainForm,
    DayForm,
    ExtensionForm,
    GivingForm,
    ReceiptForm,
    StopForm,
    TakingBackForm,
    WordsForm,
    choices_of,
)
from gateway.officer.proposed import (
    FurtherRequest,
    NewDate,
    Proposed,
    proposed_extension,
    proposed_refusal,
    proposed_request,
    proposed_stop,
)
from gateway.officer.standing import Shown, shown_standing, state_kind
from gateway.words.calendar import COUNTED, explain
from gateway.words.procedures import effective_in_words
from services.actor import Actor
from services.calendar.province import civil_date
from services.catalogue.kinds import Channel
from services.documents.issued import issued_form
from services.documents.models import Document
from services.dossiers.counter.arriving import parcel_in
from services.dossiers.deadlines import Deadline
from services.dossiers.desk import Recipient, StopReason
from services.dossiers.desk.extending import APOLOGY, apologise_by
from services.dossiers.desk.page import Desk
from services.dossiers.kinds import DossierState
from services.dossiers.models import ComponentFile
from services.dossiers.papers import PaperRow, RowKind
from services.dossiers.queries import CONFIRMATION
from services.dossiers.supplements.at_appraisal import ask_by
from services.dossiers.workflow import Act

AT_RECEIPT: Final = (
    Act.CHECK_COMPONENTS,
    Act.RECEIVE,
    Act.ASK_AT_RECEIPT,
    Act.PROPOSE_TO_ASK_AGAIN,
    Act.PROPOSE_REFUSAL,
)
"""Acts that share one form."""
REJECTING: Final = (
    Act.REJECT_REFUSAL,
    Act.REJECT_TO_ASK_AGAIN,
    Act.REJECT_SUPPLEMENT,
    Act.REJECT_EXTENSION,
    Act.REJECT_STOP,
    Act.REJECT_CLOSING,
)
"""Acts that turn a proposal down, in words."""
SHORTER: Final = 200
"""A name up to here is shown whole in a line of the list of papers; the longest of the country has 1,094 letters."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing handed in or said for a paper, with the controls of its mark while it may be marked."""

    file: ComponentFile
    mark: Any = None
    remark: Any = None


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of the case. `number` counts from 1, as messages do."""

    number: int
    name: str
    row: PaperRow
    entries: Sequence[Entry]
    former: Sequence[ComponentFile] = ()
    """What a later delivery took the place of."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper that the program issues; without a document while it is being drawn and signed."""

    title: str
    document: Document | None


class DeskPage(PostOnDesk):
    """A dossier on the desk of one officer.

    Args:
        session: the request's own.
        desk: what the domain says of it.
        by: the officer.
        sent: what came back, by the act it was sent for.
    """

    def __init__(self, session: Session, desk: Desk, by: Actor, sent: dict[Act, Sent]) -> None:
        super().__init__(session, desk, by)
        self._sent = sent
        self._locale = current_locale()

    @property
    def shown(self) -> str:
        """What the address shows."""
        return self.desk.dossier.code or self.desk.dossier.reference

    @property
    def has_unmarked(self) -> bool:
        """Whether something handed in has no mark yet."""
        return any(row.mark is None for row in self.rows)

    @property
    def at_receipt(self) -> bool:
        """Whether the officer judges the papers now."""
        return any(act in self.desk.acts for act in AT_RECEIPT)

    @cached_property
    def rows(self) -> list[ComponentFile]:
        """Everything handed in, in the order of the page."""
        return rows_of(self.desk)

    @cached_property
    def receipt(self) -> ReceiptForm:
        """The form of marks, receipt and refusal."""
        sent = next((self._sent[act].form for act in AT_RECEIPT if act in self._sent), None)
        return sent if isinstance(sent, ReceiptForm) else ReceiptForm.made_for(self.rows)

    @cached_property
    def handing_over(self) -> DayForm:
        """The form of the hand-over, where a day is asked for."""
        form: DayForm = self._form(Act.HAND_OVER, DayForm)
        return form

    @cached_property
    def rejecting(self) -> WordsForm:
        """Why what was proposed is not approved; one proposal at a time waits for that."""
        act = next((one for one in REJECTING if one in self.desk.acts), Act.REJECT_REFUSAL)
        form: WordsForm = self._form(act, WordsForm)
        return form

    @cached_property
    def asking_again(self) -> AgainForm:
        """Why papers are asked for once more, or late."""
        act = Act.APPROVE_SUPPLEMENT if Act.APPROVE_SUPPLEMENT in self.desk.acts else Act.ASK_AGAIN
        form: AgainForm = self._form(act, AgainForm)
        return form

    @cached_property
    def accepting(self) -> DayForm:
        """The form of accepting a delivery, where a day is asked for."""
        form: DayForm = self._form(Act.ACCEPT_SUPPLEMENT, DayForm)
        return form

    @cached_property
    def ask_by(self) -> datetime:
        """Until when papers may be asked for without the leader's reason: 24:00 of a day."""
        return ask_by(self._session, self.desk.dossier)

    @property
    def ask_on(self) -> date:
        """The last day of that."""
        return civil_date(self.ask_by - timedelta.resolution)

    @property
    def reason_wanted(self) -> bool:
        """Whether the leader has to say why papers are asked for: again, or late."""
        return bool(self.desk.dossier.asked_rounds) or self.is_late_to_ask(now())

    def is_late_to_ask(self, at: datetime) -> bool:
        """Tell whether the time for asking is over."""
        return at > self.ask_by

    @cached_property
    def stopping(self) -> StopForm:
        """Why the handling stops, or nothing came in time."""
        act = Act.PROPOSE_STOP if Act.PROPOSE_STOP in self.desk.acts else Act.PROPOSE_CLOSING
        form: StopForm = self._form(act, StopForm)
        form.ly_do.choices = [one for one in choices_of(StopReason) if one.value != StopReason.NOT_SUPPLEMENTED]
        return form

    @cached_property
    def extending(self) -> ExtensionForm:
        """The one new date."""
        form: ExtensionForm = self._form(Act.PROPOSE_EXTENSION, ExtensionForm)
        return form

    @property
    def apologise_by(self) -> date | None:
        """The last day on which an apology may go out."""
        return apologise_by(self.desk.dossier)

    @property
    def proposed_extension(self) -> NewDate | None:
        """The new date that waits for an answer."""
        return proposed_extension(self.desk)

    @cached_property
    def taking_back(self) -> TakingBackForm:
        """Why a receipt is taken back."""
        form: TakingBackForm = self._form(Act.TAKE_BACK_RECEIPT, TakingBackForm)
        return form

    @property
    def proposed_stop(self) -> Proposed | None:
        """The stop that waits for an answer."""
        return proposed_stop(self.desk)

    @cached_property
    def giving(self) -> GivingForm:
        """To whom the result is given."""
        form: GivingForm = self._form(Act.GIVE_BACK, GivingForm)
        # What goes by post goes in a shipment (gateway/officer/shipping).
        form.nguoi_nhan.choices = [one for one in choices_of(Recipient) if one.value != Recipient.POST]
        return form

    def _form(self, act: Act, kind: Any) -> Any:
        sent = self._sent.get(act)
        return sent.form if sent is not None and isinstance(sent.form, kind) else kind()

    @property
    def faulty(self) -> BaseForm | None:
        """The form that came back and can be sent again."""
        return next((one.form for act, one in self._sent.items() if act in self.desk.acts), None)

    @property
    def refusal(self) -> str | None:
        """What was refused, where no form of the page shows it."""
        return next(
            (one.sentence for act, one in self._sent.items() if act not in self.desk.acts or not one.form), None
        )

    @property
    def left_over(self) -> list[tuple[str, str]]:
        """What was typed into a form that is not open any more: it is shown to be copied, not lost."""
        forms = [one.form for act, one in self._sent.items() if act not in self.desk.acts and one.form is not None]
        return [
            (translated(field.label.text), str(field.data))
            for form in forms
            for field in form
            if field.type in {"StringField", "TextAreaField"} and field.data
        ]

    @cached_property
    def papers(self) -> list[Paper]:
        """The papers of the case that concern this dossier, with the receiver's marks while they are being made."""
        return self.marked_by(self.receipt if self.at_receipt else None)

    def marked_by(self, form: BaseForm | None) -> list[Paper]:
        """Return the papers of the case, each with its controls in a form of marks, if there is one."""
        place = 0
        found = []
        for one in self.desk.papers:
            if one.row.kind is RowKind.NOT_ASKED and not one.answers:
                continue
            entries = []
            for file in one.answers:
                marks = (form[f"{MARK}_{place}"], form[f"{REMARK}_{place}"]) if form is not None else ()
                entries.append(Entry(file, *marks))
                place += 1
            found.append(Paper(one.row.number + 1, self._name(one.row), one.row, entries, one.former))
        return found

    def _name(self, row: PaperRow) -> str:
        return row.question.said(self._locale) if row.question else row.name

    @property
    def standing(self) -> Shown | None:
        """How the dossier stands against its deadline."""
        found, dossier = self.desk.standing, self.desk.dossier
        return shown_standing(found, dossier.due_at, self._locale) if found else None

    @property
    def handed_by_post(self) -> datetime | None:
        """When post and one-stop signed for it, if it came by post."""
        parcel = parcel_in(self.desk.dossier.answers or {})
        return parcel.handed_over_at if parcel else None

    @property
    def state_kind(self) -> str:
        """The shape of its state."""
        return state_kind(self.desk.dossier.state)

    @property
    def limit(self) -> str:
        """How long the procedure may take, in words."""
        return effective_in_words(self.desk.limit, self._locale)

    @property
    def limit_to_try(self) -> dict[str, str]:
        """What a link to the page that counts deadlines brings along: the limit, if there is one, and the body."""
        limit, body = self.desk.limit.limit, self.desk.dossier.competent_unit.code
        if limit is None:
            return {"co_quan": body}
        number = {} if limit.value is None else {"so": str(limit.value)}
        return number | {"don_vi": limit.unit.value, "co_quan": body}

    @property
    def would_be(self) -> tuple[Deadline, list[tuple[date, str]]] | None:
        """The due date if the officer acts this moment, with what decides it: begin, days left out, cut-off, end."""
        found = self.desk.would_be
        if found is None:
            return None
        return found, [(one.on, explain(one, self._locale)) for one in found.derivation if one.kind not in COUNTED]

    @property
    def derivations(self) -> list[tuple[Any, list[tuple[Any, str]]]]:
        """Every due date that was set, with each day that was counted, in words."""
        return [
            (one, [(step.on, explain(step, self._locale)) for step in one.steps])
            for one in reversed(self.desk.deadlines)
        ]

    @property
    def events(self) -> list[dict[str, Any]]:
        """What was done so far, the newest first."""
        return timeline(self.desk.history, self._locale)

    @property
    def proposed(self) -> Proposed | None:
        """The refusal that waits for an answer."""
        return proposed_refusal(self.desk)

    @property
    def further_request(self) -> FurtherRequest | None:
        """A further request for papers that waits for its answer."""
        entries = [(paper.name, entry.file) for paper in self.papers for entry in paper.entries]
        return proposed_request(self.desk, entries, self._locale)

    @cached_property
    def printed(self) -> list[Printed]:
        """The papers of the program itself that belong to the dossier as it stands."""
        wanted = []
        if self.desk.dossier.channel is Channel.ONLINE:
            wanted.append((CONFIRMATION, gettext("Xác nhận đã nộp")))
        if self.desk.dossier.received_at is not None:
            wanted.append(("01", gettext("Giấy tiếp nhận hồ sơ và hẹn trả kết quả (mẫu số 01)")))
        if self.desk.dossier.asked_rounds:
            wanted.append(("02", gettext("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ (mẫu số 02)")))
        if any(one.deadline.form == APOLOGY for one in self.desk.deadlines):
            wanted.append((APOLOGY, gettext("Văn bản xin lỗi và đề nghị gia hạn (mẫu số 04)")))
        if self.desk.dossier.state is DossierState.REFUSED:
            wanted.append(("03", gettext("Phiếu từ chối tiếp nhận giải quyết hồ sơ (mẫu số 03)")))
        if self.desk.dossier.state is DossierState.STOPPED:
            wanted.append(("05", gettext("Thông báo dừng giải quyết hồ sơ (mẫu số 05)")))
        if self.desk.dossier.state is DossierState.WITHDRAWN:
            wanted.append(("withdrawal", gettext("Xác nhận rút hồ sơ")))
        key = self.desk.dossier.id
        return [Printed(title, issued_form(self._session, key, form)) for form, title in wanted]


def rows_of(desk: Desk) -> list[ComponentFile]:
    """Return everything handed in, in the order in which a page shows it and its forms count it."""
    return [row for paper in desk.papers for row in paper.answers]

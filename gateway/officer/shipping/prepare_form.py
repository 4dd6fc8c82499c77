"""The form of a new shipment: to whom, who pays, and how many of each paper go along."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

from wtforms import HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from gateway.answers import commune
from gateway.fields import REQUIRED, GatewayForm
from gateway.language import current_locale
from gateway.numbers import whole
from gateway.officer.shipping.forms import fee_in
from gateway.words import N_, in_words
from services.dossiers.shipping.errors import (
    AddresseeMissingError,
    AddressMissingError,
    OperatorUnknownError,
    PayerUnusableError,
    PostageUnusableError,
    TrackingNumberTakenError,
    TrackingNumberUnusableError,
)
from services.dossiers.shipping.kinds import Payer, Purpose
from services.dossiers.shipping.operators import operators
from services.dossiers.shipping.preparing import MOST, Posting, Sent
from services.dossiers.shipping.waiting import ToSend
from services.errors import DomainError

LONGEST: Final = 500
OTHERS: Final = 2
"""Lines for papers that no list names."""
NAME, ORIGINALS, COPIES, CERTIFIED, SHEETS = "ten", "bc", "bs", "ct", "to"
"""How the controls of one paper begin, before the place of its dossier and its own name."""
COUNTS: Final = (
    (ORIGINALS, N_("Bản chính")),
    (COPIES, N_("Bản sao")),
    (CERTIFIED, N_("Bản chứng thực")),
    (SHEETS, N_("Tổng số tờ")),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One paper that may go along. `name` is None where whoever fills in says what it is."""

    ref: str
    name: str | None
    originals: int = 0
    copies: int = 0
    certified: int = 0

    def control(self, begins: str, place: int) -> str:
        """Return what a control of it is called."""
        return f"{begins}_{place}_{self.ref}"


@dataclass(frozen=True, slots=True, repr=False)
class Part:
    """One dossier of the form with the papers that may go along. Personal data."""

    place: int
    to_send: ToSend
    lines: Sequence[Line]

    @property
    def code(self) -> str:
        """What the dossier is called."""
        return self.to_send.dossier.code or ""


class PrepareForm(GatewayForm):
    """A new shipment; `made_for` adds the papers."""

    khoa = HiddenField()
    hang = SelectField(N_("Doanh nghiệp bưu chính"), validators=[InputRequired(REQUIRED)])
    so = StringField(
        N_("Số hiệu bưu gửi"),
        validators=[Length(max=50)],
        description=N_("Gõ hoặc quét mã trên nhãn. Chưa có nhãn thì để trống, ghi khi giao cho bưu chính."),
    )
    cuoc_do = RadioField(N_("Ai trả cước"), default=Payer.AGENCY.value, validators=[InputRequired(REQUIRED)])
    cuoc = StringField(N_("Cước (đồng)"), description=N_("Chưa biết thì để trống."))
    nguoi_nhan = StringField(N_("Người nhận"), validators=[Length(max=LONGEST)])
    dia_chi = TextAreaField(N_("Địa chỉ nhận"), validators=[Length(max=LONGEST)])
    dien_thoai = StringField(N_("Điện thoại người nhận"), validators=[Length(max=50)])

    PLACES: Final[Mapping[type[DomainError], str]] = {
        OperatorUnknownError: "hang",
        TrackingNumberUnusableError: "so",
        TrackingNumberTakenError: "so",
        PayerUnusableError: "cuoc_do",
        PostageUnusableError: "cuoc",
        AddresseeMissingError: "nguoi_nhan",
        AddressMissingError: "dia_chi",
    }
    """At which control a refusal stands; the others above the whole."""

    @classmethod
    def made_for(cls, parts: Sequence[Part]) -> Self:
        """Return the form with a line for each paper, and the address that the first dossier names."""
        controls: dict[str, Any] = {}
        for part in parts:
            for line in part.lines:
                controls |= _controls(part.place, line)
        first = parts[0].to_send
        form: Self = type(f"{cls.__name__}OfDossiers", (cls,), controls)(data=_addressee(first))
        form.hang.choices = [SelectChoice(one.code, one.name) for one in operators().values()]
        payers = [one for one in Payer if one is not Payer.ON_DELIVERY or first.purpose is Purpose.TO_APPLICANT]
        form.cuoc_do.choices = [SelectChoice(one.value, in_words(one, current_locale())) for one in payers]
        return form

    def of(self, part: Part, line: Line) -> dict[str, Any]:
        """Return the controls of one paper, by what they ask."""
        asked = (NAME, *(begins for begins, _ in COUNTS)) if line.name is None else [begins for begins, _ in COUNTS]
        return {begins: self[line.control(begins, part.place)] for begins in asked}

    def posting(self, parts: Sequence[Part]) -> Posting:
        """Return what is asked for.

        Raises:
            PostageUnusableError: the postage is no number.
        """
        return Posting(
            contents={part.code: list(self._sent(part)) for part in parts},
            operator=self.hang.data,
            payer=Payer(self.cuoc_do.data),
            number=self.so.data,
            fee=fee_in(self.cuoc.data),
            recipient=self.nguoi_nhan.data,
            address=self.dia_chi.data,
            phone=self.dien_thoai.data,
        )

    def refuse(self, error: DomainError) -> None:
        """Note a refusal at its control."""
        sentence, place = in_words(error, current_locale()), self.PLACES.get(type(error))
        if place is None:
            self.form_errors.append(sentence)
        else:
            self[place].errors = [*self[place].errors, sentence]

    def _sent(self, part: Part) -> Iterator[Sent]:
        for line in part.lines:
            told = self.of(part, line)
            name = line.name if line.name is not None else told[NAME].data or ""
            originals, copies, certified, sheets = (told[begins].data or 0 for begins, _ in COUNTS)
            if name.strip() or originals or copies or certified:
                yield Sent(name, originals, copies, certified, sheets or None)


def parts_of(chosen: Sequence[ToSend], results: Mapping[str, Sequence[str]]) -> list[Part]:
    """Return the dossiers of a form with their papers.

    Args:
        chosen: the dossiers, in the order asked for.
        results: names of the issued results, by the code of the dossier.
    """
    found = []
    for place, one in enumerate(chosen):
        goes = one.purpose is Purpose.TO_BODY
        lines = [
            Line(f"g{kept.number}", kept.name, *((kept.originals, kept.copies, kept.certified) if goes else ()))
            for kept in one.kept
            if goes or kept.originals
        ]
        wanted = whole(str((one.dossier.answers or {}).get("paper_copies", ""))) or 1
        named = [
            Line(f"k{number}", name, wanted) for number, name in enumerate(results.get(one.dossier.code or "", ()))
        ]
        others = [Line(f"x{number}", None) for number in range(OTHERS)]
        found.append(Part(place, one, [*named, *lines, *others]))
    return found


def _controls(place: int, line: Line) -> dict[str, Any]:
    defaults = (line.originals, line.copies, line.certified, None)
    found: dict[str, Any] = {
        line.control(begins, place): IntegerField(label, default=count, validators=[Optional(), NumberRange(0, MOST)])
        for (begins, label), count in zip(COUNTS, defaults, strict=True)
    }
    if line.name is None:
        found[line.control(NAME, place)] = StringField(N_("Tên giấy tờ khác"), validators=[Length(max=LONGEST)])
    return found


def _addressee(one: ToSend) -> dict[str, str]:
    """Return to whom and where the applicant wants the result, as they said when filing."""
    if one.purpose is Purpose.TO_BODY:
        return {}
    answers = one.dossier.answers or {}
    address = answers.get("delivery_address") or {}
    where = [address.get("detail"), commune(address["commune"]) if address.get("commune") else None]
    known = one.applicant.snapshot or {}
    return {
        "nguoi_nhan": one.applicant.name or "",
        "dia_chi": ", ".join(part for part in where if part),
        "dien_thoai": str(answers.get("phone") or known.get("phone") or ""),
    }

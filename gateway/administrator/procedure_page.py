"""One procedure as administrators see it: what the catalogue says beside what the province decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from flask_babel import gettext
from sqlalchemy.orm import Session

from gateway.language import current_locale
from gateway.live import current_catalogue
from gateway.words import N_, in_words
from gateway.words.overlay import decided_in_words, matter_in_words, span_of_days
from gateway.words.procedures import effective_in_words, glance_in_words
from services.catalogue.kinds import Aspect, Channel, FeeKind
from services.catalogue.overlay.checking import Around
from services.catalogue.overlay.deciding import around
from services.catalogue.overlay.decisions import Decision, Entered, newest
from services.catalogue.overlay.preview import entry_under
from services.catalogue.snapshot import Entry, Snapshot
from services.dossiers.forms.library import form_for, forms_for


class Standing(StrEnum):
    """Where a decision stands on a day."""

    HOLDS = "holds"
    COMING = "coming"
    COVERED = "covered"
    """It covers the day, and another one that began later holds."""
    OVER = "over"
    WITHDRAWN = "withdrawn"


STANDINGS: Mapping[Standing, str] = {
    Standing.HOLDS: N_("Đang áp dụng"),
    Standing.COMING: N_("Sắp áp dụng"),
    Standing.COVERED: N_("Đã bị quy định sau thay"),
    Standing.OVER: N_("Đã hết"),
    Standing.WITHDRAWN: N_("Đã rút"),
}
SHAPES: Mapping[Standing, str] = {Standing.HOLDS: "done", Standing.COMING: "soon", Standing.WITHDRAWN: "refused"}


@dataclass(frozen=True, slots=True)
class Line:
    """A decision as a list shows it."""

    entered: Entered
    about: str
    says: str
    span: str
    standing: Standing

    @property
    def stands(self) -> str:
        """Where it stands, in words."""
        return str(gettext(STANDINGS[self.standing]))

    @property
    def shape(self) -> str:
        """The shape of that state."""
        return SHAPES.get(self.standing, "neutral")

    @property
    def may_go(self) -> bool:
        """Whether it can be withdrawn."""
        return self.standing is Standing.COMING


@dataclass(frozen=True, slots=True)
class AspectPart:
    """One thing that can be decided: what the catalogue says of it, and what was decided that holds or will."""

    aspect: Aspect
    catalogue: Sequence[str]
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class AdministratedPage:
    """A procedure, its decisions, and the day on which it is looked at."""

    entry: Entry
    catalogue: Snapshot
    around: Around

    @classmethod
    def of(cls, session: Session, code: str, today: date) -> "AdministratedPage":
        """Read a procedure.

        Raises:
            ProcedureUnknownError: there is none of this code for citizens.
        """
        catalogue = current_catalogue()
        entry = catalogue.entry(code)
        return cls(entry, catalogue, around(session, code, [form.code for form in forms_for(code)], today))

    @property
    def entered(self) -> Sequence[Entered]:
        """Every decision about it."""
        return self.around.entered

    @property
    def history(self) -> list[Line]:
        """Every decision, the newest first."""
        return [self.line(one) for one in reversed(self.entered)]

    @property
    def parts(self) -> list[AspectPart]:
        """Every aspect, in the order of the page."""
        bare = entry_under(self.entry, (), self.around.today)
        lines = [self.line(one) for one in self.entered]
        live = [one for one in lines if one.standing in {Standing.HOLDS, Standing.COMING}]
        return [
            AspectPart(
                aspect,
                said_of(bare, aspect, self.catalogue),
                sorted(
                    (one for one in live if one.entered.decision.aspect is aspect),
                    key=lambda one: (one.entered.decision.valid_from, one.entered.number),
                ),
            )
            for aspect in Aspect
        ]

    def line(self, one: Entered) -> Line:
        """Return a decision in words."""
        locale = current_locale()
        return Line(
            one,
            matter_in_words(one.decision, locale),
            decided_in_words(one.decision, locale, self.catalogue.unit_names),
            span_of_days(one.decision, locale),
            self.standing(one),
        )

    def standing(self, one: Entered) -> Standing:
        """Return where a decision stands today."""
        today = self.around.today
        if not one.stands:
            return Standing.WITHDRAWN
        if one.decision.valid_from > today:
            return Standing.COMING
        if not one.decision.covers(today):
            return Standing.OVER
        last = newest([*self.entered, one], today)[one.decision.matter]
        return Standing.HOLDS if last.number == one.number else Standing.COVERED

    def seen(self, further: Decision, on: date) -> Entry:
        """Return what its page will show on a day if one more decision is entered."""
        return entry_under(self.entry, [*self.entered, Entered(self.around.last + 1, further)], on)


def said_of(entry: Entry, aspect: Aspect, catalogue: Snapshot) -> list[str]:
    """Return what a page says of one aspect, line by line."""
    locale, local = current_locale(), entry.local
    match aspect:
        case Aspect.FILING:
            said = [in_words(reason, locale) for reason in entry.opening.reasons] + noted(local.filing)
            return said or [gettext("Nhận hồ sơ trực tuyến tại đây")]
        case Aspect.UNITS:
            names = [catalogue.unit_names.get(code, code) for code in local.receiving or ()]
            return names or [gettext("Mọi bộ phận một cửa của cơ quan có thẩm quyền")]
        case Aspect.LIMIT:
            return limits_of(entry, locale)
        case Aspect.FEE:
            return fees_of(entry, locale)
        case Aspect.FORM:
            return [form_for(entry.record.code, local.form_code).title.said(locale)]
        case Aspect.ONLINE_LEVEL:
            level = in_words(entry.online_level, locale) if entry.online_level else gettext("Chưa có dữ liệu")
            return [level, *noted(local.level)]


def noted(one: Decision | None) -> list[str]:
    """Return what people are told of a decision, if anything."""
    return [one.note] if one and one.note else []


def limits_of(entry: Entry, locale: str) -> list[str]:
    """Return the limits of a procedure: that of all cases, then those that differ from it."""
    general = effective_in_words(entry.limit, locale)
    rows = [(one.case, one.channel) for one in (entry.review.limits if entry.review else ())]
    rows += [(one.limit.case, one.limit.channel) for one in entry.local.shorter]
    rows += [(one.limit.case, Channel.ONLINE) for one in entry.local.shorter if one.limit.channel]
    said = [
        (place_in_words(*row, locale), effective_in_words(entry.limit_for(*row), locale)) for row in rows if any(row)
    ]
    return [general, *dict.fromkeys(f"{place}: {limit}" for place, limit in said if limit != general)]


def fees_of(entry: Entry, locale: str) -> list[str]:
    """Return the fees of a procedure: at a glance, then what the province set for a channel or a case."""
    rows = [
        f"{place_in_words(one.case, one.channel, locale)}: {decided_in_words(one, locale, {})}"
        for one in entry.local.fees
        if one.case or one.channel
    ]
    glance = glance_in_words(entry.fee, locale)
    if entry.fee.kind is FeeKind.FREE and not entry.fee.local:
        glance = gettext("%(fee)s theo dữ liệu quốc gia; mức của tỉnh chưa xác nhận", fee=glance)
    return [glance, *rows]


def place_in_words(case: str | None, channel: Channel | None, locale: str) -> str:
    """Return a case and a channel in words."""
    channels, cases = ([in_words(channel, locale)] if channel else []), ([case] if case else [])
    return "; ".join([*channels, *cases])

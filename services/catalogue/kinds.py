"""The fixed words of the catalogue's records."""

from enum import StrEnum
from typing import Final


class ProcedureKind(StrEnum):
    """Whom a procedure is for."""

    STANDARD = "standard"
    INTERNAL = "internal"
    """Between offices. Never shown to citizens."""


class Completeness(StrEnum):
    """How much of a record is known."""

    FULL = "full"
    HEADER = "header"
    """Only the identity: code, name, field, level."""


class Level(StrEnum):
    """At which tier a procedure is done (Cấp thực hiện); a procedure may have several."""

    PROVINCE = "province"
    COMMUNE = "commune"
    MINISTRY = "ministry"
    OTHER = "other"


class Channel(StrEnum):
    """How papers are handed in (Cách thức thực hiện)."""

    ONLINE = "online"
    DIRECT = "direct"
    POSTAL = "postal"


class TimeUnit(StrEnum):
    """In what a limit is counted. `UNSPECIFIED` is a number without a unit, which decides nothing."""

    WORKING_DAY = "working_day"
    DAY = "day"
    HOUR = "hour"
    MONTH = "month"
    UNSPECIFIED = "unspecified"


class FeeKind(StrEnum):
    """What the record says of a fee."""

    FREE = "free"
    FIXED = "fixed"
    TEXT = "text"
    """The record refers to another text; no amount is known."""
    UNKNOWN = "unknown"


class Currency(StrEnum):
    """In what an amount is given."""

    VND = "VND"
    USD = "USD"


class ComponentRole(StrEnum):
    """Whether a paper is handed in or only shown."""

    SUBMIT = "submit"
    SHOW = "show"


class OnlineLevel(StrEnum):
    """How far the way is online (Decree 224/2026 Art. 14)."""

    FULL = "full"
    PARTIAL = "partial"


class Assignment(StrEnum):
    """Whether a law left the procedure's detail to the local level (Loại thủ tục)."""

    ASSIGNED = "assigned"
    NOT_ASSIGNED = "not_assigned"
    OTHER = "other"


class Applicant(StrEnum):
    """Who may apply (Đối tượng thực hiện)."""

    CITIZEN = "citizen"
    OVERSEAS_VIETNAMESE = "overseas_vietnamese"
    FOREIGNER = "foreigner"
    CIVIL_SERVANT = "civil_servant"
    ENTERPRISE = "enterprise"
    FOREIGN_INVESTED_ENTERPRISE = "foreign_invested_enterprise"
    COOPERATIVE = "cooperative"
    ORGANIZATION = "organization"
    FOREIGN_ORGANIZATION = "foreign_organization"


PEOPLE: Final = frozenset(
    {Applicant.CITIZEN, Applicant.OVERSEAS_VIETNAMESE, Applicant.FOREIGNER, Applicant.CIVIL_SERVANT}
)
"""Applicants who act for themselves; all others are organisations."""


class Admission(StrEnum):
    """Whether a procedure is for people, for organisations, or for both; also where the record does not say."""

    BOTH = "both"
    PEOPLE = "people"
    ORGANISATIONS = "organisations"


class LimitUnit(StrEnum):
    """In what an effective limit is counted, as services/dossiers/deadlines.py takes it."""

    WORKING_DAY = "working_day"
    DAY = "day"
    HOUR = "hour"
    MONTH = "month"
    SAME_DAY = "same_day"
    """The day of receipt; received after the cut-off, the next working day (Decree 23/2015 Art. 7)."""


class LimitDoubt(StrEnum):
    """Why a record decides no limit: then a human sets the due date, with a reason."""

    NO_TIME = "no_time"
    NO_UNIT = "no_unit"
    ROWS_DIFFER = "rows_differ"


class FilingRoute(StrEnum):
    """Where a procedure is filed."""

    HERE = "here"
    NATIONAL_PORTAL = "national_portal"
    MINISTRY_SYSTEM = "ministry_system"
    COUNTER_ONLY = "counter_only"


class ClosedReason(StrEnum):
    """Why a procedure cannot be filed here online."""

    INTERNAL = "internal"
    HEADER_ONLY = "header_only"
    NO_ONLINE_CHANNEL = "no_online_channel"
    ONLINE_UNKNOWN = "online_unknown"
    VERTICAL = "vertical"
    NO_COMPONENTS = "no_components"
    NO_BODY_HERE = "no_body_here"
    FILED_ELSEWHERE = "filed_elsewhere"
    CLOSED_LOCALLY = "closed_locally"
    """The province takes no filings for now; the decision says why."""


class Aspect(StrEnum):
    """What of a procedure the province may decide differently from the national record (the local overlay)."""

    FILING = "filing"
    """Whether it is filed here online."""
    UNITS = "units"
    """Which one-stop centres receive it online."""
    LIMIT = "limit"
    """A shorter time limit, for a case and a channel or for all."""
    FEE = "fee"
    """What the provincial council charges, for a case and a channel or for all."""
    FORM = "form"
    """Which electronic form it is filed with."""
    ONLINE_LEVEL = "online_level"
    """How far the way is online, and what is not where it is so in part."""


class SynonymAct(StrEnum):
    """How the table of synonyms was changed."""

    ADDED = "added"
    WITHDRAWN = "withdrawn"

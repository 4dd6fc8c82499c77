"""The fixed words of an import."""

from enum import StrEnum


class ListFormat(StrEnum):
    """What a file is, judged by its content."""

    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"


class Scope(StrEnum):
    """What a list says of the procedures that it does not name."""

    WHOLE = "whole"
    """They are no more."""
    PARTIAL = "partial"
    """Nothing."""


class Action(StrEnum):
    """What a row itself says it does (Decree 63/2010 Art. 13: new, amended, replaced, abolished)."""

    NEW = "new"
    AMEND = "amend"
    REPLACE = "replace"
    ABOLISH = "abolish"


class FileFault(StrEnum):
    """Why a file cannot be read at all. Nothing of it is then taken."""

    EMPTY = "empty"
    FORMAT_UNKNOWN = "format_unknown"
    OLD_WORKBOOK = "old_workbook"
    """The binary format of before 2007, or a workbook locked with a password: both begin alike."""
    NOT_UTF8 = "not_utf8"
    QUOTES_BROKEN = "quotes_broken"
    CONTROL_CHARACTER = "control_character"
    """One that no text has and no database keeps, or one half of a character (a lone surrogate)."""
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_MANY_CELLS = "too_many_cells"
    CELL_TOO_LONG = "cell_too_long"
    WORKBOOK_BROKEN = "workbook_broken"
    WORKBOOK_TOO_LARGE = "workbook_too_large"
    """Unpacked, whatever its size on the disk."""
    WORKBOOK_ACTIVE = "workbook_active"
    """Macros, links to other files, embedded objects."""
    WORKBOOK_ENTITY = "workbook_entity"
    """Its XML declares a document type: the way in for entities that grow or fetch."""
    SEVERAL_SHEETS = "several_sheets"
    """More than one visible sheet has content, so nobody can tell which one is the list."""
    FORMULA = "formula"
    ERROR_VALUE = "error_value"
    """A cell that a formula left broken (`#N/A`): read as empty it would say that nothing changes."""
    TOO_HEAVY = "too_heavy"
    """It reached a limit of the process that reads it."""
    BROKEN_OFF = "broken_off"
    """The comparison ended in an error of the program; whoever runs it finds that in the log."""

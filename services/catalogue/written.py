"""Whether somebody has written to a table: what processes compare before they read it anew."""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, func, literal_column, select

from services.db import Model


def written_columns(table: type[Model]) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """Return the number of rows and the sum of the transactions that wrote them: any change alters one of the two."""
    writers = func.coalesce(func.sum(literal_column("xmin::text::bigint", BigInteger)), 0).cast(BigInteger)
    return (
        select(func.count()).select_from(table).scalar_subquery(),
        select(writers).select_from(table).scalar_subquery(),
    )

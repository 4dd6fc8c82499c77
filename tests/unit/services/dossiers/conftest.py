import pytest
import sqlalchemy as sa


@pytest.fixture
def statements(office):
    """Every statement that the session sends from here on."""
    seen = []

    def note(_c, _cur, statement, *_):
        seen.append(statement)

    connection = office.connection()
    sa.event.listen(connection, "before_cursor_execute", note)
    yield seen
    sa.event.remove(connection, "before_cursor_execute", note)

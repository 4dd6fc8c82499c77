"""What a command says when something it needs is not there: one sentence that names what to do, and exit status 2."""

from typing import Final

import click
from psycopg import Error as DriverError
from sqlalchemy.exc import InterfaceError, OperationalError, ProgrammingError

from gateway.migrate import SchemaNotCurrentError
from gateway.postgres import EmbeddedServerError
from gateway.words import in_words
from services.errors import DomainError
from services.keys import KeyRingError

REFUSED: Final = 1
CANNOT_BEGIN: Final = 2
OTHERWISE_MADE: Final = (SchemaNotCurrentError, ProgrammingError)
SILENT: Final = (OperationalError, InterfaceError, DriverError)
NOT_THERE: Final = (EmbeddedServerError, KeyRingError, *OTHERWISE_MADE, *SILENT)
UNREACHABLE: Final = (
    "the database does not answer: start it, or let GATEWAY_DATABASE_URL"
    " (for `gateway db upgrade` GATEWAY_DATABASE_OWNER_URL) say where it is"
)
NOT_OURS: Final = (
    "the database is not what this program wants: `gateway db upgrade` brings its schema and grants up to date,"
    " `gateway doctor` says what else is wrong"
)


class PlainGroup(click.Group):
    """Commands of which none ends with a traceback because of the machine it runs on.

    What the driver says is not repeated: it may hold an address with its password.
    """

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except NOT_THERE as error:
            click.echo(sentence(error), err=True)
            ctx.exit(CANNOT_BEGIN)
        except DomainError as error:
            click.echo(in_words(error, "en"), err=True)
            ctx.exit(REFUSED)


def sentence(error: Exception) -> str:
    """Return what an operator can do about it."""
    if isinstance(error, (EmbeddedServerError, KeyRingError)):
        return str(error)
    return NOT_OURS if isinstance(error, OTHERWISE_MADE) else UNREACHABLE

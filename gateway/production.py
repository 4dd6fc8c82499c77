"""`gateway run` in production: the web and the worker, on a database that somebody else runs and has migrated."""

from gateway.config import Config
from gateway.processes import ChildDiedError, Family, Program


def web(environment: dict[str, str]) -> Program:
    """The gateway under gunicorn."""
    return Program("gateway", ["-m", "gunicorn", "-c", "python:gateway.serving", "wsgi:application"], environment)


def worker(environment: dict[str, str]) -> Program:
    """The process that takes jobs."""
    return Program("worker", ["-m", "gateway", "worker"], environment)


def run_production(config: Config) -> int:
    """Serve until a signal comes; return the exit status.

    Args:
        config: checked settings; an environment other than production is served as well, on its own database.
    """
    if not config.database_url:
        raise SystemExit("GATEWAY_DATABASE_URL: `gateway run` needs a database; `gateway run --demo` brings its own")
    return supervise([web({}), worker({})])


def supervise(programs: list[Program]) -> int:
    """Run programs until a signal comes or one of them ends; return 0 or 1."""
    family = Family()
    family.catch_signals()
    try:
        for program in programs:
            family.start(program)
        family.wait()
    except ChildDiedError as error:
        raise SystemExit(str(error)) from error
    finally:
        family.stop()
    return 0

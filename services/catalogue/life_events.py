"""The events of a life that people find a way by, as the program ships them."""

from functools import cache

from services.catalogue.errors import LifeEventUnknownError
from services.catalogue.source.bundle import SHIPPED
from services.catalogue.source.life_events import LifeEvent, read_life_events
from services.catalogue.source.reading import Problems


class LifeEventsError(ValueError):
    """The file cannot be read: the program was installed with a broken one."""


@cache
def life_events() -> tuple[LifeEvent, ...]:
    """Return all events in the order of a life, read once.

    Raises:
        LifeEventsError: the file is broken.
    """
    problems = Problems("life_events.json")
    found = read_life_events(SHIPPED / "life_events.json", problems)
    if problems:
        raise LifeEventsError("\n".join(map(str, problems)))
    return found


def life_event(slug: str) -> LifeEvent:
    """Return one event.

    Raises:
        LifeEventUnknownError: there is none of this name.
    """
    for one in life_events():
        if one.slug == slug:
            return one
    raise LifeEventUnknownError(slug)


def life_events_with(code: str) -> tuple[LifeEvent, ...]:
    """Return the events that a procedure belongs to."""
    return tuple(one for one in life_events() if code in one.codes)

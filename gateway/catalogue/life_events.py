"""The page of an event of a life: the procedures it may need, as they are in force."""

from dataclasses import dataclass

from gateway.catalogue.pages import Glance
from gateway.language import current_locale
from services.catalogue.snapshot import Entry, Snapshot
from services.catalogue.source.life_events import LifeEvent


@dataclass(frozen=True, slots=True)
class Advice:
    """A procedure, and in which case it is the one to pick."""

    entry: Entry
    why: str


class LifeEventPage(Glance):
    """An event in the language of the request. What the catalogue in force lacks is left out."""

    def __init__(self, event: LifeEvent, catalogue: Snapshot) -> None:
        locale = current_locale()
        self.title = event.title.by(locale)
        self.intro = event.intro.by(locale)
        self.groups: list[tuple[str, list[Advice]]] = []
        for group in event.groups:
            held = [step for step in group.steps if step.code in catalogue.by_code]
            if held:
                advice = [Advice(catalogue.by_code[step.code], step.why.by(locale)) for step in held]
                self.groups.append((group.title.by(locale), advice))

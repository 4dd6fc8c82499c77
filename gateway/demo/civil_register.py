"""The demonstration's own register of civil status: numbers of the right shape that belong to nobody."""

from datetime import date

from services.catalogue.source.province import province
from services.people.identity import CENTURIES
from services.results.civil_register import CivilRegister, GivenNumber, NumberRequest
from services.results.facts import INVENTED

FIRST_SERIAL, SERIALS = 900_000, 90_000
"""Apart from the people of the cast, whose serials begin with 9999."""


class LocalCivilRegister(CivilRegister):
    """Makes numbers from the request alone, so that asking twice gives the same (Decree 137/2015 Art. 13)."""

    def give(self, asked: NumberRequest) -> GivenNumber:
        """Return a number: province, century and sex, year, serial."""
        born = date.fromisoformat(asked.birth)
        century = 2 * CENTURIES.index(born.year // 100 * 100) + "MF".index(asked.sex)
        serial = FIRST_SERIAL + asked.reference.int % SERIALS
        return GivenNumber(f"{province().identity_prefix}{century}{born.year % 100:02}{serial:06}", INVENTED)

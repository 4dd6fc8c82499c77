"""What `gateway catalogue status` counts."""

from datetime import date

from services.catalogue.status import status


def test_it_counts_what_is_in_force_with_its_day(office):
    found = status(office, on=date(2026, 11, 24))

    assert found["as_of"] == "2026-07-20"
    assert {part["as_of"] for part in found["parts"]} == {"2026-01", "2026-10"}
    assert (found["procedures"], found["full"], found["offered_online"]) == (1_672, 1_306, 857)
    assert 0 < found["open_for_filing"] < found["offered_online"]
    assert found["unknown_bodies"] == []
    assert sum(found["limits"].values()) == found["procedures"]
    assert found["limits"]["reviewed"] == 13
    assert found["days_off"] == 60

"""What units were called, and the lists of codes: dated, versioned, findable."""

import pytest
from sqlalchemy import select

from services.actor import Role
from services.audit.changes import changes_of
from services.catalogue.code_lists import CodeEntry, CodeList, add_entry, change_entry, end_entry, entries, field_names
from services.catalogue.errors import CodeListTextError, CodeTakenError, EntryEndedError, EntryUnknownError
from services.catalogue.loading.lists import add_lists
from services.catalogue.nearby import find
from services.catalogue.source.bundle import read_source
from services.catalogue.unit_names import Called, Naming, add_alias, drop_alias, rename
from services.ids import new_id
from services.people.contacts import Contact, set_contact
from services.people.errors import (
    AliasKnownError,
    AliasUnknownError,
    ContactSourceMissingError,
    ElectronicCodeTakenError,
    UnitTextError,
)
from services.people.models import AliasKind, Unit, UnitAlias
from services.people.one_stops import former_names, one_stops
from tests.desks import unit_id
from tests.factories import FRIDAY, an_officer

TODAY = FRIDAY.date()


@pytest.fixture
def admin(office):
    return an_officer(office, Role.BUSINESS_ADMIN, "VP_UBND")


@pytest.fixture
def ward(office):
    return office.get_one(Unit, unit_id(office, "X01279"))


class TestRename:
    def test_the_former_name_stays_findable(self, office, admin, ward):
        former = ward.name

        rename(
            office,
            ward.id,
            Naming("Ủy ban nhân dân phường Mẫu Mới", "000.00.77.H99", confirmed=True),
            by=admin,
            at=FRIDAY,
        )

        assert (ward.name, ward.electronic_code) == ("Ủy ban nhân dân phường Mẫu Mới", "H99.77")
        alias = office.scalars(select(UnitAlias).filter_by(unit_id=ward.id, kind=AliasKind.FORMER_NAME)).one()
        assert (alias.value, alias.valid_until) == (former, TODAY)
        found = find("nung tri cao", one_stops(office, TODAY), former_names(office))
        assert [one.body.id for one in found] == [ward.id]

    def test_a_provisional_code_that_no_rule_allows_may_stay(self, office, admin):
        cabinet = office.get_one(Unit, unit_id(office, "VP_UBND"))
        said = cabinet.electronic_code

        rename(office, cabinet.id, Naming("Văn phòng Mẫu", said, confirmed=False), by=admin, at=FRIDAY)

        assert cabinet.electronic_code == said

    def test_a_code_belongs_to_one_unit(self, office, admin, ward):
        taken = office.scalars(select(Unit.electronic_code).where(Unit.code == "STP")).one()

        with pytest.raises(ElectronicCodeTakenError):
            rename(office, ward.id, Naming(ward.name, taken, confirmed=False), by=admin, at=FRIDAY)

    def test_a_name_is_needed(self, office, admin, ward):
        with pytest.raises(UnitTextError):
            rename(office, ward.id, Naming(" ", None, confirmed=False), by=admin, at=FRIDAY)

    def test_the_same_again_is_no_version(self, office, admin, ward):
        same = Naming(ward.name, ward.electronic_code, ward.electronic_code_confirmed)

        rename(office, ward.id, same, by=admin, at=FRIDAY)

        assert changes_of(office, ward.id) == []


class TestContact:
    def test_it_names_its_source(self, office, admin, ward):
        with pytest.raises(ContactSourceMissingError):
            set_contact(office, ward.id, Contact("Nhà mẫu", None, None, None, None), by=admin, at=FRIDAY)

    def test_the_version_says_before_and_after(self, office, admin, ward):
        set_contact(office, ward.id, Contact("Nhà mẫu", None, None, None, "Công văn mẫu"), by=admin, at=FRIDAY)

        (version,) = changes_of(office, ward.id)

        assert (version.said_before["address"], version.said_after["address"]) == (None, "Nhà mẫu")


class TestAlias:
    def test_a_former_commune_is_found_by_its_name(self, office, admin, ward):
        old = Called(AliasKind.FORMER_COMMUNE, "Xã Mẫu Cũ", "99998", TODAY, "Nghị quyết mẫu")

        add_alias(office, ward.id, old, by=admin, at=FRIDAY)

        (found,) = find("xa mau cu", one_stops(office, TODAY), former_names(office))
        assert (found.body.id, found.former.value) == (ward.id, "Xã Mẫu Cũ")

    def test_twice_is_once(self, office, admin, ward):
        old = Called(AliasKind.SPELLING, "Phường Mẫu", None, None, None)
        add_alias(office, ward.id, old, by=admin, at=FRIDAY)

        with pytest.raises(AliasKnownError):
            add_alias(office, ward.id, old, by=admin, at=FRIDAY)

    def test_one_that_never_was_goes_and_the_log_keeps_it(self, office, admin, ward):
        alias = add_alias(
            office, ward.id, Called(AliasKind.SPELLING, "Phường Sai", None, None, None), by=admin, at=FRIDAY
        )

        drop_alias(office, ward.id, alias.id, by=admin, at=FRIDAY)

        assert changes_of(office, alias.id)[0].said_after is None
        with pytest.raises(AliasUnknownError):
            drop_alias(office, ward.id, alias.id, by=admin, at=FRIDAY)


class TestCodeLists:
    def test_they_begin_with_what_the_procedures_name_and_a_second_load_adds_nothing(self, office):
        assert "Hộ tịch" in field_names(office, TODAY)
        birth = office.scalars(select(CodeEntry).filter_by(kind=CodeList.RESULT_TYPE, code="KQ.G15.000031")).one()
        assert birth.name == "Giấy khai sinh"
        assert add_lists(office, read_source(), on=TODAY) == 0

    def test_an_entry_is_changed_in_versions_and_ends(self, office, admin):
        entry = add_entry(office, CodeList.FIELD, code=None, name="Lĩnh vực mẫu", source=None, by=admin, at=FRIDAY)

        change_entry(office, entry.id, code="G99-MAU", name="Lĩnh vực mẫu", source="1/QĐ", by=admin, at=FRIDAY)
        end_entry(office, entry.id, by=admin, at=FRIDAY)

        assert [one.number for one in changes_of(office, entry.id)] == [3, 2, 1]
        assert "Lĩnh vực mẫu" not in field_names(office, TODAY)
        with pytest.raises(EntryEndedError):
            end_entry(office, entry.id, by=admin, at=FRIDAY)

    def test_a_code_in_force_belongs_to_one_entry(self, office, admin):
        add_entry(office, CodeList.FIELD, code="G99-MAU", name="Một", source=None, by=admin, at=FRIDAY)

        with pytest.raises(CodeTakenError):
            add_entry(office, CodeList.FIELD, code="G99-MAU", name="Hai", source=None, by=admin, at=FRIDAY)

    @pytest.mark.parametrize(("code", "name"), [(None, " "), (None, "x" * 301), ("x" * 51, "Tên")])
    def test_what_is_too_long_or_nothing_is_refused(self, office, admin, code, name):
        with pytest.raises(CodeListTextError):
            add_entry(office, CodeList.FIELD, code=code, name=name, source=None, by=admin, at=FRIDAY)

    def test_there_is_none_with_another_key(self, office, admin):
        with pytest.raises(EntryUnknownError):
            end_entry(office, new_id(), by=admin, at=FRIDAY)

    @pytest.mark.parametrize("query", ["giay khai sinh", "KQ.G15.000031", "kq.g15.000031"])
    def test_it_is_found_by_name_and_code(self, office, query):
        found, _ = entries(office, CodeList.RESULT_TYPE, query)

        assert "Giấy khai sinh" in {one.name for one in found}

    def test_it_goes_on_page_by_page(self, office):
        first, after = entries(office, CodeList.RESULT_TYPE, "")
        second, _ = entries(office, CodeList.RESULT_TYPE, "", after)

        assert len(first) == len(second) == 50
        assert {one.id for one in first}.isdisjoint(one.id for one in second)

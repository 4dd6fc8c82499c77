"""Units and one-stops: how places are called in lists, and what the directory refuses."""

from gateway.words import N_, Key
from services.catalogue.folding import folded_name
from services.catalogue.source.province import province
from services.people.errors import ContactSourceMissingError, OneStopUnknownError
from services.people.models import Unit, UnitKind

SENTENCES: dict[Key, str] = {
    ContactSourceMissingError: N_("Hãy ghi nguồn: văn bản hoặc người cung cấp địa chỉ, điện thoại."),
    OneStopUnknownError: N_("Không có bộ phận một cửa nào ở địa chỉ này."),
}


def place_of(body: Unit) -> str:
    """Return what a body is called in a list of places: a commune by its name alone, any other as it is called."""
    if body.kind is not UnitKind.COMMUNE:
        return body.name
    name = body.name.removeprefix(province().commune_name.format(commune=""))
    return name[:1].upper() + name[1:]


def sorting(name: str) -> tuple[str, str]:
    """Return the key by which names stand in order: their letters first, their marks after that."""
    return folded_name(name.partition(" ")[2] or name), name

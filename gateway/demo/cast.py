"""The invented people of the demonstration, read from the project's own compilation."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

ROLES = {
    "applicant": "citizen",
    "helper": "citizen",
}
"""What the cast calls a role, where the program calls it otherwise."""


@cache
def cast() -> dict[str, Any]:
    """Return the whole compilation."""
    text = (files("gateway.demo") / "data" / "demo-cast.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def people() -> list[dict[str, Any]]:
    """Return those who can sign in, with unit and organisations, as the identity provider needs them."""
    represented: dict[str, list[dict[str, str]]] = {}
    for organisation in cast()["organisations"]:
        represented.setdefault(organisation["legal_representative"], []).append(
            {"name": organisation["name"], "tax_code": organisation["tax_code"]}
        )
    return [
        person | {"organisations": represented.get(person["key"], []), "unit_name": unit_names().get(person["unit"])}
        for person in cast()["people"]
        if person["login"]
    ]


def unit_names() -> dict[str, str]:
    """Return the names of the cast's units by their keys."""
    return {unit["key"]: unit["name"] for unit in cast()["units"]}


def role_of(person: dict[str, Any]) -> str:
    """Return the role a person of the cast holds at an office, or `citizen`."""
    role: str = person["roles"][0].partition(":")[0]
    return ROLES.get(role, role)


def personas() -> list[dict[str, Any]]:
    """List who can sign in, for machines: number, name, roles, unit, level, and how."""
    return [
        {
            "id_number": person["id_number"],
            "name": person["name"],
            "roles": sorted({"citizen", role_of(person)}),
            "unit": person["unit_name"],
            "title": person["title_vi"],
            "identity_level": person["vneid_level"],
            "organisations": [one["name"] for one in person["organisations"]],
            "login": "number and the passcode that `gateway run --demo` prints, on the embedded provider",
        }
        for person in people()
    ]


def personas_as_text() -> str:
    """Lay the people out for a terminal."""
    return "\n".join(
        f"  {one['id_number']}  {one['name']:24} {', '.join(one['roles']):28} {one['unit'] or ''}".rstrip()
        for one in personas()
    )

"""Judges answers by the parts of JSON Schema that the description of the API uses."""

import re
from datetime import date, datetime
from typing import Any

from gateway.api.schemas import SCHEMAS

KINDS = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict, "null": type(None)}
FORMATS = {"date": date.fromisoformat, "date-time": datetime.fromisoformat}


def problems(value: Any, schema: dict[str, Any], path: str = "$") -> list[str]:
    """Name everything in which a value is not as described."""
    if "$ref" in schema:
        return problems(value, SCHEMAS[schema["$ref"].rpartition("/")[2]], path)
    if "oneOf" in schema:
        return [] if any(not problems(value, one, path) for one in schema["oneOf"]) else [f"{path}: none fits"]
    if "enum" in schema:
        return [] if value in schema["enum"] else [f"{path}: {value!r} is not among them"]
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(type(value) is KINDS[kind] for kind in kinds):
        return [f"{path}: {value!r} is no {kinds}"]
    found = []
    if isinstance(value, str) and not is_written_so(value, schema):
        found.append(f"{path}: {value!r} does not fit")
    if isinstance(value, dict) and "properties" in schema:
        found += [f"{path}: {name} is missing" for name in schema["required"] if name not in value]
        found += [f"{path}: {name} is not described" for name in value if name not in schema["properties"]]
        for name, one in value.items():
            found += problems(one, schema["properties"].get(name, {"type": ["object"]}), f"{path}.{name}")
    if isinstance(value, list):
        found += [line for n, one in enumerate(value) for line in problems(one, schema["items"], f"{path}[{n}]")]
    return found


def is_written_so(text: str, schema: dict[str, Any]) -> bool:
    """Tell whether a text has the pattern and the format that the schema names."""
    if "pattern" in schema and not re.search(schema["pattern"], text):
        return False
    try:
        FORMATS.get(schema.get("format", ""), str)(text)
    except ValueError:
        return False
    return True

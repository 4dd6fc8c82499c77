"""Everything that an event can be about has a name in words."""

import re

from gateway.auditor.labels import OBJECTS
from tests.architecture.source import files

NAMED = re.compile(r"""object["']?[=:]\s*\(["'](\w+)["'],""")


def test_every_kind_of_object_that_verbs_name_is_worded():
    said = {
        kind
        for path in files("services", "gateway", "auth")
        for kind in NAMED.findall(path.read_text(encoding="utf-8"))
    }

    assert len(said) > 10
    assert sorted(said - OBJECTS.keys()) == []

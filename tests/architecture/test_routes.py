"""The route table is the access policy."""

import re
from collections import Counter

import pytest
from flask import Flask

from auth.guards import policy_of
from auth.permissions import ROLES, Permission
from gateway.app import UnguardedRouteError, refuse_unguarded
from gateway.routes import table_of
from gateway.security import SAFE


def test_every_route_has_a_policy(wired):
    assert [
        rule.rule for rule in wired.url_map.iter_rules() if policy_of(wired.view_functions[rule.endpoint]) is None
    ] == []


def test_a_route_without_a_policy_stops_the_start():
    app = Flask("bare", static_folder=None)
    app.add_url_rule("/cua-mo", "open_door", lambda: "in")

    with pytest.raises(UnguardedRouteError, match="open_door"):
        refuse_unguarded(app)


def test_no_two_views_answer_the_same_address(wired):
    told = [(rule.rule, method) for rule in wired.url_map.iter_rules() for method in rule.methods - {"OPTIONS"}]

    assert sorted(one for one, times in Counter(told).items() if times > 1) == []


def test_addresses_are_lower_case_without_underscores_or_diacritics(wired):
    fixed = [re.sub(r"<[^>]+>", "", rule.rule) for rule in wired.url_map.iter_rules() if rule.endpoint != "static"]

    assert [rule for rule in fixed if not re.fullmatch(r"[a-z0-9/.-]*", rule)] == []


def test_every_part_of_an_address_that_varies_has_a_typed_converter(wired):
    untyped = [
        rule.rule
        for rule in wired.url_map.iter_rules()
        if rule.endpoint != "static" and re.search(r"<[^:>]+>", rule.rule)
    ]

    assert untyped == []


def test_every_permission_is_given_to_some_role_and_used_by_some_route(wired):
    used = {row["policy"] for row in table_of(wired)}

    assert set(ROLES) == set(Permission)
    assert all(ROLES.values())
    assert {permission.value for permission in Permission} <= used


ONLY_ASKS = {"/kiem-tra"}
"""Posts because a file goes along; changes nothing, so there is no event to write."""


def test_every_changing_route_names_its_event_and_checks_the_token(wired):
    unnamed = [
        row["rule"]
        for row in table_of(wired)
        if set(row["methods"]) - SAFE
        and not row["rule"].startswith("/api/")
        and not (row["csrf"] and (row["event"] or row["rule"] in ONLY_ASKS))
    ]

    assert unnamed == []

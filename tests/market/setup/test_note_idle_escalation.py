"""Idle escalation: named members that cannot feel anything are told, with why; others are not."""

from typing import Any

import pytest

from simulator.ledger.metric import measure
from simulator.market.setup.build_channel import channel_notes
from simulator.market.simulate import simulate
from tests.worlds.felt_conflict import LADDER, felt, world

STORE = {"model": "direct_automated", "price": 0.8}
CHAIN = {"model": "chain", "wholesalers": 1, "retailers": 1}


def noted(ways: list[dict[str, Any]], *members: dict[str, Any]) -> dict[Any, str]:
    """Return what is noted of named members with a policy of escalation."""
    named = [{**one, "escalation": LADDER} for one in members]
    return {keys: why for keys, why in channel_notes(world(None, ways, members=named)) if "members" in keys}


@pytest.mark.parametrize(
    ("member", "told"),
    [
        ({"name": "the store", "format": "web_store"}, "'the store' belongs to 'acme'"),
        ({"name": "the hub", "role": "wholesaler"}, "'the hub' sells to no customers"),
    ],
)
def test_a_member_that_feels_nothing_is_told_with_its_place(member: dict[str, Any], told: str) -> None:
    """Its number in the list, and why; a dealer named before it is not told."""
    dealer = {"name": "the dealer", "format": "dealer", "region": "north"}
    notes = noted([*felt(), STORE, CHAIN], dealer, member)

    assert list(notes) == [("members", 1, "escalation")]
    assert told in notes["members", 1, "escalation"]


def test_what_is_noted_is_so() -> None:
    """A store of the maker's own that is told to escalate does as one that is not."""
    ways = [{**felt()[0], "escalation": None}, STORE]
    named = {"name": "the store", "format": "web_store"}
    plainly, told = (
        simulate(world(None, ways, members=[{**named, **more}], weeks=20, customers=60), 3)
        for more in ({}, {"escalation": LADDER})
    )

    assert plainly.count("grievance") == told.count("grievance") == 0
    assert measure(plainly, "units_sold") == measure(told, "units_sold") > 0

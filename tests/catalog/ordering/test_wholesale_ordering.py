"""Wholesalers order by a rule of their own, if they are given one, and by everybody's if not."""

import json

import numpy as np
import pytest

from experiments.validation._movements import money_off, shelves_off, units_off
from experiments.validation.flow_identities import WEEKS, network
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.draws import DRAW

WAYS = {
    "chain": {"model": "chain", "wholesalers": 1, "retailers": 2},
    "open_resale": {"model": "open_resale", "wholesalers": 1, "resellers": 2},
}
EVERYBODY = {"policy": "base_stock", "level": 6}


def played(way: dict, draw: int, **terms: object):
    """Play a network whose focal maker sells in one way."""
    whole = network(np.random.default_rng(draw)).model_dump(mode="json")
    whole["distribution"] = [{**way, "maker": "alder", "ordering": EVERYBODY, **terms}]
    ledger = simulate(Scenario.model_validate_json(json.dumps(whole)), draw)
    assert shelves_off(ledger, WEEKS) == units_off(ledger, WEEKS) == money_off(ledger) == 0
    return ledger


def ordered(ledger, role: str) -> list[tuple[int, int]]:
    """Return week and units of every order of the focal channel's members of a role."""
    names = [m.name for m in ledger.header.members if m.role == role and m.name.startswith("alder")]
    orders = ledger.table("order").astype({"buyer": str})
    mine = orders[orders["buyer"].isin(names)]
    return list(zip(mine["week"].tolist(), mine["units"].tolist(), strict=True))


@pytest.mark.by_day(1)
@pytest.mark.parametrize("way", WAYS)
def test_a_rule_for_wholesalers_is_theirs_alone(way):
    """Told to order so many a week, they do; in the first week retailers order what they did before."""
    draw = int(DRAW.integers(1, 10**6))
    units = int(np.random.default_rng(draw).integers(2, 30))
    told = played(WAYS[way], draw, wholesale_ordering={"policy": "fixed_schedule", "orders": [units] * WEEKS})
    usual = played(WAYS[way], draw)

    products = len([p for p in told.header.products if told.header.maker_of(p) == "alder"])
    weeks = [week for week, _ in ordered(told, "wholesaler")]
    assert {each for _, each in ordered(told, "wholesaler")} == {units}
    assert sorted(weeks) == sorted([*range(1, WEEKS + 1)] * products)
    assert ordered(told, "wholesaler") != ordered(usual, "wholesaler")
    first = [[order for order in ordered(each, "retailer") if order[0] == 1] for each in (told, usual)]
    assert first[0] == first[1]


@pytest.mark.by_day(1)
@pytest.mark.parametrize("way", WAYS)
def test_everybodys_rule_given_to_wholesalers_changes_nothing(way):
    """Left out, they order as everybody does."""
    draw = int(DRAW.integers(1, 10**6))
    said, unsaid = played(WAYS[way], draw, wholesale_ordering=EVERYBODY), played(WAYS[way], draw)

    for kind in ("order", "shipment", "sale", "stock", "payment"):
        assert said.table(kind).equals(unsaid.table(kind))

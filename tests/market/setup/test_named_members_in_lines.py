"""Lines of tiers: each is a tier of its own in tables and selectors; who is named takes a place in it."""

import json
from pathlib import Path
from typing import Any

import pytest

from simulator.base.keyed_random import KeyedRandom
from simulator.domain.channel.channel import members_of
from simulator.ledger.metric import measure
from simulator.ledger.queries.pipeline import pipeline_steps
from simulator.market.setup.build_channel import build_channel, channel_faults
from simulator.market.simulate import simulate
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.load import load
from simulator.scenario.schema import Scenario
from tests.worlds.supply_lines import supply_line

TIERS = ("distributor", "wholesaler", "retailer")
NORMAL = {"process": "normal", "mean": 40.0, "sd": 9.0}


def line(**more: Any) -> Scenario:
    """Return a line of three tiers, of which only the last plays the role of a retailer."""
    tiers = [{"name": name, "opening_stock": 90, "lead_time_weeks": 1} for name in TIERS]
    scenario = supply_line(30, tiers=tiers, demand=NORMAL, **more.pop("way", {}))
    return scenario.changed(**more)


def names(scenario: Scenario) -> dict[str, list[str]]:
    """Return who stands in each tier."""
    found: dict[str, list[str]] = {}
    for member in members_of(build_channel(scenario, KeyedRandom(0))):
        found.setdefault(member.in_tier, []).append(member.name)
    return found


def test_tiers_of_one_role_are_told_apart() -> None:
    """By tier is by member where there is one line; the last tier's deal is the first one's demand."""
    ledger = simulate(line(), 3)
    tiers, members = measure(ledger, "bullwhip", "tier"), measure(ledger, "bullwhip", "member")

    assert list(tiers.index) == ["manufacturer", *TIERS]
    assert tiers.tolist() == members.tolist()
    assert list(pipeline_steps(ledger)) == ["manufacturer", *TIERS]
    sold_on = measure(ledger, "sell_in", "tier")
    assert set(sold_on.index) >= set(TIERS)


def test_lines_side_by_side_are_one_tier() -> None:
    """Three of each name; what they order adds up."""
    found = names(line(way={"lines": 3}))

    assert {tier: len(found[tier]) for tier in TIERS} == dict.fromkeys(TIERS, 3)


def test_who_is_named_takes_a_place_in_its_tier() -> None:
    """By tier; without one, in the first tier of its role that has a place left; lines keep their length."""
    named = [
        {"name": "Mill", "tier": "wholesaler", "opening_stock": 7},
        {"name": "Harbour", "role": "wholesaler"},
        {"name": "Corner", "role": "retailer"},
    ]
    plain, found = names(line(way={"lines": 2})), names(line(way={"lines": 2}, members=named))

    assert found["distributor"] == ["Harbour", plain["distributor"][1]]
    assert found["wholesaler"] == ["Mill", plain["wholesaler"][1]]
    assert found["retailer"] == ["Corner", plain["retailer"][1]]
    channel = build_channel(line(way={"lines": 2}, members=named), KeyedRandom(0))
    assert channel.nodes["Mill"]["member"].opening_stock == 7
    assert list(channel.successors("Harbour")) == ["Mill"]
    assert list(channel.successors("Mill")) == ["Corner"]


def test_terms_select_a_tier() -> None:
    """One word, or the key: only what the tier buys is changed."""
    for who in ("wholesaler", {"tier": "wholesaler"}, {"role": "wholesaler", "tier": "wholesaler"}):
        channel = build_channel(line(contracts=[{"to": who, "order_weeks": 4}]), KeyedRandom(0))
        weeks = {b: c["contracts"][0].order_weeks for _, b, c in channel.edges(data=True)}
        late = {name for name, each in weeks.items() if each == 4}
        is_role = who == "wholesaler"  # the word is a role too, which two tiers play
        assert late == ({"acme distributor", "acme wholesaler"} if is_role else {"acme wholesaler"})


def test_without_people_nothing_changes() -> None:
    """A segment and a region in which nobody lives are the same as none."""
    nobody = {"nobody": {"share": 1.0, "values": {}, "price_sensitivity": 0.0, "needs": {}}}
    alone = line()
    beside = alone.changed(segments=nobody, regions={"here": {"share": 1.0}})

    assert not alone.segments
    assert not alone.regions
    for crowd in ("columns", "one_by_one"):
        one, other = simulate(alone.changed(crowd=crowd), 5), simulate(beside.changed(crowd=crowd), 5)
        for kind in ("order", "shipment", "payment", "stock", "consumption"):
            assert one.table(kind).equals(other.table(kind)), kind
    assert Scenario.model_validate_json(json.dumps(alone.model_dump(mode="json"))) == alone


WRONG = """schema_version: 1
name: who is named takes a place in a tier, or is told why not
customers: 0
manufacturers: {acme: {}}
products: {lamp: {maker: acme, category: light, unit_cost: 1.0, list_price: 2.0, attributes: {}}}
distribution: {model: supply_line, tiers: [{name: depot}, {name: hub}, {name: shop}]}
members:
  - {name: Harbour, tier: depoy}
  - {name: Mill, tier: hub}
  - {name: Yard, tier: hub}
  - {name: Quay, tier: shop, role: wholesaler}
contracts:
  - {to: {tier: hubb}, lead_time_weeks: 3}
"""


def test_who_finds_no_place_in_a_line_is_told(tmp_path: Path) -> None:
    """Tiers that nobody stands in, a place too few, a role that its tier does not play, all in place."""
    file = tmp_path / "line.yaml"
    file.write_text(WRONG)
    with pytest.raises(ScenarioError) as wrong:
        load(file, also=channel_faults)

    assert [line.partition("line.yaml:")[2] for line in str(wrong.value).splitlines()] == [
        "8:27: members.0.tier: no distribution model has a place for the tier 'depoy'; did you mean 'depot'?",
        "10:5: members.2.region: all places of 'hub' there are taken",
        "11:24: members.3.tier: no distribution model has a place for the tier 'shop'; there are: depot, hub",
        "13:17: contracts.0.to.tier: nobody has the tier 'hubb'; did you mean 'hub'?",
    ]

"""What is in force in a market, fact by fact, so that tests can say what an event changed."""

from functools import cache
from typing import Any

from simulator.domain.channel.channel import contracts_of
from simulator.market.market import Market
from simulator.market.simulate import opened
from simulator.market.week import WEEK
from simulator.scenario.schema import Scenario
from tests.worlds.small import small_scenario

FIRST_FOUR = WEEK[:4]
"""The phases up to the posting of prices."""

TERMS: dict[str, Any] = {
    "campaign_budget": 2.5,
    "delist": {},
    "message": "novelty",
    "open_channel": {"model": "direct_automated", "label": "late"},
    "depart": "acme dealer south 1",
    "disruption": {"of": "deliveries", "left": 0.25},
    "pause_campaigns": {},
    "price_change": 0.875,
    "price_floor": {"floor": 0.5, "detection": 0.25, "penalty": 7.0},
    "pricing": {"policy": "list_price", "share": 0.75},
    "recommended_price": {"times": 1.25, "trade_follows": True},
    "start_campaign": {"medium": "social", "message": "care", "weekly_budget": 80.0},
    "trade_terms": {"times": 0.9, "buy_back": 0.125},
    "training": {"expertise": 0.125},
}
"""For each intervention of the house, terms under which it changes something in the world of these tests."""


def world(*events: dict[str, Any], **changes: Any) -> Scenario:
    """Return a world of dealers in two regions, a rival's web store, campaigns everywhere, and events."""
    campaign = {"medium": "social", "message": "bright", "weeks": [1, 12], "weekly_budget": 200}
    rival = {**campaign, "product": "bulb", "message": "care", "weekly_budget": 90}
    plain = small_scenario().model_dump(mode="json")
    segments = {name: {**segment, "media": {"social": 1.0}} for name, segment in plain["segments"].items()}
    given = {"segments": segments, "campaigns": [campaign, rival], "events": list(events), **changes}
    return small_scenario(**given)


def market_in(scenario: Scenario, week: int, seed: int = 3) -> Market:
    """Return a market that has come as far as the posting of prices in a week."""
    market = opened(scenario, seed)
    for _ in range(week - 1):
        market.step()
    market.week += 1
    for phase in FIRST_FOUR:
        phase(market)
    return market


def facts(market: Market) -> dict[tuple[str, ...], Any]:
    """Return what is in force this week: prices, floors, offers, words, terms, campaigns, who is open."""
    found: dict[tuple[str, ...], Any] = {}
    stalls = market.offer_table
    for outlet, row in market.outlet_number.items():
        for product, column in market.product_number.items():
            if stalls.carried[row, column]:
                found["price", outlet, product] = stalls.price[row, column].item()
                found["floor", outlet, product] = stalls.floor[row, column].item()
            found["words", outlet, product] = stalls.weight[row, column].tolist()
    for contract in contracts_of(market.channel):
        found["terms", contract.supplier, contract.buyer] = contract
    table = market.ledger.table("touchpoint")
    for row in table[table["week"] == market.week].itertuples():
        found["talk", str(row.product), str(row.message), str(row.cell)] = row.contacts
    for name, agent in market.members.items():
        found["open", name] = agent.is_open
    return found


@cache
def facts_in(scenario: str, week: int) -> dict[tuple[str, ...], Any]:
    """Return what is in force in a week of a scenario, which is given as JSON; each is played once."""
    return facts(market_in(Scenario.model_validate_json(scenario), week))


def changed(scenario: Scenario, other: Scenario, week: int) -> set[tuple[str, ...]]:
    """Return the facts of a week in which two scenarios differ."""
    one, two = (facts_in(each.model_dump_json(), week) for each in (scenario, other))
    return {key for key in one.keys() | two.keys() if one.get(key) != two.get(key)}

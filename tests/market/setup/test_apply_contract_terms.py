"""Terms for selected buyers: what changes in their contracts, and what it does in a run."""

from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.base.keyed_random import KeyedRandom
from simulator.domain.channel.channel import contracts_of
from simulator.domain.channel.contract import Contract
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.setup.build_channel import build_channel, channel_faults
from simulator.market.simulate import simulate
from simulator.scenario.load import load
from simulator.scenario.schema import Scenario
from tests.draws import DRAW
from tests.worlds.pool import World
from tests.worlds.small import small_scenario

GOLD = [
    {"name": "Haus", "format": "dealer", "region": "north", "tags": ["gold"]},
    {"name": "Bohne", "format": "dealer", "region": "north"},
]
_share = st.floats(0, 1)


def contracts(scenario: Scenario) -> dict[str, Contract]:
    """Return the contracts for goods of a scenario, by buyer."""
    return {c.buyer: c for c in contracts_of(build_channel(scenario, KeyedRandom(0))) if c.prices}


def selling(terms: list[dict[str, Any]], **changes: Any) -> Scenario:
    """Return the small world with two named dealers and terms for some of its contracts."""
    return small_scenario(members=GOLD, contracts=terms, **changes)


@given(first=_share, second=_share, floor=_share, lead=st.integers(0, 9))
def test_of_several_terms_the_last_holds(first: float, second: float, floor: float, lead: int) -> None:
    """In the order of the list, each for whom it selects; all else stays as it was drawn."""
    terms = [
        {"to": "dealer", "margin": first},
        {"to": {"tag": "gold"}, "margin": second, "price_floor": floor},
        {"to": {"role": "retailer", "region": "south"}, "from": "acme", "lead_time_weeks": lead},
    ]
    usual, changed = contracts(selling([])), contracts(selling(terms))

    assert changed["Haus"].prices == {"lamp": 100 * (1 - second)}
    assert changed["Bohne"].prices == {"lamp": 100 * (1 - first)}
    assert changed["Haus"].price_floor == floor
    assert changed["acme dealer south 1"].lead_time_weeks == lead
    kept = {"prices", "price_floor", "lead_time_weeks"}
    for buyer, contract in changed.items():
        assert contract.model_dump(exclude=kept) == usual[buyer].model_dump(exclude=kept)
    assert changed["rival web_store"] == usual["rival web_store"]


@pytest.mark.parametrize(
    ("terms", "keys", "why"),
    [
        ({"to": {"tag": "golden"}, "margin": 0.3}, ("to", "tag"), "did you mean 'gold'?"),
        ({"to": "dealr", "margin": 0.3}, ("to",), "did you mean 'dealer'?"),
        ({"to": {"name": "Haus", "region": "south"}, "margin": 0.3}, ("to",), "nobody there has"),
        ({"to": "dealer", "from": "acne", "margin": 0.3}, ("from",), "did you mean 'acme'?"),
        ({"to": "dealer", "product": "bulb", "margin": 0.3}, ("product",), "there are: lamp"),
        ({"to": {"owner": "acme"}, "margin": 0.3}, ("to", "owner"), "there are: rival"),
    ],
)
def test_a_selector_that_means_nobody_is_told(terms: dict[str, Any], keys: tuple[str, ...], why: str) -> None:
    """Where it was written, with what was probably meant; the others are told at once."""
    found = list(channel_faults(selling([terms, {"to": "nobody", "margin": 0.1}])))

    assert [place for place, _ in found] == [("contracts", 0, *keys), ("contracts", 1, "to")]
    assert why in found[0][1]


@pytest.mark.worlds("any")
def test_an_exclusive_product_reaches_only_its_buyers(world: World) -> None:
    """After it, every member supplied with the product is one of them or leads to one of them."""
    scenario = world.scenario
    supplying = list(contracts(scenario).values())
    if not supplying:
        return
    contract = supplying[DRAW.integers(len(supplying))]
    product = str(DRAW.choice(sorted(contract.prices)))
    exclusive = {"to": {"name": contract.buyer}, "product": product, "exclusive": True}
    before = build_channel(scenario, KeyedRandom(0))
    after = build_channel(scenario.changed(contracts=[exclusive]), KeyedRandom(0))
    leads = {contract.buyer, *nx.ancestors(before, contract.buyer)}
    maker = scenario.products[product].maker
    assert is_reached(after, maker, contract.buyer, product)
    supplied = {c.buyer for c in contracts_of(after) if product in c.prices}

    assert contract.buyer in supplied <= leads
    for one in contracts_of(before):
        left = after.edges[one.supplier, one.buyer]["contracts"][0].prices
        assert set(one.prices) - set(left) <= {product}


def is_reached(channel: nx.DiGraph, maker: str, buyer: str, product: str) -> bool:
    """Say whether a product can come from its maker to a buyer."""
    supplying = [(c.supplier, c.buyer) for c in contracts_of(channel) if product in c.prices]
    return bool(nx.has_path(nx.DiGraph([*supplying, (maker, maker)]), maker, buyer))


def bonuses(ledger: Ledger, scenario: Scenario) -> dict[tuple[int, str, str], int]:
    """Work out from shipments alone what is due by week, supplier and buyer: unit after unit."""
    units, header = scenario.units, ledger.header
    due: dict[tuple[int, str, str], int] = {}
    shipped = ledger.columns("shipment")
    for contract in header.contracts:
        for rebate in contract.rebates:
            bought: dict[int, list[int]] = {}
            for row in np.flatnonzero(shipped["week"] > 0):  # what was sent before is in no period
                who = header.parties[shipped["supplier"][row]], header.parties[shipped["buyer"][row]]
                if who == (contract.supplier, contract.buyer) and (
                    header.products[shipped["product"][row]] in rebate.products
                ):
                    ends = -(-int(shipped["week"][row]) // rebate.every) * rebate.every
                    prices = [int(shipped["price"][row])] * int(shipped["units"][row])
                    bought.setdefault(min(ends, scenario.weeks), []).extend(prices)
            for week, prices in bought.items():
                base = sum(prices[units.quantity(rebate.above) :])
                basis_points = round(rebate.rate * 10_000)
                exact = base * basis_points
                amount = exact // 10_000 + (
                    exact % 10_000 > 5_000 or (exact % 10_000 == 5_000 and exact // 10_000 % 2)
                )
                key = week, contract.supplier, contract.buyer
                due[key] = due.get(key, 0) + amount
    return {key: amount for key, amount in due.items() if amount}


def test_a_rebate_is_the_rate_on_units_beyond_the_threshold(world: World) -> None:
    """Recomputed unit by unit from the shipments: paid at the end of each period, by the supplier."""
    scenario, ledger = world.scenario, world.ledger
    payments = ledger.table("payment", steps=True)
    rebates = payments[payments["reason"] == "rebate"].astype({"payer": str, "payee": str})
    paid = rebates.set_index(["week", "payer", "payee"])["amount"].to_dict()

    assert paid == bonuses(ledger, scenario)


@settings(max_examples=3, deadline=None)
@given(least=st.integers(2, 40))
def test_no_order_is_smaller_than_the_least(least: int) -> None:
    """Of those who are bound, all; of the others, some."""
    terms = [{"to": {"region": "north"}, "minimum_order": least}]
    ledger = simulate(selling(terms, weeks=20, customers=2000), 3)
    orders = ledger.table("order").astype({"buyer": str})
    bound = orders["buyer"].isin(["Haus", "Bohne"])

    assert bound.any()
    assert (orders.loc[bound, "units"] >= least).all()
    assert (orders.loc[~bound, "units"] < least).any()


WORLD = load("scenarios/espresso_hybrid_craft.yaml", set=["weeks=20", "customers=3000"])
STUDIO = {**WORLD.model_dump(mode="json")["products"]["machine"]}


@pytest.mark.by_day(1)
@pytest.mark.parametrize("seed", [11, 12])
def test_a_better_tier_earns_more(seed: int) -> None:
    """Same customers, same luck, prices kept: a dealer of a tier gains, the maker loses as much."""
    bonus = np.random.default_rng(seed).uniform(0.02, 0.1)
    dealer = "northmill dealer north 1"
    gold = WORLD.changed(contracts=[{"to": {"name": dealer}, "margin": 0.30 + bonus}])
    before, after = (measure(simulate(world, seed), "contribution", by="member") for world in (WORLD, gold))

    assert after[dealer] > before[dealer]
    assert after["northmill"] < before["northmill"]
    others = [name for name in before.index if name not in (dealer, "northmill")]
    assert after[others].to_dict() == pytest.approx(before[others].to_dict())


@pytest.mark.by_day(1)
@pytest.mark.parametrize("seed", [21, 22])
def test_a_product_for_each_channel_ends_undercutting_between_them(seed: int) -> None:
    """The web store's product is the dealers' under another name: nobody there undercuts the same thing."""
    few = WORLD.changed(weeks=10, customers=1500)
    twice = few.changed(products={**few.model_dump(mode="json")["products"], "studio": STUDIO})
    apart = twice.changed(
        contracts=[
            {"to": "web_store", "product": "studio", "exclusive": True},
            {"to": "dealer", "product": "machine", "exclusive": True},
        ]
    )

    def undercut(scenario: Scenario) -> float:
        harm = simulate(scenario, seed).table("harm").astype({"source": str, "aggrieved": str})
        between = (harm["source"] == "northmill web_store") & (harm["issue"] == "price_undercut")
        return float(harm.loc[between, "amount"].sum())

    assert undercut(twice) > 0
    assert undercut(apart) == 0

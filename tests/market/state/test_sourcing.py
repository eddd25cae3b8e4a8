"""Sourcing: a member with several suppliers of a product orders from the first that its rule names."""

from typing import Any

import pytest

from simulator.base.keyed_random import KeyedRandom
from simulator.domain.channel.channel import ChannelError, contracts_of, draw_channel
from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.domain.decisions.sourcing import SupplyOffer, sourcing_rule
from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.market.goods.columns.eligibility import fits_columns
from simulator.market.goods.columns.week import supply_in_columns
from simulator.market.setup.build_channel import build_channel
from simulator.market.simulate import opened, simulate
from simulator.scenario.load import load
from simulator.scenario.schema import Scenario
from tests.market.goods.test_supply_edges import is_conserved
from tests.worlds.trees import tree

DEMAND = {"uses": {"process": "constant", "mean": 6}}


def two_suppliers(sourcing: Any = None, **changes: Any) -> Scenario:
    """Return a market in which a user can buy everything of two wholesalers: the second is cheaper."""
    keeps = {"above": -1, "opening_stock": 8, "ordering": {"policy": "base_stock", "level": 12.0}}
    buyer = {"above": 0, "also": 1, "sourcing": sourcing, **DEMAND}
    return tree([keeps, keeps, buyer], weeks=12, **changes)


def orders_of_user(ledger: Ledger) -> set[str]:
    """Return the suppliers that the user has ordered from."""
    orders = ledger.table("order").astype({"buyer": str, "supplier": str})
    return set(orders[orders["buyer"] == "acme node 2"]["supplier"])


def test_every_supplier_is_known_and_the_rule_orders_them() -> None:
    """As drawn without a rule; cheapest first by price, whatever interventions and rules make of prices."""
    plain, cheap = (opened(two_suppliers(rule)) for rule in (None, "lowest_price"))
    both = ["acme node 0", "acme node 1"]

    assert [c.supplier for c in plain.routes.supplies("acme node 2", "stout")] == both
    assert [c.supplier for c in cheap.routes.supplies("acme node 2", "stout")] == both[::-1]
    dear = cheap.routes.between("acme node 1", "acme node 2", "stout")
    cheap.prices_in_force.change(dear, "stout", 99.0)
    assert [c.supplier for c in cheap.routes.supplies("acme node 2", "stout")] == both
    assert [c.supplier for c in cheap.routes.supplies("acme node 2", "porter")] == both[::-1]


@pytest.mark.parametrize(("rule", "meant"), [(None, 0), ("first", 0), ("lowest_price", 1)])
def test_all_orders_go_to_the_supplier_named_first(rule: str | None, meant: int) -> None:
    """Nothing is ordered of the other; goods and money are conserved."""
    ledger = simulate(two_suppliers(rule), 3)

    assert orders_of_user(ledger) == {f"acme node {meant}"}
    assert is_conserved(ledger)
    assert ledger.count("consumption") > 0


def test_who_departs_leaves_its_buyers_to_the_next() -> None:
    """Under the rule `first` too: its edges are no longer there."""
    scenario = two_suppliers(events=[{"week": 5, "depart": "acme node 0"}])
    ledger = simulate(scenario, 3)
    orders = ledger.table("order").astype({"buyer": str, "supplier": str})
    mine = orders[orders["buyer"] == "acme node 2"]

    assert set(mine[mine["week"] < 5]["supplier"]) == {"acme node 0"}
    assert set(mine[mine["week"] >= 5]["supplier"]) == {"acme node 1"}
    assert is_conserved(ledger)


def test_columns_play_the_first_supplier_and_leave_other_rules_alone() -> None:
    """The same ledger in columns and member by member; a rule that may change supplier is not in columns."""
    scenario = two_suppliers()
    market = opened(scenario, 3)
    assert fits_columns(market)
    market.phases = supply_in_columns(market)
    for _ in range(scenario.weeks):
        market.step()

    assert difference(simulate(scenario, 3), market.ledger.close()) == ""
    assert not fits_columns(opened(two_suppliers("lowest_price"), 3))


def test_an_edge_holds_a_contract_for_each_product() -> None:
    """Two products on two contracts between the same two, each with its own lead time."""
    keeps = {"above": -1, "ordering": {"policy": "base_stock", "level": 12.0}}
    slow = {"lacks": ["porter"], "elsewhere": -1, "terms": {"lead_time_weeks": 3}}
    scenario = tree([keeps | slow], weeks=9)
    edge = build_channel(scenario, KeyedRandom(1)).edges["acme", "acme node 0"]["contracts"]
    shipped = simulate(scenario, 3).table("shipment", steps=True).astype({"product": str})
    weeks = (shipped["arrives"] - shipped["week"]).groupby(shipped["product"]).unique()

    assert [list(contract.prices) for contract in edge] == [["stout"], ["porter"]]
    assert {product: list(lasts) for product, lasts in weeks.items()} == {"porter": [1], "stout": [3]}


def test_one_product_has_one_contract_between_two_members() -> None:
    """A second one is an error; so is a second contract without goods."""
    members = [Member(name="maker", role="manufacturer"), Member(name="shop", role="retailer")]

    def contract(**prices: float) -> Contract:
        return Contract(supplier="maker", buyer="shop", prices=prices)

    assert len(contracts_of(draw_channel(members, [contract(tea=1.0), contract(milk=2.0), contract()]))) == 3
    with pytest.raises(ChannelError, match="two contracts for 'tea' between 'maker' and 'shop'"):
        draw_channel(members, [contract(tea=1.0), contract(tea=2.0, milk=2.0)])
    with pytest.raises(ChannelError, match="two contracts between 'maker' and 'shop'"):
        draw_channel(members, [contract(), contract()])


def test_lowest_price_ranks_by_cost_then_weeks_then_luck() -> None:
    """A supplier that is not there yet comes last, however cheap."""
    offers = [
        SupplyOffer(landed_cost=5.0, weeks=2, is_open=True, luck=0.1),
        SupplyOffer(landed_cost=4.0, weeks=3, is_open=True, luck=0.9),
        SupplyOffer(landed_cost=1.0, weeks=0, is_open=False, luck=0.0),
        SupplyOffer(landed_cost=4.0, weeks=3, is_open=True, luck=0.2),
        SupplyOffer(landed_cost=4.0, weeks=1, is_open=True, luck=0.99),
    ]

    assert sourcing_rule("lowest_price").rank(offers) == [4, 3, 1, 0, 2]


def test_resellers_choose_among_wholesalers() -> None:
    """In a market with customers, one by one and in columns alike: the cheaper wholesaler gets the orders."""
    shops = {"sourcing": "lowest_price", "opening_stock": 0}
    resale = {"model": "open_resale", "wholesalers": 2, "suppliers": 2, **shops}
    world = load("scenarios/espresso.yaml", set=["weeks=10", "customers=200"])
    dear = {"to": {"role": "retailer"}, "from": {"name": "northmill wholesaler 1"}, "margin": 0.1}
    scenario = world.changed(distribution=resale, contracts=[dear], events=[])
    columns, one_by_one = (simulate(scenario.changed(crowd=crowd), 4) for crowd in ("columns", "one_by_one"))
    orders = columns.table("order").astype({"buyer": str, "supplier": str})
    of_shops = orders[orders["buyer"].str.contains("northmill reseller|northmill marketplace")]

    assert difference(one_by_one, columns) == ""
    assert set(of_shops["supplier"]) == {"northmill wholesaler 2"}
    assert is_conserved(columns)

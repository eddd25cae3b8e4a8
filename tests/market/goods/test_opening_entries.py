"""Opening entries: a market opens in the middle, with orders outstanding and goods in transit, by hand."""

from typing import Any

import pytest

from simulator.domain.channel.contract_terms import ContractTerms
from simulator.domain.channel.selector import Selector
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.ledger.queries.demand_process_service import demand_served
from simulator.ledger.queries.pipeline import customers_demand, pipeline_steps
from simulator.market.goods.columns.eligibility import fits_columns
from simulator.market.simulate import opened, simulate
from simulator.scenario.schema import Scenario
from tests.market.goods.columns.test_week import together
from tests.worlds.small import small_scenario
from tests.worlds.supply_lines import by_week, supply_line
from tests.worlds.trees import tree

FOUR: dict[str, Any] = {"process": "constant", "mean": 4.0}
STAGES = ("wholesaler", "distributor", "retailer")
STILL: dict[str, Any] = {"policy": "fixed_schedule", "orders": []}


def beer_game(weeks: int, ordering: Any, brewing: Any) -> Scenario:
    """Return Sterman's board: 12 in stock everywhere, 4 in each box of the way, 4 on each order card."""
    full = {
        "opening_stock": 12, "order_weeks": 2, "lead_time_weeks": 2,
        "opening_orders": [4, 4], "opening_pipeline": [4, 4], "ordering": ordering,
    }  # fmt: skip
    maker = {"opening_stock": 12, "production_weeks": 3, "opening_pipeline": [4, 4, 4], "ordering": brewing}
    return supply_line(weeks, maker, tiers=[{"name": name, **full} for name in STAGES], demand=FOUR)


def adjusting(on_order: int) -> dict[str, Any]:
    """Return Sterman's rule, at rest with 12 in stock and so much on order: S′ = 12 + β · on order."""
    return {
        "policy": "anchor_and_adjust", "aim": 12 + 0.34 * on_order, "supply_line": 0.34, "expects_at_first": 4
    }  # fmt: skip


@pytest.mark.parametrize(
    ("ordering", "brewing"),
    [
        ("chase_demand", "chase_demand"),
        # When a tier orders, 12 are on order: 16 at the opening less the 4 that have come; of a brewery, 8.
        (adjusting(12), adjusting(8)),
    ],
)
def test_the_beer_game_rests_where_it_opens(ordering: Any, brewing: Any) -> None:
    """Constant demand of 4: everybody orders 4, ships 4, has 12 in stock and owes nothing, for ever.

    In week 1 the first box of 4 arrives (16), the card of 4 is read, 4 are sent (12), 4 are ordered.
    """
    scenario = beer_game(30, ordering, brewing)
    ledger = simulate(scenario, 1)
    for name in ("acme", *(f"acme {stage}" for stage in STAGES)):
        assert by_week(ledger, "stock", "member", name) == [12] * 30
    for stage in STAGES:
        assert by_week(ledger, "order", "buyer", f"acme {stage}") == [4] * 30
        assert by_week(ledger, "shipment", "buyer", f"acme {stage}", "arrives") == [4] * 30
    assert by_week(ledger, "production", "member", "acme") == [4] * 30
    assert measure(ledger, "fill_rate") == 1.0
    for step in pipeline_steps(ledger).values():
        assert (step.ordered == 4).all()
    assert customers_demand(ledger).tolist() == [4.0] * 30
    assert together(scenario, 1).content_hash() == ledger.content_hash()


def test_a_week_more_on_one_box_shows_in_its_week() -> None:
    """The second box of the retailer holds 7: it has 3 more from week 2 on."""
    board = beer_game(5, "chase_demand", "chase_demand").model_dump(mode="json")["distribution"][0]
    board["tiers"][-1]["opening_pipeline"] = [4, 7]
    scenario = beer_game(5, "chase_demand", "chase_demand").changed(distribution=board)
    ledger = simulate(scenario, 1)
    assert by_week(ledger, "stock", "member", "acme retailer") == [12, 15, 15, 15, 15]
    assert by_week(ledger, "stock", "member", "acme distributor") == [12] * 5


def backlogged(weeks: int = 3, **way: Any) -> Scenario:
    """Return a shop with 3 in stock, 5 and 2 on their way, that owes 6 and orders nothing."""
    tier = {
        "name": "shop", "opening_stock": 3, "lead_time_weeks": 2, "opening_pipeline": [5, 2],
        "ordering": STILL, "storage_cost": 0.0,
    }  # fmt: skip
    return supply_line(
        weeks, {"storage_cost": 0.0}, **{"tiers": [tier], "demand": FOUR, "opening_backlog": 6, **way}
    )


def test_a_backlog_is_shipped_first() -> None:
    """6 are owed from before: of the 8 that are there in week 1, 2 are left for its own 4, in week 2 none.

    Week 1: 3 + 5 = 8 there, 6 + 4 owed, 8 sent, 2 owed. Week 2: 2 there, 2 + 4 owed, 2 sent, 4 owed.
    Week 3: none there, 8 owed.
    """
    ledger = simulate(backlogged(late_fee=1.0), 1)
    asked, served = demand_served(ledger)
    assert by_week(ledger, "shipment", "buyer", "acme buyers") == [8, 2, 0]
    assert dict(zip(asked.when.tolist(), served["units"].tolist(), strict=True)) == {1: 2, 2: 0, 3: 0}
    assert customers_demand(ledger).tolist() == [4.0, 4.0, 4.0]
    fees = ledger.table("payment", steps=True).query("reason == 'late_fee'")
    assert dict(zip(fees["week"], fees["amount"], strict=True)) == {1: 200, 2: 400, 3: 800}
    assert pipeline_steps(ledger)["shop"].owed.tolist() == [2.0, 4.0, 8.0]
    assert together(backlogged(late_fee=1.0), 1).content_hash() == ledger.content_hash()


def test_what_is_owed_from_before_comes_before_others_orders() -> None:
    """First come, first served: of 6 in stock a shop that is owed 5 gets 5 and the last one by its turn."""
    tier = {"name": "shop", "lead_time_weeks": 1, "ordering": "chase_demand", "opening_stock": 0}
    maker = {"opening_stock": 6, "ordering": STILL, "allocation": "first_come"}
    scenario = supply_line(2, maker, lines=2, tiers=[tier], demand=FOUR)
    owed = scenario.changed(contracts=[{"to": "acme shop 2", "opening_backlog": 5}])
    ledger = simulate(owed, 1)
    assert by_week(ledger, "shipment", "buyer", "acme shop 2")[0] >= 5
    assert by_week(ledger, "shipment", "buyer", "acme shop 1")[0] <= 1
    assert by_week(ledger, "order", "buyer", "acme shop 2")[0] == 4


def test_a_backlog_is_no_demand_of_week_1() -> None:
    """Who orders what it was asked for orders 4, whatever it owes from before."""
    tier = {"name": "shop", "lead_time_weeks": 1, "ordering": "chase_demand", "opening_stock": 10}
    ledger = simulate(supply_line(2, tiers=[tier], demand=FOUR, opening_backlog=6), 1)
    assert by_week(ledger, "order", "buyer", "acme shop") == [4, 4]
    assert by_week(ledger, "shipment", "buyer", "acme buyers") == [10, 4]


def test_what_is_under_way_was_paid_for_before_week_1() -> None:
    """5 + 2 units at 10 are paid in week 0; the shop then earns 10 · 10, less the fees, less its goods.

    It opens with 3 on hand and 7 under way, worth 10 each, and ends with none: 100 − (2 + 4 + 8) − 100. The
    manufacturer has neither sold nor made anything in a week that counts.
    """
    ledger = simulate(backlogged(late_fee=1.0), 1)
    before = (
        ledger.table("payment", steps=True)
        .query("week == 0")
        .astype({"payer": str, "payee": str, "reason": str})
    )
    assert before[["payer", "payee", "amount", "reason"]].values.tolist() == [
        ["acme shop", "acme", 7000, "goods"]
    ]
    earned = measure(ledger, "contribution", by="member")
    assert earned["acme shop"] == pytest.approx(-14.0)
    assert earned["acme"] == 0.0
    # gross margin 10 · 10 − goods 10 · 10 = 0, on 0 in stock at every week's end
    assert measure(ledger, "sell_in") == 7.0


def test_goods_in_the_making_are_worth_what_they_cost() -> None:
    """A manufacturer that opens with 4 and 2 in the making, and sells none: nothing gained, nothing lost."""
    maker = {"ordering": STILL, "production_weeks": 2, "opening_pipeline": [4, 2], "storage_cost": 0.0}
    tier = {"name": "shop", "ordering": STILL, "opening_stock": 50, "storage_cost": 0.0}
    ledger = simulate(supply_line(3, maker, tiers=[tier], demand=FOUR), 1)
    assert by_week(ledger, "stock", "member", "acme") == [4, 6, 6]
    assert measure(ledger, "contribution", by="member")["acme"] == 0.0
    assert _week_0(ledger, "production") == [("acme", 4, 1), ("acme", 2, 2)]


def _week_0(ledger: Ledger, kind: str) -> list[tuple[Any, ...]]:
    rows = ledger.table(kind, steps=True).query("week == 0")
    return [tuple(row) for row in rows[["member", "units", "arrives"]].astype({"member": str}).to_numpy()]


DEALERS = {
    "model": "authorized_dealers", "dealers_per_region": 1, "reach": 1.0, "lead_time_weeks": 2,
    "opening_stock": 6, "opening_pipeline": [2, 3],
}  # fmt: skip


def market(**changes: Any) -> Scenario:
    """Return dealers who open with 6, and with 2 and 3 on their way, and sell nothing for want of needs."""
    return small_scenario(distribution=DEALERS, campaigns=[], events=[], weeks=4, customers=40, **changes)


def test_outlets_open_with_goods_on_their_way_too() -> None:
    """Both dealers have 6 + 2 to sell in week 1; both crowds see the same market."""
    ledger = simulate(market(), 3)
    first = ledger.table("posting", steps=True).query("week == 1").astype({"outlet": str})
    dealers = first[first["outlet"].str.contains("dealer")]
    assert dealers["units"].tolist() == [8, 8]
    sent = ledger.table("shipment").query("week == 0")
    assert sorted(zip(sent["units"], sent["arrives"], strict=True)) == [(2, 1), (2, 1), (3, 2), (3, 2)]
    alone = simulate(market(crowd="one_by_one"), 3)
    assert alone.content_hash() == ledger.content_hash()


def test_what_is_not_stated_is_not_there() -> None:
    """Without the settings, or with none in each of them, a run has no order or shipment of week 0."""
    none = {**DEALERS, "opening_pipeline": [0, 0], "opening_backlog": 0}
    plain = {key: value for key, value in DEALERS.items() if key != "opening_pipeline"}
    ledgers = [simulate(market().changed(distribution=way), 3) for way in (none, plain)]
    assert ledgers[0].content_hash() == ledgers[1].content_hash()
    assert not (ledgers[0].columns("shipment")["week"] == 0).any()


def test_terms_of_one_route_and_product_say_it_instead() -> None:
    """The last entry of `contracts` holds, for the product it is about; others keep what the model says."""
    terms = [{"to": {"region": "north"}, "from": "acme", "product": "lamp", "opening_pipeline": [0, 9]}]
    sent = simulate(market(contracts=terms), 3).table("shipment").query("week == 0").astype({"buyer": str})
    there = {(row.buyer, row.arrives): row.units for row in sent.itertuples()}
    assert there == {
        ("acme dealer north 1", 2): 9,
        ("acme dealer south 1", 1): 2,
        ("acme dealer south 1", 2): 3,
    }


def test_without_delays_nothing_is_under_way() -> None:
    """What is owed from before is owed still."""
    off = beer_game(4, "chase_demand", "chase_demand").changed(switched_off=["delays"])
    ledger = simulate(off, 1)
    assert not (ledger.columns("shipment")["week"] == 0).any()
    assert not (ledger.columns("production")["week"] == 0).any()


def test_carrying_what_is_under_way_was_paid_for_too() -> None:
    """7 units at 0.50 each, by the supplier, in week 0."""
    ledger = simulate(backlogged(delivery={"freight": 0.5}), 1)
    paid = (
        ledger.table("payment", steps=True).query("week == 0 and reason == 'freight'").astype({"payer": str})
    )
    assert list(zip(paid["payer"], paid["amount"], strict=True)) == [("acme", 350)]


def test_goods_under_way_are_no_gain_of_their_buyer() -> None:
    """Gross margin 8 · 10 − (10 + 4) · 5 at first + 6 · 5 at the end = 40, on 10 · 5 and 6 · 5 of stock."""
    tier = {
        "name": "shop", "margin": 0.5, "opening_stock": 10, "lead_time_weeks": 1, "opening_pipeline": [4],
        "ordering": STILL,
    }  # fmt: skip
    ledger = simulate(supply_line(2, tiers=[tier], demand=FOUR), 1)
    assert by_week(ledger, "stock", "member", "acme shop") == [10, 6]
    assert measure(ledger, "gmroi") == pytest.approx(52 * 40 / 80)


def test_goods_of_another_supplier_than_the_first_are_moved_one_by_one() -> None:
    """Columns have one supplier a row: what a second one owes or has sent keeps a market out of them."""
    keeps = {"policy": "base_stock", "level": 12.0}
    nodes = [
        {"above": -1, "ordering": keeps},
        {"above": -1, "ordering": keeps, "also": 0},
        {"above": 1, "uses": FOUR},
    ]
    for supplier, fits in (("acme", True), ("acme node 0", False)):
        terms = [ContractTerms(to=Selector(name="acme node 1"), supplied_by=Selector(name=supplier),
                               opening_backlog=3)]  # fmt: skip
        scenario = tree(nodes, weeks=4).model_copy(update={"contracts": terms})
        assert fits_columns(opened(scenario, 1)) == fits
        orders = simulate(scenario, 1).table("order").query("week == 0").astype({"supplier": str})
        assert orders["supplier"].tolist() == [supplier, supplier]  # of two products


RESALE = {"model": "open_resale", "wholesalers": 2, "suppliers": 2, "resellers": 2, "marketplace_sellers": 0}


def test_a_reseller_with_two_suppliers_has_its_goods_from_the_first() -> None:
    """What is on its way to a reseller is so once; wholesalers open with what `contracts` says of them."""
    way = {**RESALE, "opening_pipeline": [3], "opening_backlog": 2}
    ledger = simulate(market().changed(distribution=way), 3)
    sent = ledger.table("shipment").query("week == 0").astype({"buyer": str})
    assert sorted(sent["buyer"]) == sorted(set(sent["buyer"]))
    assert sent["units"].tolist() == [3] * 4
    assert not sent["buyer"].str.contains("wholesaler").any()


def test_who_waits_in_a_pool_has_nothing_on_its_way() -> None:
    """Those who stand from the start have; those who may enter later begin with an order of their own."""
    pool = {"reseller_pool": 3, "entry_exit": "profit_threshold", "opening_pipeline": [3]}
    ledger = simulate(market().changed(distribution={**RESALE, **pool}), 3)
    sent = ledger.table("shipment").query("week == 0").astype({"buyer": str})
    pooled = {member.name for member in ledger.header.members if member.is_potential}
    assert len(sent) == 4
    assert not pooled & set(sent["buyer"])


def test_an_exclusive_product_is_on_its_way_to_its_buyers_only() -> None:
    """All contracts lose it that do not lead to them, and what was on its way there."""
    terms = [{"to": "acme dealer north 1", "product": "lamp", "exclusive": True}]
    sent = simulate(market(contracts=terms), 3).table("shipment").query("week == 0").astype({"buyer": str})
    assert set(sent["buyer"]) == {"acme dealer north 1"}


def test_what_a_shop_does_not_list_is_not_on_its_way() -> None:
    """One product of two has room: 2 units of that one, as with the opening stock."""
    lamp = small_scenario().products["lamp"].model_dump(mode="json")
    way = {**DEALERS, "opening_pipeline": [2], "assortment": {"shelf_space": 1}}
    scenario = small_scenario(
        distribution=way, campaigns=[], events=[], competition=[], weeks=2,
        products={"lamp": lamp, "spot": lamp | {"list_price": 50}}, manufacturers={"acme": {}},
    )  # fmt: skip
    ledger = simulate(scenario, 3)
    stock = ledger.table("opening").query("week == 0").astype({"member": str, "product": str})
    listed = {(row.member, row.product) for row in stock.itertuples() if "dealer" in row.member}
    sent = ledger.table("shipment").query("week == 0").astype({"buyer": str, "product": str})
    assert len(listed) == 2
    assert {(row.buyer, row.product) for row in sent.itertuples()} == listed

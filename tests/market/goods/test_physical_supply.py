"""Physical supply: capacity, ways that take their time, freight, what spoils, what waits, what is told."""

from collections import Counter
from typing import Any

import numpy as np
import pytest

from simulator.domain.channel.carrier import Carrier
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from simulator.mechanisms.supply.lead_time_delay import mean_weeks_late, weeks_late
from simulator.scenario.schema import Scenario
from tests.draws import DRAW
from tests.market.entry_exit.test_departure import table
from tests.worlds.small import small_scenario, small_world
from tests.worlds.supply_lines import supply_line

LAMP = {**small_world()["products"]["lamp"], "appeal": 2.0}
WEEKS = 14
OFTEN = {
    name: {**person, "needs": {"light": {"per_year": 20}}}
    for name, person in small_world()["segments"].items()
}


def world(way: dict[str, Any] | None = None, **changes: Any) -> Scenario:
    """Return dealers who sell much, a maker, and nothing else that happens."""
    way = {"model": "authorized_dealers", "dealers_per_region": 2, "reach": 0.6, **(way or {})}
    plain = {
        "weeks": WEEKS, "customers": 400, "competition": [], "campaigns": [], "events": [],
        "distribution": way, "segments": OFTEN, "products": {"lamp": LAMP},
        "manufacturers": {"acme": {"opening_stock": 50}}, "response": {"always_aware": 1.0},
    }  # fmt: skip
    return small_scenario(**{**plain, **changes})


def run(scenario: Scenario) -> Ledger:
    """Return a run under a seed that nobody has looked at."""
    return simulate(scenario, int(DRAW.integers(1_000_000)))


# Production capacity


def two_products(**of_maker: Any) -> dict[str, Any]:
    """Return a maker of two products."""
    return {
        "manufacturers": {"acme": {"opening_stock": 5, "production_weeks": 1, **of_maker}},
        "products": {"lamp": dict(LAMP), "spot": {**LAMP, "list_price": 90}},
    }


@pytest.mark.parametrize("capacity", [0, pytest.param(1, marks=pytest.mark.nightly), 7])
def test_no_more_is_made_in_a_week_than_can_be(capacity: int) -> None:
    """Of all products together; one that is short all the time makes just that much, shared by want."""
    made = table(run(world(**two_products(weekly_capacity=capacity))), "production")
    weekly = made.groupby("week")["units"].sum()

    assert (weekly <= capacity).all()
    assert weekly.eq(capacity).sum() > 10 or not capacity
    assert made["product"].nunique() == (2 if capacity > 1 else len(set(made["product"])))


def test_a_product_has_a_capacity_of_its_own() -> None:
    """The other is made as it is wanted."""
    given = two_products()
    given["products"]["lamp"]["weekly_capacity"] = 2
    made = table(run(world(**given)), "production").groupby(["product", "week"])["units"].sum()

    assert made["lamp"].max() == 2
    assert made["spot"].max() > 2


def test_capacity_that_is_never_reached_changes_nothing() -> None:
    """Entry by entry."""
    seed = int(DRAW.integers(1000))
    free, ample = (simulate(world(**two_products(weekly_capacity=c), weeks=10), seed) for c in (None, 10**6))

    assert free.content_hash() == ample.content_hash()
    assert free.count("production") > 3


# Transport


def test_delays_are_as_the_contract_says() -> None:
    """Nothing early; the shares of weeks late within four standard errors; one luck for all in a week."""
    chances = [round(float(c), 3) for c in DRAW.uniform(0.05, 0.3, 3)]
    terms = [{"to": "dealer", "delays": chances, "lead_time_weeks": 2}]
    scenario = world({"dealers_per_region": 10, "reach": 0.1}, contracts=terms, weeks=40, customers=1500)
    sent = table(run(scenario), "shipment")
    sent["late"] = sent["arrives"] - sent["week"] - 2
    loads = sent.groupby(["week", "buyer"])["late"]
    late = loads.first()

    assert (loads.nunique() == 1).all()
    assert len(late) > 200
    for weeks, chance in enumerate([1 - sum(chances), *chances]):
        error = (chance * (1 - chance) / len(late)) ** 0.5
        assert abs((late == weeks).mean() - chance) < 4 * error
    assert set(late) <= {0, 1, 2, 3}


def test_what_was_sent_later_may_come_earlier() -> None:
    """Each draws anew, so shipments cross; goods and orders are conserved all the same."""
    terms = [{"to": "dealer", "delays": [0.2, 0.2, 0.2, 0.2]}]
    sent = table(run(world(contracts=terms)), "shipment").groupby(["buyer", "week"])["arrives"].first()

    assert any((sent[buyer].diff() < 0).any() for buyer in sent.index.get_level_values(0).unique())


def test_a_certain_delay_is_a_longer_lead_time_that_nobody_plans_for() -> None:
    """Chance one of two weeks: every shipment comes after lead time and two weeks."""
    sent = table(run(world(contracts=[{"to": "dealer", "delays": [0.0, 1.0]}])), "shipment")

    assert (sent["arrives"] - sent["week"]).nunique() == 1
    assert (sent["arrives"] - sent["week"]).min() == 2 + small_scenario().distribution[0].lead_time_weeks


def test_late_deliveries_are_told_from_short_suppliers() -> None:
    """Dealers miss sales for late trucks in one world, for a maker without capacity in the other."""
    late = run(world(contracts=[{"to": "dealer", "delays": [0, 0, 0, 0.6]}]))
    short = run(world(manufacturers={"acme": {"weekly_capacity": 2}}))
    causes = [measure(ledger, "stock_outs", "cause") for ledger in (late, short)]

    assert causes[0]["late delivery"] > 0
    assert causes[1]["late delivery"] == 0
    assert causes[1]["supplier short"] > causes[0]["supplier short"]


def test_the_delay_is_the_distribution_stated() -> None:
    """Over evenly spread ranks, each number of weeks has its share, and the mean is Σ k p_k."""
    chances = [float(c) for c in DRAW.dirichlet(np.ones(5))[:4]]
    late = Counter(weeks_late((i + 0.5) / 100_000, chances) for i in range(100_000))

    assert [late[k] / 100_000 for k in range(1, 5)] == pytest.approx(chances, abs=2e-5)
    assert mean_weeks_late(chances) == pytest.approx(sum(k * late[k] for k in late) / 100_000, abs=1e-3)


@pytest.mark.parametrize("payer", ["supplier", "buyer"])
def test_freight_is_paid_by_the_unit(payer: str) -> None:
    """By whom it was agreed to be; to a carrier outside; the buyer's margin is less by what it pays."""
    cost = round(float(DRAW.uniform(0.5, 5)), 2)
    carriers = {"van": {"cost": cost, "lead_time_weeks": 3}}
    terms = [{"to": "dealer", "carrier": "van", "freight_paid_by": payer}]
    scenario = world(carriers=carriers, contracts=terms, weeks=12)
    ledger, seed = None, int(DRAW.integers(1000))
    ledger, free = simulate(scenario, seed), simulate(scenario.changed(switched_off=["freight"]), seed)
    paid, sent = table(ledger, "payment"), table(ledger, "shipment")
    freight = paid[paid["reason"] == "freight"].groupby("payer")["amount"].sum()
    expected = sent.groupby(payer)["units"].sum() * round(cost * 100)

    assert sent["units"].sum() > 50
    assert freight.to_dict() == expected.to_dict()
    assert (sent["arrives"] - sent["week"]).eq(3).all()
    lower = table(free, "posting")["margin"].iloc[0] - table(ledger, "posting")["margin"].iloc[0]
    assert lower == (round(cost * 100) if payer == "buyer" else 0)


def test_a_carrier_is_laid_under_what_is_said_beside_it() -> None:
    """Its cost and delays hold, the lead time is the terms' own."""
    carriers = {"van": {"cost": 2.0, "lead_time_weeks": 5, "delays": [0.5]}}
    terms = [{"to": "dealer", "carrier": "van", "lead_time_weeks": 1}]
    scenario = world(carriers=carriers, contracts=terms, weeks=1)
    contract = run(scenario).header.contracts[0]

    assert (contract.lead_time_weeks, contract.freight, contract.delays) == (1, 2.0, [0.5])
    assert isinstance(scenario.carriers["van"], Carrier)


def test_a_way_says_for_all_its_goods_how_they_are_carried() -> None:
    """The model's contracts are as if `contracts` had said so; those have the last word, a stream none."""
    carriers = {"van": {"cost": 2.0, "lead_time_weeks": 5, "delays": [0.5]}}
    said = {"carrier": "van", "backorders": 0.25, "freight_paid_by": "buyer"}
    given = {"carriers": carriers, "weeks": 8}
    one = simulate(world({"delivery": said}, **given), 3)
    other = simulate(world(**given, contracts=[{"to": "dealer", **said}]), 3)
    overruled = [{"to": "dealer", "delays": []}]
    last = simulate(world({"delivery": said}, carriers=carriers, contracts=overruled, weeks=1), 3)

    assert one.table("shipment").equals(other.table("shipment"))
    assert one.count("shipment") > 10
    assert {c.backorders for c in one.header.contracts if c.prices} >= {0.25}
    assert all(not c.delays for c in last.header.contracts)
    tiers = [{"name": "shop", "opening_stock": 9}]
    line = supply_line(
        9, tiers=tiers, demand={"process": "constant", "mean": 2.0}, delivery={"delays": [0.3]}
    )
    assert {c.buyer: c.delays for c in simulate(line, 1).header.contracts} == {
        "acme shop": [0.3],
        "acme buyers": [],
    }


# Spoiling


def test_a_share_of_what_lies_about_spoils() -> None:
    """Nobody buys: what is left falls by the share each week, within four standard errors."""
    share = float(DRAW.uniform(0.02, 0.2))
    lamp = {**LAMP, "spoilage": share}
    idle = {name: {**person, "needs": {}} for name, person in OFTEN.items()}
    scenario = world(
        {"opening_stock": 997, "ordering": {"policy": "base_stock", "level": 0.0}},
        products={"lamp": lamp}, segments=idle,
        manufacturers={"acme": {"opening_stock": 0, "ordering": {"policy": "base_stock", "level": 0.0}}},
    )  # fmt: skip
    ledger = run(scenario)
    thrown, left = table(ledger, "scrap"), table(ledger, "stock")

    assert set(thrown["reason"]) == {"spoiled"}
    assert left[left["week"] == WEEKS]["units"].mean() == pytest.approx(997 * (1 - share) ** WEEKS, abs=4)
    assert thrown["units"].sum() + left[left["week"] == WEEKS]["units"].sum() == 4 * 997


def test_all_spoils_in_a_week_and_digital_goods_never() -> None:
    """A share of one leaves nothing on any shelf; what is made when it is sold lies nowhere."""
    gone = run(world(products={"lamp": {**LAMP, "spoilage": 1.0}}, weeks=10))
    digital = run(world(products={"lamp": {**LAMP, "spoilage": 1.0, "digital": True}}, weeks=10))

    assert not len(table(gone, "stock"))
    assert not len(table(digital, "scrap"))
    assert len(table(digital, "sale"))


# What waits


@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
def test_what_does_not_wait_is_cancelled_at_once(share: float) -> None:
    """None waits: nothing is open at a week's end; all does: nothing is cancelled; else about the share."""
    terms = [{"to": "dealer", "backorders": share}]
    ledger = run(world(manufacturers={"acme": {"weekly_capacity": 3, "opening_stock": 0}}, contracts=terms))
    ordered, sent, gone = (table(ledger, k)["units"].sum() for k in ("order", "shipment", "cancellation"))
    still_open = ordered - sent - gone

    assert bool(still_open == 0) is (share == 0.0)
    assert bool(gone == 0) is (share == 1.0)
    assert sent > 0


def test_a_share_of_what_is_short_waits() -> None:
    """One order of 1000 to a maker who has nothing: 400 wait, 160 a week later, 64 …"""
    rule = {"policy": "fixed_schedule", "orders": [1000.0, 0.0]}
    ledger = run(
        world(
            {"dealers_per_region": 1, "ordering": rule},
            manufacturers={"acme": {"weekly_capacity": 0, "opening_stock": 0}},
            contracts=[{"to": "dealer", "backorders": 0.4}], regions={"north": {"share": 1.0}},
        )
    )  # fmt: skip
    gone = table(ledger, "cancellation").groupby("week")["units"].sum()

    assert gone[1] == 600
    assert gone[2] == 240
    assert gone[3] == 96


# What is told


def test_a_maker_that_is_told_sales_remembers_them_and_not_orders() -> None:
    """With forecasts of its own and batched orders, production follows demand, and varies less."""
    rule = {"policy": "periodic_review", "weeks": 4, "rule": "order_up_to"}
    way = {"ordering": rule, "opening_stock": 30}
    maker = {"acme": {"opening_stock": 0, "ordering": "chase_demand"}}
    told = world(way, manufacturers=maker, contracts=[{"to": "dealer", "shares_sales": True}], weeks=24)
    seed = int(DRAW.integers(1000))
    with_it, without = simulate(told, seed), simulate(told.changed(switched_off=["shared_sales"]), seed)
    sold = table(with_it, "sale").groupby("week")["units"].sum()
    missed = table(with_it, "lost_sale").groupby("week")["units"].sum()
    asked = sold.add(missed, fill_value=0)
    made = table(with_it, "production").groupby("week")["units"].sum()
    ordered = table(without, "order").groupby("week")["units"].sum()
    made_of_orders = table(without, "production").groupby("week")["units"].sum()

    assert made.to_dict() == asked[asked > 0].to_dict()
    assert made_of_orders.to_dict() == ordered.to_dict()
    assert (
        measure(with_it, "order_variance", "tier")["manufacturer"]
        < (measure(without, "order_variance", "tier")["manufacturer"])
    )


def test_sales_are_told_all_the_way_up() -> None:
    """A wholesaler who is told tells its own supplier the same: the maker chases customers' demand."""
    way = {
        "model": "chain", "wholesalers": 2, "reach": 0.6, "lead_time_weeks": 3, "opening_stock": 90,
        "wholesale_stock": 500,
    }  # fmt: skip
    scenario = small_scenario(
        weeks=15, customers=400, competition=[], campaigns=[], events=[], segments=OFTEN, distribution=way,
        manufacturers={"acme": {"opening_stock": 0, "ordering": "chase_demand"}, "rival": {}},
        contracts=[{"to": {"role": role}, "shares_sales": True} for role in ("retailer", "wholesaler")],
    )  # fmt: skip
    ledger = run(scenario)
    sold = table(ledger, "sale").groupby("week")["units"].sum()
    made = table(ledger, "production").query("product == 'lamp'").groupby("week")["units"].sum()

    assert not len(table(ledger, "lost_sale"))
    assert made.to_dict() == sold.to_dict()


def test_a_deal_is_bought_ahead_of() -> None:
    """A fifth off in two weeks: orders jump in them and fall away after; without forward buying, nothing."""
    rule = {"policy": "forward_buying", "rule": {"policy": "base_stock", "level": 12.0}, "most": 5.0}
    deal = {"week": 9, "who": "acme", "do": {"trade_terms": {"times": 0.8}}, "lasts": 2}
    scenario = world(
        {"ordering": rule, "opening_stock": 12}, manufacturers={"acme": {"opening_stock": 900}}, events=[deal]
    )
    seed = int(DRAW.integers(1000))
    ahead, plain = (simulate(scenario.changed(switched_off=w), seed) for w in ([], ["forward_buying"]))
    bought = [
        table(x, "order").groupby("week")["units"].sum().reindex(range(WEEKS + 1)).fillna(0)
        for x in (ahead, plain)
    ]

    assert bought[0][:8].equals(bought[1][:8])
    assert bought[0][9:10].sum() > 2 * bought[1][9:10].sum()
    assert bought[0][11:14].sum() < bought[1][11:14].sum()
    assert measure(ahead, "order_variance") > measure(plain, "order_variance")

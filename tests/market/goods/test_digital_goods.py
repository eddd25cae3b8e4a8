"""Digital goods: made when they are sold, by entries; never short, never kept."""

import pandas as pd
import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from tests.worlds.pool import World
from tests.worlds.small import small_scenario, small_world


def of(ledger: Ledger, kind: str, products: set[str]) -> pd.DataFrame:
    """Return the entries of a kind about some products."""
    entries = ledger.table(kind, steps=True)
    return entries[entries["product"].astype(str).isin(products)]


def test_as_many_are_made_as_are_sold_and_nobody_keeps_any(world: World) -> None:
    """Sold or used up; no stock, nothing in transit; short only of hours, or where a member has left."""
    scenario, ledger = world.scenario, world.ledger
    digital = {name for name, product in scenario.products.items() if product.digital}
    units = {
        kind: of(ledger, kind, digital).groupby("product", observed=True)["units"].sum().to_dict()
        for kind in ("production", "order", "shipment", "sale", "consumption")
    }
    for name in digital:
        gone = units["sale"].get(name, 0) + units["consumption"].get(name, 0)

        assert units["production"].get(name, 0) == gone
        assert units["order"].get(name, 0) == units["shipment"].get(name, 0) >= gone
    assert len(of(ledger, "stock", digital)) == len(of(ledger, "opening", digital)) == 0
    for kind in ("production", "shipment"):
        entries = of(ledger, kind, digital)
        assert (entries["arrives"] == entries["week"]).all()
    is_limited = any(member.weekly_capacity is not None for member in ledger.header.members)
    is_left = ledger.count("departure") > 0
    assert len(of(ledger, "lost_sale", digital)) == 0 or is_limited or is_left


@pytest.mark.worlds("digital")
def test_what_is_digital_takes_no_room(world: World) -> None:
    """Where everything is digital, nothing is paid for storage."""
    assert not (world.ledger.table("payment")["reason"].astype(str) == "storage").any()


def test_a_team_still_has_only_so_many_hours() -> None:
    """What limits the sale of a digital product is who sells it, not what there is."""
    products = {name: {**p, "digital": True, "appeal": 3.0} for name, p in small_world()["products"].items()}
    few = {"model": "direct_assisted", "reps": 1, "hours_per_week": 6.0, "hours_per_sale": 6.0, "reach": 1.0}
    scenario = small_scenario(
        products=products, distribution=few, customers=3000, response={"initial_adstock": 3.0}, competition=[]
    )
    ledger = simulate(scenario, 3)
    sold = ledger.table("sale").astype({"outlet": str}).groupby(["week", "outlet"])["units"].sum()

    assert sold.max() == 1
    assert ledger.count("lost_sale") > 0
    assert measure(ledger, "fill_rate") < 1


def test_nothing_can_be_had_once_the_wholesalers_have_left() -> None:
    """The chain of contracts is what delivers: broken, its outlets are out of stock."""
    products = {name: {**p, "digital": True, "appeal": 3.0} for name, p in small_world()["products"].items()}
    resale = {"model": "open_resale", "wholesalers": 1, "resellers": 2, "marketplace_sellers": 1}
    scenario = small_scenario(
        products=products,
        distribution=resale,
        customers=3000,
        response={"initial_adstock": 3.0},
        competition=[],
        events=[{"week": 6, "depart": "acme wholesaler 1"}],
    )
    sold = simulate(scenario, 3).table("sale").groupby("week")["units"].sum()

    assert sold.loc[:5].gt(0).all()
    assert 6 not in sold.index


def test_however_many_each_customer_asks_for_nothing_runs_out() -> None:
    """Needs of several units, several a week: more units are sold in a week than there are customers."""
    world = small_world()
    lamp = {**world["products"]["lamp"], "digital": True, "list_price": 20, "unit_cost": 1}
    need = {"per_year": 156, "counted": True, "units": 4}
    people = {**world["segments"]["readers"], "share": 1.0, "needs": {"light": need}}
    scenario = small_scenario(
        weeks=4,
        customers=40,
        manufacturers={"acme": {}, "rival": {}},
        products={**world["products"], "lamp": lamp},
        segments={"readers": people},
        distribution={"model": "direct_automated", "reach": 1.0},
        competition=[],
        response={"always_aware": 1.0},
        events=[],
    )
    ledger = simulate(scenario, 3)

    assert ledger.table("sale").groupby("week")["units"].sum().max() > 40
    assert ledger.count("lost_sale") == 0

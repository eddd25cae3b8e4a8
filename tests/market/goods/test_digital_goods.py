"""Digital goods: made when they are sold, by entries; never short, never kept."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.worlds.random_worlds import worlds
from tests.worlds.small import small_scenario, small_world

RANDOM_WORLDS = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def all_digital(scenario: Scenario) -> Scenario:
    """Return the same scenario with nothing in it that could run out."""
    products = {name: {**p.model_dump(mode="json"), "digital": True} for name, p in scenario.products.items()}
    return scenario.changed(products=products, backorders=[])


def units(ledger: Ledger, kind: str) -> int:
    """Return the units of all entries of a kind."""
    return int(ledger.columns(kind)["units"].sum())


@RANDOM_WORLDS
@given(scenario=worlds(weeks=8).map(all_digital), seed=st.integers(0, 2**40))
def test_as_many_are_made_as_are_sold_and_nobody_keeps_any(scenario: Scenario, seed: int) -> None:
    """Sold or used up; no stock, nothing under way; short only of hours, or where somebody has left."""
    ledger = simulate(scenario, seed)
    payments = ledger.table("payment").astype({"reason": str})

    gone = units(ledger, "sale") + units(ledger, "use")

    assert units(ledger, "production") == gone
    assert units(ledger, "order") == units(ledger, "shipment") >= gone
    assert ledger.count("stock") == ledger.count("opening") == 0
    is_limited = any(member.weekly_capacity is not None for member in ledger.header.members)
    assert ledger.count("lost_sale") == 0 or is_limited or any(event.depart for event in scenario.events)
    assert not (payments["reason"] == "storage").any()
    for kind in ("production", "shipment"):
        columns = ledger.columns(kind)
        assert (columns["arrives"] == columns["week"]).all()


def test_a_team_still_has_only_so_many_hours() -> None:
    """What limits the sale of a digital product is who sells it, not what there is."""
    products = {name: {**p, "digital": True, "appeal": 3.0} for name, p in small_world()["products"].items()}
    few = {"model": "direct_assisted", "reps": 1, "hours_per_week": 6.0, "hours_per_sale": 6.0, "reach": 1.0}
    scenario = small_scenario(
        products=products, distribution=few, customers=3000, response={"standing": 3.0}, competition=[]
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
        response={"standing": 3.0},
        competition=[],
        events=[{"week": 6, "depart": "acme wholesaler 1"}],
    )
    sold = simulate(scenario, 3).table("sale").groupby("week")["units"].sum()

    assert sold.loc[:5].gt(0).all()
    assert 6 not in sold.index

"""Issues of conflict: when there is none, what it comes to, and that counting one more takes nothing away."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulator.domain.conflict.issues import usual_importance
from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.worlds.quarrelsome import ALL_ISSUES, EACH, dealers, quarrelsome, resale, web_store

BESIDE_CHOICE = {"supply_short", "margin_squeeze"}
OPENS, CENT = 4, 0.01
each_world = pytest.mark.parametrize("seed", EACH)


def harm_of(ledger: Ledger) -> pd.DataFrame:
    """Return the harm in a ledger, in plain words."""
    words = dict.fromkeys(("aggrieved", "source", "product", "issue", "conduct"), str)
    return ledger.table("harm").astype(words)


def hybrid(seed: int, **changes: Any) -> Scenario:
    """Return dealers, resellers and a web store of one manufacturer."""
    draw = np.random.default_rng(seed)
    return quarrelsome(seed, dealers(draw), resale(draw), web_store(draw), **changes)


@each_world
def test_an_exclusive_dealer_alone_has_no_quarrel_but_with_its_supplier(seed: int) -> None:
    """Nothing horizontal, intertype or multichannel, no free-riding and nothing grey: exactly nought."""
    dealer = {"model": "exclusive", "reach": 1.0, "expertise": 0.8, "margin": 0.3, "opening_stock": 30}
    ledger = simulate(quarrelsome(seed, dealer, competition=[]), seed)
    by_type, by_issue = (measure(ledger, "conflict", by=by) for by in ("type", "issue"))

    assert ledger.count("sale") > 0
    assert set(harm_of(ledger)["issue"]) <= BESIDE_CHOICE
    assert by_type[["horizontal", "intertype", "multichannel"]].tolist() == [0.0, 0.0, 0.0]
    assert (by_issue.drop(list(BESIDE_CHOICE)) == 0.0).all()


@each_world
def test_who_rides_rides_on_advice(seed: int) -> None:
    """Where nobody advises there is no free-riding; else the adviser is aggrieved."""
    draw = np.random.default_rng(seed)
    store = web_store(draw, price=1.0)
    advised, unadvised = (
        simulate(quarrelsome(seed, dealers(draw, expertise=knows, reach=1.0), store), seed)
        for knows in (0.9, 0.0)
    )
    riding = harm_of(advised).query("issue == 'free_ride'")
    advice = advised.table("advice").astype({"outlet": str})
    advisers = set(advice["outlet"])

    assert "free_ride" not in set(harm_of(unadvised)["issue"])
    assert set(riding["aggrieved"]) <= advisers
    assert bool(len(riding)) == bool(advisers)
    assert (riding["aggrieved"] != riding["source"]).all()


@each_world
def test_constant_margins_are_no_squeeze(seed: int) -> None:
    """Nobody changes terms, and nothing is booked, however much prices move by outlets' own doing."""
    assert "margin_squeeze" not in set(harm_of(simulate(hybrid(seed), seed))["issue"])


@each_world
def test_a_squeeze_is_what_the_terms_take_of_each_unit_sold(seed: int) -> None:
    """Dealers at list price that pay more, or sell at a lower list price: units × what each leaves less."""
    draw = np.random.default_rng(seed)
    way, dearer = dealers(draw, dealers_per_region=1, pricing="list_price"), draw.uniform(1.05, 1.3)
    cheaper = draw.uniform(0.8, 0.95)
    for event in ({"trade_terms": {"times": dearer}}, {"recommended_price": {"times": cheaper}}):
        ledger = simulate(quarrelsome(seed, way, events=[{"week": OPENS, "do": event}]), seed)
        sales, posted = (
            ledger.table(kind, steps=True).query("product == 'lamp'") for kind in ("sale", "posting")
        )
        margins = posted.groupby(["week", "outlet"], observed=True)["margin"].first() * CENT
        sold = sales.groupby(["week", "outlet"], observed=True)["units"].sum()
        first = margins.groupby("outlet", observed=True).first()
        less = first.reindex(margins.index.get_level_values("outlet")).to_numpy() - margins
        expected = (less.reindex(sold.index) * sold)[lambda lost: lost > 0].sum()
        squeeze = harm_of(ledger).query("issue == 'margin_squeeze'")

        assert (squeeze["week"] >= OPENS).all()
        assert set(squeeze["source"]) <= {"acme"}
        assert squeeze["amount"].sum() == pytest.approx(expected, rel=1e-9)
        assert expected > 0


@each_world
def test_grey_goods_came_by_another_way(seed: int) -> None:
    """Resellers do grey harm to dealers alone; it breaks a rule where these hold territories."""
    draw = np.random.default_rng(seed)
    for territory in (False, True):
        way = dealers(draw, territory=territory, expertise=0.0, reach=1.0)
        beside = harm_of(simulate(quarrelsome(seed, way, resale(draw, expertise=0.0)), seed))
        alone = harm_of(simulate(quarrelsome(seed, way, web_store(draw)), seed))
        grey = beside.query("issue == 'grey'")

        assert len(grey)
        assert grey["aggrieved"].str.contains("dealer").all()
        assert not grey["source"].str.contains("dealer").any()
        assert set(grey["conduct"]) == {"breach" if territory else "rivalry"}
        assert "grey" not in set(alone["issue"])


@each_world
def test_goods_meant_for_one_region_are_grey_in_another(seed: int) -> None:
    """Marketplace sellers with southern goods harm northern shops, and no southern ones."""
    draw = np.random.default_rng(seed)
    common = {"expertise": 0.0, "reach": 1.0, "wholesalers": 1, "resellers": 1}
    north = resale(draw, label="north", regions=["north"], marketplace_sellers=0, seller_pool=0, **common)
    south = resale(draw, label="south", regions=["south"], **(common | {"marketplace_sellers": 2}))
    grey = harm_of(simulate(quarrelsome(seed, north, south), seed)).query("issue == 'grey'")

    assert len(grey)
    assert grey["aggrieved"].str.contains("north").all()
    assert grey["source"].str.contains("marketplace").all()
    assert set(grey["conduct"]) == {"rivalry"}


@each_world
def test_one_more_issue_takes_nothing_away(seed: int) -> None:
    """All else is as it was, and no aggrieved is booked less in all, but for rounding."""
    usual, more = usual_importance(), dict(ALL_ISSUES)
    before, after = (
        simulate(hybrid(seed, conflict={"importance": importance}), seed) for importance in (usual, more)
    )
    lost_before, lost_after = (
        harm_of(ledger).groupby(["week", "aggrieved"])["amount"].sum() for ledger in (before, after)
    )
    rows = after.count("harm") + before.count("harm")

    for kind in ("sale", "posting", "advice", "payment", "shipment"):
        pd.testing.assert_frame_equal(before.table(kind), after.table(kind), check_categorical=False)
    assert (lost_after - lost_before.reindex(lost_after.index).fillna(0.0) > -1e-3 * rows).all()
    assert set(lost_before.index) <= set(lost_after.index)
    assert set(harm_of(before)["issue"]) <= set(usual)


@each_world
def test_both_ways_of_keeping_customers_write_all_issues_alike(seed: int) -> None:
    """Entry by entry."""
    event = [{"week": OPENS, "do": {"trade_terms": {"times": 1.2}}}]
    scenario = hybrid(seed, events=event)
    columns, one_by_one = (
        simulate(scenario.changed(crowd=crowd), seed) for crowd in ("columns", "one_by_one")
    )

    assert difference(one_by_one, columns) == ""
    assert {"free_ride", "grey", "margin_squeeze"} & set(harm_of(columns)["issue"])

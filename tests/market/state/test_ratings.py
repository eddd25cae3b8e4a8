"""Ratings in a market: they are what reviews in the ledger come to, and are read from next week on."""

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulator import InputError
from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import opened, simulate
from simulator.scenario.schema import Scenario
from tests.market.customers.test_visit_surplus import market as two_stores

PRIOR, COUNT = 0.5, 5.0
EARS = {"initial_adstock": 50.0, "retention": 1.0}


def market(
    claim: float = 0.9,
    people: dict[str, Any] | None = None,
    weeks: int = 12,
    reviews: dict[str, Any] | None = None,
    **changes: Any,
) -> Scenario:
    """Return two stores with a product each of quality .5, of which one claims another; buyers review."""
    said = {"chance": 1.0, "prior": PRIOR, "prior_reviews": COUNT, **(reviews or {})}
    return two_stores(claim, people, weeks, response={**EARS, "reviews": said}, **changes)


def ratings(ledger: Ledger, by: str) -> pd.DataFrame:
    """Return the ratings of products, or of outlets, week by week."""
    table = ledger.table("rating")
    return table[table[by].notna()].pivot_table(index="week", columns=by, values="amount", observed=True)


@pytest.mark.parametrize("kept", [1.0, 0.8, 0.0])
@pytest.mark.parametrize("by", ["product", "outlet"])
def test_a_rating_is_the_mean_of_reviews_beside_its_prior(by: str, kept: float) -> None:
    """(m R₀ + Σ S) / (m + n) at every week's end, older reviews counting φ of what they did a week before."""
    ledger = simulate(market(reviews={"chance": 0.3, "kept_per_week": kept}), 1)
    written = ledger.table("review").groupby(["week", by], observed=True)[["customers", "amount"]].sum()
    told = ratings(ledger, by)

    assert len(told.columns) == 2
    for name in told:
        reviews = content = 0.0
        for week in range(1, 13):
            more, much = written.loc[(week, name)] if (week, name) in written.index else (0.0, 0.0)
            reviews, content = kept * reviews + more, kept * content + much
            assert told.loc[week, name] == pytest.approx((COUNT * PRIOR + content) / (COUNT + reviews))
    assert written["customers"].sum() > 100


def test_buyers_alone_review_and_all_of_them_if_they_are_sure_to() -> None:
    """As many reviews as units taken home, of the same satisfaction, outlet by outlet and cell by cell."""
    ledger = simulate(market(), 1)
    one, other = (
        ledger.table(kind, steps=True)[["week", "outlet", "product", "cell", "customers", "amount"]]
        for kind in ("review", "experience")
    )

    assert one.equals(other)
    assert one["customers"].sum() == measure(ledger, "units_sold", "maker").sum()


def test_each_buyer_reviews_by_chance_of_its_own() -> None:
    """Three in ten, whoever else does; more reviews are the same ones and others."""
    units = measure(simulate(market(), 1), "units_sold", "maker").sum()
    few, more = (simulate(market(reviews={"chance": c}), 1).table("review") for c in (0.3, 0.6))
    count = few["customers"].sum()
    cut = ["week", "outlet", "product", "cell"]
    least = few.merge(more, on=cut, how="left", suffixes=("", "_more"))

    assert abs(count - 0.3 * units) < 4 * math.sqrt(0.21 * units)
    assert (least["customers"] <= least["customers_more"]).all()


def test_a_boast_is_rated_down_and_then_bought_less() -> None:
    """Who minds ratings turns away from the product that claims too much, and nobody else does."""
    found = {}
    for minds in (0.0, 4.0):
        ledger = simulate(market(0.9, {"product_rating": minds}, weeks=16), 1)
        found[minds] = measure(ledger, "units_sold", "week")
        # S of the loud one is .5 − .4 at first
        assert ratings(ledger, "product")["loud"].iloc[-1] == pytest.approx(0.1, abs=0.01)
    sold, unread = found[4.0].to_numpy(), found[0.0].to_numpy()

    assert sold[0] == unread[0]  # nobody has reviewed anything yet
    assert sold[4:].sum() < 0.5 * unread[4:].sum()


def test_outlets_are_rated_by_what_was_bought_there() -> None:
    """Minded alone, it turns people away from the store that promises too much."""
    sold = [
        measure(simulate(market(0.9, {"outlet_rating": minds}), 1), "units_sold", "week").to_numpy()
        for minds in (0.0, 4.0)
    ]

    assert sold[0][0] == sold[1][0]
    assert sold[1][4:].sum() < 0.5 * sold[0][4:].sum()


def test_what_is_rated_as_all_would_think_moves_nobody() -> None:
    """Reviews as good as the prior leave every sale as it was, however much they are minded."""
    minds = {"product_rating": 20.0, "outlet_rating": 20.0}
    kept, off = (
        simulate(market(0.5, {**minds, "loyalty": 0.0}).changed(switched_off=names), 1)
        for names in ([], ["reviews"])
    )

    assert ratings(kept, "product").to_numpy() == pytest.approx(PRIOR, abs=1e-6)
    assert measure(kept, "units_sold", "week").equals(measure(off, "units_sold", "week"))
    assert off.count("review") == off.count("rating") == 0


@pytest.mark.parametrize("appeal", [-2.0, 9.0])
def test_a_product_for_few_is_rated_by_the_few_until_others_buy_it(appeal: float) -> None:
    """Selection: .9 by people that it suits, .1 by others, in the mean of who buys it, not of all (.5)."""
    whole = market(reviews={"prior_reviews": 1e-3}).model_dump(mode="json")
    segment = {**whole["segments"]["all"], "share": 0.5}
    wanted = {"few": "quality", "rest": "novelty"}
    suits = {"attributes": {"quality": 0.9, "novelty": 0.1}, "appeal": appeal}
    given = market(reviews={"prior_reviews": 1e-3}).changed(
        segments={name: {**segment, "values": {one: 4.0}} for name, one in wanted.items()},
        products={name: {**one, **suits} for name, one in whole["products"].items()},
        messages={},
    )
    ledger = simulate(given, 1)
    weight = 2 * np.exp(4.0 * np.array([0.9, 0.1]) + appeal - 2.0)
    buys = weight / (1 + weight)
    expected = (buys * [0.9, 0.1]).sum() / buys.sum()

    assert abs(ratings(ledger, "product").iloc[-1].mean() - expected) < 4 * 0.4 / math.sqrt(
        12 * 400 * buys.mean()
    )
    assert expected == pytest.approx({-2.0: 0.834, 9.0: 0.5}[appeal], abs=1e-3)


def test_what_is_read_in_reviews_is_worth_nothing_afterwards() -> None:
    """Surplus as believed is what it would be without them; as experienced, what choosing by them is worth.

    ln D / β as if they were not read; Σ s (V^x − V) by the shares of V + w (R − R₀).
    """
    liking, sensitivity, minds, needs = 2.0, 0.02, 3.0, 400
    there = opened(market(0.9, {"product_rating": minds}, weeks=3), 1)
    for _ in range(2):
        there.step()
    read = there.brand_knowledge.ratings
    beyond = read.beyond_prior(read.of_products)
    there.step()
    table = [there.ledger.table(kind, steps=True).query("week == 3")["amount"].sum() for kind in SURPLUS]
    value = np.array([liking * 0.9, liking * 0.5])
    weight = np.exp(value + minds * beyond)
    share = weight / (1 + weight.sum())
    believed = math.log(1 + np.exp(value).sum())
    had = math.log(1 + weight.sum()) + (share * (liking * 0.5 - value - minds * beyond)).sum()

    assert beyond[0] < -0.2
    assert table == pytest.approx([needs * believed / sensitivity, needs * had / sensitivity], rel=1e-6)


@pytest.mark.parametrize("minded", ["product_rating", "outlet_rating"])
def test_ratings_are_not_minded_where_nobody_reviews(minded: str) -> None:
    """Refused with its place, rather than doing nothing unseen."""
    with pytest.raises(InputError, match=rf"segments.all.{minded}: minds ratings, and nobody reviews"):
        market(0.9, {minded: 1.0}).changed(response=EARS)


SURPLUS = ("consumer_surplus", "experienced_surplus")


@pytest.mark.by_day(1)
@pytest.mark.parametrize("reviews", [{}, {"chance": 0.5, "kept_per_week": 0.9}, {"prior_reviews": 1e6}])
def test_both_ways_of_keeping_customers_review_alike(reviews: dict[str, Any]) -> None:
    """To the last entry, where units differ and people learn as well, and needs and choices are kept."""
    minds = {"product_rating": 2.0, "outlet_rating": 1.0, "learns_from_use": 0.5}
    whole = market(0.9, minds, reviews=reviews)
    made = {name: one.model_dump(mode="json") for name, one in whole.products.items()}
    whole = whole.changed(
        products={name: {**one, "variability": 0.2} for name, one in made.items()},
        customers=40,
        detail="journeys",
    )
    one, other = (simulate(whole.changed(crowd=crowd), 2) for crowd in ("columns", "one_by_one"))

    assert difference(one, other) == ""
    assert one.count("review") > 0

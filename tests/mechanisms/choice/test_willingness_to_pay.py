"""What a need is worth: drawn values make the demand curve they should, in the market and by formula."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.market.simulate import simulate
from simulator.mechanisms.choice.willingness_to_pay import willingness_to_pay
from tests.draws import DRAW
from tests.worlds.textbook_markets import STEP, plain_market, shops

CUSTOMERS, WEEKS = 4000, 10


@given(
    shape=st.sampled_from(("uniform", "pareto", "exponential")),
    scale=st.floats(0.01, 1e6),
    elasticity=st.floats(0.1, 50),
    ranks=st.lists(st.floats(1e-12, 1 - 1e-12), min_size=1, max_size=20),
)
def test_columns_draw_what_the_customer_draws(
    shape: str, scale: float, elasticity: float, ranks: list[float]
) -> None:
    """The same bits, value by value."""
    many = willingness_to_pay(shape, scale, elasticity, np.array(ranks))
    assert many.tolist() == [willingness_to_pay(shape, scale, elasticity, rank) for rank in ranks]


def sold(people: dict[str, Any], prices: list[float], seed: int, appeal: float = 0.0) -> list[float]:
    """Return the share of needs that each of some shops meets at a fixed price of its own."""
    ways = [
        {
            "model": "chain",
            "label": f"line {number}",
            "wholesalers": 0,
            **shops(pricing={"policy": "list_price", "share": price / 100}),
        }
        for number, price in enumerate(prices)
    ]
    lamp = {"unit_cost": 1.0, "list_price": 100.0, "appeal": appeal}
    ledger = simulate(plain_market(WEEKS, CUSTOMERS, {"lamp": lamp}, people, distribution=ways), seed)
    units = ledger.table("sale", steps=True).groupby("outlet", observed=False)["units"].sum()
    asked = ledger.table("posting", steps=True).groupby("outlet", observed=True)["price"].first() * STEP
    names = [f"line {number} shop here 1" for number in range(len(prices))]
    assert [asked[name] for name in names] == pytest.approx(prices)
    return [float(units.get(name, 0)) / CUSTOMERS / WEEKS for name in names]


CURVES = {
    "uniform": lambda h, _, p: max(0.0, 1 - p / h),
    "pareto": lambda h, e, p: min(1.0, (h / p) ** e),
    "exponential": lambda h, _, p: np.exp(-p / h),
}


@pytest.mark.parametrize("shape", CURVES)
def test_the_spread_of_values_is_the_demand_curve(shape: str) -> None:
    """Share sold at three prices, drawn anew, within 4 standard errors, however much money weighs.

    Another curve of the same scale is off by more than that at one of the prices.
    """
    draw = DRAW
    scale, elasticity = draw.uniform(30, 60), draw.uniform(1.2, 3)
    drawn = {"shape": shape, "scale": scale, **({"elasticity": elasticity} if shape == "pareto" else {})}
    people = {"taste_shock": 0.0, "willingness_to_pay": drawn, "price_sensitivity": draw.uniform(0.01, 3)}
    misses = dict.fromkeys(CURVES, 0.0)
    for times in (0.4, 1.1, 1.8):
        (found,) = sold(people, [times * scale], int(draw.integers(1, 10**6)))
        for other, curve in CURVES.items():
            share = float(curve(scale, elasticity, times * scale))
            error = np.sqrt(max(share * (1 - share), 1e-6) / CUSTOMERS / WEEKS)
            misses[other] = max(misses[other], abs(found - share) / error)

    assert misses[shape] < 4
    assert min(miss for other, miss in misses.items() if other != shape) > 10


def test_the_cheapest_wins_and_ties_are_decided_by_luck() -> None:
    """One step of money dearer sells nothing; equal prices share what one alone would sell."""
    draw = DRAW
    people = {
        "taste_shock": 0.0,
        "willingness_to_pay": {"shape": "uniform", "scale": 100.0},
        "price_sensitivity": draw.uniform(0.1, 1),
    }
    price, seed = float(draw.uniform(20, 80)), int(draw.integers(1, 10**6))
    (alone,) = sold(people, [price], seed)
    cheaper, dearer = sold(people, [price, price + 0.01], seed)
    one, other = sold(people, [price, price], seed)

    assert (cheaper, dearer) == (alone, 0.0)
    assert one + other == pytest.approx(alone)
    assert abs(one - other) < 4 * np.sqrt(alone / CUSTOMERS / WEEKS)


def test_luck_of_another_scale_is_a_logit_of_another_scale() -> None:
    """The share is 1 / (1 + e^((βp − a) / σ)), within 4 standard errors; with σ = 1 it would be elsewhere."""
    draw = DRAW
    sigma, beta, price = draw.choice([0.3, 3.0]), draw.uniform(0.05, 0.1), draw.uniform(30, 60)
    appeal = beta * price + draw.choice([-1.0, 1.0]) * draw.uniform(0.5, 1)
    people = {"taste_shock": sigma, "price_sensitivity": beta}
    (found,) = sold(people, [price], int(draw.integers(1, 10**6)), appeal)
    share, usual = (1 / (1 + np.exp((beta * price - appeal) / scale)) for scale in (sigma, 1.0))
    error = np.sqrt(share * (1 - share) / CUSTOMERS / WEEKS)

    assert abs(found - share) < 4 * error < abs(found - usual)


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
def test_harm_is_counted_where_choice_is_a_logit(crowd: str) -> None:
    """Two shops of one product, one of them cheaper: harm by those with luck, none by those without it."""
    ways = [
        {
            "model": "chain",
            "label": name,
            "wholesalers": 0,
            **shops(pricing={"policy": "list_price", "share": share}),
        }
        for name, share in (("dear", 1.0), ("cheap", 0.8))
    ]
    lamp, beta = {"unit_cost": 1.0, "list_price": 50.0, "appeal": 3.0}, 0.1

    def harm(**people: Any) -> float:
        """Return the harm done in three weeks to 100 customers' shops, each customer in need every week."""
        market = plain_market(
            3, 100, {"lamp": lamp}, {"price_sensitivity": beta, **people}, distribution=ways
        )
        return float(simulate(market.changed(crowd=crowd), 5).table("harm")["amount"].sum())

    for sigma in (1.0, 2.0, 0.5):
        dear, cheap = (np.exp((3.0 - beta * 50.0 * share) / sigma) for share in (1.0, 0.8))
        left = 1 + 2 * dear
        lost = 0.25 * 50.0 * dear * (1 / left - 1 / (1 + dear + cheap))

        assert harm(taste_shock=sigma) == pytest.approx(300 * lost, rel=1e-6)
    assert harm(taste_shock=0.0) == 0
    assert harm(willingness_to_pay={"shape": "uniform", "scale": 80.0}) == 0

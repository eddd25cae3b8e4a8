"""Use at the start: owners of each product when the market opens, rates of need, chances of leaving."""

import math
from typing import Any

import numpy as np

from experiments.validation._markets import plain_market
from simulator.market.simulate import opened
from tests.market.customers.test_use import ERRORS, assert_within_luck
from tests.worlds.one_product import SHOP, market


def test_as_many_own_each_product_as_is_said_and_nobody_two() -> None:
    """Of one category; and owners alone know what they have."""
    made = {"unit_cost": 5, "list_price": 10}
    owned = {"lamp": 0.5, "bulb": 0.2}
    products = {name: {**made, "life": {"mean_weeks": 30.0, "owned": share}} for name, share in owned.items()}
    scenario = plain_market(2, 4000, products, {"price_sensitivity": 0.1}, distribution=SHOP)
    columns = opened(scenario, 1).crowd.columns
    has = columns.belongings.in_use > 0

    assert not has.all(axis=1).any()
    for share, some in zip(owned.values(), has.T, strict=True):
        assert_within_luck(some.astype(float), share)
    assert (columns.experience == has).all()
    assert (columns.belongings.units == has).all()


def test_each_segment_has_rates_of_its_own_and_each_category_luck_of_its_own() -> None:
    """Rates of mean 1 and variance 1 / shape, chances to leave of mean α / (α + β), in neither correlated."""
    terms = {"few": (0.5, 1.0), "many": (8.0, 6.0)}

    def needs(shape: float, alpha: float) -> dict[str, Any]:
        need = {"per_year": 5, "rate_shape": shape, "leaving": {"alpha": alpha, "beta": 2.0}}
        return {"light": need, "fuel": need}

    plain = market(2, 20_000, {"per_year": 5})
    whole = plain.model_dump(mode="json")
    lamp, people = whole["products"]["lamp"], whole["segments"]["all"]
    scenario = plain.changed(
        products={"lamp": lamp, "oil": {**lamp, "category": "fuel"}},
        segments={name: {**people, "share": 0.5, "needs": needs(*terms[name])} for name in terms},
    )
    drawn = opened(scenario, 1).crowd.columns.people
    for cell, (shape, alpha) in enumerate(terms.values()):
        mine = drawn.cell == cell
        rate, leaving = (own[mine].astype(float) for own in (drawn.own.rate, drawn.own.leaving))
        for category in (0, 1):
            assert_within_luck(rate[:, category], 1.0)
            assert_within_luck((rate[:, category] - 1) ** 2, 1 / shape)
            assert_within_luck(leaving[:, category], alpha / (alpha + 2))
        for own in (rate, leaving):
            assert abs(np.corrcoef(own.T)[0, 1]) < ERRORS / math.sqrt(len(own))

"""Metrics of distribution, by hand; the identity that ties them to share; and who is really reached."""

import numpy as np
import pandas as pd
import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import opened
from tests.draws import DRAW
from tests.ledger import by_hand
from tests.ledger.by_hand import BULB, LAMP, NORTH, SHOP, SPOT, STALL
from tests.worlds.pool import World
from tests.worlds.small import small_scenario


def two_weeks() -> Ledger:
    """Let the north sell lamps and bulbs, then bulbs only; the stall bulbs; the shop lamps, then too late."""
    ledger = by_hand.blank()
    by_hand.posting(ledger, [1, 1, 1, 1], [NORTH, NORTH, STALL, SHOP], 5000,
                    product=[LAMP, BULB, BULB, LAMP], units=[5, 5, 5, 0])  # fmt: skip
    by_hand.posting(
        ledger, [2, 2, 2], [NORTH, NORTH, SHOP], 5000, product=[LAMP, BULB, LAMP], units=[0, 6, 4]
    )
    by_hand.sale(ledger, 1, [NORTH, NORTH, STALL], [3, 2, 5], product=[LAMP, BULB, BULB])
    by_hand.sale(ledger, 2, [NORTH, SHOP], [6, 4], product=[BULB, LAMP])
    return ledger


@pytest.mark.parametrize(
    ("by", "weighted", "inside", "share", "velocity"),
    [
        (None, 9 / 20, 7 / 9, 7 / 20, 7 / 2),
        ("week", {1: 5 / 10, 2: 4 / 10}, {1: 3 / 5, 2: 1.0}, {1: 3 / 10, 2: 4 / 10}, {1: 3.0, 2: 4.0}),
        (
            "product",
            {"lamp": 9 / 20, "bulb": 16 / 20},
            {"lamp": 7 / 9, "bulb": 13 / 16},
            {"lamp": 7 / 20, "bulb": 13 / 20},
            {"lamp": 7 / 2, "bulb": 13 / 3},
        ),
        (
            "tier",
            {"web_store": 1.0, "retailer": 5 / 16},
            {"web_store": 1.0, "retailer": 3 / 5},
            {"web_store": 1.0, "retailer": 3 / 16},
            {"web_store": 4.0, "retailer": 3.0},
        ),
    ],
)
def test_by_hand(by: str | None, weighted: object, inside: object, share: object, velocity: object) -> None:
    """Ten of the category a week; north handles lamps in the first, the shop in the second."""
    for name, expected in (
        ("weighted_distribution", weighted),
        ("share_in_distribution", inside),
        ("market_share", share),
        ("velocity", velocity),
    ):
        found = measure(two_weeks(), name, by)
        if isinstance(expected, dict):
            assert found.to_dict() == pytest.approx(expected), name  # type: ignore[union-attr]
        else:
            assert found == pytest.approx(expected), name


def test_velocity_by_outlet() -> None:
    """Three at the north in one week, four at the shop in one; the stall has none of acme's."""
    assert measure(two_weeks(), "velocity", "outlet").to_dict() == {"north": 3.0, "shop": 4.0}


def test_categories_are_kept_apart() -> None:
    """A spot sold at the shop serves another need: it is no light that lamps could have been sold for."""
    ledger = two_weeks()
    by_hand.posting(ledger, 2, SHOP, 20000, product=by_hand.SPOT, units=9)
    by_hand.sale(ledger, 2, SHOP, 6, 20000, product=by_hand.SPOT)

    assert measure(ledger, "market_share") == pytest.approx(13 / 26)
    assert measure(ledger, "weighted_distribution") == pytest.approx(15 / 26)
    assert measure(ledger, "market_share", "product").to_dict() == pytest.approx(
        {"lamp": 7 / 20, "bulb": 13 / 20, "spot": 1.0}
    )


def test_a_category_of_others_is_no_part_of_the_market() -> None:
    """Asked for the maker of bulbs, who makes no spots, what spots are sold is left out."""
    ledger = by_hand.blank(focal="bolt")
    by_hand.posting(ledger, 1, [STALL, SHOP], 5000, product=[BULB, by_hand.SPOT])
    by_hand.sale(ledger, 1, [STALL, NORTH, SHOP], [3, 1, 50], product=[BULB, LAMP, by_hand.SPOT])

    assert measure(ledger, "market_share") == pytest.approx(3 / 4)
    assert measure(ledger, "weighted_distribution") == pytest.approx(3 / 4)
    assert measure(ledger, "share_in_distribution") == pytest.approx(1.0)


def test_share_is_weighted_distribution_times_share_in_distribution(world: World) -> None:
    """To rounding, for the whole and for every slice, in any world; without handlers nothing is sold."""
    ledger = world.ledger
    for by in (None, "week", "tier", "product"):
        weighted, inside, share = (
            pd.Series(measure(ledger, name, by))
            for name in ("weighted_distribution", "share_in_distribution", "market_share")
        )
        share = share.reindex(weighted.index, fill_value=0.0)  # handled, never sold
        inside = inside.reindex(weighted.index)
        known = inside.notna()

        np.testing.assert_allclose((weighted * inside)[known], share[known], rtol=1e-12)
        assert share[~known].sum() == 0.0
        assert (weighted.dropna() <= 1.0).all()


@pytest.mark.parametrize("sellers", [0, 1, 5])
def test_coverage_counts_people_who_have_it_at_hand_wherever_that_is(sellers: int) -> None:
    """Shops, a web store, a platform: the share of customers with any of them at hand, within 3.5 errors."""
    shops, web, platform = DRAW.uniform(0.1, 0.5, 3)
    place = {"model": "marketplace", "first_party": False, "sellers": sellers, "reach": float(platform)}
    scenario = small_scenario(
        customers=4000,
        candidates=64,
        weeks=1,
        distribution=[
            {"model": "category_retail", "shops": 2, "reach": float(shops), "maker": "acme"},
            {"model": "direct_automated", "reach": float(web)},
            *([place] if sellers else []),
        ],
        competition=[],
        events=[],
    )
    market = opened(scenario, int(DRAW.integers(2**40)))
    market.step()
    at_hand = market.crowd.columns.people.candidates  # type: ignore[attr-defined]
    expected = 1 - (1 - shops) ** 2 * (1 - web) * (1 - platform * bool(sellers))
    reached = float((at_hand >= 0).any(axis=1).mean())

    assert measure(market.ledger, "coverage") == pytest.approx(expected)
    assert abs(reached - expected) <= 3.5 * np.sqrt(expected * (1 - expected) / 4000)


def test_penetration_counts_a_customer_once() -> None:
    """Of 1,000 customers one buys lamps twice and one a spot; a buyer of the rival's bulb is none of ours."""
    ledger = by_hand.blank(detail="sales", warm_up=1)
    by_hand.sale(ledger, 1, NORTH, 1, customer=9)
    by_hand.sale(ledger, [2, 3, 3, 3], [NORTH, SHOP, SHOP, STALL], 1,
                 product=[LAMP, LAMP, SPOT, BULB], customer=[5, 5, 6, 7])  # fmt: skip
    by_hand.sale(ledger, 4, SHOP, 1)  # to no customer that is told
    assert measure(ledger, "penetration") == 2 / 1000

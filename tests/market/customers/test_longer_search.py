"""A longer search: sets that only grow, needs that are met by what is found, with the luck they have."""

import math

import numpy as np
import pytest

from experiments.validation._markets import plain_market, shops
from simulator.ledger.ledger import Ledger
from simulator.market.customers.longer_search import searched
from simulator.market.simulate import opened, simulate
from simulator.market.state.choice_tables import NONE
from simulator.scenario.schema import Scenario

PEOPLE = 6000
OFFERS = (1.0, 1.2, 0.7)
"""e^V of the shops, in the order in which they open."""
BY_HAND = (0.5, 0.1875, 0.056090)
"""Share of needs that each of them meets when it opens, by choice.md's closed form."""


def world(**need: float) -> Scenario:
    """Return shops of one region and of another, and people who search longer."""
    return plain_market(
        5,
        PEOPLE,
        {"lamp": {"unit_cost": 50, "list_price": 100.0, "appeal": -2.0}},
        {"price_sensitivity": 0.02, "needs": {"light": {"per_year": 52, "lasts_weeks": 9, **need}}},
        distribution={"model": "authorized_dealers", "dealers_per_region": 6, **shops(reach=0.3)},
        regions={"here": {"share": 0.5}, "there": {"share": 0.5}},
    )


def bought_first(ledger: Ledger) -> dict[int, dict[str, int]]:
    """Return how many customers bought for the first time in each week, by outlet."""
    sales = ledger.table("sale").sort_values("week").drop_duplicates("customer")
    counts = sales.groupby(["week", "outlet"], observed=True)["units"].sum()
    found: dict[int, dict[str, int]] = {}
    for (week, outlet), units in counts.items():
        found.setdefault(int(week), {})[str(outlet)] = int(units)
    return found


@pytest.mark.parametrize("unlike", [1.0, 0.4])
def test_the_first_offer_better_than_nothing_is_taken_as_sets_grow(unlike: float) -> None:
    """Met by week T: 1 − s₀(C_T) for every nesting; where luck is not shared, only what is new sells more."""

    def shop(at: int) -> dict[str, object]:
        return {
            "model": "exclusive", "label": f"shop{at}",
            **shops(service=math.log(OFFERS[at])),
        }  # fmt: skip

    given = plain_market(
        3,
        PEOPLE,
        {"lamp": {"unit_cost": 50, "list_price": 100.0, "appeal": 2.0}},
        {"price_sensitivity": 0.02, "needs": {"light": {"per_year": 52, "lasts_weeks": 9}}},
        distribution=shop(0),
        events=[{"week": at + 1, "open_channel": shop(at)} for at in (1, 2)],
        choice={
            "dissimilarity": dict.fromkeys(("product", "kind", "outlet", "advice"), unlike),
            "crowding": 0,
        },
        detail="sales",
    )
    first = bought_first(simulate(given, seed=11))
    met, before = 0.0, 1.0
    for week, last in enumerate(OFFERS, start=1):
        worth = sum(one ** (1 / unlike) for one in OFFERS[:week]) ** unlike
        left = 1 / (1 + worth)
        share, met = before - left, 1 - left
        units, before = sum(first[week].values()), left
        assert abs(units - PEOPLE * share) < 3.5 * math.sqrt(PEOPLE * share * (1 - share)), (week, last)
        if unlike == 1.0:
            assert share == pytest.approx(BY_HAND[week - 1], abs=1e-6)
            assert [outlet.split()[0] for outlet in first[week]] == [f"shop{week - 1}"]
    assert met == pytest.approx(1 - 0.256410, abs=1e-6) or unlike < 1.0


def test_an_outlet_is_found_as_the_formula_says_and_never_lost() -> None:
    """Each week's outlets hold those of the week before; one of reach .3 is there with 1 − .7^(1 + g k)."""
    growth, elsewhere = 0.5, 0.4
    market = opened(world(search_growth=growth, search_elsewhere=elsewhere), 3)
    market.step()
    columns, who = market.crowd.columns, np.arange(PEOPLE)
    home = market.run_tables.at_home[columns.people.cell]
    before = np.zeros_like(home)
    for week in range(5):
        found = searched(columns, who, np.full(PEOPLE, week), 0)
        there = (found[:, :, None] == np.arange(home.shape[1])).any(axis=1)
        for place, reach in ((home, 0.3), (~home, 0.3 * elsewhere * (week > 0))):
            share = 1 - (1 - reach) ** (1 + growth * week)
            many = place.sum()
            assert abs((there & place).sum() - share * many) <= 3.5 * math.sqrt(share * (1 - share) * many)
        assert (there | ~before).all()
        before = there


def test_no_more_is_found_than_a_customer_can_have_at_hand() -> None:
    """What was at hand before comes first."""
    market = opened(world(search_growth=100.0, search_elsewhere=1.0).changed(candidates=3), 3)
    market.step()
    columns, who = market.crowd.columns, np.arange(PEOPLE)
    found = searched(columns, who, np.full(PEOPLE, 4), 0)

    for had, now in zip(columns.people.candidates[:300].tolist(), found[:300].tolist(), strict=True):
        assert set(had) - {-1} <= set(now)
        assert -1 not in now
    assert found.shape == columns.people.candidates.shape


def test_a_search_that_widens_sells_more_and_new_luck_is_not_needed() -> None:
    """Needs met within five weeks rise with the effort of searching."""
    met = []
    for need in ({}, {"search_growth": 1.0}, {"search_growth": 1.0, "search_elsewhere": 1.0}):
        flows = simulate(world(**need), seed=3).table("need_flow")
        met.append(int(flows[flows["outcome"] == "met"]["needs"].sum()))

    assert met[0] < met[1] < met[2]


def test_a_longer_search_finds_sellers_on_one_platform_together() -> None:
    """A customer that finds the platform in a further week has all its sellers at hand, none before."""
    sellers = {"model": "marketplace", "first_party": False, "sellers": 3, "reach": 0.3}
    market = opened(world(search_growth=1.0).changed(distribution=sellers), 3)
    market.step()
    columns = market.crowd.columns
    everybody = np.arange(PEOPLE)
    for weeks, share in ((0, 0.3), (1, 0.51), (2, 0.657)):
        found = (searched(columns, everybody, np.full(PEOPLE, weeks), 0) != NONE).sum(axis=1)

        assert set(found) == {0, 3}
        assert abs((found > 0).mean() - share) < 6 * math.sqrt(share * (1 - share) / PEOPLE)

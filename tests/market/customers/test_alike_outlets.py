"""Alike outlets: more of the same make no demand out of luck, as played by customers of a textbook market."""

import math
from functools import cache

import numpy as np
import pytest

from experiments.validation._markets import FLAT, plain_market, shops
from simulator.ledger.ledger import Ledger
from simulator.market.simulate import opened, simulate
from simulator.scenario.schema import Scenario

WEEKS, PEOPLE = 4, 4000
APPEAL, PRICE, SENSITIVITY = 2.3, 100.0, 0.02


def clones(
    n: int,
    unlike: float,
    crowding: float = 0.0,
    nesting: str = "product",
    doubt: float = 0.0,
    **people: object,
) -> Scenario:
    """Return n outlets that are the same in everything: at hand for all, never out of stock, one price."""
    names = ("product", "kind", "outlet", "advice")
    return plain_market(
        WEEKS,
        PEOPLE,
        {"lamp": {"unit_cost": 50, "list_price": PRICE, "appeal": APPEAL, "uncertainty": doubt}},
        {"price_sensitivity": SENSITIVITY, "advice_effort": 0.2, "information_need": 1.0, **people},
        distribution={"model": "authorized_dealers", "dealers_per_region": n, **shops()},
        candidates=64,
        choice={
            "nesting": nesting,
            "dissimilarity": dict.fromkeys(names, unlike),
            "crowding": crowding,
        },
    )


def sold(ledger: Ledger) -> int:
    """Return units sold in a run."""
    return int(ledger.table("sale", steps=True)["units"].sum())


@cache
def sold_by(n: int, unlike: float, crowding: float = 0.0, nesting: str = "product") -> int:
    """Return units sold by n clones."""
    return sold(simulate(clones(n, unlike, crowding, nesting), seed=8))


def law(one: float, n: int, unlike: float) -> float:
    """Return the share that n clones sell together, from what one sells: s n^λ / (1 − s + s n^λ)."""
    return one * n**unlike / (1 - one + one * n**unlike)


BY_DAY = [(0.5, "product"), (0.3, "kind")]
AT_NIGHT = [
    pytest.param(unlike, nesting, marks=pytest.mark.nightly)
    for unlike in (1.0, 0.5, 0.3, 0.05)
    for nesting in ("product", "kind")
    if (unlike, nesting) not in BY_DAY
]


@pytest.mark.parametrize(("unlike", "nesting"), [*BY_DAY, *AT_NIGHT])
def test_clones_sell_what_the_law_says(unlike: float, nesting: str) -> None:
    """Within 3.5 standard errors of the closed form, with product or kind first."""
    needs = WEEKS * PEOPLE
    one = 1 / (1 + math.exp(SENSITIVITY * PRICE - APPEAL))
    for n in (1, 4, 12):
        share = law(one, n, unlike)
        found = sold_by(n, unlike, nesting=nesting)
        assert abs(found - needs * share) < 3.5 * math.sqrt(needs * share * (1 - share)), (n, found)


def test_at_the_least_dissimilarity_clones_sell_the_same_to_the_unit() -> None:
    """Nothing is left of each outlet's own luck but what decides ties; each of them gets some."""
    one, many = (simulate(clones(n, 1e-6), seed=8) for n in (1, 12))

    assert sold(one) == sold(many)
    assert many.table("sale", steps=True)["outlet"].nunique() == 12


def test_with_tastes_the_law_holds_person_by_person() -> None:
    """Each person's own share, added up; a spread twice as wide is missed."""
    unlike, spread = 0.4, 0.8
    for n in (1, 12):
        scenario = clones(n, unlike, price_sensitivity_spread=spread)
        market = opened(scenario, 8)
        own = market.crowd.columns.people.price_sensitivity.astype(float)
        share = law(1 / (1 + np.exp(own * PRICE - APPEAL)), n, unlike)
        expected, error = WEEKS * share.sum(), math.sqrt(WEEKS * (share * (1 - share)).sum())
        assert abs(sold(simulate(scenario, seed=8)) - expected) < 3.5 * error


def test_with_tastes_for_a_format_clones_share_them() -> None:
    """Each person's own share, added up, as clones of one format are liked or disliked together."""
    unlike, spread, needs = 0.4, 1.5, WEEKS * PEOPLE
    for n in (1, 12):
        scenario = clones(n, unlike, format_taste_spread=spread)
        (taste,) = opened(scenario, 8).crowd.columns.people.tastes.astype(float).T
        share = law(1 / (1 + np.exp(SENSITIVITY * PRICE - APPEAL - taste)), n, unlike)
        error = 3.5 * math.sqrt(WEEKS * (share * (1 - share)).sum())
        assert abs(sold(simulate(scenario, seed=8)) - WEEKS * share.sum()) < error
        alike = law(1 / (1 + math.exp(SENSITIVITY * PRICE - APPEAL)), n, unlike)
        assert abs(needs * alike - WEEKS * share.sum()) > error, "the taste is not seen"


@pytest.mark.by_day(1)
@pytest.mark.parametrize("nesting", ["product", "kind", "both"])
def test_what_crowding_leaves_of_the_artefact(nesting: str) -> None:
    """With κ = .9 and λ = .5 twelve clones sell at most 12^.05 = 1.13 times one; else 1.3 and more."""
    one, many = (sold_by(n, 0.5, 0.9, nesting) for n in (1, 12))
    plain = sold_by(12, 0.5, nesting=nesting)

    assert 1.0 <= many / one <= 12**0.05
    assert plain / one > 1.3


@pytest.mark.parametrize("unlike", [1.0, 0.3])
def test_the_share_that_is_advised_obeys_the_same_law(unlike: float) -> None:
    """Advice has a dissimilarity of its own; V = information need · uncertainty · expertise − effort."""
    one, needs = 1 / (1 + math.exp(0.2 - 1.0 * 0.5 * 0.6)), WEEKS * PEOPLE
    for n in (1, 12):
        way = {"model": "authorized_dealers", "dealers_per_region": n, **shops(), "expertise": 0.6}
        choice = {**FLAT, "dissimilarity": {**FLAT["dissimilarity"], "advice": unlike}}
        scenario = clones(n, 1.0, doubt=0.5).changed(distribution=way, choice=choice)
        found = int(simulate(scenario, seed=8).table("advice")["customers"].sum())
        share = law(one, n, unlike)
        assert abs(found - needs * share) < 3.5 * math.sqrt(needs * share * (1 - share)), n


def test_a_poor_adviser_takes_no_good_ones_place() -> None:
    """The one that knows most is asked: an outlet more, however poor, costs no week a single sale."""

    def weekly(advice: dict[str, float], *expertise: float) -> np.ndarray:
        ways = [
            {
                "model": "authorized_dealers",
                "label": f"expert at {known}",
                "dealers_per_region": 1,
                **shops(),
                "expertise": known,
            }
            for known in expertise
        ]
        unlike = {**dict.fromkeys(("product", "kind", "outlet"), 1e-6), **advice}
        scenario = clones(1, 1e-6, doubt=1.0, information_need=2.0)
        scenario = scenario.changed(distribution=ways, choice={"crowding": 0.0, "dissimilarity": unlike})
        units = simulate(scenario, seed=8).table("sale", steps=True).groupby("week")["units"].sum()
        assert len(units) == WEEKS
        return units.to_numpy()

    soft = {"advice": 0.6}
    alone, softly = weekly({}, 0.9), weekly(soft, 0.9).sum()
    for poor in (0.1, 0.5):
        assert (weekly({}, 0.9, poor) >= alone).all()
        assert weekly(soft, 0.9, poor).sum() < softly, "by luck the poor one is asked, too"

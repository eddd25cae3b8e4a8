"""Conflict ranked: which way to market is the more quarrelsome hangs little on how conflict is measured.

Eight ways to market in worlds drawn at random, each ranked by the index under the usual terms and under terms
drawn anew. And the index is neither sales nor the spread of prices under another name.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.stats import kendalltau

from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from simulator.studies.validation.acceptance import Rule
from simulator.studies.validation.targets import Mutant, Target, TargetCase

from ._worlds import Place, scenario, world

WORLDS = 20
METRICS = ("conflict", "units_sold", "price_dispersion")
WEIGHTS = "rank correlation of ways, weights in [½, 1] and h50 in [.05, .2] drawn anew"
MATERIALITY = "rank correlation of ways, materiality of 0 to 2 % drawn anew"
SALES, SPREAD = "1 − |correlation| with units sold", "1 − |correlation| with price dispersion"
ISSUES = ("price_undercut", "direct_cannibal", "territory", "supply_short")
USUAL: dict[str, Any] = {}


def ways(place: Place) -> list[list[dict[str, Any]]]:
    """Return eight ways to market in a world, from the quietest to the loudest in no order."""
    base, cheap = world(place)["distribution"]
    store = {"model": "direct_automated", "opening_stock": 500}
    alone = {"model": "exclusive", "reach": base["reach"], "margin": base["margin"], "opening_stock": 200}
    resale = {
        "model": "open_resale",
        "reach": base["reach"],
        "opening_stock": 200,
        "wholesale_stock": 2000,
        "rivalry": {"step": 0.03},
    }
    return [
        [base],
        [alone, {**cheap, "dealers_per_region": 1}],
        [base, cheap],
        [{**base, "opening_stock": 2}, cheap],
        [base, {**store, "price": 1.05}],
        [base, {**store, "price": 0.85}],
        [{**resale, "resellers": 2, "marketplace_sellers": 1}],
        [{**resale, "resellers": 6, "marketplace_sellers": 3}],
    ]


def by(place: Place, terms: dict[str, Any]) -> dict[str, list[float]]:
    """Return what every way comes to: conflict under terms, units sold and how far prices lie apart."""
    ledgers = [
        simulate(scenario(world(place), distribution=way, conflict=terms), seed=place[1])
        for way in ways(place)
    ]
    return {metric: [float(measure(ledger, metric)) for ledger in ledgers] for metric in METRICS}


def drawn_terms(place: Place) -> tuple[dict[str, Any], dict[str, Any]]:
    """Draw other weights and another half intensity, and another materiality."""
    draw = np.random.default_rng([*place, 1])
    importance = {issue: float(draw.uniform(0.5, 1)) for issue in ISSUES}
    weights = {"importance": importance, "half_intensity": float(draw.uniform(0.05, 0.2))}
    return weights, {"materiality": float(draw.uniform(0, 0.02))}


def compared(place: Place) -> dict[str, float]:
    """Rank the ways of a world under three terms, and correlate the index with what it is not."""
    index, sold, spread = by(place, USUAL).values()
    weights, materiality = (by(place, terms)["conflict"] for terms in drawn_terms(place))
    return {
        WEIGHTS: float(kendalltau(index, weights).statistic),
        MATERIALITY: float(kendalltau(index, materiality).statistic),
        SALES: 1 - abs(float(np.corrcoef(index, sold)[0, 1])),
        SPREAD: 1 - abs(float(np.corrcoef(index, spread)[0, 1])),
    }


def cases(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Draw the worlds."""
    drawn = int(draw.integers(2**31))
    told = f"8 ways to market in each of {WORLDS} worlds (no. {drawn}) around the shipped one"
    rows = {WEIGHTS: 0.8, MATERIALITY: 0.8, SALES: 0.1, SPREAD: 0.1}
    return [TargetCase(told, rows, lambda seed: compared((drawn, seed)), rule=Rule.AT_LEAST, seeds=WORLDS)]


def by_prices(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the same ways, ranked by how far prices lie apart instead of by the index."""
    drawn = int(draw.integers(2**31))

    def play(seed: int) -> dict[str, float]:
        place = drawn, seed
        index, _, spread = by(place, USUAL).values()
        return {WEIGHTS: float(kendalltau(index, spread).statistic)}

    return [TargetCase("the same ways", {WEIGHTS: 0.8}, play, rule=Rule.AT_LEAST, seeds=5)]


TARGET = Target(
    reference="V12",
    title="The conflict index ranks the same under other terms",
    formula="in the mean, Kendall's τ ≥ .8, and |correlation| with sales and with price dispersion ≤ .9",
    source="Kendall (1938), Biometrika 30; discriminant validity after Campbell & Fiske (1959)",
    cases=cases,
    mutants=(Mutant("ways are ranked by how far prices lie apart", by_prices, WEIGHTS),),
)

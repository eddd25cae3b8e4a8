"""Distribution and share: in proportion on shelves by chance, 1/k on nested ones, convex where shops learn.

(A) Shelves filled at random: a product's share of shoppers is proportional to its distribution. (B) Shelves
filled with best sellers, all products liked alike, nobody goes without: assortments are nested, and the
slope of share on distribution between rank k + 1 and k is 1/k. (C) Shops that learn from sales come to list
what people like; share becomes convex in distribution.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from simulator.market.simulate import simulate
from simulator.studies.validation.acceptance import Rule
from simulator.studies.validation.share_vs_distribution import curve
from simulator.studies.validation.targets import Mutant, Target, TargetCase

from ._shelves import (
    MOST,
    SHOPS,
    by_rank,
    learning_world,
    nested_shares,
    rooms,
    shelves_at_random,
    table_of,
    taken_where_it_is,
    velocity,
    world,
)

CUSTOMERS, WEEKS = 15_000, 3
SETTLED = 20
"""Weeks after which shops that learn are looked at."""
CONVEX = "sag of share below the straight line, where shops learn"


def at_random(draw: np.random.Generator) -> TargetCase:
    """Return (A): three chances of one product, others' drawn and fixed: the same velocity at each."""
    appeal, others = float(draw.uniform(-1.5, -0.5)), draw.uniform(0.2, 0.8, 3).tolist()
    own = [float(draw.uniform(*ends)) for ends in ((0.35, 0.5), (0.55, 0.7), (0.75, 0.9))]
    ways = [_shops_at(region, chance, others) for region, chance in enumerate(own)]
    scenario = world([appeal] * 4, ways, regions=3, customers=CUSTOMERS, weeks=WEEKS)
    rows = [f"taken per shopper and point of distribution, at {chance:.2f}" for chance in own]
    told = (
        f"(A) 3 × 100 shops that list by chance: a product at {own[0]:.2f}, {own[1]:.2f} and {own[2]:.2f}, "
        f"three others at {', '.join(f'{p:.2f}' for p in others)}; a = {appeal:.3f}, {CUSTOMERS} customers"
    )
    return TargetCase(
        told,
        dict.fromkeys(rows, velocity(float(np.exp(appeal)), others)),
        lambda s: dict(
            zip(rows, taken_where_it_is(simulate(scenario, s), CUSTOMERS // 3 * WEEKS), strict=True)
        ),
    )


def _shops_at(region: int, chance: float, others: list[float]) -> dict[str, Any]:
    chances = {f"p{n}": p for n, p in enumerate([chance, *others])}
    return {
        **SHOPS,
        "label": f"at {chance:.2f}",
        "regions": [f"r{region}"],
        "shops": 100,
        "assortment": {"listing": {"policy": "random", "probabilities": chances}},
    }


def nested(draw: np.random.Generator, listing: str = "best_sellers", seeds: int = 30) -> TargetCase:
    """Return (B): shelves with room for one to four: share and slope by rank."""
    shops = {room: int(draw.integers(10, 20)) for room in range(1, 5)}
    scenario = world([MOST] * max(shops), rooms(shops, listing=listing), customers=10_000, weeks=5)
    _, shares = nested_shares(shops)
    rows = {f"share of rank {k}": float(share) for k, share in enumerate(shares, start=1)}
    slopes = {f"slope between ranks {k + 1} and {k}": 1 / k for k in range(1, len(shares))}

    def play(seed: int) -> dict[str, float]:
        distribution, share = by_rank(scenario, seed)
        with np.errstate(divide="ignore", invalid="ignore"):  # by chance, two may be as widely distributed
            found = np.diff(share) / np.diff(distribution)
        return dict(zip((*rows, *slopes), (*share, *found), strict=True))

    room = ", ".join(f"{many} with room for {places}" for places, many in shops.items())
    return TargetCase(f"(B) best sellers in shops, {room}; all liked alike", rows | slopes, play, seeds=seeds)


def learned(seed: int) -> dict[str, float]:
    """Return the sag and how distribution goes with appeal, once shops have learned."""
    scenario, appeals = learning_world(seed, SETTLED + 4, SETTLED)
    table = table_of(scenario, seed)
    found = curve(table)
    together = np.corrcoef(appeals, table["numeric_distribution"])[0, 1]
    return {
        CONVEX: found.sag.mean,
        "elasticity of share to distribution, less 1": found.elasticity.mean - 1,
        "correlation of distribution with appeal": float(together),
    }


def learning(_: np.random.Generator) -> TargetCase:
    """Return (C): six products of other appeal in every run: convex once shops have learned."""
    told = (
        f"(C) 24 shops of unequal room that review by margin × velocity every 4 weeks, after {SETTLED}; "
        "6 products, appeals drawn for each run"
    )
    rows = [CONVEX, "elasticity of share to distribution, less 1", "correlation of distribution with appeal"]
    return TargetCase(told, dict.fromkeys(rows, 0.0), learned, rule=Rule.ABOVE)


def not_learning(_: np.random.Generator) -> Sequence[TargetCase]:
    """Return the same products, as unequally distributed, on shelves filled by chance."""

    def play(seed: int) -> dict[str, float]:
        return {CONVEX: curve(table_of(shelves_at_random(seed, weeks=4), seed)).sag.mean}

    return [TargetCase("(C) by chance", {CONVEX: 0.0}, play, rule=Rule.ABOVE)]


def cases(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Draw shelves of all three kinds."""
    return [at_random(draw), nested(draw), learning(draw)]


def nested_by_chance(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the shelves of (B), filled at random."""
    at_random(draw)
    return [nested(draw, "random", seeds=10)]


TARGET = Target(
    reference="V11",
    title="Distribution and share",
    formula=(
        "(A) share of shoppers = velocity × distribution, velocity Σ_m P(m others) w/(1 + w + m w); (B) "
        "share of rank k = Σ_(n≥k) w_n/n, slope 1/k; (C) share convex in distribution: above 0 by 3.5 SE"
    ),
    source=(
        "Farris, Olver & de Kluyver (1989), Marketing Science 8(2); Reibstein & Farris (1995), Marketing "
        "Science 14(3); the formulas by counting"
    ),
    cases=cases,
    mutants=(
        Mutant("(B) shelves filled by chance", nested_by_chance, "share of rank 1"),
        Mutant("(C) shelves filled by chance", not_learning, CONVEX),
    ),
)

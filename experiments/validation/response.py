"""Response: how costs pass through to prices, and how long a campaign is heard.

A lone seller that asks its best response passes on half of a change in cost under linear demand, ε/(ε − 1)
of it under constant elasticity, and less than all of it under logit demand. What a campaign leaves behind
decays geometrically: a contact of one week counts 1/(1 − λ) times in all.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from simulator.ledger.ledger import Ledger
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from simulator.studies.validation.targets import Mutant, Target, TargetCase

from ._markets import REST, measured, plain_market, responding, shops
from ._rivals import WATCHED, WEEKS, believes, markup

CUSTOMERS = 1000
DEARER = 1.2
"""What costs are multiplied by."""
THROUGH = "price change, of the change in cost"
LISTENERS, HEARING = 4000, 20
"""People who hear of a campaign, and weeks that are looked at."""
PULSE = 3
"""The week of the campaign."""
ALL = "exposure added up over the weeks, of what the campaign brought"


def seller(
    cost: float, people: dict[str, Any], pricing: dict[str, Any], start: float, appeal: float
) -> Scenario:
    """Return the market of a lone web store."""
    way = {"model": "direct_automated", **shops(sale_cost=0.0, advice_cost=0.0, pricing=pricing)}
    lamp = {"lamp": {"unit_cost": cost, "list_price": start, "appeal": appeal}}
    return plain_market(WEEKS, CUSTOMERS, lamp, people, distribution=way)


def passing(
    told: str,
    best: Callable[[float], float],
    cost: float,
    people: dict[str, Any],
    pricing: dict[str, Any],
    appeal: float = 0.0,
    seeds: int = 30,
) -> TargetCase:
    """Return a seller at two costs, compared on the same customers."""
    costs = (cost, DEARER * cost)
    before, after = (seller(c, people, pricing, 1.2 * best(cost), appeal) for c in costs)
    row = f"{THROUGH}, {told.split(maxsplit=1)[0]}"

    def play(seed: int) -> dict[str, float]:
        low, high = (
            measured(simulate(each, seed), WATCHED)["price acme web_store"] for each in (before, after)
        )
        return {row: (high - low) / (costs[1] - costs[0])}

    words = (
        f"a lone seller asking its best response, {told} demand, c = {costs[0]:.4g} and {costs[1]:.4g}; "
        f"{CUSTOMERS} customers, {WEEKS} weeks, the last {WATCHED} measured"
    )
    expected = (best(costs[1]) - best(costs[0])) / (costs[1] - costs[0])
    # what is left of the way to rest counts on a difference of prices here, a tenth of a price
    return TargetCase(words, {row: expected}, play, slack=20 * REST, seeds=seeds)


def linear(draw: np.random.Generator, pricing: dict[str, Any] | None = None, seeds: int = 30) -> TargetCase:
    """Return values spread evenly up to h: p = (h + c)/2."""
    cost = float(draw.uniform(5, 30))
    h = cost * float(draw.uniform(2.5, 4))
    people = {
        "price_sensitivity": 1.0,
        "taste_shock": 0.0,
        "willingness_to_pay": {"shape": "uniform", "scale": h},
    }
    rule = pricing or responding({"demand": "linear", "slope": CUSTOMERS / h})
    return passing(f"linear (values up to {h:.4g})", lambda c: (h + c) / 2, cost, people, rule, seeds=seeds)


def constant_elasticity(draw: np.random.Generator) -> TargetCase:
    """Return values with a Pareto tail: p = c ε/(ε − 1)."""
    cost, elasticity = float(draw.uniform(5, 30)), float(draw.uniform(2, 4))
    worth = {"shape": "pareto", "scale": cost, "elasticity": elasticity}
    people = {"price_sensitivity": 1.0, "taste_shock": 0.0, "willingness_to_pay": worth}
    rule = responding({"demand": "constant_elasticity", "elasticity": elasticity})
    told = f"constant-elasticity (ε = {elasticity:.3f})"
    return passing(told, lambda c: c * elasticity / (elasticity - 1), cost, people, rule)


def logit(draw: np.random.Generator) -> TargetCase:
    """Return customers with a logit choice: p = c + (1 + W(e^(a − βc − 1)))/β, at the margin 1 − s."""
    beta = float(draw.uniform(0.3, 2))
    cost = float(draw.uniform(1, 3)) / beta
    appeal = beta * cost + float(draw.uniform(1, 3))
    people, rule = {"price_sensitivity": beta}, responding(believes(beta, CUSTOMERS))
    told = f"logit (a = {appeal:.3f}, β = {beta:.3f})"
    return passing(told, lambda c: c + markup(beta, appeal - beta * c), cost, people, rule, appeal)


def campaign(contacts: float, remembering: float) -> Scenario:
    """Return a market without purchases, and a campaign of one week with so many contacts a head."""
    lamp = {"lamp": {"unit_cost": 1.0, "list_price": 2.0, "appeal": -50.0}}
    talk = {
        "medium": "radio",
        "message": "craft",
        "weeks": [PULSE, PULSE],
        "weekly_budget": contacts * LISTENERS,
    }
    return plain_market(
        PULSE + HEARING - 1,
        LISTENERS,
        lamp,
        {"price_sensitivity": 0.0, "media": {"radio": 1.0}},
        distribution={"model": "direct_automated", **shops()},
        media={"radio": {"cost_per_contact": 1.0, "credibility": 0.5}},
        campaigns=[talk],
        response={"retention": remembering, "initial_adstock": 0.0},
    )


def heard(ledger: Ledger) -> np.ndarray:
    """Return adstock week by week from the campaign on: −ln of the unaware share."""
    flows = ledger.table("stage_flow").astype({"stage": str})
    came = flows.groupby(["stage", "week"])["customers"].sum().unstack("week").fillna(0)
    share = (came.loc["aware"] / came.loc["need"]).to_numpy()[PULSE - 1 :]
    return np.asarray(-np.log(1 - share))


def adstock(draw: np.random.Generator, forgotten: float = 0.0, seeds: int = 30) -> TargetCase:
    """Draw a campaign and how much of it is remembered from week to week; less may be."""
    contacts, remembering = float(draw.uniform(0.8, 1.5)), float(draw.uniform(0.5, 0.9))
    scenario = campaign(contacts, remembering - forgotten)
    later = (0, 2, 4)
    rows = {f"exposure {weeks} weeks after": contacts * remembering**weeks for weeks in later}
    rows[ALL] = (1 - remembering**HEARING) / (1 - remembering)

    def play(seed: int) -> dict[str, float]:
        found = heard(simulate(scenario, seed))
        values = [*(float(found[weeks]) for weeks in later), float(found.sum() / contacts)]
        return dict(zip(rows, values, strict=True))

    told = (
        f"{contacts:.3f} contacts a head in one week, λ = {remembering:.3f} of it remembered a week later "
        f"(half of it after {np.log(0.5) / np.log(remembering):.1f}); {LISTENERS} people of whom nobody buys"
    )
    # −ln(1 − share) is curved in a share that is counted: O(1/N)
    return TargetCase(told, rows, play, slack=5 / LISTENERS, seeds=seeds)


def cases(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Draw three sellers and a campaign."""
    return [linear(draw), constant_elasticity(draw), logit(draw), adstock(draw)]


def by_markup(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the first seller with a markup of half the cost, independent of demand."""
    return [linear(draw, {"policy": "cost_plus", "markup": 0.5}, seeds=5)]


def forgetful(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the campaign, of which a tenth more is forgotten."""
    return [linear(draw), constant_elasticity(draw), logit(draw), adstock(draw, 0.1, seeds=5)][3:]


TARGET = Target(
    reference="V13",
    title="Pass-through of costs, and adstock",
    formula="dp/dc = ½, ε/(ε − 1), about 1 − s; exposure x λ^k, in all x/(1 − λ)",
    source=(
        "Bulow & Pfleiderer (1983), Journal of Political Economy 91(1), for pass-through; Nerlove & Arrow "
        "(1962), Economica 29, for what is remembered"
    ),
    cases=cases,
    mutants=(
        Mutant("the seller adds a fixed share of its cost", by_markup, f"{THROUGH}, linear"),
        Mutant("a tenth more is forgotten every week", forgetful, ALL),
    ),
)

"""The bullwhip on the simulator's own members: how much more orders vary than demand, exactly.

Demand is so large beside its spread that nobody ever wants to send anything back; orders and demand are
counted finely. Variances are taken about the known mean, so that none is lost to its estimation.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from simulator.market.simulate import simulate
from simulator.studies.validation.targets import Mutant, Target, TargetCase

from ._supply import supply_line, weekly

LINES, WEEKS = 16, 90
MEAN, SD, STEP = 1000.0, 10.0, 0.01


def moving_average(weeks: int, covered: int) -> np.ndarray:
    """Return how orders weigh demand of this week, last week …: (1 + L/p) δ_0 − (L/p) δ_p."""
    found = np.zeros(weeks + 1)
    found[0], found[weeks] = 1 + covered / weeks, -covered / weeks
    return found


def case(
    told: str,
    rows: dict[str, float],
    rules: dict[str, dict[str, Any]],
    covered: dict[str, int],
    demand: dict[str, Any],
    *,
    shared: bool = False,
) -> TargetCase:
    """Return a line of tiers, the last first, each ordering by a rule and covering so many weeks.

    What customers ask for is shared with all tiers, or each sees only the orders of the one below.
    """
    tiers = [
        {
            "name": name,
            # rules cover the lead time and the week of review
            "lead_time_weeks": covered[name] - 1,
            "opening_stock": round(MEAN * (covered[name] + 2)),
            "ordering": rule,
        }
        for name, rule in reversed(list(rules.items()))
    ]
    begins = 4 + sum(1 + int(rule.get("window", 30)) for rule in rules.values())
    scenario = supply_line(begins + WEEKS, STEP, tiers, lines=LINES, demand=demand)
    if shared:
        tell = [{"to": {"role": role}, "shares_sales": True} for role in ("retailer", "wholesaler")]
        scenario = scenario.changed(contracts=tell)

    def play(seed: int) -> dict[str, float]:
        ledger = simulate(scenario, seed)
        wanted = ((weekly(ledger, "order", "buyer", "buyers")[:, begins:] - MEAN) ** 2).mean()
        orders = {name: weekly(ledger, "order", "buyer", name)[:, begins:] for name in rules}
        return {
            f"orders of the {name} over demand": float(((units - MEAN) ** 2).mean() / wanted)
            for name, units in orders.items()
        }

    named = {f"orders of the {name} over demand": value for name, value in rows.items()}
    return TargetCase(f"{told}; {LINES} lines of {WEEKS} weeks", named, play)


def one_tier(draw: np.random.Generator, late: int = 0) -> TargetCase:
    """Draw a moving average on autoregressive demand: 1 + (2L/p + 2L²/p²)(1 − ρᵖ)."""
    weeks, covered = int(draw.integers(3, 9)), int(draw.integers(1, 5))
    rho = float(draw.uniform(-0.6, 0.6))
    expected = 1 + (2 * covered / weeks + 2 * covered**2 / weeks**2) * (1 - rho**weeks)
    return case(
        f"order-up-to on the mean of {weeks} weeks, {covered} covered; demand AR(1), ρ = {rho:.3f}",
        {"shop": expected},
        {"shop": {"policy": "order_up_to", "window": weeks, "safety": 0.0}},
        {"shop": covered + late},
        {"process": "autoregressive", "mean": MEAN, "sd": SD, "correlation": rho},
    )


def four_tiers(draw: np.random.Generator) -> TargetCase:
    """Draw four tiers that each see only the orders of the one below: filters, folded one into another."""
    names, seen = ("shop", "depot", "hub", "works"), np.array([1.0])
    rules, covered, rows = {}, {}, {}
    for name in names:
        weeks, covers = int(draw.integers(4, 8)), int(draw.integers(1, 3))
        seen = np.convolve(seen, moving_average(weeks, covers))
        rows[name], covered[name] = float(seen @ seen), covers
        rules[name] = {"policy": "order_up_to", "window": weeks, "safety": 0.0}
    told = ", ".join(f"{rules[name]['window']} weeks, {covered[name]} covered" for name in names)
    demand = {"process": "normal", "mean": MEAN, "sd": SD}
    return case(f"four tiers, each on the mean of its own orders: {told}", rows, rules, covered, demand)


def smoothed(draw: np.random.Generator) -> TargetCase:
    """Draw exponential smoothing, 1 + 2Lα + 2L²α²/(2 − α)."""
    alpha, covered = float(draw.uniform(0.2, 0.5)), int(draw.integers(1, 4))
    expected = 1 + 2 * covered * alpha + 2 * covered**2 * alpha**2 / (2 - alpha)
    rule = {"policy": "smoothed_order_up_to", "smoothing": alpha, "expects_at_first": MEAN / STEP}
    demand = {"process": "normal", "mean": MEAN, "sd": SD}
    told = f"order-up-to on exponential smoothing, α = {alpha:.3f}, {covered} covered"
    return case(told, {"shop": expected}, {"shop": rule}, {"shop": covered}, demand)


def known(draw: np.random.Generator) -> TargetCase:
    """Draw a member with a known mean: orders vary exactly as demand does."""
    covered = int(draw.integers(1, 5))
    rule = {"policy": "order_up_to_known", "mean": MEAN / STEP, "sd": SD / STEP}
    demand = {"process": "autoregressive", "mean": MEAN, "sd": SD, "correlation": 0.5}
    told = f"order-up-to with a known mean, {covered} covered"
    return case(told, {"shop": 1.0}, {"shop": rule}, {"shop": covered}, demand)


def cases(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Draw a line of each kind."""
    return [one_tier(draw), four_tiers(draw), smoothed(draw), known(draw)]


def a_week_more(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the first line, which covers a week more than the formula is told."""
    return [one_tier(draw, late=1)]


TARGET = Target(
    reference="V6",
    title="The bullwhip of order-up-to policies",
    formula=(
        "Var q/Var D = 1 + (2L/p + 2L²/p²)(1 − ρ^p); along a line the sum of squares of the folded filters "
        "(1 + L/p)δ_0 − (L/p)δ_p; smoothing 1 + 2Lα + 2L²α²/(2 − α); known mean 1"
    ),
    source="Chen, Drezner, Ryan & Simchi-Levi (2000), Management Science 46(3); folding is ours",
    cases=cases,
    mutants=(Mutant("a week more is covered", a_week_more, "orders of the shop over demand"),),
)

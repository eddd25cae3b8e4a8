"""Random lead times on the simulator's own members: what safety stock for late deliveries gives.

Goods come in the agreed weeks or a week later, so that none overtakes another: at a week's end the stock is
the level less the demand of L weeks, or of L + 1 if what should have come that week is late.
"""

from collections.abc import Sequence

import numpy as np
from scipy import stats

from simulator.market.simulate import simulate
from simulator.studies.validation.targets import Mutant, Target, TargetCase

from ._supply import backlog, on_hand, supply_line

LINES, WEEKS, BEGINS = 40, 42, 10


def case(lead: int, late: float, mean: float, sd: float, safety: float, minds: str) -> TargetCase:
    """Return stockists with a chance of deliveries a week late.

    Their level minds that, or only its mean, or nothing of it.
    """
    covered = lead + 1 + late
    level = covered * mean + safety * np.sqrt(covered * sd**2 + mean**2 * late * (1 - late))
    chances, exposed = np.array([1 - late, late]), np.array([lead, lead + 1])
    spread = sd * np.sqrt(exposed)
    z = (level - exposed * mean) / spread
    short = chances @ (spread * (stats.norm.pdf(z) - z * stats.norm.sf(z)))
    expected = {
        "weeks without shortage": float(chances @ stats.norm.cdf(z)),
        "on hand": float(level - (lead + late) * mean + short),
    }
    step = sd / 1000
    rule = {
        "policy": "order_up_to_known",
        "mean": mean / step,
        "sd": sd / step,
        "safety": safety,
        "minds_delays": minds == "all",
    }
    if minds == "mean":
        fixed = covered * mean + safety * sd * np.sqrt(covered)
        rule = {"policy": "base_stock", "level": fixed / step}
    tier = {
        "name": "stockist",
        "lead_time_weeks": lead,
        "opening_stock": round(level),
        "ordering": rule,
    }
    demand = {"process": "normal", "mean": mean, "sd": sd}
    terms = {"delays": [late]}
    scenario = supply_line(WEEKS, step, [tier], lines=LINES, demand=demand, delivery=terms)

    def play(seed: int) -> dict[str, float]:
        ledger = simulate(scenario, seed)
        held, owed = (found(ledger, "stockist")[:, BEGINS:] for found in (on_hand, backlog))
        return {"weeks without shortage": float((owed < step / 2).mean()), "on hand": float(held.mean())}

    return TargetCase(
        f"normal demand ({mean:.4g}, {sd:.4g}), {lead} weeks agreed, a week more with chance {late:.3f}, "
        f"z = {safety:.3f}, S = {level:.5g}; {LINES} lines of {WEEKS} weeks",
        expected,
        play,
    )


def cases(draw: np.random.Generator, minds: str = "all") -> Sequence[TargetCase]:
    """Draw lead time, its luck, demand and safety factor."""
    mean = draw.uniform(20, 100)
    sd, late = mean * draw.uniform(0.15, 0.25), draw.uniform(0.2, 0.5)
    return [case(int(draw.integers(4, 8)), late, mean, sd, draw.uniform(0.7, 1.2), minds)]


def careless(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the same stockists, planning by the agreed lead time."""
    return cases(draw, "nothing")


def mean_only(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the same stockists, covering the mean delay, with safety stock for demand alone."""
    return cases(draw, "mean")


TARGET = Target(
    reference="V5",
    title="Safety stock for random lead times",
    formula=(
        "S = c μ + z √(c σ² + μ² σ_L²), c = L + E(delay) + 1; "
        "P(no shortage) = Σ p_k Φ((S − n_k μ)/(σ √n_k)), n_k weeks exposed"
    ),
    source="Silver, Pyke & Thomas (2017), Inventory and Production Management in Supply Chains, ch. 6",
    cases=cases,
    mutants=(
        Mutant("the level is made for the agreed weeks", careless, "weeks without shortage"),
        Mutant("the safety stock leaves out σ_L", mean_only, "on hand"),
    ),
)

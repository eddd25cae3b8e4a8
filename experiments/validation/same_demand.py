"""The same demand in two simulators: is every shelf as full, and as much owed, week by week?

Ours plays first; SupplyNetPy is fed the demand that the last stage met. No luck is left between the two, so
nothing may differ, in any week. What is played is what both know: `_supplynetpy` says where they part.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from simulator.market.simulate import simulate
from simulator.studies.validation.acceptance import Rule
from simulator.studies.validation.targets import Mutant, Target, TargetCase

from ._supply import backlog, on_hand, supply_line, weekly
from ._supplynetpy import Stage, played

WEEKS, SEEDS = 160, 3
BUSIEST, ORDERS_AT_ONCE = 2.5, 4
"""What stages that must never be short keep for: a demand so many times its mean, and so many lots."""
LAST = "stockist"
STOCK, OWED = "units by which stocks differ, all stages and weeks", "units by which what is owed differs"


def case(mean: float, stages: Sequence[Stage], *, late: int = 0, stricter: int = 0) -> TargetCase:
    """Return a line, and the peer's, in which the last stage's goods come *late* or it orders *stricter*."""
    tiers = [
        {
            "name": stage.name,
            "lead_time_weeks": stage.lead,
            "opening_stock": stage.level,
            "ordering": {"policy": "reorder_point", "reorder_at": stage.reorder_at, "level": stage.level},
        }
        for stage in stages
    ]
    scenario = supply_line(WEEKS, 1.0, tiers, demand={"process": "poisson", "mean": mean})
    last = stages[-1]
    changed = replace(last, lead=last.lead + late, reorder_at=last.reorder_at - stricter)
    theirs = [*stages[:-1], changed]

    def play(seed: int) -> dict[str, float]:
        ledger = simulate(scenario, seed)
        shelves, owed = played(weekly(ledger, "order", "supplier", LAST)[0], theirs)
        return {
            STOCK: sum(float(abs(on_hand(ledger, name)[0] - shelves[name]).sum()) for name in shelves),
            OWED: sum(float(abs(backlog(ledger, name)[0] - owed[name]).sum()) for name in owed),
        }

    told = "; ".join(
        f"{stage.name} (s, S) = ({stage.reorder_at}, {stage.level}), lead time {stage.lead}"
        for stage in stages
    )
    return TargetCase(
        f"Poisson demand ({mean:.4g}), the same in SupplyNetPy; {told}; {WEEKS} weeks",
        dict.fromkeys((STOCK, OWED), 0.0),
        play,
        rule=Rule.EXACT,
        seeds=SEEDS,
    )


def cases(draw: np.random.Generator, *, late: int = 0, stricter: int = 0) -> Sequence[TargetCase]:
    """Draw a stockist with occasional shortages, and one at the end of a well-stocked line."""
    found = []
    for above in (0, 2):
        mean, lead = draw.uniform(3, 30), int(draw.integers(1, 5))
        reorder_at = round(mean * lead * draw.uniform(0.8, 1.1))
        stages = [Stage(LAST, reorder_at, reorder_at + round(mean * draw.uniform(1, 4)) + 1, lead)]
        for number in range(above):
            asked, lead = stages[0].level - stages[0].reorder_at, int(draw.integers(1, 4))
            reorder_at = round(BUSIEST * mean * lead) + ORDERS_AT_ONCE * asked + round(BUSIEST * mean)
            level = reorder_at + round(mean * draw.uniform(1, 4)) + 1
            stages = [Stage(f"depot {number + 1}", reorder_at, level, lead), *stages]
        found.append(case(mean, stages, late=late, stricter=stricter))
    return found


def later(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the single stockist with a lead time a week longer there."""
    return cases(draw, late=1)[:1]


def stricter(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the single stockist with a reorder point three units lower there."""
    return cases(draw, stricter=3)[:1]


TARGET = Target(
    reference="V5",
    title="The same demand in another simulator, SupplyNetPy",
    formula=(
        "Σ |I_t − I′_t| = 0 and Σ |B_t − B′_t| = 0 over weeks and stages; "
        "once I + ordered − B ≤ s, order up to S"
    ),
    source="SupplyNetPy 0.5, an event-driven simulator of supply networks on SimPy",
    cases=cases,
    mutants=(
        Mutant("there, goods come a week later", later, STOCK),
        Mutant("there, an order is placed at s − 3", stricter, STOCK),
    ),
)

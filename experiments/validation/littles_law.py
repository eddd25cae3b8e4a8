"""Little's law: on every shelf, and on the way to it, there is what comes a week times how long it stays.

What is on hand comes from the counts of stock at the end of each week. How long units stay comes from
movements alone: each unit that leaves is the oldest one there. What is under way is what was made, less what
is on any shelf or sold; how long it is under way is what the contracts say.
"""

from collections import deque
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from simulator.engine.simulate import simulate
from simulator.lab.targets import Case, Mutant, Target
from simulator.ledger.ledger import Ledger
from simulator.scenario.schema import Scenario

from ._markets import plain_market, shops
from ._movements import moved

WEEKS, CUSTOMERS, SEEDS = 300, 60, 6
MAKER, WHOLESALER, SHOP = "acme", "acme wholesaler 1", "acme shop here 1"
PIPELINE = "units under way, of units a week × weeks under way"


def line(needs: float, stock: float, lead: int) -> Scenario:
    """Return a maker, a wholesaler and a shop; each keeps weeks of *stock* beside what is under way."""
    weekly = CUSTOMERS * needs / 52
    level = {"policy": "base_stock", "level": round(weekly * (stock + lead + 1))}
    way: dict[str, Any] = {
        "model": "chain",
        "wholesalers": 1,
        **shops(lead_time_weeks=lead, opening_stock=round(weekly * (lead + 2)), ordering=level),
        "wholesale_stock": round(weekly * (lead + 2)),
    }
    lamp = {"unit_cost": 1.0, "list_price": 2.0, "appeal": 5.0}
    people = {"price_sensitivity": 0.0, "needs": {"light": {"per_year": needs}}}
    made = {
        "opening_stock": round(weekly * 4),
        "production_weeks": 0,
        "ordering": {"policy": "base_stock", "level": round(weekly * (stock + 2))},
    }
    plain = plain_market(WEEKS, CUSTOMERS, {"lamp": lamp}, people, distribution=way)
    return plain.changed(manufacturers={MAKER: made})


def stays(moves: pd.DataFrame, opened: float) -> tuple[float, float]:
    """Return units that left a shelf, and the mean weeks from arriving to leaving, oldest first."""
    waiting: deque[list[float]] = deque([[0.0, opened]])
    left, weeks = 0.0, 0.0
    for week, units in zip(moves["week"], moves["units"], strict=True):
        if units > 0:
            waiting.append([week, units])
        going = max(0.0, -units)
        left += going
        while going > 0:
            arrived, there = waiting[0]
            out = min(there, going)
            going -= out
            weeks += out * (week - arrived)
            waiting[0][1] -= out
            if waiting[0][1] == 0:
                waiting.popleft()
    return left, weeks / left


def held_against_law(ledger: Ledger, lead: int) -> dict[str, float]:
    """Return L / (λ W) of every shelf and of the pipeline."""
    names = np.array(ledger.page.parties)
    moves, stock = moved(ledger), pd.DataFrame(dict(ledger.columns("stock")))
    found = {}
    for member in (MAKER, WHOLESALER, SHOP):
        at = int(np.flatnonzero(names == member)[0])
        own = moves[(moves["member"] == at) & (moves["week"] <= WEEKS)].copy()
        opened = own[own["week"] == 0]["units"].sum()
        own["out"] = own["units"] < 0  # what arrives in a week can leave in it
        later = own[own["week"] > 0].sort_values(["week", "out"])
        left, weeks = stays(later, opened)
        held = stock[(stock["member"] == at) & (stock["week"] > 0)]["units"].sum() / WEEKS
        found[f"on hand at {member}, of units a week × weeks there"] = float(held / (left / WEEKS * weeks))
    found[PIPELINE] = under_way(ledger, stock) / (units_shipped(ledger) / WEEKS * lead)
    return found


def units_shipped(ledger: Ledger) -> float:
    """Return units shipped on either leg of the line."""
    return float(ledger.columns("shipment")["units"].sum())


def under_way(ledger: Ledger, stock: pd.DataFrame) -> float:
    """Return the mean of what was made and is on no shelf and not sold, at the end of a week."""
    weeks = np.arange(1, WEEKS + 1)

    def until(kind: str) -> np.ndarray:
        columns = ledger.columns(kind)
        by_week = np.bincount(columns["week"], columns["units"], minlength=WEEKS + 1)
        return np.cumsum(by_week)[weeks]

    here = np.bincount(stock["week"], stock["units"], minlength=WEEKS + 1)[weeks]
    return float((until("opening") + until("production") - until("sale") - here).mean())


def cases(draw: np.random.Generator, longer: int = 0) -> Sequence[Case]:
    """Draw a line; goods may take longer than the formula knows."""
    needs, stock, lead = float(draw.uniform(15, 40)), float(draw.uniform(1.5, 3)), int(draw.integers(1, 5))
    scenario = line(needs, stock, lead + longer)
    shelves = [f"on hand at {name}, of units a week × weeks there" for name in (MAKER, WHOLESALER, SHOP)]
    told = (
        f"maker, wholesaler and shop, {lead} weeks from each to the next, base stock; {CUSTOMERS} customers "
        f"with {needs:.1f} needs a year, {WEEKS} weeks"
    )
    return [
        Case(
            told,
            dict.fromkeys((*shelves, PIPELINE), 1.0),
            lambda seed: held_against_law(simulate(scenario, seed), lead),
            # what is still there after the last week has not stayed its time: about one stay in T weeks
            slack=(lead + stock + 2) / WEEKS,
            seeds=SEEDS,
        )
    ]


def later(draw: np.random.Generator) -> Sequence[Case]:
    """Return the same line, in which goods take a week longer than the formula knows."""
    return cases(draw, longer=1)


TARGET = Target(
    reference="V9",
    title="Little's law on the shelf and on the way",
    formula="L = λ W",
    source="Little (1961), Operations Research 9(3)",
    cases=cases,
    mutants=(Mutant("goods take a week longer than the contract says", later, PIPELINE),),
)

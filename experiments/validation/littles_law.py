"""Little's law: on every shelf, and on the way to it, there is what comes a week times how long it stays.

What is on hand comes from the counts of stock at the end of each week. How long units stay comes from
movements alone: each unit that leaves is the oldest one there. What is under way is what was made, less what
is on any shelf or sold; how long it is under way is what the contracts say.

The law is about averages for ever; with what is still there at the end counted for the weeks that it has
been there, it holds to the unit in every run: T·L = N·W, both sides unit-weeks.
"""

from collections import deque
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from simulator.ledger.ledger import Ledger
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from simulator.studies.validation.acceptance import Rule
from simulator.studies.validation.targets import Mutant, Target, TargetCase

from ._markets import plain_market, shops
from ._movements import moved

WEEKS, CUSTOMERS, SEEDS = 200, 60, 2
MAKER, WHOLESALER, SHOP = "acme", "acme wholesaler 1", "acme shop here 1"
PIPELINE = "unit-weeks under way, beyond units × weeks that the contracts say"
SHELF = "unit-weeks on hand at {}, beyond units × weeks there"


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


def stayed(moves: pd.DataFrame, opened: float, since: int) -> float:
    """Return the unit-weeks on a shelf, first in, first out [unit-weeks]."""
    waiting: deque[list[float]] = deque([[since, opened]])
    seen = 0.0
    for week, units in zip(moves["week"], moves["units"], strict=True):
        if units > 0:
            waiting.append([week, units])
        going = max(0.0, -units)
        while going > 0:
            arrived, there = waiting[0]
            out = min(there, going)
            going -= out
            seen += out * (week - arrived)
            waiting[0][1] -= out
            if waiting[0][1] == 0:
                waiting.popleft()
    return seen + sum(units * (WEEKS + 1 - arrived) for arrived, units in waiting)


def held_against_law(ledger: Ledger, lead: int, since: int = 1) -> dict[str, float]:
    """Return T·L − N·W of every shelf and of the pipeline; what they open with is there *since* a week."""
    names = np.array(ledger.header.parties)
    moves, stock = moved(ledger), pd.DataFrame(dict(ledger.columns("stock")))
    found = {}
    for member in (MAKER, WHOLESALER, SHOP):
        at = int(np.flatnonzero(names == member)[0])
        own = moves[(moves["member"] == at) & (moves["week"] <= WEEKS)].copy()
        opened = own[own["week"] == 0]["units"].sum()
        own["out"] = own["units"] < 0  # what arrives in a week can leave in it
        later = own[own["week"] > 0].sort_values(["week", "out"])
        held = stock[(stock["member"] == at) & (stock["week"] > 0)]["units"].sum()
        found[SHELF.format(member)] = float(held - stayed(later, opened, since))
    found[PIPELINE] = under_way(ledger, stock) - weeks_agreed(ledger, lead)
    return found


def weeks_agreed(ledger: Ledger, lead: int) -> float:
    """Return units × weeks under way, as contracts say, of what was shipped on either leg of the line."""
    sent = ledger.columns("shipment")
    return float((sent["units"] * np.minimum(lead, WEEKS + 1 - sent["week"])).sum())


def under_way(ledger: Ledger, stock: pd.DataFrame) -> float:
    """Return what was made and is on no shelf and not sold, over all ends of weeks [unit-weeks]."""
    weeks = np.arange(1, WEEKS + 1)

    def until(kind: str) -> np.ndarray:
        columns = ledger.columns(kind)
        by_week = np.bincount(columns["week"], columns["units"], minlength=WEEKS + 1)
        return np.cumsum(by_week)[weeks]

    here = np.bincount(stock["week"], stock["units"], minlength=WEEKS + 1)[weeks]
    return float((until("opening") + until("production") - until("sale") - here).sum())


def cases(
    draw: np.random.Generator, longer: int = 0, late: float = 0.0, since: int = 1
) -> Sequence[TargetCase]:
    """Draw a line; goods may take longer, or be late more often, than the formula knows."""
    needs, stock, lead = float(draw.uniform(15, 40)), float(draw.uniform(1.5, 3)), int(draw.integers(1, 5))
    scenario = line(needs, stock, lead + longer)
    if late:
        scenario = scenario.changed(contracts=[{"to": SHOP, "delays": [late]}])
    told = (
        f"maker, wholesaler and shop, {lead} weeks from each to the next, base stock; {CUSTOMERS} customers "
        f"with {needs:.1f} needs a year, {WEEKS} weeks"
    )
    rows = (*(SHELF.format(name) for name in (MAKER, WHOLESALER, SHOP)), PIPELINE)
    return [
        TargetCase(
            told,
            dict.fromkeys(rows, 0.0),
            lambda seed: held_against_law(simulate(scenario, seed), lead, since),
            rule=Rule.EXACT,
            seeds=SEEDS,
        )
    ]


def later(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the same line, in which goods take a week longer than the formula knows."""
    return cases(draw, longer=1)


def sometimes_late(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the same line, in which one shipment in fifty to the shop is a week late: 1 % or less."""
    return cases(draw, late=0.02)


def counted_before(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the same line; what it opens with is counted as if a week had ended with it before the first."""
    return cases(draw, since=0)


TARGET = Target(
    reference="V9",
    title="Little's law on the shelf and on the way",
    formula="T·L = N·W, to the unit",
    source="Little (1961), Operations Research 9(3)",
    cases=cases,
    mutants=(
        Mutant("goods take a week longer than the contract says", later, PIPELINE),
        Mutant("one shipment in fifty is a week late", sometimes_late, PIPELINE),
        Mutant("opening stock is counted a week too long", counted_before, SHELF.format(WHOLESALER)),
    ),
)

"""Profit statement: what the maker earned through each way to market, from net sales down, seed by seed.

Each way's steps sum to its contribution by route, and each step over ways to that step of the whole.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from simulator.ledger.queries.money_steps import DISCOUNT, STEPS
from simulator.ledger.queries.profit_and_loss import IN_COMMON
from simulator.studies.runs.runs import Runs

type BySeed = NDArray[np.float64]
type Statement = Mapping[str, Mapping[str, BySeed]]
"""Steps, in their order, and in each of them what it adds or takes in every way to market [currency]."""

NET_SALES = "net sales"
SALES = tuple(STEPS)[: DISCOUNT + 1]
"""The steps that make net sales of the list price: they are one."""
ASKED = "contribution:statement"


def profit_statement(runs: Runs, label: str) -> Statement:
    """Return the statement of a scenario, of ways and steps by which something was earned or paid in a run.

    Of a run that failed nothing is known. Raises UnknownQuestionError unless *runs* were asked for
    ``contribution:statement``.
    """
    found: dict[str, dict[str, BySeed]] = {}
    nothing = np.zeros(len(runs.seeds))
    for line in runs.lines([ASKED]):
        way, _, step = line.key.rpartition(" · ")  # a way may be called anything, a step may not
        row = found.setdefault(NET_SALES if step in SALES else step, {})
        row[way] = row.get(way, nothing) + np.array(runs.series(line, label), dtype=np.float64)
    ways = [
        way for way in _ways(found) if any(_is_something(row.get(way, nothing)) for row in found.values())
    ]
    order = [NET_SALES, *(step for step in STEPS if step not in SALES)]
    told = {step: {way: found[step].get(way, nothing) for way in ways} for step in order if step in found}
    return {step: row for step, row in told.items() if any(map(_is_something, row.values()))}


def _ways(rows: Mapping[str, Mapping[str, BySeed]]) -> list[str]:
    """Return all ways, what is in common last."""
    found = dict.fromkeys(way for row in rows.values() for way in row)
    return sorted(found, key=lambda way: way == IN_COMMON)


def _is_something(by_seed: BySeed) -> bool:
    return bool(np.nan_to_num(by_seed).any())

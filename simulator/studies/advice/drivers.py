"""Drivers: measured parts of the lead of one distribution model over another, and effects of mechanisms.

What is left to the manufacturer is taken apart so that the parts sum to the whole:

    contribution = units · (price − cost of goods) − kept by others − costs by reason
    Δ(units · margin) = mean margin · Δunits + mean units · Δmargin         (both means over the two)

price is what customers paid a unit; cost of goods what was made less what the goods held gained; kept by
others what they paid and the manufacturer, with all that it owns, did not get: margins and commissions,
and what resellers sold out of stock that they had before. A mechanism's part in the
lead of one way over another is the lead less what is left of it when the mechanism is switched off.

Source: variance analysis with mean weights; Bennet (1920), Journal of the Royal Statistical Society 83.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from simulator.scenario.schema import Scenario
from simulator.studies.runs.questions import Question
from simulator.studies.runs.run_cache import RunCache, Series
from simulator.studies.runs.statistics import Estimate, interval

REPORTED_METRICS = ("units_sold", "average_price", "coverage", "fill_rate")
"""What is measured of every way beside what they are ranked by."""
DRIVER_QUESTIONS = (
    Question("contribution", "reason"),
    Question("revenue"),
    *(Question(one) for one in REPORTED_METRICS),
)
FROM_CUSTOMERS, GOODS = ("sale", "goods", "commission", "owed by customers"), ("production", "goods held")
UNITS, PRICE, MARGIN, COST = "units sold", "price paid", "kept by others", "cost of goods"


class Driver(NamedTuple):
    """One part of the lead of one way over another."""

    name: str
    effect: Estimate


def ledger_drivers(played: RunCache, one: Scenario, other: Scenario) -> list[Driver]:
    """Return the parts of the lead in contribution of *one* over *other*; they sum to it."""
    mine, theirs = _account(played, one), _account(played, other)
    names = dict.fromkeys([*mine, *theirs])
    change = {name: mine.get(name, 0.0) - theirs.get(name, 0.0) for name in names}
    units, price, cost = (_pair(mine, theirs, name) for name in (UNITS, PRICE, COST))
    mean_units = (units[0] + units[1]) / 2
    margins = [_per(price[n] + cost[n], units[n]) for n in (0, 1)]
    known = [np.where(np.isnan(margins[n]), margins[1 - n], margins[n]) for n in (0, 1)]
    prices = [_per(price[n], units[n]) for n in (0, 1)]
    asked = [np.where(np.isnan(prices[n]), prices[1 - n], prices[n]) for n in (0, 1)]
    parts = {
        UNITS: np.nan_to_num((known[0] + known[1]) / 2) * (units[0] - units[1]),
        PRICE: np.nan_to_num(mean_units * (asked[0] - asked[1])),
    }
    parts[COST] = change[PRICE] + change[COST] - parts[UNITS] - parts[PRICE]
    parts |= {name: effect for name, effect in change.items() if name not in (UNITS, PRICE, COST)}
    scale = float(np.nanmax(np.abs([mine[PRICE], theirs[PRICE]]), initial=0.0))
    return [Driver(name, interval(effect, scale)) for name, effect in parts.items() if np.any(effect != 0)]


def switch_drivers(
    played: RunCache, metric: str, one: Scenario, other: Scenario, switches: Iterable[str]
) -> list[Driver]:
    """Return how much of the lead of *one* over *other* goes when each mechanism is switched off."""
    lead = played.series(one, metric) - played.series(other, metric)
    pairs = {name: (without(one, name), without(other, name)) for name in switches}
    played.ensure_played([scenario for pair in pairs.values() for scenario in pair])
    found = []
    for name, (mine, theirs) in pairs.items():
        left = played.series(mine, metric) - played.series(theirs, metric)
        found.append(Driver(name, interval(lead - left, float(np.nanmax(np.abs(lead), initial=0.0)))))
    return found


def without(scenario: Scenario, switch: str) -> Scenario:
    """Return the scenario with one mechanism more switched off."""
    off = list(dict.fromkeys([*scenario.switched_off, switch]))
    return scenario.model_copy(update={"switched_off": off})


def _account(played: RunCache, scenario: Scenario) -> dict[str, Series]:
    """Return the parts of which contribution is the sum, beside units, by name; costs are negative."""
    flows: Mapping[str, Series] = played.parts(scenario, "contribution", "reason")
    revenue = played.series(scenario, "revenue")
    nothing = np.zeros(len(revenue))
    account = {
        UNITS: played.series(scenario, "units_sold"),
        PRICE: revenue,
        COST: sum((flows.get(name, nothing) for name in GOODS), nothing),
        MARGIN: sum((flows.get(name, nothing) for name in FROM_CUSTOMERS), nothing) - revenue,
    }
    return account | {name: flow for name, flow in flows.items() if name not in (*FROM_CUSTOMERS, *GOODS)}


def _pair(mine: dict[str, Series], theirs: dict[str, Series], name: str) -> tuple[Series, Series]:
    return mine[name], theirs[name]


def _per(amount: Series, units: Series) -> Series:
    each: Series = np.divide(amount, units, out=np.full(len(units), np.nan), where=units > 0)
    return each

"""Pilots: an event in some regions is compared with others that it leaves alone.

The control's regions are named, or matched: those outside the pilot most like its own in size and in what the
metric came to in the weeks before (`matching.py`). Before are as many weeks as the pilot
lasts, fewer if there were not so many. The effect is a difference in differences
(`simulator.mechanisms.experiments.difference_in_differences`), over all the pilot's weeks so far.
"""

import math

import pandas as pd

from simulator.base.keyed_random import stable_key
from simulator.domain.events.scope import Scope
from simulator.ledger.metric import metric_named
from simulator.market.events.triggers import Span, measure_span, part_of, rounded, write_reading
from simulator.market.state.event_state import Pilot
from simulator.market.state.protocols import ReadingState
from simulator.mechanisms.experiments.difference_in_differences import relative_effect
from simulator.mechanisms.experiments.matching import matched
from simulator.scenario.events import Event

EFFECT = "effect"
BY = "region"


def begin_pilot(state: ReadingState, name: str, scope: Scope, event: Event) -> Pilot:
    """Begin a pilot: choose its control, and measure both in the weeks before."""
    if event.then is None or event.lasts is None or scope.where.region is None:
        raise ValueError(f"'{name}' is no pilot: it has no regions, no end, or nothing follows from it")
    metric, regions = event.then.condition.metric, tuple(scope.where.region)
    span = (max(1, state.week - event.lasts), state.week - 1)
    past = by_region(state, metric, span)
    if isinstance(event.control, list):
        control = tuple(event.control)
    else:
        control = matched_control(state, name, regions, past)
    before, control_before = (total_of(state, metric, past, where) for where in (regions, control))
    write_reading(state, name, metric, "pilot before", before)
    write_reading(state, name, metric, "control before", control_before)
    return Pilot(metric, regions, control, state.week, before, control_before)


def matched_control(
    state: ReadingState, name: str, regions: tuple[str, ...], past: dict[str, float]
) -> tuple[str, ...]:
    """Return the regions most like the pilot's, by size and past; equally near ones by luck of their own."""
    known = {region: (float(customers_in(state, region)), past[region]) for region in state.given.regions}
    luck = {r: state.dice.word("control", 0, stable_key(name), stable_key(r)) for r in state.given.regions}
    return tuple(
        matched(
            {region: known[region] for region in regions},
            {region: facts for region, facts in known.items() if region not in regions},
            luck,
        )
    )


def effect_so_far(state: ReadingState, name: str, pilot: Pilot) -> float:
    """Return the effect over the pilot's weeks so far, and write it down with what it is made of."""
    now = by_region(state, pilot.metric, (pilot.since, state.week - 1))
    since, control = (total_of(state, pilot.metric, now, where) for where in (pilot.regions, pilot.control))
    effect = rounded(relative_effect(pilot.before, since, pilot.control_before, control))
    for what, value in (("pilot since", since), ("control since", control), (EFFECT, effect)):
        write_reading(state, name, pilot.metric, what, value)
    return effect


def by_region(state: ReadingState, metric: str, span: Span) -> dict[str, float]:
    """Return a metric of some past weeks, region by region; nan where it is not known."""
    answer = measure_span(state, metric, span, BY)
    if not isinstance(answer, pd.Series):
        raise TypeError(f"'{metric}' by {BY} should be a number for each")
    return {region: part_of(answer, metric, BY, region) for region in state.given.regions}


def total_of(state: ReadingState, metric: str, values: dict[str, float], regions: tuple[str, ...]) -> float:
    """Return a metric of some regions together: their sum; where parts do not sum, the mean by people."""
    is_sum = BY in metric_named(metric).additive
    whole, people = 0.0, 0
    for region in regions:
        weight = 1 if is_sum else customers_in(state, region)
        whole, people = whole + weight * values[region], people + weight
    return rounded(whole if is_sum else whole / people if people else math.nan)


def customers_in(state: ReadingState, region: str) -> int:
    """Return how many customers live in a region."""
    return sum(cell.customers for cell in state.run_tables.cells if cell.region == region)

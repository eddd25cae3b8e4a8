"""Sample: a market played by few of its customers, each standing for `people_per_customer` of them.

A scenario states the whole market: its people, budgets, stocks, capacities and running costs. With K people
per customer, what grows with the market (`domain/extent.py`) is divided by K here, once, before anything is
drawn. What is played is then a scenario like any other: the market knows no K, and its ledger is to the bit
that of the divided scenario. What metrics tell is multiplied by K again, also once (`ledger/metric.py`).

The other way, purchases of K units each in a ledger of the whole market, was rejected: customers buy one
quantity step and feel its price, and contacts, advice and returns are counted by the customer, so K would
stand in every mechanism. Outlets are not sampled; each sells a K-th.

Stocks and lots are rounded to whole units, series of them by their running sum; of some there is never none.
A stock that comes to a part of one unit is thereby too large: `roundings` tells it to `check`. Orders come
in lumps of K units, and sales have the luck of K times fewer customers: stock against bad weeks, and what is
missed in them, are larger than in the whole market, and a maker sells more to fill shelves at first. `check`
tells where outlets have fewer than twenty purchases a replenishment cycle (`market/setup/notes/lumpiness`).
"""

from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from simulator.base.record import Record
from simulator.domain.extent import Extent, extent_of, unit_of
from simulator.scenario.checks.inconsistency import Keys
from simulator.scenario.schema import Scenario

STOCKS = ("units", "units of a product", "quantity steps")
"""Units of what lies somewhere, or moves at once: there is none of less than one step."""


class Rounding(NamedTuple):
    """A setting of which the sample has more, or less, than its part."""

    keys: Keys
    stated: float
    played: float
    """What the sample's whole number stands for in the whole market."""


def sample_of(scenario: Scenario) -> Scenario:
    """Return the scenario that is played: what grows with the market divided by the people per customer.

    Its customers stand for themselves alone; a market in which they do so already is returned as it is.
    """
    if scenario.people_per_customer == 1:
        return scenario
    sampled: Scenario = _Division(scenario, scenario.people_per_customer).part_of(scenario, ())
    return sampled.model_copy(update={"people_per_customer": 1})


def enlarged(scenario: Scenario, times: int) -> Scenario:
    """Return a market so many times as large: all that grows with it, so many times as much.

    Of each customer there are *times*, with luck of their own, at as many outlets that each sell so much
    more. Per head it is the same, but for lumps and luck, of which it has less.
    """
    larger: Scenario = scenario if times == 1 else _Division(scenario, 1, times).part_of(scenario, ())
    return larger


def customers_played(scenario: Scenario) -> int:
    """Return how many customers are played, each standing for `people_per_customer`, to a whole one."""
    return sample_of(scenario).customers


def roundings(scenario: Scenario) -> list[Rounding]:
    """Return the settings that whole units change in the sample, in the order of the scenario."""
    division = _Division(scenario, scenario.people_per_customer)
    division.part_of(scenario, ())
    return division.rounded


class _Division:
    """Multiplies records, or divides them by the people per customer, and notes what was rounded."""

    def __init__(self, scenario: Scenario, people: int, times: int = 1) -> None:
        self.people, self.times = people, times
        self.step = scenario.units.quantity_step
        self.rounded: list[Rounding] = []

    def part_of(self, record: Any, keys: Keys) -> Any:
        """Return a record of the sample."""
        changes = dict(self._changes(record, keys))
        return record.model_copy(update=changes) if changes else record

    def _changes(self, record: Record, keys: Keys) -> Iterator[tuple[str, Any]]:
        for name, field in type(record).model_fields.items():
            held = getattr(record, name)
            grows = extent_of(type(record), name) is Extent.EXTENSIVE
            unit = unit_of(field.description) if grows else ""
            part = self._part(held, unit, (*keys, field.alias or name))
            if part != held:
                yield name, part

    def _part(self, held: Any, unit: str, keys: Keys) -> Any:
        if isinstance(held, Record):
            return self.part_of(held, keys)
        if isinstance(held, dict):
            return {name: self._part(one, unit, (*keys, name)) for name, one in held.items()}
        if isinstance(held, list | tuple):
            if unit and held and all(isinstance(one, int) for one in held):
                return type(held)(self._series(held, unit, keys))
            return type(held)(self._part(one, unit, (*keys, at)) for at, one in enumerate(held))
        if not unit or isinstance(held, bool) or not isinstance(held, int | float):
            return held
        return self._number(held, unit, keys)

    def _number(self, stated: float, unit: str, keys: Keys) -> float:
        """Return a number's part: of whole units, at least a step of any; of a level, likewise."""
        step = self._step(unit)
        if isinstance(stated, int):
            return self._noted(
                keys,
                stated,
                step * (max(1, round(stated * self.times / self.people / step)) if stated else 0),
            )
        least = min(stated, step) if unit in STOCKS else 0.0
        part = max(stated * self.times / self.people, least)
        return part if part == stated else self._noted(keys, stated, part)

    def _series(self, stated: list[int] | tuple[int, ...], unit: str, keys: Keys) -> list[float]:
        """Return the parts of a series of units, rounded by their running sum and not one by one."""
        step = self._step(unit)
        sums = [round(whole * self.times / self.people / step) for whole in accumulate(stated, initial=0)]
        steps = [after - before for before, after in pairwise(sums)]
        if any(stated) and not any(steps):
            steps[next(at for at, units in enumerate(stated) if units)] = 1
        self._noted(keys, sum(stated), step * sum(steps))
        return [_whole(step * count) for count in steps]

    def _step(self, unit: str) -> float:
        return self.step if unit.startswith("units") else 1.0

    def _noted(self, keys: Keys, stated: float, part: float) -> float:
        part = _whole(part) if isinstance(stated, int) else part
        whole = part * self.people / self.times
        if abs(whole - stated) > 1e-9 * abs(stated):
            self.rounded.append(Rounding(keys, stated, whole))
        return part


def _whole(number: float) -> float:
    """Return a whole number as one."""
    return int(number) if number == int(number) else number

"""Need terms: how long customers of each cell keep a need of a category open, and what comes of the next."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers, Words
from simulator.base.keyed_random import threshold
from simulator.domain.people.need import Leaving, Need
from simulator.domain.people.segments import Segment
from simulator.domain.people.usual_interval import usual_interval

GIVEN_UP_AT_ONCE = Need(per_year=0.0)
"""What a category is to customers that never need it."""


@dataclass(frozen=True)
class NeedTerms:
    """What is known of lasting needs, one row a category, one column a cell."""

    lasts: Integers
    """[Q, C] most weeks that a need is open [weeks]."""
    kept: Words
    """[Q, C] threshold under which a word means that an open need is kept for another week."""
    renewed: Words
    """[Q, C] threshold under which a word means that an open need has new luck this week."""
    growth: Floats
    """[Q, C] how much more is searched in each further week [per week]."""
    elsewhere: Floats
    """[Q, C] share of the reach that outlets of other regions have in further weeks [share]."""
    overtakes: Flags
    """[Q, C] whether the next need takes the place of an open one, rather than being one with it."""

    adds_up: Flags
    """[Q, C] whether needs add up with open ones and with orders, rather than being one with them."""
    counted: Flags
    """[Q, C] whether the needs of a week are counted, rather than one at most."""
    rate_shape: Floats
    """[Q, C] shape of the gamma distribution of customers' rates; infinite where all are alike."""
    while_owning: Floats
    """[Q, C] share of needs that a customer has with a lasting unit in use [share]."""
    replaced: Floats
    """[Q, C] chance in a week of needing another for one worn out; NaN: as often as ever [share]."""
    price_weight: Floats
    """[Q, C] how much more a unit of currency weighs when it is paid for the category [multiple]."""
    units: Integers
    """[Q, C] units that meet a need."""
    pantry: Integers
    """[Q, C] for how many units bought ahead there is room; 0: none are [units]."""
    storage_cost: Floats
    """[Q, C] what keeping one costs [currency per unit and week]."""
    leaving: tuple[tuple[Leaving | None, ...], ...]
    """[Q][C] how customers leave the category."""
    satisfied: Floats
    """[Q, C] how much the satisfied stay longer [per unit of satisfaction]."""
    unhelped: Floats
    """[Q, C] how much sooner customers leave that waited for help [per week waited]."""
    usual_interval: Integers
    """[Q, C] within how many weeks a customer buys again that counts as retained [weeks]."""
    won_back: Words
    """[Q, C] threshold under which a word means that a customer that has left comes back."""

    @property
    def any_leave(self) -> bool:
        """Say whether customers of any cell may leave a category."""
        return any(self.may_leave(category) for category in range(len(self.leaving)))

    def may_leave(self, category: int) -> bool:
        """Say whether customers of any cell may leave a category."""
        return any(leaving is not None for leaving in self.leaving[category])

    def widens(self, category: int) -> bool:
        """Say whether a search for something of a category widens from week to week."""
        return bool((self.growth[category] > 0.0).any() or (self.elsewhere[category] > 0.0).any())

    @property
    def any_last(self) -> bool:
        """Say whether any need may be open for more than its own week."""
        return bool((self.lasts > 1).any())


def need_terms(people: list[Segment], categories: tuple[str, ...], lives: dict[str, float]) -> NeedTerms:
    """Return the need terms of the segments of all cells; *lives*: for how long units last [weeks]."""
    table = [[one.needs.get(category, GIVEN_UP_AT_ONCE) for one in people] for category in categories]
    shape = (len(categories), len(people))

    def numbers(name: str, left_out: float = 0.0) -> Floats:
        each = [getattr(need, name) for row in table for need in row]
        stated = [left_out if one is None else one for one in each]
        return np.array(stated, dtype=np.float64).reshape(shape)

    def of_part(part: str, name: str) -> Floats:
        parts = [getattr(need, part) for row in table for need in row]
        each = [0.0 if one is None else getattr(one, name) for one in parts]
        return np.array(each, dtype=np.float64).reshape(shape)

    def flags(says: Callable[[Need], bool]) -> Flags:
        return np.array([says(need) for row in table for need in row], dtype=bool).reshape(shape)

    return NeedTerms(
        lasts=np.array([need.lasts_weeks for row in table for need in row], dtype=np.int64).reshape(shape),
        kept=threshold(numbers("kept_per_week")),
        renewed=threshold(numbers("luck_renewed")),
        growth=numbers("search_growth"),
        elsewhere=numbers("search_elsewhere"),
        overtakes=flags(lambda need: need.meanwhile == "overtakes"),
        adds_up=flags(lambda need: need.meanwhile == "adds_up"),
        counted=flags(lambda need: need.counted),
        rate_shape=numbers("rate_shape", np.inf),
        while_owning=numbers("while_owning"),
        replaced=numbers("replaced_per_week", np.nan),
        price_weight=numbers("price_weight"),
        units=np.array([need.units for row in table for need in row], dtype=np.int64).reshape(shape),
        pantry=of_part("pantry", "most_units").astype(np.int64),
        storage_cost=of_part("pantry", "storage_cost"),
        leaving=tuple(tuple(need.leaving for need in row) for row in table),
        satisfied=of_part("leaving", "satisfaction"),
        unhelped=of_part("leaving", "unhelped"),
        usual_interval=_intervals(table, [lives[category] for category in categories]).reshape(shape),
        won_back=threshold(of_part("leaving", "won_back_per_week")),
    )


def _intervals(table: list[list[Need]], lives: list[float]) -> Integers:
    """Return the usual interval of each need; *lives*: for how long units last, by category [weeks]."""
    rows = zip(table, lives, strict=True)
    return np.array([usual_interval(need, life) for row, life in rows for need in row], dtype=np.int64)

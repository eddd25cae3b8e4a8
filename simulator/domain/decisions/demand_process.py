"""Demand process: demand by a stated distribution, of buyers without a choice.

IMPLEMENT: a class in the registry of demand processes with parameters as fields and `units`.
FOR FREE: `list`, `check`, the JSON Schema, and every model in which buyers use goods up.
"""

from abc import abstractmethod
from dataclasses import dataclass
from math import isnan
from typing import Annotated, ClassVar, cast

import numpy as np

from simulator.base.arrays import Floats, Words
from simulator.base.keyed_random import GOLD, mix64, uniform
from simulator.base.numerics.normal_quantile import normal_quantile
from simulator.base.record import Chosen, Record
from simulator.domain.registries import DEMAND_PROCESSES


@dataclass(frozen=True, slots=True)
class DemandProcessView:
    """What a demand process may know when it states a week's demand."""

    week: int
    before: float | None
    """What it answered the week before; none in the first week [units]."""
    word: int
    """The keyed word of the buyer, the product and the week."""

    def luck(self, number: int = 0) -> float:
        """Return one of the week's uniform random numbers in (0, 1), by its number."""
        return uniform(mix64(self.word + number * GOLD) if number else self.word)

    def normal(self, number: int = 0) -> float:
        """Return one of the week's own standard normal numbers."""
        return normal_quantile(self.luck(number))


@dataclass(frozen=True, slots=True)
class DemandProcessColumns:
    """What a demand process may know of many members with the same law, side by side."""

    week: int
    before: Floats
    """What it answered of each the week before; not a number in the first week [units, n]."""
    word: Words
    """The keyed words [n]."""

    def luck(self, number: int = 0) -> Floats:
        """Return one of the week's uniform random numbers of each."""
        offset = np.uint64(number * GOLD % 2**64)
        return uniform(mix64(self.word + offset) if number else self.word)

    def normal(self, number: int = 0) -> Floats:
        """Return `DemandProcessView.normal` of each."""
        return normal_quantile(self.luck(number))

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.word)

    def one(self, at: int) -> DemandProcessView:
        """Return what the demand process may know of one of them."""
        before = self.before[at].item()
        return DemandProcessView(self.week, None if isnan(before) else before, self.word[at].item())


class DemandProcess(Record):
    """A law by which a member wants goods, week by week."""

    is_elementwise: ClassVar[bool] = False
    """Whether `units` holds as it stands for columns of members (`base.numerics.elementwise`)."""

    @abstractmethod
    def units(self, view: DemandProcessView) -> float:
        """Return how much is wanted of a product in a week [units]; nothing below zero."""

    def units_many(self, columns: DemandProcessColumns) -> Floats:
        """Return `units` of each of many."""
        if self.is_elementwise:
            return np.full(len(columns), self.units(cast("DemandProcessView", columns)), dtype=np.float64)
        return np.array([self.units(columns.one(at)) for at in range(len(columns))], dtype=np.float64)


type DemandProcessChoice = Annotated[DemandProcess, Chosen(DEMAND_PROCESSES, "process", formerly=("stream",))]

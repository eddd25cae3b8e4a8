"""Rebate: a bonus on quantity that a contract grants, in marginal steps (`market/state/rebates.py`)."""

from typing import Annotated

from pydantic import Field

from simulator.base.record import Record, TerseRecord
from simulator.domain.units import Name, Share


class RebateStep(Record):
    """A further step of a rebate: beyond it its rate holds, instead of that of the step before."""

    above: int
    """Units shipped in a period from which on it holds [units]."""
    rate: Share
    """Rebate rate: what comes back of the price of every unit beyond them [share of the price paid]."""


class Rebate(TerseRecord):
    """A bonus that a supplier pays at the end of every period on what was bought beyond a threshold."""

    products: tuple[Name, ...]
    """The products that count, together."""
    above: int
    """Units shipped in a period up to which there is none [units]."""
    rate: Share
    """Rebate rate: what comes back of the price of every unit beyond them [share of the price paid]."""
    every: Annotated[int, Field(ge=1)]
    """Length of a period, counted from week 1 [weeks]."""
    further: tuple[RebateStep, ...] = ()
    """Steps after the first, their thresholds rising."""

    def steps(self) -> tuple[RebateStep, ...]:
        """Return all steps, the first included."""
        return (RebateStep(above=self.above, rate=self.rate), *self.further)

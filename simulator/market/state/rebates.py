"""Rebates: what suppliers owe their buyers for having bought much, paid when a period ends.

Units are counted when they are shipped, from week 1 on, in the order in which they are, and at the price they
were shipped at. Steps are marginal: the bonus is each step's rate on the price of the units from its
threshold up to the next one's, added up over the period and rounded once to a money step:

    bonus = round(Σ_i rate_i · Σ price of units beyond above_i and up to above_{i+1})

Goods given back later do not take it away. A period that the run's end cuts off is settled then.
Source: incremental quantity discounts in Silver, Pyke & Thomas (2017), ch. 4, here paid back.
"""

from itertools import pairwise

from simulator.domain.channel.contract import Contract
from simulator.domain.channel.rebate import Rebate
from simulator.domain.units import Units, sum_of_shares
from simulator.market.state.payments import Payments

type Key = tuple[str, str, Rebate]


class Rebates:
    """How far each buyer with a rebate has come in the running period."""

    def __init__(self, units: Units) -> None:
        self._units = units
        self._bought: dict[Key, int] = {}
        """Units shipped so far [steps]."""
        self._base: dict[Key, list[int]] = {}
        """What the units of each step were shipped for [money steps]."""

    def bought(self, contract: Contract, product: str, units: int, price: int) -> None:
        """Count units that were shipped at a price each."""
        for rebate in contract.rebates:
            if product in rebate.products:
                key = (contract.supplier, contract.buyer, rebate)
                before = self._bought.get(key, 0)
                self._bought[key] = after = before + units
                base = self._base.setdefault(key, [0] * len(rebate.steps()))
                for step, (low, high) in enumerate(self._bounds(rebate, after)):
                    base[step] += max(0, min(high, after) - max(low, before)) * price

    def settle(self, till: Payments, week: int, last_week: int) -> None:
        """Pay what is due at the end of a week."""
        for key in [key for key in self._bought if week % key[2].every == 0 or week == last_week]:
            supplier, buyer, rebate = key
            del self._bought[key]
            rates = [step.rate for step in rebate.steps()]
            till.pay(supplier, buyer, sum_of_shares(self._base.pop(key), rates), "rebate")

    def _bounds(self, rebate: Rebate, most: int) -> list[tuple[int, int]]:
        """Return between how many units each step holds; the last one up to *most* [steps]."""
        lows = [self._units.quantity(step.above) for step in rebate.steps()]
        return list(pairwise([*lows, max(most, lows[-1])]))

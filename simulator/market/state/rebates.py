"""Rebates: what suppliers owe their buyers for having bought much, paid when a period ends.

Units are counted when they are shipped, in the order in which they are, and at the price they were shipped
at. The bonus is the rate on the price of every unit after the first so many, added up over the period and
rounded once to a money step:

    bonus = round(rate · Σ price of units beyond `above`)

Goods given back later do not take it away. A period that the run's end cuts off is settled then.
"""

from simulator.domain.channel.channel import Contract, Rebate
from simulator.domain.units import Units, share_of
from simulator.market.state.payments import Payments

type Key = tuple[str, str, Rebate]


class Rebates:
    """How far each buyer with a rebate has come in the running period."""

    def __init__(self, units: Units) -> None:
        self._units = units
        self._bought: dict[Key, int] = {}
        """Units shipped so far [steps]."""
        self._base: dict[Key, int] = {}
        """What units beyond the threshold were shipped for [money steps]."""

    def bought(self, contract: Contract, product: str, units: int, price: int) -> None:
        """Count units that were shipped at a price each."""
        for rebate in contract.rebates:
            if product in rebate.products:
                key = (contract.supplier, contract.buyer, rebate)
                before, threshold = self._bought.get(key, 0), self._units.quantity(rebate.above)
                beyond = min(units, max(0, before + units - threshold))
                self._bought[key] = before + units
                self._base[key] = self._base.get(key, 0) + beyond * price

    def settle(self, till: Payments, week: int, last_week: int) -> None:
        """Pay what is due at the end of a week."""
        for key in [key for key in self._bought if week % key[2].every == 0 or week == last_week]:
            supplier, buyer, rebate = key
            del self._bought[key]
            till.pay(supplier, buyer, share_of(self._base.pop(key), rebate.rate), "rebate")

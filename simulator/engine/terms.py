"""Terms: what buyers pay their suppliers now, what they have ordered of late, and what their goods cost.

A contract holds the prices it opened with; where its supplier sets prices week by week, the price in
force is here. What a member's goods cost it is the mean of what it paid, updated as goods come in.
"""

from collections import Counter, deque
from collections.abc import Iterable

from simulator.domain.channel import Contract
from simulator.domain.units import Units
from simulator.domain.wholesale import TradeWeek

MEMORY_WEEKS = 26

type Deal = tuple[str, str, str]
"""Supplier, buyer, product."""


class Terms:
    """Prices in force, and what follows from them."""

    def __init__(self, contracts: Iterable[Contract], units: Units) -> None:
        self.units = units
        self._prices: dict[Deal, float] = {
            (contract.supplier, contract.buyer, product): price
            for contract in contracts
            for product, price in contract.prices.items()
        }
        self._costs: dict[tuple[str, str], float] = {}
        for (_, buyer, product), price in self._prices.items():
            self._costs.setdefault((buyer, product), float(units.price(price)))  # what it opens with
        self._ordered: Counter[Deal] = Counter()
        self._past: dict[Deal, deque[TradeWeek]] = {}

    def agreed(self, contract: Contract, product: str) -> float:
        """Return what the buyer pays now [currency per unit]: last set, else the contract's price."""
        deal = (contract.supplier, contract.buyer, product)
        return self._prices.setdefault(deal, contract.prices[product])

    def price(self, contract: Contract, product: str) -> int:
        """Return what the buyer pays now for one quantity step [money steps]."""
        return self.units.price(self.agreed(contract, product))

    def change(self, contract: Contract, product: str, price: float) -> bool:
        """Let another price be in force [currency per unit]; return whether it is one when counted."""
        before = self.price(contract, product)
        self._prices[contract.supplier, contract.buyer, product] = price
        return self.price(contract, product) != before

    def ordered(self, contract: Contract, product: str, units: int) -> None:
        """Note an order, for a supplier who sets its prices by what is ordered."""
        if contract.pricing is not None:
            self._ordered[contract.supplier, contract.buyer, product] += units

    def close_week(self, contract: Contract, product: str, retail_price: float) -> None:
        """Put the orders of a week and the price that customers were asked in it into memory."""
        deal = (contract.supplier, contract.buyer, product)
        week = TradeWeek(self._ordered.pop(deal, 0), retail_price)
        self._past.setdefault(deal, deque(maxlen=MEMORY_WEEKS)).append(week)

    def past(self, contract: Contract, product: str) -> tuple[TradeWeek, ...]:
        """Return past weeks of a contract, oldest first."""
        return tuple(self._past.get((contract.supplier, contract.buyer, product), ()))

    def cost(self, member: str, product: str) -> int | None:
        """Return what one quantity step that a member holds cost it on average [money steps].

        None for who has never had a contract for it.
        """
        cost = self._costs.get((member, product))
        return None if cost is None else round(cost)

    def came_in(self, member: str, product: str, held: int, units: int, price: int) -> None:
        """Mix goods that come in at a price with those held: a moving average."""
        before = self._costs.get((member, product), float(price))
        self._costs[member, product] = (before * held + float(price) * units) / (held + units)

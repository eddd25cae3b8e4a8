"""Prices in force: what buyers pay suppliers now, their recent orders, and the average cost of their goods.

A contract holds the prices it opened with; where its supplier sets prices week by week, the price in
force is here. What a member's goods cost it is the mean of what it paid, updated as goods come in.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable

from simulator.domain.channel.contract import Contract
from simulator.domain.decisions.wholesale_pricing import TradeWeek
from simulator.domain.units import Units

MEMORY_WEEKS = 26

type PriceKey = tuple[str, str, str]
"""Supplier, buyer, product."""
type PriceAmendment = Callable[[str, float], float]
"""What is paid for a product where so much is agreed [currency per unit]."""


class PricesInForce:
    """Prices in force, and what follows from them."""

    def __init__(self, contracts: Iterable[Contract], units: Units) -> None:
        self.units = units
        self._prices: dict[PriceKey, float] = {
            (contract.supplier, contract.buyer, product): price
            for contract in contracts
            for product, price in contract.prices.items()
        }
        self._costs: dict[tuple[str, str], float] = {}
        for (_, buyer, product), price in self._prices.items():
            self._costs.setdefault((buyer, product), float(units.price(price)))  # what it opens with
        self._opened = {deal: units.price(price) for deal, price in self._prices.items()}
        self._last_reported = {deal: units.price(price) for deal, price in self._prices.items()}
        self._amendments: dict[PriceKey, PriceAmendment] = {}
        self._counted: dict[PriceKey, int] = {}
        """Prices in force as they were last counted [money steps]; forgotten when any changes."""
        self._is_changed = False
        self._ordered: Counter[PriceKey] = Counter()
        self._past: dict[PriceKey, deque[TradeWeek]] = {}

    def agreed(self, contract: Contract, product: str) -> float:
        """Return what the two agreed on [currency per unit]: last set, else the contract's price."""
        deal = (contract.supplier, contract.buyer, product)
        return self._prices.setdefault(deal, contract.prices[product])

    def price(self, contract: Contract, product: str) -> int:
        """Return what the buyer pays now for one quantity step [money steps]."""
        deal = (contract.supplier, contract.buyer, product)
        price = self._counted.get(deal)
        if price is None:
            price = self._counted[deal] = self.units.price(self.in_force(contract, product))
        return price

    def landed_cost(self, contract: Contract, product: str) -> int:
        """Return what a buyer pays for one quantity step until it has it [money steps]."""
        cost = self.price(contract, product)
        if contract.freight and contract.freight_paid_by == "buyer":
            cost += self.units.price(contract.freight)
        return cost

    def discount(self, contract: Contract, product: str) -> float:
        """Return how far what is paid now is below what the contract opened with [share]; 0 if it is not."""
        opened = self._opened.get((contract.supplier, contract.buyer, product), 0)
        return max(0.0, 1.0 - self.price(contract, product) / opened) if opened else 0.0

    def in_force(self, contract: Contract, product: str) -> float:
        """Return what the buyer pays now, interventions included [currency per unit]."""
        return self._paid((contract.supplier, contract.buyer, product), self.agreed(contract, product))

    def _paid(self, deal: PriceKey, agreed: float) -> float:
        amendment = self._amendments.get(deal)
        return agreed if amendment is None else amendment(deal[2], agreed)

    def change(self, contract: Contract, product: str, price: float) -> None:
        """Let the supplier and the buyer agree on another price [currency per unit]."""
        self._prices[contract.supplier, contract.buyer, product] = price
        self._counted.clear()
        self._is_changed = True

    def amend(self, amendments: dict[PriceKey, PriceAmendment]) -> None:
        """Let what some suppliers and buyers agreed on be paid otherwise, until this is called anew."""
        self._amendments = amendments
        self._counted.clear()
        self._is_changed = True

    def changes(self) -> list[tuple[PriceKey, int]]:
        """Return the deals at another price than when this was last asked, and the price [money steps]."""
        if not self._is_changed:
            return []
        self._is_changed = False
        now = {deal: self.units.price(self._paid(deal, price)) for deal, price in self._prices.items()}
        changed = [(deal, price) for deal, price in now.items() if price != self._last_reported.get(deal)]
        self._last_reported.update(changed)
        return changed

    def ordered(self, contract: Contract, product: str, units: int) -> None:
        """Note an order, for a supplier that sets its prices by what is ordered."""
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

    def update_cost(self, member: str, product: str, held: int, units: int, price: int) -> None:
        """Update the average unit cost with goods that come in at a price (moving average)."""
        before = self._costs.get((member, product), float(price))
        self._costs[member, product] = (before * held + float(price) * units) / (held + units)

"""Stockroom: what a member has, has ordered, owes and has been asked for, product by product."""

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from simulator.domain.decisions import OrderingView

MEMORY_WEEKS = 26


@dataclass
class Stockroom:
    """Counts in quantity steps. Whoever moves goods writes it in the ledger too."""

    on_hand: Counter[str] = field(default_factory=Counter)
    on_order: Counter[str] = field(default_factory=Counter)
    """Ordered or made, and not yet here."""
    owed: Counter[str] = field(default_factory=Counter)
    """Ordered by buyers, and not yet shipped."""
    asked: Counter[str] = field(default_factory=Counter)
    """Demand seen this week."""
    remembered: dict[str, deque[int]] = field(default_factory=dict)
    """Demand seen in past weeks, oldest first."""

    def close_week(self, products: Iterable[str]) -> None:
        """Turn this week's demand for products into memory; of others nothing is remembered."""
        for product in products:
            self.remembered.setdefault(product, deque(maxlen=MEMORY_WEEKS)).append(self.asked[product])
        self.asked.clear()

    def weekly_units(self, product: str) -> float:
        """Return the mean demand per remembered week [steps per week]."""
        seen = self.remembered.get(product)
        return sum(seen) / len(seen) if seen else 0.0

    def view(self, product: str, week: int, lead_time_weeks: int) -> OrderingView:
        """Return what an ordering policy may see of a product."""
        return OrderingView(
            week=week,
            on_hand=self.on_hand[product],
            on_order=self.on_order[product],
            owed=self.owed[product],
            demand=tuple(self.remembered.get(product, ())),
            lead_time_weeks=lead_time_weeks,
        )

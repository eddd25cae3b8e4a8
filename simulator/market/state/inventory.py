"""Inventory: what a member has, has ordered, owes and was asked for, product by product.

Demand that an outlet remembers is what it sold and what customers wanted of it first and did not find, while
the product is listed. A rule's memory is one number (`expected`), kept beside 26 weeks of demand: exponential
smoothing forgets nothing.
"""

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from simulator.domain.decisions.policies import OrderingPolicy
from simulator.domain.decisions.policy_views import OrderingView

MEMORY_WEEKS = 26


@dataclass
class Inventory:
    """Counts in quantity steps; each movement of goods is recorded in the ledger too."""

    on_hand: Counter[str] = field(default_factory=Counter)
    on_order: Counter[str] = field(default_factory=Counter)
    """Ordered or made, and not yet here."""
    owed: Counter[str] = field(default_factory=Counter)
    """Ordered by buyers, and not yet shipped."""
    impatient: Counter[str] = field(default_factory=Counter)
    """What of the owed will be cancelled if it is not shipped this week."""
    in_the_mail: Counter[str] = field(default_factory=Counter)
    """Ordered, and not yet seen by the supplier."""
    asked: Counter[str] = field(default_factory=Counter)
    """Demand seen this week."""
    expected: dict[str, float] = field(default_factory=dict)
    """What the ordering rule makes of all demand seen [steps per week]."""
    below: list["Inventory"] = field(default_factory=list)
    """Inventories of all members supplied by way of this one, where its rule looks at them."""
    remembered: dict[str, deque[int]] = field(default_factory=dict)
    """Demand seen in past weeks, oldest first."""
    filled: dict[str, float] = field(default_factory=dict)
    """How much of what was ordered the supplier shipped when last some was ordered [share]."""
    luck: int = 0
    """The member's own keyed word."""
    price_off: dict[str, float] = field(default_factory=dict)
    """How far suppliers' prices are below the prices that contracts opened with [share]."""
    delay: dict[str, tuple[float, float]] = field(default_factory=dict)
    """Mean and variance of the weeks by which suppliers' shipments are late [weeks, weeks²]."""

    def close_week(self, products: Iterable[str], week: int = 0, rule: OrderingPolicy | None = None) -> None:
        """Turn this week's demand for products into memory, and into what a rule expects; forget others'."""
        for product in products:
            asked = self.asked[product]
            self.remembered.setdefault(product, deque(maxlen=MEMORY_WEEKS)).append(asked)
            if rule is not None:
                expected = rule.expect(self.expected.get(product), asked, week)
                if expected is not None:
                    self.expected[product] = expected
        self.asked.clear()

    def position(self, product: str) -> int:
        """Return what is on hand and has been ordered and seen by the supplier, less what is owed [steps]."""
        there = self.on_hand[product] + self.on_order[product] - self.in_the_mail[product]
        return there - self.owed[product]

    def weekly_units(self, product: str) -> float:
        """Return the mean demand per remembered week [steps per week]."""
        seen = self.remembered.get(product)
        return sum(seen) / len(seen) if seen else 0.0

    def view(self, product: str, week: int, lead_time_weeks: int) -> OrderingView:
        """Return what an ordering policy may see of a product."""
        late = self.delay.get(product, (0.0, 0.0))
        return OrderingView(
            week=week,
            on_hand=self.on_hand[product],
            on_order=self.on_order[product],
            owed=self.to_be_shipped(product),
            demand=tuple(self.remembered.get(product, ())),
            lead_time_weeks=lead_time_weeks,
            expected=self.expected.get(product),
            below=sum(stockroom.position(product) for stockroom in self.below) if self.below else 0,
            filled=self.filled.get(product, 1.0),
            luck=self.luck,
            price_off=self.price_off.get(product, 0.0),
            mean_delay=late[0],
            delay_variance=late[1],
        )

    def to_be_shipped(self, product: str) -> int:
        """Return what is owed, but for what will be cancelled for want of goods [steps]."""
        impatient = self.impatient[product]
        if not impatient:
            return self.owed[product]
        waiting = self.owed[product] - impatient
        return waiting + min(impatient, max(0, self.on_hand[product] - waiting))

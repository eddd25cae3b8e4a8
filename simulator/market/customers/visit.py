"""Visit: what a customer with a need finds, weighs and intends, before it is known what is left in stock."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from simulator.base.summation import total
from simulator.market.customers.offer import Offer
from simulator.market.state.choice_tables import NONE


@dataclass(frozen=True, slots=True)
class Weighing:
    """One offer as a customer weighs it: utility by purchase reason, and the luck of the week with it."""

    outlet: int
    product: int
    benefits: float = 0.0
    price: float = 0.0
    taste: float = 0.0
    trust: float = 0.0
    luck: float = 0.0
    """What the customer happens to like, less what crowding takes [utils]."""
    waiting: float = 0.0
    """What having to wait for it takes away [utils]."""
    promotion: int = NONE
    """The promotional price that the customer takes, or NONE for the price asked of everybody."""
    is_later: bool = False
    """Whether it would have to be ordered and waited for."""
    offer: Offer | None = None
    """What was weighed; none for going without."""
    fleeting: float = 0.0
    """What of its utility moves the choice alone [utils]."""
    option: float = 0.0
    """What of the fleeting is an option that ends when it is had [utils]."""
    disconfirmation: float = 0.0
    """What is found of it, once it is had, beyond what was believed [utils]."""
    shocks: tuple[float, ...] = ()
    """Luck without crowding, by ways in which offers are alike [units of luck]."""

    @property
    def value(self) -> float:
        """Return the utility without luck, summed left to right [utils]."""
        return self.benefits + self.price + self.taste + self.trust + self.waiting

    @property
    def total(self) -> float:
        """Return the utility with luck [utils]."""
        return self.value + self.luck

    def parts(self) -> tuple[float, ...]:
        """Return the parts in the order of `PURCHASE_REASONS`."""
        return self.benefits, self.price, self.taste, self.trust, self.luck, self.waiting


@dataclass(slots=True)
class Visit:
    """A customer's intention, before it is known what is left in stock."""

    category: int
    knows_a_product: bool = False
    offers: list[Offer] = field(default_factory=list)
    """Every offer that the customer sees, in stock or not."""
    weighed: list[Weighing] = field(default_factory=list)
    """The same offers, as if each were in stock."""
    considered: list[Weighing] = field(default_factory=list)
    """What is in stock, or can be ordered and waited for."""
    adviser: int = NONE
    """The outlet that gives the advice taken, or NONE."""
    doubt_left: float = 1.0
    """The share of doubt that advice has left about the product that is weighed."""
    questions_open: tuple[float, ...] = ()
    """Whether each question about the product that is weighed is open, 1 or 0."""
    wanted: Weighing | None = None
    nearest: Weighing | None = None
    """The best of all that is seen, though going without may be better."""
    first: Weighing | None = None
    """What is taken if it is in stock when the customer's turn comes, else the second."""
    second: Weighing | None = None
    waits: Weighing | None = None
    """What is ordered if neither is to be had."""
    tipped: int = 0
    barriers: int = 0
    """Which barriers are thought away while weighing: a place in `BARRIERS`."""
    going_without: float = 0.0
    """Utility of not buying, without luck [utils]."""
    nothing: float = 0.0
    """The same with luck [utils]."""

    @property
    def count(self) -> int:
        """Return how many offers are seen."""
        return len(self.offers)

    @property
    def products(self) -> int:
        """Return how many different products are seen, at however many outlets."""
        return len({offer.product for offer in self.offers})

    def least(self, name: str) -> Any:
        """Return the least that any offer seen has of something, such as price."""
        return min(getattr(offer, name) for offer in self.offers)

    def mean(self, name: str) -> Any:
        """Return the mean of something over all offers seen, added left to right."""
        return total(getattr(offer, name) for offer in self.offers) / self.count


type Later = Callable[[Weighing], Weighing | None]
"""Returns an offer as it is to a customer that must wait for it; none if it could not, or would not."""


def planned(ranked: list[Weighing], later: Later) -> tuple[Weighing | None, Weighing | None, Weighing | None]:
    """Return what is taken first and second if it is in stock, and what is ordered if neither is.

    *ranked* has what is considered, the best first, and going without among it. Two offers are tried at most,
    none that is worse than an order; a customer that finds one sold out may order there too.
    """
    nothing = next(w for w in ranked if w.outlet == NONE)
    better = list(takewhile(lambda w: w is not nothing, ranked))
    in_stock: list[Weighing | None] = [w for w in better if not w.is_later]
    first, second = (*in_stock, None, None)[:2]
    waits = next((w for w in better if w.is_later), None)
    if waits and first and waits.total > first.total:
        return None, None, waits
    for tried in (first, second):
        if tried is second and second and waits and waits.total > second.total:
            return first, None, waits
        ordered = later(tried) if tried else None
        if ordered and ordered.total > (waits or nothing).total:
            waits = ordered
    return first, second, waits

"""Visit: what a customer with a need finds, weighs and means to take, before it is known what is left."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING

from simulator.market.state.choice_tables import NONE

if TYPE_CHECKING:
    from simulator.market.customers.customer import Customer


@dataclass(frozen=True, slots=True)
class Weighing:
    """One offer as a customer weighs it: utility in its parts, and this week's luck with it."""

    outlet: int
    product: int
    benefits: float = 0.0
    price: float = 0.0
    taste: float = 0.0
    trust: float = 0.0
    luck: float = 0.0
    waiting: float = 0.0
    """What having to wait for it takes away [utils]."""
    tariff: int = NONE
    """The tariff under which it is mine, or NONE for the price asked of everybody."""
    is_later: bool = False
    """Whether I would have to order it and wait."""

    @property
    def value(self) -> float:
        """Return the utility without luck, summed left to right [utils]."""
        return self.benefits + self.price + self.taste + self.trust + self.waiting

    @property
    def total(self) -> float:
        """Return the utility with luck [utils]."""
        return self.value + self.luck

    def parts(self) -> tuple[float, ...]:
        """Return the parts in the order of `TIPS`."""
        return self.benefits, self.price, self.taste, self.trust, self.luck, self.waiting


@dataclass(slots=True)
class Visit:
    """A customer's intention, before it is known what is left on the shelf."""

    customer: "Customer"
    category: int
    knows_a_product: bool = False
    sees_an_offer: bool = False
    weighed: list[Weighing] = field(default_factory=list)
    """Every offer seen, as if it were in stock."""
    considered: list[Weighing] = field(default_factory=list)
    """What is in stock, or can be ordered and waited for."""
    adviser: int = NONE
    wanted: Weighing | None = None
    first: Weighing | None = None
    """What I take from a shelf if it is there when my turn comes, else the second."""
    second: Weighing | None = None
    waits: Weighing | None = None
    """What I order if I get neither."""
    held_back: int = NONE
    """Why nothing of it is wanted: a place in `HELD_BACK`, or NONE."""
    tipped: int = 0
    going_without: float = 0.0
    """Utility of not buying, without luck [utils]."""


type Later = Callable[[Weighing], Weighing | None]
"""Says what an offer is to somebody who must wait for it; none if she cannot, or would not."""


def planned(ranked: list[Weighing], later: Later) -> tuple[Weighing | None, Weighing | None, Weighing | None]:
    """Return what is taken first and second if it is there, and what is ordered if neither is.

    *ranked* has what is considered, the best first, and going without among it. Two shelves are tried at
    most, none that is worse than an order; who finds one empty may order there too.
    """
    nothing = next(w for w in ranked if w.outlet == NONE)
    better = list(takewhile(lambda w: w is not nothing, ranked))
    shelf: list[Weighing | None] = [w for w in better if not w.is_later]
    first, second = (*shelf, None, None)[:2]
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

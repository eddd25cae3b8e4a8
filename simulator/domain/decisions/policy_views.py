"""Policy views: what a pricing, ordering or allocation policy is shown when it decides."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PricingView:
    """What an outlet sees when it prices one product. All amounts in currency per unit."""

    week: int
    list_price: float
    unit_cost: float
    """What one unit costs it: its contract price and the cost of handling a sale."""
    commission: float
    """What a marketplace keeps of the price [share]."""
    current_price: float
    """Its own price last week; the list price before there was one."""
    lowest_rival: float | None
    """Lowest price of the same product seen last week at another outlet in its area."""
    on_hand: int
    """Units on its shelf [steps]."""
    weekly_units: float
    """Demand it has seen per week, of late: its sales, and what was wanted of it first [steps per week]."""
    weeks_seen: int = 0
    """How many past weeks these are; none when it has only just opened [weeks]."""
    demand: tuple[int, ...] = ()
    """The same demand week by week, oldest first [steps]."""
    siblings: tuple[int, ...] = ()
    """Demand it has seen for its other products of the category, together, by week, oldest first [steps].

    Empty for a rule that does not mind them.
    """
    others: tuple["OtherOffer", ...] = ()
    """Other offers of the category that its customers may take instead; empty for a rule that minds none."""


@dataclass(frozen=True, slots=True)
class OtherOffer:
    """An offer that customers of the one being priced may take instead, and what of it they took."""

    demand: tuple[float, ...]
    """What these customers asked for of it, by week, oldest first [steps]."""
    is_same_product: bool
    """Whether it is the same product at another outlet."""
    margin: float = 0.0
    """What one unit of it left the same owner last week [currency per unit]; 0: it is not the owner's."""


@dataclass(frozen=True, slots=True)
class OrderingView:
    """What a member sees when it orders one product. All quantities in steps."""

    week: int
    on_hand: int
    on_order: int
    owed: int
    """Ordered by its own buyers and not yet shipped."""
    demand: tuple[int, ...]
    """Demand it has seen in past weeks, oldest first (as many weeks as it remembers)."""
    lead_time_weeks: int
    expected: float | None = None
    """What its rule has made of all demand it has seen; none if the rule keeps nothing [steps per week]."""
    below: int = 0
    """The positions of all it supplies, and of all these supply, together; 0 unless its rule looks there."""
    filled: float = 1.0
    """How much of what it had ordered of its supplier was shipped when last some was [share]."""
    luck: int = 0
    """The member's own keyed word, the same in every week and for every product."""
    price_off: float = 0.0
    """How far its supplier's price is below the one their contract opened with [share]; 0 if it is not."""
    mean_delay: float = 0.0
    """Mean of the weeks by which shipments to it are late, as its contract states their chances [weeks]."""
    delay_variance: float = 0.0
    """Their variance [weeks²]."""

    @property
    def position(self) -> int:
        """Return the inventory position: on hand + on order − owed."""
        return self.on_hand + self.on_order - self.owed


@dataclass(frozen=True, slots=True)
class Claim:
    """One order that a supplier holds, as it sees it when it shares out a product."""

    units: int
    """What is still to be shipped of it [steps]."""
    week: int
    """The week in which it was ordered."""
    is_own: bool
    """Whether the buyer belongs to the supplier, or to the manufacturer that the supplier belongs to."""
    tags: tuple[str, ...]
    """What the buyer is tagged with."""
    luck: int
    """The buyer's keyed word of the week: settles ties, so that no buyer gains by being listed first."""

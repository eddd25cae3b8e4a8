"""Decisions: what a member sees when it decides, and what a policy must be able to answer.

A policy is a frozen noun with one method. It sees a view, returns a plain number and changes
nothing; posting and ordering round that number once, to steps.
"""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Annotated, ClassVar

import numpy as np

from simulator.domain.shelves import ALLOCATION, ORDERING, PRICING
from simulator.ground.noun import Chosen, Noun

if TYPE_CHECKING:
    from simulator.domain.claims import Claims
    from simulator.domain.ordering_columns import OrderingColumns
    from simulator.ground.arrays import Floats, Integers


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
    """How many past weeks those are; none when it has only just opened [weeks]."""
    demand: tuple[int, ...] = ()
    """The same demand week by week, oldest first [steps]."""
    siblings: tuple[int, ...] = ()
    """Demand it has seen for its other products of the category, together, by week, oldest first [steps].

    Empty for a rule that does not mind them.
    """


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
    """The positions of all it supplies, and of all those supply, together; 0 unless its rule looks there."""
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
    """Whether the buyer belongs to the supplier, or to the manufacturer to whom the supplier belongs."""
    tags: tuple[str, ...]
    """What the buyer is tagged with."""
    luck: int
    """The buyer's keyed word of the week: settles ties, so that nobody gains by being listed first."""


class PricingPolicy(Noun):
    """A rule by which an outlet sets the price of one product."""

    @property
    def minds_siblings(self) -> bool:
        """Say whether it wants to see what its outlet sells of other products of the category."""
        return False

    @abstractmethod
    def price(self, view: PricingView) -> float:
        """Return the price it wants to ask [currency per unit]."""


class OrderingPolicy(Noun):
    """A rule by which a member decides how much of one product to order."""

    looks_below: ClassVar[bool] = False
    """Whether it is shown the positions of all who are supplied by way of the member."""

    @abstractmethod
    def order(self, view: OrderingView) -> float:
        """Return the quantity it wants to order this week [steps], none if zero or less."""

    def expect(self, before: float | None, asked: int, week: int) -> float | None:
        """Return what it expects of a week after one in which so much was asked for [steps].

        *before* is what it expected until then, none at first. Most rules keep nothing.
        """
        del asked, week
        return before

    def order_many(self, columns: "OrderingColumns") -> "Floats":
        """Return what each of many members with this rule wants to order, as `order` would [steps]."""
        return np.array([self.order(columns.one(at)) for at in range(len(columns))], dtype=np.float64)

    def expect_many(self, before: "Floats", asked: "Integers", week: int) -> "Floats":
        """Return what each of many expects, as `expect` would; not a number stands for nothing yet."""
        if type(self).expect is OrderingPolicy.expect:
            return before
        known = [None if isnan(value) else value for value in before.tolist()]
        pairs = zip(known, asked.tolist(), strict=True)
        return np.array([self.expect(last, units, week) for last, units in pairs], dtype=np.float64)

    def unbatched(self) -> "OrderingPolicy":
        """Return the same rule where it batches nothing: it orders in any week, and any quantity."""
        return self

    def honest(self) -> "OrderingPolicy":
        """Return the same rule where it orders no more than it wants."""
        return self

    def unmoved(self) -> "OrderingPolicy":
        """Return the same rule where no price makes it order more or less."""
        return self


class AllocationPolicy(Noun):
    """A rule by which a supplier shares out what does not suffice for all orders it holds."""

    @abstractmethod
    def allocate(self, available: int, claims: Sequence[Claim]) -> list[int]:
        """Return what each claim gets [steps]: whole steps, in the order of the claims."""

    def allocate_many(self, claims: "Claims") -> "Integers":
        """Return what each claim on many suppliers gets, supplier by supplier [steps]."""
        given = np.zeros(len(claims), dtype=np.int64)
        for available, rows in claims.by_supplier():
            given[rows] = self.allocate(available, [claims.one(at) for at in rows.tolist()])
        return given

    def tags(self) -> tuple[str, ...]:
        """Return the tags by which it tells buyers apart; one that no buyer has is a mistake in a file."""
        return ()


def pricing_rule(name: str, **parameters: float) -> PricingPolicy:
    """Return a pricing policy by name, as the default of a distribution model that may be overridden."""
    rule: PricingPolicy = PRICING.get(name)(**parameters)
    return rule


def ordering_rule(name: str, **parameters: float) -> OrderingPolicy:
    """Return an ordering policy by name, as the default of a distribution model that may be overridden."""
    rule: OrderingPolicy = ORDERING.get(name)(**parameters)
    return rule


def allocation_rule(name: str) -> AllocationPolicy:
    """Return an allocation policy by name, as the default of whoever supplies others."""
    rule: AllocationPolicy = ALLOCATION.get(name)()
    return rule


type PricingChoice = Annotated[PricingPolicy, Chosen(PRICING, "policy")]
type OrderingChoice = Annotated[OrderingPolicy, Chosen(ORDERING, "policy")]
type AllocationChoice = Annotated[AllocationPolicy, Chosen(ALLOCATION, "policy")]

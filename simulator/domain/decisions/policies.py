"""Policies: how a member sets prices, places orders and allocates short supply.

A policy is a frozen record with one method. It sees a view, returns a plain number and changes
nothing; posting and ordering round that number once, to steps.
"""

from abc import abstractmethod
from collections.abc import Sequence
from math import isnan
from typing import Annotated, ClassVar, cast

import numpy as np

from simulator.base.arrays import Floats, Integers
from simulator.base.record import Chosen, Record
from simulator.domain.decisions.claim_columns import Claims
from simulator.domain.decisions.ordering_columns import OrderingColumns
from simulator.domain.decisions.policy_views import Claim, OrderingView, PricingView
from simulator.domain.registries import ALLOCATION, ORDERING, PRICING


class PricingPolicy(Record):
    """A rule by which an outlet sets the price of one product."""

    @property
    def minds_siblings(self) -> bool:
        """Say whether it wants to see what its outlet sells of other products of the category."""
        return False

    @property
    def minds_others(self) -> bool:
        """Say whether it wants to see what else its customers take of the category, wherever they do."""
        return False

    def lowest(self, list_price: float, unit_cost: float, commission: float) -> float:
        """Return a price below which it never goes [currency per unit]; 0 where none is known.

        *unit_cost* is what the outlet pays for a unit, *commission* a marketplace's share of the price.
        """
        del list_price, unit_cost, commission
        return 0.0

    @abstractmethod
    def price(self, view: PricingView) -> float:
        """Return the price it wants to ask [currency per unit]."""


class OrderingPolicy(Record):
    """A rule by which a member decides how much of one product to order."""

    looks_below: ClassVar[bool] = False
    """Whether it is shown the positions of all members supplied by way of this one (echelon)."""
    is_elementwise: ClassVar[bool] = False
    """Whether `order` and `expect` hold as they are for columns of members (`base.numerics.elementwise`)."""

    @abstractmethod
    def order(self, view: OrderingView) -> float:
        """Return the quantity it wants to order this week [steps], none if zero or less."""

    def expect(self, before: float | None, asked: int, week: int) -> float | None:
        """Return what it expects of a week after one in which so much was asked for [steps].

        *before* is what it expected until then, none at first. Most rules keep nothing.
        """
        del asked, week
        return before

    def order_many(self, columns: OrderingColumns) -> Floats:
        """Return what each of many members with this rule wants to order, as `order` would [steps]."""
        if self.is_elementwise:
            return np.full(len(columns), self.order(cast("OrderingView", columns)), dtype=np.float64)
        return np.array([self.order(columns.one(at)) for at in range(len(columns))], dtype=np.float64)

    def expect_many(self, before: Floats, asked: Integers, week: int) -> Floats:
        """Return what each of many expects, as `expect` would; not a number stands for nothing yet."""
        if type(self).expect is OrderingPolicy.expect:
            return before
        if self.is_elementwise:
            return cast("Floats", self.expect(cast("float", before), cast("int", asked), week))
        known = [None if isnan(value) else value for value in before.tolist()]
        pairs = zip(known, asked.tolist(), strict=True)
        return np.array([self.expect(last, units, week) for last, units in pairs], dtype=np.float64)

    def ordered(self, view: OrderingView) -> float:
        """Return `order` of a member or, in a rule that stands around this one, `order_many` of columns."""
        if isinstance(view, OrderingColumns):
            return cast("float", self.order_many(view))
        return self.order(view)

    def expected(self, before: float | None, asked: int, week: int) -> float | None:
        """Return `expect` of a member or, in a rule around this one, `expect_many` of columns."""
        if isinstance(asked, np.ndarray):
            return cast("float", self.expect_many(cast("Floats", before), asked, week))
        return self.expect(before, asked, week)

    def lot_size(self, week: int) -> int:
        """Return the size of the lots in which it orders in a week [steps]; 1: any quantity."""
        del week
        return 1

    def unbatched(self) -> "OrderingPolicy":
        """Return the same rule where it batches nothing: it orders in any week, and any quantity."""
        return self

    def honest(self) -> "OrderingPolicy":
        """Return the same rule where it orders no more than it wants."""
        return self

    def unmoved(self) -> "OrderingPolicy":
        """Return the same rule where no price makes it order more or less."""
        return self


class AllocationPolicy(Record):
    """A rule by which a supplier shares out what does not suffice for all orders it holds."""

    @abstractmethod
    def allocate(self, available: int, claims: Sequence[Claim]) -> list[int]:
        """Return what each claim gets [steps]: whole steps, in the order of the claims."""

    def allocate_many(self, claims: Claims) -> Integers:
        """Return what each claim on many suppliers gets, supplier by supplier [steps]."""
        given = np.zeros(len(claims), dtype=np.int64)
        for available, rows in claims.by_supplier():
            given[rows] = self.allocate(available, [claims.one(at) for at in rows.tolist()])
        return given

    def tags(self) -> tuple[str, ...]:
        """Return the tags by which it tells buyers apart; one that no buyer has is a mistake in a file."""
        return ()


class ColumnAllocation(AllocationPolicy):
    """An allocation policy with a formula that holds for the claims on many suppliers at once."""

    def allocate(self, available: int, claims: Sequence[Claim]) -> list[int]:
        """Return what each claim on one supplier gets [steps]."""
        shares: list[int] = self.allocate_many(Claims.of_one(available, claims)).tolist()
        return shares

    @abstractmethod
    def allocate_many(self, claims: Claims) -> Integers:
        """Return what each claim gets [steps]: whole steps, in the order of the claims."""


def pricing_rule(name: str, **parameters: float) -> PricingPolicy:
    """Return a pricing policy by name, as the default of a distribution model that may be overridden."""
    rule: PricingPolicy = PRICING.get(name)(**parameters)
    return rule


def ordering_rule(name: str, **parameters: float) -> OrderingPolicy:
    """Return an ordering policy by name, as the default of a distribution model that may be overridden."""
    rule: OrderingPolicy = ORDERING.get(name)(**parameters)
    return rule


def allocation_rule(name: str) -> AllocationPolicy:
    """Return an allocation policy by name, as a supplier's default."""
    rule: AllocationPolicy = ALLOCATION.get(name)()
    return rule


type PricingChoice = Annotated[PricingPolicy, Chosen(PRICING, "policy")]
type OrderingChoice = Annotated[OrderingPolicy, Chosen(ORDERING, "policy")]
type AllocationChoice = Annotated[AllocationPolicy, Chosen(ALLOCATION, "policy")]

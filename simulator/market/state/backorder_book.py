"""Backorder book: customers' orders of goods that outlets did not have, as columns.

First come, first served: by the week of the order, then in the order in which customers came shopping.
What is paid is paid on delivery, at the price of the week of the order: so nobody owes customers anything
if an order comes to nothing, and what is sold is told in the week in which goods change hands.
"""

from collections import deque
from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers, Words
from simulator.domain.channel.member import Member
from simulator.domain.offers.promotions import Plan
from simulator.domain.people.group_roles import deciders
from simulator.domain.people.segments import NEVER
from simulator.market.state.choice_tables import RunTables
from simulator.mechanisms.experience.return_decision import AT_HOME
from simulator.scenario.schema import Scenario

MEMORY_WEEKS = 26
"""Weeks of deliveries from which outlets tell how long it takes."""


@dataclass(frozen=True)
class OrderedPromotion:
    """The special offer under which something was ordered."""

    offer: str
    number: int
    """Its place among the promotions of the scenario."""
    leaked: bool
    plan: Plan | None


@dataclass(frozen=True)
class Backorders:
    """Some orders, one a row. Offers, customers, cells and categories by number, advisers as parties."""

    week: Integers
    told: Floats
    """How long it was said to take [weeks]."""
    arrival: Words
    offer: Integers
    customer: Integers
    category: Integers
    onset: Integers
    """Week in which the need arose."""
    luck_week: Integers
    """Week of the luck that it had, with its number within its week."""
    cell: Integers
    price: Integers
    """What is to be paid [money steps]."""
    asked: Integers
    """What was asked of everybody [money steps]."""
    margin: Integers
    """What it leaves the outlet [money steps]."""
    deal: Integers
    """Number of the special offer among all deals of the run, or NONE."""
    substitute: Integers
    """1 where something else was wanted first."""
    adviser: Integers
    tipped: Integers
    considered: Integers
    source: Integers
    """What brought the need: a medium that is told by number, none by the next, or NONE."""
    at_home: Floats
    """What it will be worth at home, but for the luck of the unit, `AT_HOME` [rows, 4]."""

    @classmethod
    def none(cls) -> Self:
        """Return no orders."""
        nothing: Integers = np.zeros(0, dtype=np.int64)
        columns: dict[str, Any] = {f.name: nothing for f in fields(cls)}
        nowhere = np.zeros((0, len(AT_HOME)))
        columns |= {"arrival": nothing.astype(np.uint64), "at_home": nowhere, "told": np.zeros(0)}
        return cls(**columns)

    def __len__(self) -> int:
        return len(self.offer)

    def where(self, chosen: Flags) -> Self:
        """Return the orders for which *chosen* holds."""
        return type(self)(**{f.name: getattr(self, f.name)[chosen] for f in fields(self)})

    def and_then(self, others: Self) -> Self:
        """Return these and others, in the order in which they are to be served, offer by offer."""
        both = {
            f.name: np.concatenate([getattr(self, f.name), getattr(others, f.name)]) for f in fields(self)
        }
        order = np.lexsort((both["customer"], both["arrival"], both["week"], both["offer"]))
        return type(self)(**{name: column[order] for name, column in both.items()})

    def weeks_late(self, week: int) -> Floats:
        """Return how much later each comes than was told, if it comes in a week: (waited − told)₊ [weeks]."""
        return np.maximum((week - self.week) - self.told, 0.0)

    def turn(self) -> Integers:
        """Return how many are before each order at the same offer."""
        first = np.flatnonzero(np.append(True, self.offer[1:] != self.offer[:-1])[: len(self)])
        lengths = np.diff(np.append(first, len(self)))
        return np.arange(len(self)) - np.repeat(first, lengths)


class BackorderBook:
    """All open orders of customers, and what becomes of them this week."""

    def __init__(self, given: Scenario, run_tables: RunTables, outlets: list[Member]) -> None:
        self.accepts, self.promised = backorder_terms(given, run_tables, outlets)
        self.is_on = bool(self.accepts.any())
        """Whether any outlet ever takes orders."""
        deciding = deciders(given.segments, run_tables.cells)
        costs = np.array([one.waiting_cost for one in deciding])
        self.ever_wait = costs < NEVER
        patience = [one.patience_weeks for one in deciding]
        self.patience = np.array([np.inf if weeks is None else weeks for weeks in patience])
        self.open = Backorders.none()
        self.delivered = Backorders.none()
        """What is delivered this week."""
        self.withdrawn = Backorders.none()
        """What customers tired of waiting withdraw this week."""
        self.deals: list[OrderedPromotion] = []
        self._took: deque[tuple[Integers, Integers]] = deque(maxlen=MEMORY_WEEKS)

    def deal(self, deal: OrderedPromotion) -> int:
        """Return the number of a deal."""
        if deal not in self.deals:
            self.deals.append(deal)
        return self.deals.index(deal)

    def remember(self, week: int) -> None:
        """Remember how long this week's deliveries took."""
        offers = self.accepts.size
        weeks = np.bincount(self.delivered.offer, week - self.delivered.week, minlength=offers).astype(
            np.int64
        )
        self._took.append((weeks, np.bincount(self.delivered.offer, minlength=offers)))

    def quoted_weeks(self, agreed: Floats) -> Floats:
        """Return how long outlets say it takes [O, P, weeks]: as promised, as it was, else as *agreed*."""
        weeks = sum((took for took, _ in self._took), np.zeros(self.accepts.size, np.int64))
        units = sum((count for _, count in self._took), np.zeros(self.accepts.size, np.int64))
        seen = (weeks / np.maximum(units, 1)).reshape(self.accepts.shape)
        known = np.where(units.reshape(self.accepts.shape) > 0, seen, agreed)
        return np.where(np.isnan(self.promised), known, self.promised)

    def placed(self, told: Floats, is_open: Flags) -> Flags:
        """Return where customers told such weeks would place an order [C, O, P]."""
        soon: Flags = is_open[None] & (told[None] <= self.patience[:, None, None])
        return soon & self.ever_wait[:, None, None]


def backorder_terms(given: Scenario, run_tables: RunTables, outlets: list[Member]) -> tuple[Flags, Floats]:
    """Return which offers [O, P] can be ordered when they are out of stock, and the weeks promised, or nan.

    Digital goods are never out of stock; who has the hands for so many sales only takes no orders.
    """
    takes = np.zeros((len(outlets), len(run_tables.products)), dtype=bool)
    promised = np.full(takes.shape, np.nan)
    for terms in given.backorders:
        about = [
            terms.product in (None, name) and not given.products[name].digital for name in run_tables.products
        ]
        selected = [terms.at.selects(o) and o.weekly_capacity is None for o in outlets]
        chosen = np.outer(np.array(selected, dtype=bool), np.array(about, dtype=bool)) & run_tables.offered
        takes |= chosen
        promised[chosen] = np.nan if terms.promised_weeks is None else terms.promised_weeks
    return takes, promised

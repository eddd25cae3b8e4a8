"""Needs arising: how many needs of a category arise for each customer this week, in columns.

As `Consumer.needs`. What is paid for period after period is needed anew when its period ends.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.base.keyed_random import happens, threshold
from simulator.market.customers.consideration import ConsiderationSet
from simulator.market.state.choice_tables import NONE
from simulator.market.state.luck_weeks import ORDINAL, UNIT
from simulator.mechanisms.use.needs_of_week import needs_of_week

BLOCK = 32_768
"""How many customers are asked at once whether they need something."""


@dataclass(frozen=True)
class Arising:
    """Needs that arise this week, one row a customer: at most one each, of as many as there may be."""

    arises: Flags
    """[N] whether a need arises."""
    luck_week: Integers | None = None
    """[N] week of the luck that it has, with its number within the week; none: this week for all [week]."""
    held: Integers | None = None
    """[N] offer that alone is weighed against going without, or NONE; none: no need has one."""
    is_further: bool = False
    """Whether they are needs beside a first one of this week."""
    of_same_need: bool = False
    """Whether they are further units of a need."""
    joins: bool = False
    """Whether they add up with needs that are open, and are looked for by themselves at first."""
    is_behind: bool = False
    """Whether they are open needs behind the needs that their customers have just looked for."""
    suggested: Integers | None = None
    """[N] offer that an outlet suggests, with that outlet looked at alone, or NONE; none: no outlet does."""

    def some_held(self, who: Integers) -> Integers | None:
        """Return the offers that some customers have subscribed to and go on with; none: no customer has."""
        return None if self.held is None else self.held.take(who)


def each_arising(
    first: Arising, counts: Integers, units: Integers, week: int, lacks: Callable[[], Flags]
) -> Iterator[Arising]:
    """Yield the needs of a week, one of each customer at a time, and of a need unit by unit.

    *counts* and *units*: needs of each customer and units of each need [N]; *lacks* says of each customer
    whether it has left by then, or has no use for more.
    """
    luck = np.full(len(counts), week) if first.luck_week is None else first.luck_week
    for ordinal in range(max(1, int(counts.max(initial=0)))):
        luck = luck if not ordinal else np.full(len(counts), week + ordinal * ORDINAL)
        needs = counts > 0 if not ordinal else (counts > ordinal) & ~lacks()
        for unit in range(int(units[needs].max(initial=1))):
            if ordinal == unit == 0:
                yield first
            else:
                held = None if ordinal else first.held
                arises, luck_week = needs & (units > unit), luck + unit * UNIT
                yield Arising(arises, luck_week, held, True, unit > 0, suggested=first.suggested)


def needs_of_all(looking: ConsiderationSet, waiting: Flags) -> Integers:
    """Let all customers use up what they keep; return how many needs they come to shops with [N].

    *looking*: everybody, asked block by block; of *waiting*, what a customer needs is one with its order.
    """
    uses = np.zeros(len(looking.who), dtype=np.int64)
    for start in range(0, len(looking.who), BLOCK):
        some = replace(looking, who=looking.who[start : start + BLOCK])
        uses[start : start + BLOCK] = units_used(some)
    uses[waiting] = 0
    return looking.columns.belongings.unmet_by_pantry(looking.category, uses)


def units_used(looking: ConsiderationSet) -> Integers:
    """Return how often some customers need something of a category this week, as `Consumer.units_used`."""
    tables, category = looking.run_tables, looking.category
    if tables.needs_plainly(category):
        return looking.needs_arise().astype(np.int64)
    terms, belongings, week = tables.needs, looking.columns.belongings, looking.tables.week
    word, until = looking.luck("need"), belongings.in_use_until(category, looking.who)
    mean = mean_uses(looking)
    owns = belongings.owns(category, week, looking.who)
    mean = np.where(owns, mean * looking.at(terms.while_owning), mean)
    varies, counted = np.isfinite(looking.at(terms.rate_shape)), looking.at(terms.counted)
    found = needs_of_week(word, mean, varies, counted).astype(np.int64)
    replaced = looking.at(terms.replaced)
    is_worn = (until > 0) & ~owns & ~np.isnan(replaced)
    found = np.where(is_worn, happens(word, threshold(np.where(is_worn, replaced, 0.0))), found)
    found[belongings.ended(category, week, looking.who) != NONE] = 1
    found[lacks_use(looking)] = 0
    return found


def mean_uses(looking: ConsiderationSet) -> Floats:
    """Return the needs of this week in the mean, of some customers as if they had nothing in use."""
    mean, rate = looking.at(looking.tables.mean_need), looking.columns.people.own.rate
    if rate.shape[1]:
        mean = mean * rate[looking.who, looking.category].astype(np.float64)
    return mean


def lacks_use(looking: ConsiderationSet) -> Flags:
    """Say of each customer whether it has left the category, or has nothing that its products refill."""
    belongings = looking.columns.belongings
    lacks: Flags = np.zeros(len(looking.who), dtype=bool)
    if belongings.left.shape[1]:
        lacks |= belongings.left[looking.who, looking.category]
    return lacks | belongings.of_no_use(looking.category, looking.tables.week, looking.who)


def renewed(looking: ConsiderationSet, arises: Flags) -> Arising:
    """Return first needs of the week, of subscriptions that ended with the luck of their choice.

    A subscriber goes on with what it has, or weighs all there is: now and then, or where it is not to be had.
    """
    tables, belongings, week = looking.run_tables, looking.columns.belongings, looking.tables.week
    if not tables.lasting.subscribed[list(tables.products_of[looking.category])].any():
        return Arising(arises)
    product = belongings.ended(looking.category, week, looking.who)
    at = np.maximum(product, 0)
    offer = belongings.offer[looking.who, at].astype(np.int64)
    compares = happens(looking.luck("compares"), tables.lasting.compares.take(at))
    goes_on = (product != NONE) & ~compares
    is_there = (looking.tables.carried & (looking.tables.stock > 0)).ravel()
    goes_on[goes_on] = is_there.take(offer[goes_on])
    luck_week = np.where(product != NONE, belongings.luck_week[looking.who, at], week)
    return Arising(arises, luck_week.astype(np.int64), np.where(goes_on, offer, NONE))


def won_back(looking: ConsiderationSet) -> Flags:
    """Say which customers come back to the category that they had left."""
    left: Flags = looking.columns.belongings.left[looking.who, looking.category]
    return left & happens(looking.luck("won back"), looking.at(looking.run_tables.needs.won_back))

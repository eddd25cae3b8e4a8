"""Using: what customers put to use when they take it home, and whether they leave after it, in columns.

As `Owner.put_to_use`, `Owner.fails`, `Owner.uses_again` and `Consumer.leaves`.
"""

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.base.keyed_random import happens, threshold, uniform
from simulator.base.numerics.each_once import each_once
from simulator.market.customers.customer_columns import CustomerColumns
from simulator.market.customers.needing_help import WeeksUnhelped
from simulator.market.state.luck_weeks import LUCK, is_first_unit
from simulator.mechanisms.use.leaving import chance_of_leaving
from simulator.mechanisms.use.life import weeks_of_use


def put_to_use(
    columns: CustomerColumns, who: Integers, offer: Integers, week: int, luck_week: Integers
) -> None:
    """Let customers have what they took in use from this week on; *luck_week*: that of each one's need."""
    tables, belongings = columns.run_tables, columns.belongings
    if not tables.lasting.any_last:
        return
    product = offer % len(tables.products)
    some = np.flatnonzero(tables.lasting.lasts[product])
    who, product, offer = who[some], product[some], offer[some]
    terms = tables.lasting
    keys = columns.people.key.take(who), tables.product_keys.take(product)
    rank = uniform(columns.dice.words("life", week, *keys))
    wears = ~np.isnan(terms.scale[product])
    scale = np.where(wears, terms.scale[product], 1.0)
    weeks = np.where(wears, weeks_of_use(rank, scale, terms.shape[product]), terms.period[product])
    until = belongings.in_use[who, product].astype(np.int64)
    # another period is paid for: it begins when the last one ends
    anew = ~wears & is_first_unit(luck_week[some])
    begins = np.where(anew, np.maximum(until, week - 1), week - 1)
    belongings.in_use[who, product] = np.maximum(until, begins + weeks)
    belongings.units[who, product] = np.where(until < week, 0, belongings.units[who, product]) + 1
    if belongings.offer.shape[1]:
        belongings.offer[who, product] = offer
    if belongings.luck_week.shape[1]:
        belongings.luck_week[who, product] = luck_week[some] & LUCK
    if belongings.since.shape[1]:
        is_new = until < max(1, week - 1)
        belongings.since[who, product] = np.where(is_new, week, belongings.since[who, product])


def no_longer(columns: CustomerColumns, who: Integers, product: Integers, week: int) -> None:
    """Let customers have in use no longer what they send back, or what fails, one unit a row.

    Of several units in use one less is; with the last of them the use ends, of a paid period as well.
    """
    belongings = columns.belongings
    some = np.flatnonzero(columns.run_tables.lasting.lasts[product])
    for rows in each_once(who[some]):
        place = who[some[rows]], product[some[rows]]
        units = np.maximum(belongings.units[place] - 1, 0)
        until = belongings.in_use[place]
        belongings.in_use[place] = np.where(units == 0, np.minimum(until, week - 1), until)
        belongings.units[place] = units


def fail(columns: CustomerColumns, who: Integers, product: Integers, week: int, covered: Flags) -> Integers:
    """Let customers have in use no longer what fails, one unit a row; return the weeks of use each had left.

    Units that are *covered* go to repairers. What does not last has none left.
    """
    belongings, left = columns.belongings, np.zeros(len(who), dtype=np.int64)
    some = np.flatnonzero(columns.run_tables.lasting.lasts[product])
    left[some] = belongings.in_use[who[some], product[some]] - (week - 1)
    no_longer(columns, who, product, week)
    if belongings.in_repair.shape[1]:
        np.add.at(belongings.in_repair, (who[covered], product[covered]), 1)
    return left


def use_again(
    columns: CustomerColumns, who: Integers, product: Integers, week: int, weeks_left: Integers
) -> None:
    """Let customers have in use again, beside what they have, what is repaired: for so many weeks; 0: not."""
    belongings = columns.belongings
    np.subtract.at(belongings.in_repair, (who, product), 1)
    some = np.flatnonzero(weeks_left)
    for rows in each_once(who[some]):
        place = who[some[rows]], product[some[rows]]
        until, begins = belongings.in_use[place], week - 1
        belongings.units[place] = np.where(until < week, 0, belongings.units[place]) + 1
        belongings.in_use[place] = np.maximum(until, begins + weeks_left[some[rows]])


def leave(
    columns: CustomerColumns, who: Integers, product: Integers, week: Integers, satisfaction: Floats
) -> None:
    """Let customers leave the category of what they took, each with a chance of its own.

    *week* is this one, with the number of the need within its week.
    """
    tables, left = columns.run_tables, columns.belongings.left
    if not left.shape[1]:
        return
    for category, name in enumerate(tables.categories):
        some = np.flatnonzero(tables.category_of[product] == category)
        cell = columns.people.cell.take(who[some])
        own = columns.people.own.leaving[who[some], category].astype(np.float64)
        weight, per_week = (
            tables.needs.satisfied[category].take(cell),
            tables.needs.unhelped[category].take(cell),
        )
        weeks = WeeksUnhelped(columns.belongings.weeks_unhelped, who[some])[product[some]]
        words = columns.dice.words(f"leaves {name}", week[some], columns.people.key.take(who[some]))
        held = columns.held_by_community(who[some], product[some])
        chance = chance_of_leaving(own, satisfaction[some], weight, weeks, per_week, held)
        left[who[some], category] |= happens(words, threshold(chance))

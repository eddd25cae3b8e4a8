"""Contrast: the week's customers shop where a source of harm is not there, beside where it is.

For each of `conflict.net_of` a market without these outlets is kept. In it everything that members decide is
as here: prices and messages, goods on the shelf, entry, effort, campaigns. Everything that is customers' is
its own: whom they find and ask, what they buy, have and remember, what is seen and told of products, what
people know and believe by it. So what an outlet earns more there is what the source took from it less what
its being seen, its owners' talk and its advice brought it (static net harm).

Assumes: goods that are sold more there are there next week as they are here.
Reads: the week's offers, interventions in force, outlets' effort, who is open; this week's shopping.
Writes: without_source; the markets without a source, whose entries and payments are nobody's.
"""

import numpy as np

from simulator.base.arrays import Integers
from simulator.market.market import Market
from simulator.market.phases.after_sale import after_sale
from simulator.market.phases.promote import promote
from simulator.market.phases.receive import receive
from simulator.market.phases.retain import retain
from simulator.market.phases.shop import shop
from simulator.market.state.choice_tables import NONE
from simulator.market.state.promotions import margins_earned


def contrast(market: Market) -> None:
    """Play the week in the markets without a source, and write what outlets earn there and here."""
    if not market.without_sources:
        return
    here = margins_taken(market)
    for source, other in market.without_sources.items():
        follow(other, market)
        there, step = margins_taken(other), market.given.units.money_step
        numbers = [market.outlet_number[name] for name in other.run_tables.outlets]
        is_free = other.run_tables.owner == NONE
        rows = [(number, there[at]) for at, number in enumerate(numbers) if is_free[at]]
        market.ledger.record(
            "without_source",
            week=market.week,
            aggrieved=[market.outlet_code[number] for number, _ in rows],
            source=source,
            margin=[here[number] * step for number, _ in rows],
            margin_without=[margin * step for _, margin in rows],
        )


def follow(other: Market, market: Market) -> None:
    """Play a week of a market without a source, in which members do what they do in the market itself."""
    other.week = market.week
    for name, agent in other.members.items():
        agent.is_open = market.members[name].is_open
    numbers = [market.outlet_number[name] for name in other.run_tables.outlets]
    support = market.outlet_traits.support
    other.outlet_traits.put_effort(
        np.ones(other.offer_table.price.shape) if support is None else support[numbers]
    )
    receive(other)
    promote(other)
    other.offer_table.take(market.offer_table, numbers)
    other.terms_in_force.take(
        market.terms_in_force,
        dict(zip(market.outlet_code[numbers].tolist(), other.outlet_code.tolist(), strict=True)),
    )
    shop(other)
    after_sale(other)
    retain(other)
    other.payments.write(other.ledger, other.week)


def margins_taken(market: Market) -> Integers:
    """Return what the week's sales left each outlet, at the margins of its offers [O, money steps]."""
    shopping, outlets = market.shopping, len(market.run_tables.outlets)
    rows = np.flatnonzero(shopping.got != NONE)
    outlet, product = np.divmod(shopping.got[rows], len(market.run_tables.products))
    asked = market.offer_table.margin[outlet, product]
    margin = margins_earned(market.week_tables.promotions, shopping.promotion[rows], outlet, asked)
    return np.bincount(outlet, margin, minlength=outlets).astype(np.int64)

"""Sending back: customers that have taken units home decide whether they keep them.

A refund is a share of what was paid, in whole money steps. What sending a unit back brings is the refund,
less the shipping where the customer pays it, less the trouble. Whoever wants to send it back gets round to it
with a chance in each week; later than the outlet allows it is kept, as is what has worn out or failed
meanwhile.
"""

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.base.keyed_random import uniform
from simulator.base.numerics.basis_points import WHOLE, basis_points_of
from simulator.market.state.choice_tables import NONE
from simulator.market.state.protocols import ReturnState
from simulator.market.state.returns_book import Returns, UnitsTaken
from simulator.mechanisms.experience.return_decision import (
    DISCONFIRMATION,
    FLEETING,
    OPTION,
    VALUE,
    counted_relief,
    main_reason,
)
from simulator.mechanisms.experience.weeks_until import weeks_until


def decide_returns(state: ReturnState, taken: UnitsTaken, fails: Integers) -> Flags:
    """Let customers decide about units that they have just taken home; return which stay with them.

    *fails*: after how many weeks each fails, or 0.
    """
    book, stays = state.returns, np.ones(len(taken.offer), dtype=bool)
    if not book.is_on:
        return stays
    luck = state.crowd.luck_of_units()  # one for each row, in the order in which they were taken
    value = (taken.at_home[:, VALUE] + luck) + taken.on_delivery
    may_go = np.flatnonzero(taken.terms != NONE)
    sent, returns = returns_decided(state, taken.where(may_go), value[may_go], luck[may_go])
    weeks = weeks_to_return(state, taken.where(may_go[sent]), fails[may_go[sent]])
    for after in np.unique(weeks[weeks > 0]).tolist():
        book.coming[state.week + after].append(returns.where(weeks == after))
    stays[may_go[sent][weeks > 0]] = False
    return stays


def returns_decided(
    state: ReturnState, taken: UnitsTaken, value: Floats, luck: Floats
) -> tuple[Flags, Returns]:
    """Return which units customers want to send back, and these as returns; *luck* is part of their value."""
    book, step = state.returns, state.given.units.money_step
    terms = taken.terms
    refund = shares(taken.price, np.array([one.refund for one in book.terms.all])[terms])
    back = refund * step - book.shipping[terms] - book.hassle[taken.cell]
    sent = ~state.crowd.keeps(taken.customer, taken.offer, value, back)
    gone = taken.at_home[:, FLEETING], taken.at_home[:, OPTION]
    parts = taken.at_home[:, DISCONFIRMATION], luck, *gone
    returns = Returns(
        customer=taken.customer,
        cell=taken.cell,
        offer=taken.offer,
        terms=terms,
        bought=np.full(len(terms), state.week),
        price=taken.price,
        refund=refund,
        commission=commissions_back(state, taken, terms),
        reason=main_reason(*parts, taken.on_delivery),
        spared=counted_relief(value, state.crowd.price_sensitivity(taken.customer, taken.offer), back, step),
    )
    return sent, returns.where(sent)


def weeks_to_return(state: ReturnState, sent: UnitsTaken, fails: Integers) -> Integers:
    """Return after how many weeks each unit that is to be sent back is, 0 if not in time.

    Nor is one that has worn out or failed before.
    """
    book, products = state.returns, state.run_tables.product_keys
    key = state.customer_keys.take(sent.customer)
    within = np.array([one.within_weeks for one in book.terms.all], dtype=np.int64)
    words = state.dice.words("sent back", sent.week, key, products.take(sent.offer % len(products)))
    weeks = weeks_until(uniform(words), book.promptness[sent.cell], within[sent.terms])
    last = state.crowd.last_week_of_use(sent.customer, sent.offer)
    return np.where((state.week + weeks <= last) & ((fails == 0) | (weeks <= fails)), weeks, 0)


def commissions_back(state: ReturnState, taken: UnitsTaken, terms: Integers) -> Integers:
    """Return what marketplaces give back of commissions, as they are in force this week [money steps]."""
    outlet = taken.offer // len(state.run_tables.products)
    kept = np.zeros(len(state.run_tables.outlets))
    for number in np.unique(outlet).tolist():
        kept[number] = state.routes.commission(state.run_tables.outlets[number])
    back = np.array([one.commission_back for one in state.returns.terms.all])
    return shares(shares(taken.price, kept[outlet]), back[terms])


def shares(amounts: Integers, of: Floats) -> Integers:
    """Return shares of counted amounts, each rounded as `share_of` rounds one."""
    points = np.array([round(share * WHOLE) for share in of.tolist()], dtype=np.int64)
    return basis_points_of(amounts, points)

"""Sales capacity: an outlet with limited hours puts on offer what it can sell of what it has.

The hours of a week are for all its products together. They are shared out before anybody comes, by what
the outlet remembers having been asked for; a product it remembers nothing of counts like the mean of the
others. Weeks without anything on offer do not count: nobody works ahead.

Customers are rationed offer by offer, hence the shares: a team that has spent one product's share turns
customers away though another's is left. Shares are in no entry; a posting has what was on offer.

More outlets are more: each has hours of its own, and its draw only divides them among its products.
"""

from collections import deque
from fractions import Fraction

import numpy as np
from mesa import Agent

from simulator.base.arrays import Integers
from simulator.base.keyed_random import stable_key
from simulator.market.state.offers import OfferTable
from simulator.market.state.protocols import OfferState
from simulator.mechanisms.supply.allocation import largest_remainder
from simulator.mechanisms.supply.sales_capacity import lent, shares, whole_sales


def share_sales_capacity(state: OfferState, agent: Agent) -> None:
    """Leave on offer at an outlet what there are the hours to sell this week."""
    offers, name = state.offer_table, agent.member.name
    row = state.outlet_number[name]
    columns = np.flatnonzero(offers.carried[row])
    if agent.member.weekly_capacity is None or not len(columns):
        return
    offers.weeks[row] += 1
    whole = whole_sales(agent.member.weekly_capacity, offers.weeks[row].item())
    asked = demand([agent.stock.remembered.get(state.run_tables.products[column]) for column in columns])
    luck = Fraction(state.dice.word("hands", state.week, stable_key(name)), 2**64)
    share = shares(whole, asked, luck)
    offers.sales_capacity[row] = 0
    offers.sales_capacity[row, columns] = share
    offers.stock[row, columns] = lent(share, offers.stock[row, columns].tolist(), asked, luck)


def demand(remembered: list[deque[int] | None]) -> list[Fraction]:
    """Return the mean weekly demand remembered of each product [steps]."""
    known = [Fraction(sum(weeks), len(weeks)) for weeks in remembered if weeks]
    usual = sum(known, Fraction(0)) / len(known) if known else Fraction(0)
    return [Fraction(sum(weeks), len(weeks)) if weeks else usual for weeks in remembered]


def idle_sales_capacity(offer_table: OfferTable, got: Integers, outlet: int, product: int) -> int:
    """Return how much more of a product an outlet could have sold this week, had it had the goods [steps].

    Its share of the hours less the goods there were, as far as others have not been sold in these hours.
    """
    hands, products = offer_table.sales_capacity, offer_table.stock.shape[1]
    lacking = np.maximum(0, hands[outlet] - offer_table.stock[outlet])
    sold = np.count_nonzero(got // products == outlet)
    return largest_remainder(hands[outlet].sum().item() - sold, lacking.tolist())[product]
